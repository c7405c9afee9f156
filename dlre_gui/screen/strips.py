"""Tall narrow coloured strips: neighbouring columns with a long run of colour from and to the same rows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import share

_FINE = 720  # columns looked at, about
_ALIKE = 0.02  # of the height: runs of one strip begin and end this near each other
_ROUNDS = 3  # strips in the same columns: one is found a round
_GAP = 3  # rows looked at that a run may lack: a tick drawn over the strip


def find_strips(coloured: NDArray[np.bool_], min_height: int, max_width: int) -> list[Box]:
    """Strips of a mask, bool, shape (h, w), with a few px of ground on all sides.

    Parameters
    ----------
    min_height, max_width
        In px.
    """
    step = max(1, round(coloured.shape[1] / _FINE))
    columns = coloured[::step, ::step].copy()
    strips: list[Box] = []
    for _ in range(_ROUNDS):
        found = _longest(columns, max(1, min_height // step), round(_ALIKE * columns.shape[0]))
        for box in found:
            columns[box.slices] = False
        strips += found
        if not found:
            break
    strips = [
        box for box in _joined(strips, round(_ALIKE * columns.shape[0])) if 2 <= box.w * step <= max_width
    ]
    whole = Box(0, 0, coloured.shape[1], coloured.shape[0])
    return [grown for box in strips if (grown := _grown(box, step).intersection(whole)) is not None]


def _joined(strips: list[Box], alike: int) -> list[Box]:
    """Strips beside each other from and to the same rows, made one: they were found in several rounds."""
    joined: list[Box] = []
    for box in sorted(strips):
        last = next((one for one in joined if _continues(one, box, alike)), None)
        if last is None:
            joined.append(box)
            continue
        joined.remove(last)
        y = min(last.y, box.y)
        right, bottom = max(last.right, box.right), max(last.bottom, box.bottom)
        joined.append(Box(last.x, y, right - last.x, bottom - y))
    return joined


def _continues(left: Box, box: Box, alike: int) -> bool:
    same_rows = abs(left.y - box.y) <= alike and abs(left.bottom - box.bottom) <= alike
    return same_rows and left.x <= box.x <= left.right + 1


def _grown(box: Box, step: int) -> Box:
    margin = 3 * step
    return Box(
        box.x * step - margin, box.y * step - margin, box.w * step + 2 * margin, box.h * step + 2 * margin
    )


def _longest(columns: NDArray[np.bool_], min_height: int, alike: int) -> list[Box]:
    """Areas made of the longest run of each column: strips, and parts of anything else."""
    tall = np.flatnonzero(share(columns, 0) >= min_height / len(columns))
    if not tall.size:
        return []
    starts, ends = _runs(columns[:, tall])
    kept = ends - starts >= min_height
    tall, starts, ends = tall[kept], starts[kept], ends[kept]
    apart = (np.diff(tall) > 1) | (np.abs(np.diff(starts)) > alike) | (np.abs(np.diff(ends)) > alike)
    bounds = [0, *(np.flatnonzero(apart) + 1).tolist(), len(tall)]
    boxes: list[Box] = []
    if not len(tall):
        return boxes
    for a, b in pairwise(bounds):
        top, bottom = int(starts[a:b].min()), int(ends[a:b].max())
        boxes.append(Box(int(tall[a]), top, b - a, bottom - top))
    return boxes


def _runs(columns: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and end row of the longest run in each column, none of which is empty; short gaps end no run."""
    h, w = columns.shape
    stride = h + _GAP + 1  # what is behind a column's end parts its last run from the next one's first
    lines = np.zeros((w, stride), dtype=np.bool_)
    lines[:, :h] = columns.T
    flat = lines.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if flat[0]:
        edges = np.concatenate(([0], edges))
    starts, ends = edges[::2], edges[1::2]
    parted = starts[1:] - ends[:-1] > _GAP
    starts, ends = starts[np.append(True, parted)], ends[np.append(parted, True)]
    column, length = starts // stride, ends - starts
    most = np.maximum.reduceat(length, np.searchsorted(column, np.arange(w)))
    longest = np.flatnonzero(length == most[column])
    first = longest[np.searchsorted(column[longest], np.arange(w))]
    top = stride * np.arange(w)
    return starts[first] - top, ends[first] - top
