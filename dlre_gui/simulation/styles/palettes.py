"""Colour maps as scanners use them, from the lowest stiffness to the highest (assumptions)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.colours import SUPERSONIC_COLOURS

if TYPE_CHECKING:
    from numpy.typing import NDArray

Colour = tuple[int, int, int]
LEVELS = 256

PALETTES: dict[str, tuple[Colour, ...]] = {
    "supersonic": SUPERSONIC_COLOURS,
    "rainbow": ((0, 0, 200), (0, 130, 255), (0, 230, 230), (60, 230, 60), (240, 240, 0), (255, 120, 0),
                (225, 0, 0)),
    "dark_rainbow": ((10, 10, 110), (0, 80, 210), (0, 180, 190), (40, 200, 50), (230, 220, 20),
                     (240, 120, 10), (170, 0, 0)),
    "blue_green_red": ((0, 40, 190), (0, 110, 190), (0, 170, 110), (60, 200, 30), (200, 200, 0),
                       (240, 120, 0), (230, 20, 10)),
    "violet_rainbow": ((80, 0, 120), (50, 20, 200), (0, 120, 240), (0, 210, 210), (40, 220, 60),
                       (240, 230, 20), (250, 110, 10), (210, 0, 20)),
    "red_to_blue": ((215, 10, 10), (250, 120, 10), (245, 230, 20), (70, 220, 60), (0, 190, 220),
                    (10, 80, 240), (10, 10, 150)),
    "red_green_blue": ((200, 20, 20), (220, 160, 20), (60, 200, 40), (10, 170, 180), (20, 30, 200)),
    "two_tone": ((20, 40, 200), (60, 60, 190), (120, 60, 150), (180, 45, 90), (235, 30, 30)),
    "green_red": ((10, 150, 60), (110, 190, 40), (230, 220, 30), (240, 130, 20), (210, 20, 20)),
    "cyan_magenta": ((0, 190, 220), (40, 110, 240), (110, 50, 230), (200, 30, 200), (250, 30, 90)),
}  # fmt: skip

QUALITY_PALETTES: dict[str, tuple[Colour, ...]] = {
    "traffic_light": ((200, 30, 30), (230, 200, 30), (40, 190, 60)),
    "greens": ((20, 50, 20), (40, 140, 50), (120, 240, 120)),
    "violet": ((60, 20, 90), (140, 60, 190), (230, 190, 255)),
}


@lru_cache(maxsize=32)
def palette(name: str, steps: int = 0) -> NDArray[np.uint8]:
    """The colours of a map, lowest first, uint8 of shape (256, 3); in `steps` equal bands if not 0."""
    stops = np.array((PALETTES | QUALITY_PALETTES)[name], dtype=np.float64)
    share = np.linspace(0, 1, LEVELS)
    if steps:
        share = np.minimum(np.floor(share * steps), steps - 1) / (steps - 1)
    at = share * (len(stops) - 1)
    bands = [np.interp(at, np.arange(len(stops)), stops[:, band]) for band in range(3)]
    return np.rint(np.stack(bands, axis=1)).astype(np.uint8)
