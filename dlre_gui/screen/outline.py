"""The outline of an SWE box as a polygon, and the pixels within it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box

Outline = tuple[tuple[float, float], ...]


def rectangle(box: Box) -> Outline:
    """Corners of a rectangle, clockwise."""
    x0, y0, x1, y1 = float(box.x), float(box.y), float(box.right), float(box.bottom)
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


@lru_cache(maxsize=2)
def inside_of(outline: Outline, box: Box) -> NDArray[np.bool_]:
    """Pixels of a box whose centres lie within an outline, bool, shape (box.h, box.w), read-only.

    The map and the circles in it ask for the same ones: the last ones are kept.
    """
    inside = _inside_of(outline, box)
    inside.setflags(write=False)
    return inside


def _inside_of(outline: Outline, box: Box) -> NDArray[np.bool_]:
    if outline == rectangle(box):
        return np.ones((box.h, box.w), dtype=bool)
    ys = box.y + 0.5 + np.arange(box.h)
    xs = box.x + 0.5 + np.arange(box.w)
    columns, inside = np.arange(box.w, dtype=np.int32), np.zeros((box.h, box.w), dtype=bool)
    for (xa, ya), (xb, yb) in zip(outline, outline[1:] + outline[:1], strict=True):
        if ya == yb:
            continue
        first, end = np.searchsorted(ys, sorted((ya, yb))).tolist()
        at = xa + (ys[first:end] - ya) * (xb - xa) / (yb - ya)
        beyond = np.searchsorted(xs, at).astype(np.int32)
        inside[first:end] ^= columns >= beyond[:, None]
    return inside
