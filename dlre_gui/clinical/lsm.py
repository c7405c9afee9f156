"""Liver stiffness measurement: the median of the exam's Q-Box means, and its spread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class LsmStatistics:
    """The exam's stiffness; None where there are too few values.

    Attributes
    ----------
    n
        Number of values.
    median_kpa, iqr_kpa
        kPa. The interquartile range needs two values.
    iqr_over_median
        A ratio, not a percentage.
    """

    n: int
    median_kpa: float | None = None
    iqr_kpa: float | None = None
    iqr_over_median: float | None = None


def lsm_statistics(means_kpa: Iterable[float]) -> LsmStatistics:
    """Median, interquartile range and their ratio.

    Quartiles are interpolated linearly between the ordered values (Hyndman & Fan 1996, type 7;
    R's and numpy's default, Excel's QUARTILE.INC). The sources name no method; with five values
    these are the second and the fourth.

    Parameters
    ----------
    means_kpa
        Q-Box means in kPa, finite, not negative.

    Raises
    ------
    ValueError
        If a value is negative or not finite.
    """
    values = np.asarray(list(means_kpa), dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("stiffness values must be finite and not negative")
    if values.size == 0:
        return LsmStatistics(0)
    low, median, high = (float(value) for value in np.quantile(values, [0.25, 0.5, 0.75]))
    if values.size == 1:
        return LsmStatistics(1, median)
    return LsmStatistics(int(values.size), median, high - low, (high - low) / median if median > 0 else None)
