"""Millimetres per pixel from the numbers beside the ticks of a depth ruler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.middle import medians
from dlre_gui.screen.ocr import LineReader
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.ruler_scale import BOX_MM, MM_PER_CM, MM_STEP, WIDEST, value_of
from dlre_gui.screen.text_lines import lines_in
from dlre_gui.screen.tick_lengths import DEPTH_MM
from dlre_gui.screen.tick_ruler import Ticks

_REACH = 0.05  # of the frame's height: how far beside its tick a number is looked for
_TALLEST = 0.03  # of the frame's height: digits are lower
_OFF_TICK = 0.3  # of its height: how far a number's middle may be off its tick
_MOST_READ = 14  # numbers of a ruler
_AGREE = 0.7  # of the numbers
_STEPS_MM = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0)  # that a ruler's ticks may stand apart
_STEPS_ALONE_MM = (5.0, 10.0)  # by one number: the usual ones of a picture of some cm
_LEAST_ALONE_CM = 5
_SHALLOWEST_MM = 25.0  # that a picture is: less, told by such numbers, are centimetres

_ALIGNED = 0.5  # of a number's height: how far sides of one column may be off
_SIDES: tuple[Callable[[Box], float], ...] = (
    lambda piece: piece.x,
    lambda piece: piece.right,
    lambda piece: piece.centre[0],
)

Number = tuple[int, float]  # number of its tick, value


@dataclass(frozen=True, slots=True)
class _Beside:
    """A number beside a tick: the tick's number, its value, where it stands."""

    tick: int
    value: float
    piece: Box


def mm_per_px_of_numbers(
    high: NDArray[np.uint8],
    frame: Box,
    swe_box: Box,
    rulers: list[Ticks],
    reader: LineReader,
    is_from_0: bool = False,
) -> float | None:
    """Size of a pixel, mm; None unless two and more numbers beside ticks agree.

    Parameters
    ----------
    high
        Brightest channel of the screen, uint8, shape (h, w).
    frame, swe_box
        In px of the screen.
    rulers
        As found by `find_ticks`.
    is_from_0
        Whether their first tick is seen to be the ruler's, where the depth is 0: then one number is enough.
    """
    columns = {ticks.x for ticks in rulers}
    for first, last in _groups(rulers, round(_REACH * frame.h)):
        for is_right in _sides(high, first, last, frame):
            ticks = last if is_right else first
            beyond = _end_of_ticks(ticks.x, columns, 1 if is_right else -1)
            for x in dict.fromkeys((beyond, ticks.x)):
                numbers = _numbers(high, frame, replace(ticks, x=x), is_right, reader)
                told = _in_column(numbers, x)
                step_mm = _step_mm(told, len(ticks.rows) - 1)
                if step_mm is None and is_from_0 and len(numbers) == 1:
                    step_mm = _step_from_0(*told[0])
                if step_mm is not None and _is_likely(step_mm, ticks, swe_box):
                    return step_mm / ticks.step_px
    return None


def _is_likely(step_mm: float, ticks: Ticks, swe_box: Box) -> bool:
    """Whether a step makes picture and box as large as they are in the body."""
    depth_mm, box_mm = step_mm * (len(ticks.rows) - 1), step_mm / ticks.step_px * swe_box.h
    return DEPTH_MM[0] <= depth_mm <= DEPTH_MM[1] and BOX_MM[0] <= box_mm <= BOX_MM[1]


def _end_of_ticks(column: int, columns: set[int], way: int) -> int:
    """The last column of the longer ones of some ticks, which go on without a gap: numbers stand apart."""
    while column + way in columns:
        column += way
    return column


def _in_column(numbers: list[_Beside], ruler: int) -> list[Number]:
    """The numbers that stand under one another, the most or else those next to the ruler.

    Others are beside it by chance: a bar's labels, a word that is read as a number.
    """
    columns = [
        [one for one in numbers if abs(side(one.piece) - side(other.piece)) <= _ALIGNED * other.piece.h]
        for side in _SIDES
        for other in numbers
    ]
    near = min(columns, key=lambda c: (-len(c), abs(c[0].piece.centre[0] - ruler)), default=[])
    return sorted((one.tick, one.value) for one in near)


def _groups(rulers: list[Ticks], reach: int) -> list[tuple[Ticks, Ticks]]:
    """The outermost columns, left and right, of each ruler that has most of its ticks."""
    groups: list[list[Ticks]] = []
    for ticks in sorted(rulers, key=lambda one: one.x):
        if groups and ticks.x - groups[-1][-1].x <= max(2, reach // 3):
            groups[-1].append(ticks)
        else:
            groups.append([ticks])
    ends = []
    for group in groups:
        most = max(len(ticks.rows) for ticks in group)
        full = [ticks for ticks in group if len(ticks.rows) == most]
        ends.append((full[0], full[-1]))
    return ends


def _sides(high: NDArray[np.uint8], first: Ticks, last: Ticks, frame: Box) -> tuple[bool, bool]:
    """Right (True) and left of a ruler, the darker side first: numbers stand away from the picture."""
    rows = slice(int(first.rows[0]), int(first.rows[-1]) + 1, 3)
    reach = round(_REACH * frame.h)
    right, left = high[rows, last.x + 1 : last.x + reach], high[rows, max(0, first.x - reach) : first.x]
    levels = [float(part.mean()) if part.size else 255.0 for part in (right, left)]
    return (True, False) if levels[0] <= levels[1] else (False, True)


def _numbers(
    high: NDArray[np.uint8], frame: Box, ticks: Ticks, is_right: bool, reader: LineReader
) -> list[_Beside]:
    """The numbers beside a ruler's ticks, on one side."""
    reach, step = round(_REACH * frame.h), ticks.step_px
    x0 = ticks.x + 1 if is_right else max(frame.x, ticks.x - reach)
    x1 = min(frame.right, ticks.x + 1 + reach) if is_right else ticks.x
    y0, y1 = (max(frame.y, int(ticks.rows[0] - step)), min(frame.bottom, int(ticks.rows[-1] + step)))
    if x1 - x0 < 8 or y1 - y0 < 8:
        return []
    part = high[y0:y1, x0:x1]
    ground = medians(part)[:, None].astype(np.uint8)
    plane = part - np.minimum(part, ground)
    text = PlaneText(plane, lines_in(plane, max(10, round(_TALLEST * frame.h))), (x0, y0), reader)
    beside = [(k, piece) for piece in text.pieces if (k := _tick_of(piece, ticks)) is not None]
    text.glance_all(piece for _, piece in beside[:_MOST_READ])
    read = [(k, value_of(text.glance(piece)), piece) for k, piece in beside[:_MOST_READ]]
    return [_Beside(k, value, piece) for k, value, piece in read if value is not None]


def _tick_of(piece: Box, ticks: Ticks) -> int | None:
    """The tick that a piece may be the number of."""
    if piece.w > WIDEST * piece.h:
        return None
    away = np.abs(ticks.rows + 0.5 - piece.centre[1])
    return int(away.argmin()) if away.min() <= max(1.5, _OFF_TICK * piece.h) else None


def _step_from_0(tick: int, value: float) -> float | None:
    """Between two ticks, mm, as one number in cm some ticks below the first tells; None on no usual step."""
    if value < _LEAST_ALONE_CM or tick < _LEAST_ALONE_CM:
        return None
    return next((step for step in _STEPS_ALONE_MM if step * tick == value * MM_PER_CM), None)


def _step_mm(numbers: list[Number], n_steps: int) -> float | None:
    """Between two of so many ticks, mm, as most numbers tell; None if they disagree, or on no usual step."""
    best: tuple[int, float, float] | None = None
    for (i, v), (j, w) in combinations(numbers, 2):
        slope = (w - v) / (j - i) if j > i else 0.0
        if slope <= 0 or v - slope * i < -0.01:
            continue
        agreeing = [u for k, u in numbers if abs(v + slope * (k - i) - u) <= 0.02 * slope]
        if best is None or len(agreeing) > best[0]:
            best = len(agreeing), slope, float(np.median(np.diff(agreeing)))
    if best is None or best[0] < max(2, _AGREE * len(numbers)):
        return None
    is_mm = best[2] >= MM_STEP and best[1] * n_steps >= _SHALLOWEST_MM
    step_mm = best[1] * (1.0 if is_mm else MM_PER_CM)
    near = min(_STEPS_MM, key=lambda usual: abs(usual - step_mm))
    return near if abs(near - step_mm) <= 0.01 * near else None
