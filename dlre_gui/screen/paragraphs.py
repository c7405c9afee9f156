"""Columns of text: pieces under each other, aligned at one side or in their middles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.components import Ints

_ROW_GAP = 1.8  # between rows of a column, in row heights
_ALIGNED = 0.8  # of a row's height: how far sides may be off
_SIDE_GAP = 20.0  # between a label and its value, in row heights
_SAME_ROW = 0.6  # of the lower height that pieces of a row share
_ALIKE = 2.2  # heights of pieces that stand together, one by the other

Flags = NDArray[np.bool_]


def columns_of(pieces: list[Box]) -> list[list[Box]]:
    """Pieces under each other, each column from top to bottom; a lone piece is a column too."""
    columns: list[list[Box]] = []
    order = sorted(pieces, key=lambda box: box.y)
    stands_under = _stands_under(_sides(order)) if order else None
    ends: list[int] = []  # of each column
    for k, piece in enumerate(order):
        under = stands_under[ends, k] if stands_under is not None else np.empty(0)
        homes = np.flatnonzero(under)
        if not homes.size:
            columns.append([piece])
            ends.append(k)
        else:
            columns[homes[-1]].append(piece)
            ends[homes[-1]] = k
    return columns


def _sides(pieces: Sequence[Box]) -> _Sides:
    bounds = np.array([(p.x, p.y, p.w, p.h) for p in pieces], dtype=np.int64).reshape(-1, 4).T
    x, y, w, h = bounds
    return _Sides(x, y, x + w, y + h, h)


class _Sides(NamedTuple):
    """Left, top, right, bottom and height of pieces, shape (n,) each."""

    x: Ints
    y: Ints
    right: Ints
    bottom: Ints
    h: Ints

    def against(self) -> tuple[_Sides, _Sides]:
        """Each piece against each: rows and columns of a table."""
        return _Sides(*(side[:, None] for side in self)), _Sides(*(side[None] for side in self))


def _stands_under(sides: _Sides) -> Flags:
    """Whether the piece of each column of the table stands under that of the row."""
    a, b = sides.against()
    height = np.minimum(a.h, b.h)
    middles = np.abs((a.x + a.right) - (b.x + b.right)) / 2
    off = np.minimum(np.minimum(np.abs(a.x - b.x), np.abs(a.right - b.right)), middles)
    gap = b.y - a.bottom
    is_near: Flags = (off <= _ALIGNED * height) & (-0.3 * height <= gap) & (gap <= _ROW_GAP * height)
    is_near &= np.maximum(a.h, b.h) <= 2 * height
    return is_near


def share_row(a: Box, b: Box) -> bool:
    """Whether two pieces stand on one line."""
    common = min(a.bottom, b.bottom) - max(a.y, b.y)
    return common >= _SAME_ROW * min(a.h, b.h)


def with_values_beside(pieces: list[Box]) -> set[Box]:
    """The pieces to the right of which something stands, near enough to be their value."""
    if not pieces:
        return set()
    a, b = _sides(pieces).against()
    gap = b.x - a.right
    beside = (gap >= 0) & (gap <= _SIDE_GAP * a.h) & _share_row(a, b)
    return {pieces[k] for k in np.flatnonzero(beside.any(axis=1))}


def _share_row(a: _Sides, b: _Sides) -> Flags:
    common = np.minimum(a.bottom, b.bottom) - np.maximum(a.y, b.y)
    shared: Flags = common >= _SAME_ROW * np.minimum(a.h, b.h)
    return shared


def surroundings(seed: Box, pieces: list[Box], at_most: int) -> list[Box]:
    """The pieces that stand together with one: beside it, above and below it, and so on from them."""
    others = [piece for piece in pieces if piece != seed]
    if not others:
        return [seed]
    together = _stand_together(_sides([*others, seed]))
    waiting, free, found = [len(others)], np.ones(len(others), dtype=np.bool_), [seed]
    while waiting and len(found) < at_most:
        near = np.flatnonzero(together[waiting.pop(0), :-1] & free)
        free[near] = False
        found += [others[k] for k in near]
        waiting += near.tolist()
    return found[:at_most]


def _stand_together(sides: _Sides) -> Flags:
    """Whether each two pieces are neighbours on a line or in a column."""
    a, b = sides.against()
    low, high = np.minimum(a.h, b.h), np.maximum(a.h, b.h)
    beside = np.maximum(a.x, b.x) - np.minimum(a.right, b.right)
    apart = np.maximum(a.y, b.y) - np.minimum(a.bottom, b.bottom)
    in_column = (apart <= _ROW_GAP * low) & (beside <= high)
    near: Flags = np.where(_share_row(a, b), beside <= _SIDE_GAP * high, in_column)
    near &= high <= _ALIKE * low
    return near
