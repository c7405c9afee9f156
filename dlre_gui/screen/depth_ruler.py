"""Millimetres per pixel from the numbers beside the depth ruler."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box, around
from dlre_gui.screen.ruler_scale import BOX_MM, MM_PER_CM, MM_STEP, WIDEST, value_of
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.text_lines import BRIGHT

_ALIGNED = 0.5  # of a number's height: how far sides of one column may be off
_LEAST_NUMBERS = 3
_MOST_NUMBERS = 24
_MAX_COLUMNS = 6
_LABELS_OF_BAR = 5.0  # its widths beside it, where its labels stand
_TOLD = 0.6  # of a column's pieces are numbers
_OFF = 0.06  # of the step between two numbers: how far one may stand from its place
_OFF_PX = 1.5
_TICK_REACH = 2.5  # of a number's height: how far beside it its tick is
_TICK_ALONE = 0.4  # of a number's height above and below a tick: free
_TICKED = 0.7  # of a ruler's numbers have a tick on the same side
_REACHES = (
    0.6  # of the SWE box's height between a ruler's outer numbers: it is as long as the picture is deep
)
_BEYOND = 0.5  # of the frame's height, of a ruler beside the other panel

Number = tuple[float, float]  # row of its middle, value


def mm_per_px_of_ruler(text: ScreenText, swe_box: Box, bar: Box | None) -> float | None:
    """Size of a pixel, mm; None unless three and more evenly placed numbers tell it beyond doubt.

    Parameters
    ----------
    swe_box, bar
        In px of the screen; labels of the bar are no ruler.
    """
    found = []
    for column in _columns(text.pieces, bar):
        if not _has_ticks(column, text.high):
            continue
        for run in _runs(_numbers(column, text)):
            size = _mm_per_px(run)
            beyond = max(0.0, run[0][0] - swe_box.bottom, swe_box.y - run[-1][0])
            reaches = run[-1][0] - run[0][0] >= _REACHES * swe_box.h and beyond <= _BEYOND * text.frame.h
            if size is not None and reaches and BOX_MM[0] <= size * swe_box.h <= BOX_MM[1]:
                found.append((beyond, -len(run), size))
    return min(found)[2] if found else None


def _columns(pieces: list[Box], bar: Box | None) -> list[list[Box]]:
    """Narrow pieces aligned at one side with little else among them, the largest columns first."""
    narrow = [p for p in pieces if _is_narrow(p) and not _is_bars(p, bar)]
    by_left, by_right = sorted(narrow, key=lambda p: p.x), sorted(narrow, key=lambda p: p.right)
    columns = [*_aligned(by_left, [p.x for p in by_left]), *_aligned(by_right, [p.right for p in by_right])]
    pure = [c for c in columns if len(c) >= _TOLD * _n_among(around(c), pieces)]
    return sorted(pure, key=len, reverse=True)[:_MAX_COLUMNS]


def _n_among(column: Box, pieces: list[Box]) -> int:
    return sum(column.intersection(piece) is not None for piece in pieces)


def _aligned(pieces: list[Box], sides: list[int]) -> Iterator[list[Box]]:
    """Groups of pieces, sorted by one of their sides, in which that side hardly changes."""
    start = 0
    for k in range(1, len(pieces) + 1):
        ended = k == len(pieces) or sides[k] - sides[k - 1] > _ALIGNED * min(pieces[k].h, pieces[k - 1].h)
        if ended:
            if k - start >= _LEAST_NUMBERS:
                yield sorted(pieces[start:k], key=lambda piece: piece.y)
            start = k


def _is_narrow(piece: Box) -> bool:
    return piece.w <= WIDEST * piece.h


def _is_bars(piece: Box, bar: Box | None) -> bool:
    if bar is None:
        return False
    reach = _LABELS_OF_BAR * bar.w
    beside = bar.x - reach <= piece.centre[0] <= bar.right + reach
    return beside and bar.y - reach <= piece.centre[1] <= bar.bottom + reach


def _has_ticks(column: list[Box], high: NDArray[np.uint8]) -> bool:
    """Whether short lines stand beside most pieces, all on one side: a table's numbers have none."""
    ticked = np.array([_ticks(piece, high) for piece in column], dtype=np.float64)
    return bool(ticked.mean(axis=0).max() >= _TICKED)


def _ticks(piece: Box, high: NDArray[np.uint8]) -> tuple[bool, bool]:
    """Whether a short line stands to the left and to the right of a piece, at its middle."""
    reach = round(_TICK_REACH * piece.h)
    y, off = round(piece.centre[1]), max(4, round(_TICK_ALONE * piece.h))
    if y - off < 0 or y + off >= high.shape[0]:
        return False, False
    left = slice(max(0, piece.x - reach), max(0, piece.x - 1))
    right = slice(piece.right + 1, piece.right + reach)
    return _is_line(high[:, left], y, off), _is_line(high[:, right], y, off)


def _is_line(beside: NDArray[np.uint8], y: int, off: int) -> bool:
    here = beside[y - off // 2 : y + off // 2 + 1].max(axis=0, initial=0).astype(np.int16)
    around = np.maximum(beside[y - off], beside[y + off])
    return bool((here - around > BRIGHT // 2).any())


def _numbers(column: list[Box], text: ScreenText) -> list[Number]:
    """Numbers of a column; none unless one of its first two pieces and most of all are some."""
    numbers: list[Number] = []
    text.glance_all(column[:2])
    for k, piece in enumerate(column[:_MOST_NUMBERS]):
        if k == 2:
            text.glance_all(column[2:_MOST_NUMBERS])
        value = value_of(text.glance(piece))
        if value is not None:
            numbers.append((piece.centre[1], value))
        elif k == 1 and not numbers:
            break
    return numbers if len(numbers) >= _TOLD * min(len(column), _MOST_NUMBERS) else []


def _runs(numbers: list[Number]) -> Iterator[list[Number]]:
    """Parts of a column in which the numbers grow downwards: one for each ruler."""
    run: list[Number] = []
    for number in numbers:
        if run and number[1] <= run[-1][1]:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _mm_per_px(run: list[Number]) -> float | None:
    """From numbers that all, but for one of five, stand where even spacing puts them."""
    if len(run) < _LEAST_NUMBERS:
        return None
    rows, values = np.array(run).T
    slopes = np.diff(values) / np.diff(rows)
    slope = float(np.median(slopes))
    start = float(np.median(values - slope * rows))
    step_px = float(np.median(np.diff(rows)))
    near = np.abs((values - start) / slope - rows) <= max(_OFF_PX, _OFF * step_px)
    if near.sum() < max(_LEAST_NUMBERS, 0.8 * len(run)):
        return None
    fitted = float(np.polyfit(rows[near], values[near], 1)[0])
    is_mm = float(np.median(np.diff(values))) >= MM_STEP
    return fitted if is_mm else MM_PER_CM * fitted
