"""Millimetres per pixel from a depth ruler's ticks or dots: by the numbers beside them, or by their lengths.

They stand evenly, one under the other, beside the SWE box. Numbers tell what a step is; without any, the
lengths of the ticks do (`tick_lengths`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.middle import median
from dlre_gui.screen.tick_lengths import lengths_of, step_mm_of

_THICK = 0.004  # of the frame's height: ticks and dots are thinner
_DARK = 0.15  # of a column's px, at most, are lit: B-mode and letters have more
LIT = 40
_MOST_TICKS = 120
_LEAST_TICKS = 4
_OFF_PX = 1.2
_OFF = 0.04  # of the step
_LEAST_STEP_PX = 5.0
_REACH = 0.014  # of the frame's height: columns of one ruler
_LONGEST = 0.03  # of the frame's height: of ticks
_MIN_HEIGHT = 24  # of a tick over both sides of it, grey levels
_THIN = 4  # one row in so many tells which columns are dark
_BESIDE_BAR = 1.5  # of a bar's width; and
_BAR_LABELS = 0.04  # of the frame's height: its labels, whose strokes stand as evenly as ticks
_BEYOND_BAR = 0.02  # of the frame's height: half as high as its labels, which stand at its ends, at most
_LABELS = 3  # times that, to the numbers beside a ruler
_IN_ROW = 0.3  # of a step off a tick
_MOSTLY = 0.8  # of the strokes
_LABELLED = 0.25  # of the ticks: numbers stand at every second one, not at a fifth
_SAME_RULER = 0.5  # of its step: so near another column belongs to it
_BELOW_ALL = 1e9  # px: no picture has such a row
_ALIKE = 1.02  # sizes told by several columns

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ticks:
    """One column of evenly spaced ticks, px of the screen.

    Attributes
    ----------
    x
        The column.
    rows
        Middles of the ticks, growing.
    lengths
        Of the ticks, px; None where they do not begin or end under one another.
    labelled
        Whether something stands beside them that may be numbers.
    """

    x: int
    rows: Rows
    lengths: Rows | None = None
    labelled: bool = False

    @property
    def step_px(self) -> float:
        return float(self.rows[-1] - self.rows[0]) / (len(self.rows) - 1)


def find_ticks(high: NDArray[np.uint8], frame: Box, swe_box: Box, bar: Box | None) -> list[Ticks]:
    """Columns of evenly spaced ticks or dots from above the SWE box to its lower side, or almost.

    Parameters
    ----------
    high
        Brightest channel of the screen, uint8, shape (h, w).
    frame, swe_box, bar
        In px of the screen; ticks of the bar are no ruler.
    """
    inner = bar.shifted(-frame.x, -frame.y) if bar else None
    top, bottom = swe_box.y - frame.y, swe_box.bottom - frame.y
    marks = _marks(high[frame.slices], top, bottom)
    reach = max(4, round(_REACH * frame.h))
    runs = {c: _even_run(marks[c], top, bottom) for c in _even_at(marks, top, (top + bottom) / 2)}
    around = [
        c
        for c, run in runs.items()
        if len(run) >= _LEAST_TICKS and not (inner and is_of_bar(c, run, inner, frame.h))
    ]
    found = []
    for column in narrow(around, _LABELS * reach):
        run = runs[column]
        lengths = _lengths(high[frame.slices], column, run)
        labelled = _has_text_beside(marks, column, run, _LABELS * reach)
        found.append(Ticks(column + frame.x, run + frame.y, lengths, labelled))
    return found


def _lengths(part: NDArray[np.uint8], column: int, run: Rows) -> Rows | None:
    """Of the ticks that cross a column in these rows."""
    thick, reach = thickness(part), round(_LONGEST * len(part))
    x0 = max(0, column - reach)
    near = part[:, x0 : column + reach + 1]
    rows = np.rint(run).astype(np.intp)
    off = range(-1, 2)
    seen = np.maximum.reduce([near[rows + k] for k in off])
    around = np.maximum.reduce([near[(rows + k).clip(0, len(part) - 1)] for k in (-thick - 1, thick + 1)])
    return lengths_of(seen - np.minimum(seen, around), column - x0)


def is_of_bar(column: int, run: Rows, bar: Box, height: int) -> bool:
    """Whether ticks beside a bar are its own, on a frame of this height: none is above or below it."""
    return not len(beyond_bar(column, run, bar, height))


def beyond_bar(column: int, rows: Rows, bar: Box, height: int) -> Rows:
    """The rows of a column's marks that are no ticks or labels of a bar, on a frame of this height."""
    reach, beyond = max(_BESIDE_BAR * bar.w, _BAR_LABELS * height), _BEYOND_BAR * height
    if not bar.x - reach <= column < bar.right + reach:
        return rows
    return rows[(rows < bar.y - beyond) | (rows > bar.bottom + beyond)]


def narrow(columns: list[int], most: int) -> list[int]:
    """Without those in a row of more than `most` neighbours: lines across the picture are no ruler."""
    order = np.array(sorted(columns), dtype=np.intp)
    rows = np.split(order, np.flatnonzero(np.diff(order) > 1) + 1)
    return [column for row in rows if len(row) <= most for column in row.tolist()]


def _has_text_beside(marks: dict[int, Rows], column: int, run: Rows, reach: int) -> bool:
    """Whether strokes stand off the ticks, on either side, in their rows: numbers, if they cannot be read."""
    step = float(run[-1] - run[0]) / (len(run) - 1)
    for way in (1, -1):
        at = column
        while at in marks:
            at += way
        beyond = [marks[c] for c in range(at, at + way * reach, way) if c in marks]
        rows = np.concatenate(beyond) if beyond else np.empty(0)
        places = (rows - run[0]) / step
        within = places[(places > -0.5) & (places < len(run) - 0.5)]
        in_row = np.abs(within - np.rint(within)) <= _IN_ROW
        labelled = np.unique(np.rint(within[in_row]))
        if len(labelled) >= _LABELLED * len(run) and in_row.mean() >= _MOSTLY:
            return True
    return False


def mm_per_px_of_ticks(found: list[Ticks]) -> float | None:
    """Size of a pixel, mm; None unless the lengths of the ticks tell it."""
    told = set()
    for ticks in _finest(found):
        step_mm = step_mm_of(ticks.lengths, ticks.labelled) if ticks.lengths is not None else None
        if step_mm is not None:
            told.add(step_mm / ticks.step_px)
    return float(np.median(list(told))) if told and max(told) <= _ALIKE * min(told) else None


def _finest(found: list[Ticks]) -> list[Ticks]:
    """The columns that show all the ticks of their ruler: those beside them with longer steps show some."""
    return [
        ticks
        for ticks in found
        if not any(
            abs(other.x - ticks.x) <= _SAME_RULER * ticks.step_px and other.step_px < 0.75 * ticks.step_px
            for other in found
        )
    ]


def _marks(part: NDArray[np.uint8], top: int, bottom: int) -> dict[int, Rows]:
    """Rows of the thin level lines that cross a column, for each dark column that has some about the box."""
    thin = part[::_THIN] >= LIT
    dark = np.count_nonzero(thin, axis=0) <= _DARK * len(thin)
    columns = np.flatnonzero(dark)
    thick = thickness(part)
    around = slice(max(0, top - (bottom - top)), bottom + (bottom - top))
    columns = columns[lines_across(part[around][:, columns], thick).any(axis=0)]
    return middles_of_runs(lines_across(part[:, columns], thick), columns, 2, _MOST_TICKS, thick)


def middles_of_runs(
    lines: NDArray[np.bool_], columns: NDArray[np.intp], least: int, most: int, above: int
) -> dict[int, Rows]:
    """Middles of the runs in each column of a mask, for each that has from `least` to `most` of them.

    Parameters
    ----------
    columns
        The number of each column.
    above
        Rows above the mask, which count.
    """
    stride = len(lines) + 1  # a column's rows and an empty one
    flat = np.zeros(len(columns) * stride + 1, dtype=np.bool_)  # begins with an empty one
    flat[1:].reshape(len(columns), stride)[:, :-1] = lines.T
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    which = edges[::2] // stride
    middles = (edges[::2] + edges[1::2] - 1) / 2 - which * stride + above
    n = np.bincount(which, minlength=len(columns))
    kept, ends = np.flatnonzero((n >= least) & (n <= most)), np.cumsum(n)
    bounds = zip(columns[kept].tolist(), (ends - n)[kept].tolist(), ends[kept].tolist(), strict=True)
    return {column: middles[start:end] for column, start, end in bounds}


def thickness(part: NDArray[np.uint8]) -> int:
    return max(2, round(_THICK * len(part)))


def lines_across(seen: NDArray[np.uint8], thick: int) -> NDArray[np.bool_]:
    """Px that are brighter than those `thick` px above and below; the first and last rows are left out."""
    middle = seen[thick:-thick]
    around = np.maximum(seen[: -2 * thick], seen[2 * thick :])
    lines: NDArray[np.bool_] = middle - np.minimum(middle, around) >= _MIN_HEIGHT
    return lines


def _even_at(marks: dict[int, Rows], top: int, middle: float) -> list[int]:
    """The columns whose marks begin above `top` and stand about `middle` as far apart as they usually do.

    All columns at once: `_even_run` finds no run in any other one.
    """
    reaching = [
        c
        for c, rows in marks.items()
        if len(rows) >= _LEAST_TICKS and rows.item(0) <= top and rows.item(-1) >= middle
    ]
    if not reaching:
        return []
    n_steps = np.array([len(marks[c]) - 1 for c in reaching])
    table = np.full((len(reaching), int(n_steps.max()) + 1), np.inf)
    table[np.arange(table.shape[1]) <= n_steps[:, None]] = np.concatenate([marks[c] for c in reaching])
    steps = table[:, 1:] - np.minimum(table[:, :-1], _BELOW_ALL)
    each, after = np.arange(len(reaching)), (table < middle).sum(axis=1)
    ranked = np.sort(steps, axis=1)
    usual = (ranked[each, (n_steps - 1) // 2] + ranked[each, n_steps // 2]) / 2
    off = np.maximum(_OFF_PX, _OFF * usual)
    is_even = (usual >= _LEAST_STEP_PX) & (np.abs(steps[each, after - 1] - usual) <= 2 * off)
    return [reaching[k] for k in np.flatnonzero(is_even).tolist()]


def _even_run(rows: Rows, top: int, bottom: int) -> Rows:
    """The rows around the middle of `top` and `bottom` with the same step between neighbours.

    Empty if they begin below the one, or end a step and more above the other. Each panel may have a ruler.
    """
    middle = (top + bottom) / 2
    if len(rows) < _LEAST_TICKS or rows[0] > top or rows[-1] < middle:
        return rows[:0]
    steps = rows[1:] - rows[:-1]
    usual = median(steps)
    if usual < _LEAST_STEP_PX:
        return rows[:0]
    off = max(_OFF_PX, _OFF * usual)
    uneven = (np.abs(steps - usual) > 2 * off).nonzero()[0]
    after = int(rows.searchsorted(middle))
    first, last = uneven.searchsorted((after - 1, after)).tolist()
    start = int(uneven[first - 1]) + 1 if first else 0
    end = int(uneven[first]) if first < len(uneven) else len(rows) - 1
    run = rows[start : end + 1] if first == last else rows[:0]
    if not len(run) or _unevenness(run) > off:
        return rows[:0]
    return run if run[0] <= top and run[-1] + usual > bottom else rows[:0]


def _unevenness(run: Rows) -> float:
    """How far rows are off an even grid, px."""
    beside = run - np.linspace(run[0], run[-1], len(run))
    return float(beside.max() - beside.min()) / 2
