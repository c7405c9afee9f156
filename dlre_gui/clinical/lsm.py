"""Liver stiffness measurement: the median of the exam's Q-Box means, and its spread."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dlre_gui.domain.findings import TISSUE_DENSITY_KG_PER_M3, QBox, Unit


@dataclass(frozen=True, slots=True)
class LsmStatistics:
    """The exam's stiffness; None where there are too few values.

    Attributes
    ----------
    n
        Number of values.
    median, iqr
        In `unit`. The interquartile range needs two values.
    iqr_over_median
        A ratio, not a percentage.
    """

    n: int
    median: float | None = None
    iqr: float | None = None
    iqr_over_median: float | None = None
    unit: Unit = Unit.KPA


def lsm_statistics(means: Iterable[float], unit: Unit = Unit.KPA) -> LsmStatistics:
    """Median, interquartile range and their ratio.

    Quartiles are interpolated linearly between the ordered values (Hyndman & Fan 1996, type 7;
    R's and numpy's default, Excel's QUARTILE.INC). The sources name no method; with five values
    these are the second and the fourth.

    Parameters
    ----------
    means
        Q-Box means in `unit`, finite, not negative.

    Raises
    ------
    ValueError
        If a value is negative or not finite.
    """
    values = sorted(map(float, means))
    if not all(math.isfinite(value) and value >= 0 for value in values):
        raise ValueError("stiffness values must be finite and not negative")
    if not values:
        return LsmStatistics(0, unit=unit)
    low, median, high = (_exact(_quantile(values, share)) for share in (0.25, 0.5, 0.75))
    if len(values) == 1:
        return LsmStatistics(1, median, unit=unit)
    ratio = _exact((high - low) / median) if median > 0 else None
    return LsmStatistics(len(values), median, _exact(high - low), ratio, unit)


def _quantile(ordered: list[float], share: float) -> float:
    """Of type 7; numpy's, for a few values, loads a library of 15 ms at its first call."""
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])


def _exact(value: float) -> float:
    """Without what binary fractions add: 30 % is not more than 30 %, nor 7.1 kPa more than 7.1."""
    return round(float(value), 9)


def speed_from_kpa(kpa: float) -> float:
    """Shear-wave speed in m/s from Young's modulus in kPa: c = √(E / 3ρ), ρ = 1000 kg/m³."""
    return math.sqrt(kpa * 1000.0 / (3.0 * TISSUE_DENSITY_KG_PER_M3))


def mean_in(qbox: QBox | None, unit: Unit) -> float | None:
    """A Q-Box mean in the wanted unit; None where it is unknown.

    A panel in kPa can be told in m/s; one in m/s is never told in kPa (the scanner chose to show
    what it measured, and kPa assumes a density).
    """
    if qbox is None or qbox.mean is None or qbox.unit is unit:
        return qbox.mean if qbox is not None else None
    return speed_from_kpa(qbox.mean) if unit is Unit.M_PER_S and qbox.mean >= 0 else None
