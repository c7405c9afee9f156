"""Where the network looked: the ROI covered piece by piece (Zeiler and Fergus, ECCV 2014).

An aid to see what a probability rests on, not evidence: it depends on the cover's size and colour.
Both are our choice: a square of 50 px in the patch's mean colour, moved by 20 px.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

CELL_PX = 5
"""The map's cells; cover and step are whole numbers of them."""
COVER_CELLS = 10
STEP_CELLS = 4


def covers(cells: int) -> list[tuple[int, int]]:
    """Upper left cells (row, column) of all covers of a patch of `cells` × `cells` cells."""
    starts = range(0, cells - COVER_CELLS + 1, STEP_CELLS)
    return [(row, column) for row in starts for column in starts]


def covered(patch: NDArray[np.float32], row: int, column: int) -> NDArray[np.float32]:
    """The patch, shape (3, side, side), with a cover in its own mean colour at this cell."""
    hidden = patch.copy()
    top, left, side = row * CELL_PX, column * CELL_PX, COVER_CELLS * CELL_PX
    hidden[:, top : top + side, left : left + side] = patch.mean(axis=(1, 2), keepdims=True)
    return hidden


class DropMap:
    """Sums up what each cover did."""

    def __init__(self, cells: int, whole: NDArray[np.float64]) -> None:
        self._whole = whole
        self._sum = np.zeros((len(whole), cells, cells))
        self._times = np.zeros((cells, cells))

    def add(self, row: int, column: int, probabilities: NDArray[np.float64]) -> None:
        """The probabilities, shape (3,), with the cover at this cell."""
        under = slice(row, row + COVER_CELLS), slice(column, column + COVER_CELLS)
        self._sum[:, *under] += (self._whole - probabilities)[:, None, None]
        self._times[under] += 1

    def mean(self) -> NDArray[np.float32]:
        """Mean drop a cell, shape (3, cells, cells)."""
        drop: NDArray[np.float32] = (self._sum / np.maximum(self._times, 1)).astype(np.float32)
        return drop


def rows_of(cells: int) -> Iterator[list[tuple[int, int]]]:
    """The covers, a row at a time, so that other work can go in between."""
    every = covers(cells)
    for row in sorted({row for row, _ in every}):
        yield [cover for cover in every if cover[0] == row]
