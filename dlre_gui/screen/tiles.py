"""Several scanners' screens beside each other in one picture, as viewers show them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes, longest_run

_ALIKE = 0.25  # of a bar's height: bars of screens of one kind
_SHAPES = (1.15, 1.95)  # width by height of a screen with some margin
_UNIFORM = 0.97  # of a line's px are of one level: it parts two screens
_LEVELS = 8  # grey levels
_THIN = 3


def tile_of(planes: Planes, bar: Box, bars: Sequence[Box]) -> Box | None:
    """The part of a picture that holds one screen with its own bar; None if the picture is one screen.

    Parameters
    ----------
    bar
        The bar of the screen wanted.
    bars
        All bars, px of the picture. Where a line without anything on it parts two like ones, and both
        sides have the shape of a screen, there are several. A screen's own panels are higher or wider.
    """
    like = [one for one in bars if abs(one.h - bar.h) <= _ALIKE * bar.h]
    x0, x1 = _between(planes.high, bar.x, bar.right, [(one.x, one.right) for one in like])
    y0, y1 = _between(planes.high.T, bar.y, bar.bottom, [(one.y, one.bottom) for one in like])
    tile = Box(x0, y0, x1 - x0, y1 - y0)
    is_part = tile.w < planes.width or tile.h < planes.height
    return tile if is_part and _SHAPES[0] <= tile.w / tile.h <= _SHAPES[1] else None


def _between(high: NDArray[np.uint8], start: int, end: int, others: list[tuple[int, int]]) -> tuple[int, int]:
    """From where to where a bar's screen reaches along the columns, cut between it and its neighbours."""
    before = [b for _, b in others if b < start]
    after = [a for a, _ in others if a > end]
    low = _cut(high, max(before), start) if before else None
    far = _cut(high, end, min(after)) if after else None
    return low or 0, far or high.shape[1]


def _cut(high: NDArray[np.uint8], start: int, end: int) -> int | None:
    """The middle of the widest run of empty columns within some; None if there is none."""
    lines = high[::_THIN, start:end]
    usual = np.median(lines, axis=0)
    empty = (np.abs(lines - usual) <= _LEVELS).mean(axis=0) >= _UNIFORM
    first, last = longest_run(empty)
    return start + (first + last) // 2 if last > first else None
