"""The convex B-mode picture: tissue, speckle, attenuation, log compression, scan conversion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import degrees
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.speckle import envelope
from dlre_gui.simulation.tissue import Anatomy, tissue_db
from dlre_gui.simulation.view import HALF_ANGLE, View, polar_maps

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

DEPTHS, BEAMS = 640, 320
BELOW_MM = 12.0  # the sector goes on below the panel, which cuts it off


@dataclass(frozen=True, slots=True)
class BeamGrid:
    """Depths 0 to `depth_mm` (rows) by beams over the whole sector (columns)."""

    depth_mm: float

    @property
    def step_mm(self) -> float:
        return self.depth_mm / (DEPTHS - 1)

    @property
    def step_rad(self) -> float:
        return 2 * HALF_ANGLE / (BEAMS - 1)

    def axes(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Depths in mm as a column, angles in rad as a row."""
        depth = np.linspace(0, self.depth_mm, DEPTHS, dtype=np.float32)[:, None]
        return depth, np.linspace(-HALF_ANGLE, HALF_ANGLE, BEAMS, dtype=np.float32)[None, :]


def draw_bmode(
    rng: Generator, view: View, anatomy: Anatomy, gain_percent: int, dynamic_range_db: int
) -> NDArray[np.float32]:
    """Grey levels 0 to 255 of the panel, (height, width); 0 outside the sector."""
    grid = BeamGrid(view.depth_mm + BELOW_MM)
    return _scan_convert(draw_beams(rng, grid, anatomy, gain_percent, dynamic_range_db), view, grid)


def draw_beams(
    rng: Generator, grid: BeamGrid, anatomy: Anatomy, gain_percent: int, dynamic_range_db: int
) -> NDArray[np.float32]:
    """Grey levels 0 to 255 of the beams, before scan conversion: (DEPTHS, BEAMS)."""
    depth, angle = grid.axes()
    level_db = tissue_db(rng, anatomy, depth, angle) + _response_db(depth, angle)
    amplitude = np.power(10, level_db / 20, dtype=np.float32)
    decibels = np.zeros_like(amplitude)
    for _ in range(a.SPECKLE_LOOKS):
        echo = envelope(rng, amplitude, grid.step_mm, degrees(grid.step_rad))
        decibels += 20 * np.log10(echo + _noise(depth)) / a.SPECKLE_LOOKS
    return _compress(decibels, gain_percent, dynamic_range_db)


def _response_db(depth: NDArray[np.float32], angle: NDArray[np.float32]) -> NDArray[np.float32]:
    """What TGC leaves of attenuation, and the weaker beams at the sector's sides."""
    attenuation = -a.EXTRA_ATTENUATION_DB_PER_MM * np.maximum(depth - 25, 0)
    sides = a.SIDE_LOSS_DB * (np.abs(angle) / HALF_ANGLE) ** 6
    return np.asarray(attenuation + sides, dtype=np.float32)


def _noise(depth: NDArray[np.float32]) -> NDArray[np.float32]:
    """Amplitude of the receiver's noise, which TGC lifts with depth."""
    return np.asarray(10 ** ((a.NOISE_DB + a.NOISE_DB_PER_MM * depth) / 20), dtype=np.float32)


def _compress(decibels: NDArray[np.float32], gain_percent: int, dynamic_range_db: int) -> NDArray[np.float32]:
    """Log compression: `dynamic_range_db` over the grey scale, then a soft upper end."""
    above = decibels + a.MEAN_LEVEL * dynamic_range_db + a.GAIN_DB_PER_PERCENT * (gain_percent - 50) - 12
    level = np.clip(above / dynamic_range_db, 0, 1.15)
    return np.asarray(255 * np.tanh(1.15 * level**1.15), dtype=np.float32)


@lru_cache(maxsize=4)
def _sampling(view: View, grid: BeamGrid) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    depth, angle = polar_maps(view)
    inside = (depth >= 0) & (depth <= grid.depth_mm) & (np.abs(angle) <= HALF_ANGLE)
    at = np.stack([depth[inside] / grid.step_mm, (angle[inside] + HALF_ANGLE) / grid.step_rad])
    return at.astype(np.float32), inside


def _scan_convert(grey: NDArray[np.float32], view: View, grid: BeamGrid) -> NDArray[np.float32]:
    from scipy.ndimage import map_coordinates

    at, inside = _sampling(view, grid)
    picture = np.zeros(inside.shape, dtype=np.float32)
    picture[inside] = map_coordinates(grey, at, order=1, mode="nearest")
    return picture
