"""The scanner's picture within the screen: all of it, or a dark part of a light window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes

_LIGHT = 170  # window chrome: every channel at least this bright
_MIN_BORDER_LIGHT = 0.75  # share of the screen's border that must be chrome
_MIN_AREA = 0.3
_SHAPES = (5 / 4, 4 / 3, 16 / 10, 16 / 9)  # of displays and stills
_SHAPE_TOLERANCE = 0.015


def find_frame(planes: Planes) -> Box:
    """The scanner's picture.

    A scanner paints on black and fills the screen to its edges. Where the screen's border is
    light instead, the scanner's picture is the largest dark-edged rectangle inside, provided
    that it is large and of a display's shape; when unsure, the whole screen.
    """
    whole = Box(0, 0, planes.width, planes.height)
    if planes.width < 64 or planes.height < 64 or not _has_light_border(planes.low):
        return whole
    inner = _dark_rectangle(planes.low < _LIGHT)
    if inner is None or inner.area < _MIN_AREA * whole.area:
        return whole
    shape = inner.w / inner.h
    return inner if any(abs(shape / s - 1) <= _SHAPE_TOLERANCE for s in _SHAPES) else whole


def _has_light_border(low: NDArray[np.uint8]) -> bool:
    sides = (low[2], low[-3], low[:, 2], low[:, -3])
    lit = sum(int((side >= _LIGHT).sum()) for side in sides)
    return lit >= _MIN_BORDER_LIGHT * sum(side.size for side in sides)


def _dark_rectangle(dark: NDArray[np.bool_]) -> Box | None:
    """Bounds of the largest connected dark area, found at half size and refined."""
    from scipy import ndimage

    labels, n = ndimage.label(dark[::2, ::2])
    if n == 0:
        return None
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    rows, columns = ndimage.find_objects(labels)[int(sizes.argmax()) - 1]
    y0, y1, x0, x1 = rows.start * 2, rows.stop * 2, columns.start * 2, columns.stop * 2
    return _refined(dark, x0, y0, x1, y1)


def _refined(dark: NDArray[np.bool_], x0: int, y0: int, x1: int, y1: int) -> Box:
    """The rectangle with each side moved, by 2 px at most, to where half its pixels are dark."""
    by_row = dark[:, x0:x1].mean(axis=1) > 0.5
    by_column = dark[y0:y1].mean(axis=0) > 0.5
    top, bottom = _first(by_row, y0), _last(by_row, y1)
    left, right = _first(by_column, x0), _last(by_column, x1)
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def _first(flags: NDArray[np.bool_], near: int) -> int:
    low = max(0, near - 2)
    hits = np.flatnonzero(flags[low : near + 3])
    return low + int(hits[0]) if hits.size else near


def _last(flags: NDArray[np.bool_], near: int) -> int:
    low = max(0, near - 3)
    hits = np.flatnonzero(flags[low : near + 2])
    return low + int(hits[-1]) + 1 if hits.size else near
