"""Tall narrow coloured strips: neighbouring columns with a long run of colour from and to the same rows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box

_FINE = 720  # columns looked at, about
_ALIKE = 0.02  # of the height: runs of one strip begin and end this near each other
_ROUNDS = 3  # strips in the same columns: one is found a round
_GAP = 3  # rows looked at that a run may lack: a tick drawn over the strip
_MOST_ROWS = 32_000  # of which numbers of two bytes tell


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
    tall = np.flatnonzero(columns.view(np.uint8).sum(axis=0, dtype=np.uint32) >= min_height)
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
    """First and end row of the longest run in each column; short gaps do not end a run."""
    number: type[np.signedinteger] = np.int16 if len(columns) < _MOST_ROWS else np.int32  # faster
    rows = np.arange(len(columns), dtype=number)[:, None]
    latest = np.maximum.accumulate(np.where(columns, rows, number(-_GAP - 2)), axis=0)
    broken = rows - latest > _GAP
    before = np.maximum.accumulate(np.where(broken, rows, number(-1)), axis=0)
    length = np.where(columns, rows - before, number(0))
    end = length.argmax(axis=0)
    longest = length[end, np.arange(length.shape[1])].astype(np.int64)
    return end + 1 - longest, end + 1
