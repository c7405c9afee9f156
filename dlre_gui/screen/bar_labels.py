"""Which lines of text belong to a colour bar: those at its ends, and the nearest column beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_plane import narrow_plane, text_plane
from dlre_gui.screen.ink import ink_of
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.text_lines import character_boxes, lines_of

_TALLEST = 0.035  # of the frame's height
_SPECK = 0.55  # of the usual height of a line: lower ones are no text
_MAX_ASIDE = 2.6  # between the bar and a number beside it, in line heights
_MAX_AWAY = 1.9  # between a bar's end and the line above or below, in line heights
_BEYOND = 0.7  # of a line's height that the numbers at a bar's ends may stand beyond them
_ALIGNED = 0.8  # of a line's height: lines of one column
_IN_MIDDLE = 0.4  # of a line's height, between the middles of lines of one column
_CLEARLY_MORE = 2  # lines of a column than of a nearer one
_FEWEST = 3  # lines of a column of numbers: two may be specks
_FARTHER = 2.0  # times as far off: a ruler's numbers, though it ends where the bar does
_WITHIN = 0.6  # of a line's height, between an end of the bar and the middle of a text that ends there
_MOST_LINES = 6  # on a bar's length: numbers stand as near each other at most
_AT_END = 0.03  # of the bar's length: a bar's own numbers may stand exactly at its ends
_EVENLY = 0.07  # of the step between the numbers of a ruler
_FAR = 7.0  # line heights: so far from the bar its unit may stand


@dataclass(frozen=True, slots=True, eq=False)
class LabelLines:
    """Lines of text about a bar.

    Attributes
    ----------
    plane
        Text bright on a dark ground, uint8.
    own
        Lines that are its labels, in px of the plane, with their places along the bar (0 at its lower
        end, 1 at its upper end); those at the ends first.
    others
        Lines that may be its unit, the nearest first.
    strip
        The bar, in px of the plane.
    """

    plane: NDArray[np.uint8]
    own: list[tuple[float, Box]]
    others: list[tuple[float, Box]]
    strip: Box


def label_lines(planes: Planes, bar: Box, over_picture: bool = False) -> LabelLines:
    """The lines of text that may be a bar's labels.

    Parameters
    ----------
    over_picture
        Whether to look for what is narrow, as on a bright picture (`narrow_plane`).
    """
    zone = _zone(planes, bar)
    strip = bar.shifted(-zone.x, -zone.y)
    ink = ink_of(planes.cut(zone), planes.height)
    plane_of = narrow_plane if over_picture else text_plane
    plane = plane_of(ink, strip, planes.height)
    tallest = max(12, round(_TALLEST * planes.height))
    letters = [one for one in character_boxes(plane, tallest) if not _is_tick(one, strip)]
    lines = lines_of(letters)
    near = _near(lines, strip)
    own = _ordered(_at_ends(near, strip) + _nearest_columns(near, strip), strip)
    others = sorted((line for line in near if line not in own), key=lambda line: _apart(line, strip))
    return LabelLines(
        plane,
        [(_place(line, strip), line) for line in own],
        [(_place(line, strip), line) for line in others],
        strip,
    )


def _zone(planes: Planes, bar: Box) -> Box:
    aside = max(5 * bar.w, round(0.07 * planes.width))
    along = round(0.07 * planes.height)
    zone = Box(bar.x - aside, bar.y - along, bar.w + 2 * aside, bar.h + 2 * along)
    return zone.intersection(Box(0, 0, planes.width, planes.height)) or bar


def _is_tick(part: Box, strip: Box) -> bool:
    """Whether a part is a mark at the bar's side rather than text."""
    flat = part.h <= 3 and part.w >= 2
    return flat and min(abs(part.x - strip.right), abs(strip.x - part.right)) <= max(8, strip.w)


def _near(lines: list[Box], strip: Box) -> list[Box]:
    """Lines of a usual height within reach of the bar."""
    heights = sorted(line.h for line in lines if _apart(line, strip) <= 3 * line.h)
    usual = heights[(len(heights) - 1) // 2] if heights else 0
    return [line for line in lines if line.h >= _SPECK * usual and _apart(line, strip) <= _FAR * line.h]


def _apart(line: Box, strip: Box) -> float:
    """Distance of a line from the bar, px."""
    aside = max(strip.x - line.right, line.x - strip.right, 0)
    away = max(strip.y - line.bottom, line.y - strip.bottom, 0)
    return float(np.hypot(aside, away))


def _at_ends(lines: list[Box], strip: Box) -> list[Box]:
    """Lines above and below the bar: the nearest ones."""
    over = [line for line in lines if line.x < strip.right + strip.w and line.right > strip.x - strip.w]
    above = [line for line in over if line.bottom <= strip.y + _BEYOND * line.h / 2]
    below = [line for line in over if line.y >= strip.bottom - _BEYOND * line.h / 2]
    near_above = [line for line in above if strip.y - line.bottom <= _MAX_AWAY * line.h]
    near_below = [line for line in below if line.y - strip.bottom <= _MAX_AWAY * line.h]
    return near_above + near_below


def _nearest_columns(lines: list[Box], strip: Box) -> list[Box]:
    """Lines beside the bar on the one side and on the other that stand as near as the nearest there.

    Specks of a B-mode picture may stand nearer than a column of numbers.
    """
    beside = [
        line
        for line in lines
        if strip.y - _BEYOND * line.h <= line.centre[1] <= strip.bottom + _BEYOND * line.h
    ]
    sides: list[list[Box]] = []
    found: list[Box] = []
    for is_right in (True, False):
        gaps = {line: line.x - strip.right if is_right else strip.x - line.right for line in beside}
        side = [line for line in beside if -3 <= gaps[line] <= max(_MAX_ASIDE * line.h, 2 * strip.w)]
        columns = [[b for b in side if _is_aligned(a, b, gaps[b] - gaps[a])] for a in side]
        nearest = min(columns, key=lambda c: (min(gaps[b] for b in c), -len(c)), default=[])
        fullest = max(columns, key=len, default=[])
        is_fuller = len(fullest) >= len(nearest) + _CLEARLY_MORE and not _is_at_both_ends(nearest, strip)
        sides.append(fullest if is_fuller else nearest)
    going_on = [_goes_on(column, lines, strip) for column in sides]
    at_ends = [_is_at_both_ends(column, strip) for column in sides]
    apart = [min((_apart(line, strip) for line in column), default=0.0) for column in sides]
    for own, other in ((0, 1), (1, 0)):
        is_lone_scale = at_ends[own] and (going_on[other] or len(sides[other]) < _FEWEST)
        is_behind_scale = all(at_ends) and apart[own] >= _FARTHER * max(apart[other], 1.0)
        if (not going_on[own] or is_lone_scale) and not is_behind_scale:
            found += sides[own]
    return found


def _is_aligned(one: Box, other: Box, farther: int) -> bool:
    """Whether a line is of one's column, so many px farther off: by its side or, with ticks, its middle."""
    is_in_middle = abs(one.centre[0] - other.centre[0]) <= _IN_MIDDLE * other.h
    return 0 <= farther <= _ALIGNED * other.h or (farther >= 0 and is_in_middle)


def _goes_on(column: list[Box], lines: list[Box], strip: Box) -> bool:
    """Whether a column of numbers goes on evenly above or below the bar, as a depth ruler's does."""
    ys = np.sort([line.centre[1] for line in column])
    if len(ys) < 2:
        return False
    step = float(np.median(np.diff(ys)))
    ends = _at_ends(lines, strip)
    return any(
        line not in ends
        and min(abs(abs(line.centre[1] - y) - step) for y in (ys[0], ys[-1])) <= _EVENLY * step
        and any(min(abs(line.x - one.x), abs(line.right - one.right)) <= 0.3 * one.h for one in column)
        for line in lines
        if not strip.y - _BEYOND * line.h <= line.centre[1] <= strip.bottom + _BEYOND * line.h
    )


def _is_at_both_ends(column: list[Box], strip: Box) -> bool:
    ys = sorted(line.centre[1] for line in column)
    return len(ys) >= 2 and max(abs(ys[0] - strip.y), abs(ys[-1] - strip.bottom)) <= _AT_END * strip.h


def _place(line: Box, strip: Box) -> float:
    """Where a line stands along the bar: 0 at the lower end, 1 at the upper.

    Texts may end where the bar does: their numbers are those of its ends.
    """
    below, above = line.centre[1] - strip.y, strip.bottom - line.centre[1]
    if 0 <= min(below, above) <= _WITHIN * line.h < strip.h / _MOST_LINES:
        return 1.0 if below < above else 0.0
    return above / strip.h


def _ordered(lines: list[Box], strip: Box) -> list[Box]:
    """Each line once; those at the ends first, then from the outside in."""
    unique = list(dict.fromkeys(lines))
    return sorted(unique, key=lambda line: -abs(_place(line, strip) - 0.5))
