"""Random fields: Gaussian correlation, variance 1."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray


def smooth_noise(
    rng: Generator, shape: tuple[int, int], sd_rows: float, sd_columns: float
) -> NDArray[np.float32]:
    """White noise under a Gaussian of these SDs (samples), scaled to variance 1; periodic.

    Its autocorrelation falls to 1/e at twice the SD.
    """
    from scipy.ndimage import gaussian_filter

    noise = rng.standard_normal(shape, dtype=np.float32)
    smooth = gaussian_filter(noise, (sd_rows, sd_columns), mode="wrap", truncate=3.0)
    gain = _gain(sd_rows) * _gain(sd_columns)
    return np.asarray(smooth / np.float32(gain), dtype=np.float32)


def _gain(sd: float) -> float:
    """SD of unit white noise after a discrete Gaussian of this SD."""
    return 1.0 / sqrt(2.0 * sqrt(pi) * sd) if sd > 0.7 else _discrete_gain(sd)


def _discrete_gain(sd: float) -> float:
    steps = np.arange(-8, 9)
    weights = np.exp(-0.5 * (steps / max(sd, 1e-3)) ** 2)
    return float(np.sqrt(((weights / weights.sum()) ** 2).sum()))
