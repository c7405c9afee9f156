"""Millimetres per pixel from a depth ruler without numbers, by the lengths of its ticks.

Ticks stand evenly; those of every fifth, or of every second and tenth, are longer. Every fifth longer
means centimetres, every second and tenth half centimetres, every fifth and tenth millimetres.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import longest_run

_TICK_PX = 2
_DARK = 0.15  # of a column's px, at most, are lit: B-mode and letters have more
_LIT = 40
_MOST_TICKS = 120
_LEAST_TICKS = 5
_OFF_PX = 1.2
_OFF = 0.04  # of the step
_LEAST_STEP_PX = 5.0
_REACH = 0.014  # of the frame's height: columns of one ruler
_STEP_MM = {frozenset({5}): 10.0, frozenset({2, 10}): 5.0, frozenset({5, 10}): 1.0}
_MIN_HEIGHT = 24  # of a tick over both sides of it, grey levels
_THIN = 4  # one row in so many tells which columns are dark
_BESIDE_BAR = 1.5  # of a bar's width
_ALIKE = 1.02  # sizes told by several columns
_DEPTH_MM = (20.0, 300.0)

Rows = NDArray[np.float64]


def mm_per_px_of_ticks(high: NDArray[np.uint8], frame: Box, swe_box: Box, bar: Box | None) -> float | None:
    """Size of a pixel, mm; None unless evenly spaced ticks of several lengths beside the SWE box tell it.

    Parameters
    ----------
    high
        Brightest channel of the screen, uint8, shape (h, w).
    frame, swe_box, bar
        In px of the screen; ticks of the bar are no ruler.
    """
    ticks = _ticks(high[frame.slices], bar.shifted(-frame.x, -frame.y) if bar else None)
    top, bottom = swe_box.y - frame.y, swe_box.bottom - frame.y
    reach = max(4, round(_REACH * frame.h))
    told = set()
    for column, rows in ticks.items():
        run = _even_run(rows)
        if len(run) < _LEAST_TICKS or run[0] > top or run[-1] < bottom:
            continue
        near = [ticks[c] for c in range(column - reach, column + reach + 1) if c in ticks]
        step_mm = _STEP_MM.get(frozenset(_multiples(run, near)))
        if step_mm is not None and _DEPTH_MM[0] <= step_mm * (len(run) - 1) <= _DEPTH_MM[1]:
            told.add(step_mm * (len(run) - 1) / float(run[-1] - run[0]))
    return float(np.median(list(told))) if told and max(told) <= _ALIKE * min(told) else None


def _ticks(part: NDArray[np.uint8], bar: Box | None) -> dict[int, Rows]:
    """Rows of the thin level lines that cross a column, for each dark column that has some."""
    dark = (part[::_THIN] >= _LIT).mean(axis=0) <= _DARK
    if bar is not None:
        dark[max(0, round(bar.x - _BESIDE_BAR * bar.w)) : round(bar.right + _BESIDE_BAR * bar.w)] = False
    columns = np.flatnonzero(dark)
    seen = part[:, columns]
    around = np.maximum(seen[: -2 * _TICK_PX], seen[2 * _TICK_PX :])
    middle = seen[_TICK_PX:-_TICK_PX]
    lines = middle - np.minimum(middle, around) >= _MIN_HEIGHT
    starts = lines[1:] & ~lines[:-1]
    counts = starts.sum(axis=0)
    used = np.flatnonzero((counts >= 2) & (counts <= _MOST_TICKS))
    return {int(columns[k]): np.flatnonzero(starts[:, k]).astype(np.float64) for k in used}


def _even_run(rows: Rows) -> Rows:
    """The longest part of some rows with the same step between neighbours."""
    if len(rows) < _LEAST_TICKS:
        return rows[:0]
    steps = np.diff(rows)
    usual = float(np.median(steps))
    even = np.abs(steps - usual) <= max(_OFF_PX, _OFF * usual)
    start, end = longest_run(even)
    return rows[start : end + 1] if usual >= _LEAST_STEP_PX else rows[:0]


def _multiples(run: Rows, near: list[Rows]) -> set[int]:
    """How many steps apart the longer ticks stand, which columns further out show only."""
    step = float(run[-1] - run[0]) / (len(run) - 1)
    multiples = set()
    for rows in near:
        places = (rows[(rows > run[0] - step / 2) & (rows < run[-1] + step / 2)] - run[0]) / step
        on = np.unique(np.rint(places[np.abs(places - np.rint(places)) <= 0.15])).astype(int)
        if 2 <= len(on) < len(run) and len(on) == len(places):
            apart = np.diff(on)
            multiples |= {int(apart[0])} if np.all(apart == apart[0]) else set()
    return multiples - {1}
