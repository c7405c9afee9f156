"""Whether an area's colours run through the bar again and again: a map of how waves spread, not of stiffness.

Half a wave on, the colour is farther off than between two places by chance. In tissue it never is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.chroma import chroma_of
from dlre_gui.screen.overlay import Overlay
from dlre_gui.screen.planes import Planes

_LINES = 40  # looked at each way
_PARTS = (32, 24, 16, 12, 8)  # of the area's length: half a wave
_FARTHER = 1.25  # times what two places differ by chance
_LEAST_PX = 50
_LEAST_OFF = 1.0  # grey levels


def is_striped(planes: Planes, overlay: Overlay) -> bool:
    """Whether an area is striped across or down."""
    rgb, mask = planes.rgb[overlay.box.slices], overlay.mask
    turned = rgb.swapaxes(0, 1), mask.T
    return any(_wave(*lines) >= _FARTHER for lines in ((rgb, mask), turned))


def _wave(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> float:
    """How much farther off colours are some px on than two by chance, along lines, at most."""
    step = max(1, len(mask) // _LINES)
    seen, length = mask[::step], mask.shape[1]
    a, b = chroma_of(rgb[::step])
    if np.count_nonzero(seen) < _LEAST_PX:
        return 0.0
    u, v = a[seen], b[seen]
    order = np.random.default_rng(0).permutation(len(u))
    by_chance = max(_LEAST_OFF, float(np.hypot(u - u[order], v - v[order]).mean()))
    farthest = 0.0
    for px in {max(2, length // part) for part in _PARTS if length > 2 * part}:
        both = seen[:, px:] & seen[:, :-px]
        if np.count_nonzero(both) >= _LEAST_PX:
            off = np.hypot(a[:, px:] - a[:, :-px], b[:, px:] - b[:, :-px])
            farthest = max(farthest, float(off[both].mean()))
    return farthest / by_chance
