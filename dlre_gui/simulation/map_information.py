"""How well one SWE box shows the texture of its stiffness: Fisher's information in its spectrum."""

from __future__ import annotations

from functools import lru_cache
from math import pi
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.stiffness import STEP_MM, draw_nodules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

BOX_MM = (sum(a.BOX_HEIGHT_MM) / 2, sum(a.BOX_WIDTH_MM) / 2)
HIGHEST_PER_MM = 0.6  # beyond, the scanner's smoothing leaves nothing
NOISE_MM2 = 6e-4  # spectral density of the noise beside voids: 3 permille of the box, SD 0.25, 1 mm
NODULE_MM, NODULE_FIELDS = 7.0, 24  # the nodules' spectrum is measured once, at this size, on so many fields
LEAST = 1e-3  # information where there is none: a liver without nodules tells nothing of their size


def information(textures: Sequence[a.Texture]) -> Numbers:
    """Information of one acquisition about each texture, shape (textures, 4, 4).

    The parameters: log relative SD, log correlation length, squared nodularity, log nodule size.
    """
    rows, columns = _modes()
    sd, length, nodularity, size = (
        np.array([getattr(one, name) for one in textures])[:, None]
        for name in ("relative_sd", "correlation_mm", "nodularity", "nodule_mm")
    )
    smoothed = np.exp(-4 * pi**2 * a.SCANNER_SMOOTHING_MM**2 * (rows**2 + columns**2))
    reach = pi**2 * length**2 * (rows**2 + (a.LATERAL_STRETCH * columns) ** 2)
    grain = sd**2 * pi * a.LATERAL_STRETCH * length**2 * np.exp(-reach) * smoothed
    nodules, slope = _nodules(np.hypot(rows, columns), size)
    nodules = nodules * smoothed
    whole = grain + nodularity**2 * nodules + NOISE_MM2
    changes = np.stack(
        [2 * grain, (2 - 2 * reach) * grain, nodules, nodularity**2 * nodules * (2 + slope)], axis=-1
    )
    relative = changes / whole[:, :, None]
    found = 0.5 * np.einsum("tmi,tmj->tij", relative, relative, optimize=True)
    return np.asarray(found + LEAST * np.eye(4))


def _modes() -> tuple[Numbers, Numbers]:
    """Frequencies per mm of the box's modes, but its mean: that is the stiffness."""
    rows, columns = (np.arange(-int(HIGHEST_PER_MM * n), int(HIGHEST_PER_MM * n) + 1) / n for n in BOX_MM)
    grid = np.stack(np.meshgrid(rows, columns, indexing="ij")).reshape(2, -1)
    distance = np.hypot(*grid)
    kept = grid[:, (distance > 0) & (distance <= HIGHEST_PER_MM)]
    return kept[0], kept[1]


def _nodules(frequency: Numbers, size_mm: Numbers) -> tuple[Numbers, Numbers]:
    """Spectral density in mm² of nodules of unit nodularity, and its logarithmic slope."""
    places, density, slope = _measured()
    at = np.clip(frequency * size_mm, places[0], places[-1])
    return size_mm**2 * np.interp(at, places, density), np.interp(at, places, slope)


@lru_cache(maxsize=1)
def _measured() -> tuple[Numbers, Numbers, Numbers]:
    """Cycles a nodule, spectral density in squared nodules, logarithmic slope: radial means of fields."""
    rng, shape = np.random.default_rng(1953), (128, 128)
    fields = np.stack([draw_nodules(rng, NODULE_MM, shape) for _ in range(NODULE_FIELDS)])
    power = (np.abs(np.fft.fft2(fields)) ** 2).mean(axis=0) * STEP_MM**2 / (shape[0] * shape[1])
    axis = np.fft.fftfreq(shape[0], STEP_MM)
    cycles = np.hypot(axis[:, None], axis[None, :]) * NODULE_MM
    edges = np.arange(0.08, 6.0, 0.16)
    bins = np.digitize(cycles.ravel(), edges)
    density = np.array([power.ravel()[bins == number].mean() for number in range(1, len(edges))])
    places = (edges[:-1] + edges[1:]) / 2
    density = density / NODULE_MM**2
    return places, density, np.gradient(np.log(density), np.log(places))
