"""The B-mode that an overlay lies on, told by what lies around it: how bright it is and how tinted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.chroma import chroma_of
from dlre_gui.screen.overlay import MIN_CHROMA
from dlre_gui.screen.planes import Planes

_MIN_GREY_PX = 20


@dataclass(frozen=True, slots=True)
class Ground:
    """The B-mode next to the box: its median grey level and chroma."""

    level: float
    tint: tuple[float, float]


def b_mode_around(planes: Planes, box: Box) -> Ground | None:
    """The B-mode in a ring around an area; None if too little of it is grey."""
    grown = Box(box.x - 24, box.y - 24, box.w + 48, box.h + 48)
    seen = grown.intersection(Box(0, 0, planes.width, planes.height)) or box
    top, bottom = max(0, box.y - seen.y - 3), box.bottom - seen.y + 3
    left, right = max(0, box.x - seen.x - 3), box.right - seen.x + 3
    whole, beside = slice(None, None, 2), slice(top, bottom, 2)
    strips = (
        (slice(0, top, 2), whole),
        (slice(bottom, None, 2), whole),
        (beside, slice(0, left, 2)),
        (beside, slice(right, None, 2)),
    )
    part = planes.cut(seen)
    grey = np.concatenate([_grey(part.rgb[s], part.low[s], part.chroma[s]) for s in strips])
    if len(grey) < _MIN_GREY_PX:
        return None
    a, b = (float(np.median(plane)) for plane in chroma_of(grey))
    return Ground(float(np.median(darkest(grey))), (a, b))


def darkest(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Darkest channel of colours, uint8, shape (..., 3)."""
    low: NDArray[np.uint8] = np.minimum(np.minimum(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    return low


def _grey(rgb: NDArray[np.uint8], low: NDArray[np.uint8], chroma: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The px of B-mode, shape (n, 3): neither coloured nor black."""
    return rgb[(chroma < MIN_CHROMA) & (low > 4)]
