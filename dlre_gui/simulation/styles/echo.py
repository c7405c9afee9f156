"""B-mode for many screens: a pool of simulated beam pictures seen through any probe."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.bmode import BEAMS, DEPTHS, BeamGrid, draw_beams
from dlre_gui.simulation.styles.chance import between, chance
from dlre_gui.simulation.styles.sight import Sight, beam_maps
from dlre_gui.simulation.tissue import draw_anatomy
from dlre_gui.simulation.view import BoxSector

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

POOL = 24  # pictures; each is mirrored, cut and toned anew for every screen
_SEED = 7301
GRID = BeamGrid(125.0)
LINEAR_STRETCH = 2.2  # a linear probe's finer speckle
TINTS = MappingProxyType({"grey": (0, 0, 0), "bluish": (0, 0, 7), "warm": (6, 2, -6), "cold": (-6, 0, 8)})


@lru_cache(maxsize=POOL)
def _beams(number: int) -> NDArray[np.float32]:
    rng = np.random.default_rng([_SEED, number])
    texture = a.TEXTURE[number % len(a.TEXTURE)]
    box = BoxSector(40.0, 65.0, -0.2, 0.2)
    anatomy = draw_anatomy(rng, between(rng, 13, 24), texture, 110.0, box)
    return draw_beams(rng, GRID, anatomy, int(rng.integers(44, 58)), int(rng.integers(58, 74)))


def draw_echo(rng: Generator, sight: Sight) -> NDArray[np.uint8]:
    """Grey levels of the panel, (height, width); 0 outside the picture."""
    from scipy.ndimage import map_coordinates

    beams = _beams(int(rng.integers(POOL)))
    mirrored = -1.0 if chance(rng, 0.5) else 1.0
    depth, lateral, shown = beam_maps(sight)
    stretch = 1.0 if sight.convex else LINEAR_STRETCH
    stretch = min(stretch, GRID.depth_mm / sight.depth_mm)
    rows = depth[shown] * np.float32(stretch / GRID.step_mm)
    columns = (lateral[shown] * np.float32(mirrored / sight.half) + 1) * np.float32((BEAMS - 1) / 2)
    picture = np.zeros((sight.height, sight.width), dtype=np.uint8)
    at = np.stack([np.minimum(rows, DEPTHS - 1), columns])
    grey = map_coordinates(beams, at, order=1, mode="nearest", output=np.float32)
    picture[shown] = _tones(rng)[np.clip(grey, 0, 255).astype(np.uint8)]
    return picture


def _tones(rng: Generator) -> NDArray[np.uint8]:
    """Gain and contrast of one screen, as a table of 256 levels."""
    level = np.arange(256) / 255
    curve = between(rng, 0.75, 1.15) * level ** between(rng, 0.75, 1.35)
    return np.rint(255 * np.clip(curve, 0, 1)).astype(np.uint8)


def tinted(grey: NDArray[np.uint8], tint: str) -> NDArray[np.uint8]:
    """RGB of grey levels: black stays black, the rest takes the tint."""
    shift = np.arange(256)[:, None] + np.array(TINTS[tint])[None, :] * (np.arange(256) > 8)[:, None]
    return np.asarray(np.clip(shift, 0, 255).astype(np.uint8)[grey])
