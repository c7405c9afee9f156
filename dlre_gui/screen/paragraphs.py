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

_AT_ONCE = 256  # pieces set beside all others in one table

Flags = NDArray[np.bool_]


def columns_of(pieces: list[Box]) -> list[list[Box]]:
    """Pieces under each other, each column from top to bottom; a lone piece is a column too."""
    columns: list[list[Box]] = []
    order = sorted(pieces, key=lambda box: box.y)
    sides = _sides(order)
    ends: list[int] = []  # of each column
    for k, piece in enumerate(order):
        if k % _AT_ONCE == 0:  # a whole table of thousands would not fit
            stands_under = _stands_under(sides.rows(), sides.only(slice(k, k + _AT_ONCE)).columns())
        homes = np.flatnonzero(stands_under[ends, k % _AT_ONCE])
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

    def only(self, places: slice | list[int]) -> _Sides:
        """Some of the pieces."""
        return _Sides(*(side[places] for side in self))

    def rows(self) -> _Sides:
        """For a table of each with each of others: a row a piece."""
        return _Sides(*(side[:, None] for side in self))

    def columns(self) -> _Sides:
        """For such a table: a column a piece."""
        return _Sides(*(side[None] for side in self))


def _stands_under(a: _Sides, b: _Sides) -> Flags:
    """Whether the piece of each column of the table stands under that of the row."""
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
    sides = _sides(pieces)
    found: set[Box] = set()
    for start in range(0, len(pieces), _AT_ONCE):
        a, b = sides.only(slice(start, start + _AT_ONCE)).rows(), sides.columns()
        gap = b.x - a.right
        beside = (gap >= 0) & (gap <= _SIDE_GAP * a.h) & _share_row(a, b)
        found.update(pieces[start + k] for k in np.flatnonzero(beside.any(axis=1)))
    return found


def _share_row(a: _Sides, b: _Sides) -> Flags:
    common = np.minimum(a.bottom, b.bottom) - np.maximum(a.y, b.y)
    shared: Flags = common >= _SAME_ROW * np.minimum(a.h, b.h)
    return shared


def surroundings(seed: Box, pieces: list[Box], at_most: int) -> list[Box]:
    """The pieces that stand together with one: beside it, above and below it, and so on from them."""
    others = [piece for piece in pieces if piece != seed]
    if not others:
        return [seed]
    sides = _sides(others)
    next_ones, free, found = _sides([seed]), np.ones(len(others), dtype=np.bool_), [seed]
    while len(next_ones.x) and len(found) < at_most:
        new: list[int] = []
        for together in _stand_together(next_ones.rows(), sides.columns()):
            near = np.flatnonzero(together & free)
            free[near] = False
            new += near.tolist()
        found += [others[k] for k in new]
        next_ones = sides.only(new[:at_most])
    return found[:at_most]


def _stand_together(a: _Sides, b: _Sides) -> Flags:
    """Whether the pieces of a row and a column of the table are neighbours on a line or in a column."""
    low, high = np.minimum(a.h, b.h), np.maximum(a.h, b.h)
    beside = np.maximum(a.x, b.x) - np.minimum(a.right, b.right)
    apart = np.maximum(a.y, b.y) - np.minimum(a.bottom, b.bottom)
    in_column = (apart <= _ROW_GAP * low) & (beside <= high)
    near: Flags = np.where(_share_row(a, b), beside <= _SIDE_GAP * high, in_column)
    near &= high <= _ALIKE * low
    return near
