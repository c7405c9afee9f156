"""Columns of a depth ruler's ticks where the B-mode picture hides some: drawn over its edge.

Over speckle a tick cannot be told. But those on black above and below it stand on one even grid, on which
next to none is missing; numbers beside them tell what its step is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.middle import median
from dlre_gui.screen.planes import share
from dlre_gui.screen.tick_ruler import (
    LIT,
    Rows,
    Ticks,
    beyond_bar,
    lines_across,
    middles_of_runs,
    narrow,
    thickness,
)

_THIN = 4  # one row in so many tells where a column is dark
_AROUND = 0.06  # of the frame's height: as far as a tick's surroundings go
_DARK = 0.2  # of it, at most, is lit
_HIDDEN = 0.9  # of a column, at most
_LEAST_TICKS, _MOST_TICKS = 4, 60
_LEAST_STEP_PX = 6.0
_OFF_PX, _OFF = 1.2, 0.03  # px and of the step that a tick is off its grid, at most
_ROUNDS = 3  # the step between two ticks is known to half a px only; with each round more ticks tell it
_LACKING = 2  # in a row: there a ruler ends
_SHOWN = 0.85  # of the ticks that stand on black
_WIDEST = 0.05  # of the frame's height: ticks


def hidden_ticks(high: NDArray[np.uint8], frame: Box, swe_box: Box, bar: Box | None) -> list[Ticks]:
    """Columns of evenly spaced ticks from above the SWE box on, with those not seen.

    Parameters
    ----------
    high
        Brightest channel of the screen, uint8, shape (h, w).
    frame, swe_box, bar
        In px of the screen; ticks of the bar are no ruler.
    """
    part = high[frame.slices]
    dark = _dark(part)
    shares = share(dark, 0)
    columns = np.flatnonzero((shares >= 1 - _HIDDEN) & (shares < 1))
    inner = bar.shifted(-frame.x, -frame.y) if bar else None
    runs, top = {}, swe_box.y - frame.y
    grids: dict[bytes, Rows] = {}  # columns of one ruler show the same
    for column, seen in _marks(part, dark, columns).items():
        rows = seen if inner is None else beyond_bar(column, seen, inner, frame.h)
        if len(rows) < _LEAST_TICKS:
            continue
        if rows[0] - max(_OFF_PX, _OFF * (rows[-1] - rows[0])) > top:  # a grid begins where its ticks do
            continue
        key = rows.tobytes() + dark[:, column].tobytes()
        run = grids[key] if key in grids else grids.setdefault(key, _on_grid(rows, dark[:, column]))
        if len(run) and run[0] <= top <= run[-1]:
            runs[column] = run
    kept = narrow(list(runs), round(_WIDEST * frame.h))
    return [Ticks(column + frame.x, runs[column] + frame.y) for column in kept]


def _dark(part: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where little is lit above and below, one row in `_THIN`: bool, shape (h / _THIN, w)."""
    from scipy import ndimage

    lit = (part[::_THIN] >= LIT).astype(np.uint8) * np.uint8(100)
    around: NDArray[np.bool_] = (
        ndimage.uniform_filter1d(lit, max(3, round(_AROUND * len(lit))), axis=0) <= 100 * _DARK
    )
    return around


def _marks(part: NDArray[np.uint8], dark: NDArray[np.bool_], columns: NDArray[np.intp]) -> dict[int, Rows]:
    """Middles of the thin level lines on black that cross some columns."""
    thick = thickness(part)
    lines = lines_across(part, thick)
    rows = np.arange(thick, thick + len(lines)) // _THIN
    lines &= dark[np.minimum(rows, len(dark) - 1)]
    columns = columns[share(lines, 0)[columns] >= _LEAST_TICKS / len(lines)]
    return middles_of_runs(lines[:, columns], columns, _LEAST_TICKS, _MOST_TICKS, thick)


def _on_grid(rows: Rows, dark: NDArray[np.bool_]) -> Rows:
    """The even grid that most of some ticks stand on, as far as the picture goes on; empty if on none."""
    nothing = rows[:0]
    step = median(np.diff(rows))
    if step < _LEAST_STEP_PX:
        return nothing
    off = max(_OFF_PX, _OFF * step)
    places = (rows - rows[:, None]) / step
    near = np.abs(places - np.rint(places)) * step <= off
    best = int(np.count_nonzero(near, axis=1).argmax())
    chosen, at = rows[near[best]], np.rint(places[best][near[best]])
    slope, start = step, rows[best]
    for k in range(_ROUNDS):
        if len(chosen) < _LEAST_TICKS or not np.diff(at).all():
            return nothing
        slope, start = np.polyfit(at, chosen, 1) if k == _ROUNDS - 1 else _line_through(at, chosen)
        all_at = np.rint((rows - start) / slope)
        on = np.abs(start + slope * all_at - rows) <= off
        chosen, at = rows[on], all_at[on]
    if len(chosen) < _LEAST_TICKS:
        return nothing
    return _gone_on(chosen, at, slope, start, rows, dark)


def _line_through(x: Rows, y: Rows) -> tuple[float, float]:
    """Slope and start of the line of least squares: less exact than a fit, in a tenth of its time."""
    n, middle = len(x), float(x.mean())
    off = x - middle
    slope = float(off @ y) / float(off @ off)
    return slope, float(y.sum()) / n - slope * middle


def _gone_on(chosen: Rows, at: Rows, step: float, start: float, rows: Rows, dark: NDArray[np.bool_]) -> Rows:
    """The grid of the most ticks that follow each other with next to none missing on black."""
    places = np.arange(at[0], at[-1] + 1)
    on_black = dark[np.minimum(np.rint(start + step * places).astype(np.intp) // _THIN, len(dark) - 1)]
    lacking = on_black & ~np.isin(places, at)
    before = np.cumsum(lacking)[(at - at[0]).astype(np.intp)]
    parts = np.split(np.arange(len(at)), np.flatnonzero(np.diff(before) >= _LACKING) + 1)
    part = max(parts, key=len)
    first, last = float(at[part[0]]), float(at[part[-1]])
    among = np.count_nonzero((rows >= chosen[part[0]]) & (rows <= chosen[part[-1]]))
    shown = np.count_nonzero(on_black[int(first - at[0]) : int(last - at[0]) + 1])
    if len(part) < max(_LEAST_TICKS, _SHOWN * max(among, shown)):
        return rows[:0]
    hidden_to = (_THIN * int(np.flatnonzero(~dark)[-1]) - start) / step
    grid: Rows = start + step * np.arange(first, max(last, hidden_to) + 1)
    return grid
