"""Fully developed speckle: complex Gaussian scatterers under a point spread that varies with range."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray


def envelope(
    rng: Generator, amplitude: NDArray[np.float32], step_mm: float, step_deg: float
) -> NDArray[np.float32]:
    """Echo envelope on the beam grid.

    Parameters
    ----------
    amplitude
        Scatterers' amplitude, (depths, beams); 1 everywhere gives Rayleigh noise of power 1.
    step_mm, step_deg
        Grid spacing along and across the beams.
    """
    sd_depth = a.AXIAL_SD_MM / step_mm
    sd_beams = [sd / step_deg for sd in a.LATERAL_SD_DEG]
    blur = _blur_weight(amplitude.shape[0], step_mm)
    real = _echo(rng, amplitude, sd_depth, sd_beams, blur)
    imaginary = _echo(rng, amplitude, sd_depth, sd_beams, blur)
    return np.hypot(real, imaginary)


def _blur_weight(depths: int, step_mm: float) -> NDArray[np.float32]:
    """Share of the unfocused point spread by depth, 0 in focus to 1."""
    depth = np.arange(depths, dtype=np.float32) * np.float32(step_mm)
    away = (depth - a.FOCUS_MM) / a.FOCUS_LENGTH_MM
    return np.asarray(away**2 / (1 + away**2), dtype=np.float32)[:, None]


def _echo(
    rng: Generator,
    amplitude: NDArray[np.float32],
    sd_depth: float,
    sd_beams: list[float],
    blur: NDArray[np.float32],
) -> NDArray[np.float32]:
    from scipy.ndimage import gaussian_filter1d

    scatterers = rng.standard_normal(amplitude.shape, dtype=np.float32) * amplitude
    along = gaussian_filter1d(scatterers, sd_depth, axis=0, mode="reflect", truncate=3.0)
    sharp, wide = (gaussian_filter1d(along, sd, axis=1, mode="reflect", truncate=3.0) for sd in sd_beams)
    gain = _power(sd_depth, sd_depth) * _mixed_power(sd_beams, blur)
    mixed = (1 - blur) * sharp + blur * wide
    return np.asarray(mixed / np.sqrt(2 * gain), dtype=np.float32)


def _mixed_power(sd_beams: list[float], blur: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power of unit white noise after the mixture of the two point spreads, by depth."""
    sharp, wide = sd_beams
    cross = 2 * blur * (1 - blur) * _power(sharp, wide)
    return np.asarray((1 - blur) ** 2 * _power(sharp, sharp) + blur**2 * _power(wide, wide) + cross)


def _power(first: float, second: float) -> np.float32:
    """Sum of products of two discrete Gaussians' weights."""
    return np.float32((_kernel(first) * _kernel(second)).sum())


def _kernel(sd: float) -> NDArray[np.float64]:
    steps = np.arange(-24, 25)
    weights = np.exp(-0.5 * (steps / sd) ** 2) * (np.abs(steps) <= int(3.0 * sd + 0.5))
    return np.asarray(weights / weights.sum())
