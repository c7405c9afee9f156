"""A colour bar that the user drew as a line from its minimum to its maximum."""

from __future__ import annotations

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes, longest_run

Ends = tuple[tuple[float, float], tuple[float, float]]

_ASIDE = 0.012  # of the picture's width: how far beside the bar the line may lie
_MAX_HALF_WIDTH = 0.03
_MAX_SPREAD = 24.0  # grey levels between columns of one bar
_MIN_CHROMA = 40
_SNAP = 0.06  # of the line's length: how far from the bar's end it may stop


def minimum_is_on_top(ends: Ends) -> bool:
    """Whether the bar runs downwards, as few do."""
    return ends[0][1] < ends[1][1]


def box_of_ends(planes: Planes, ends: Ends) -> Box:
    """The bar around a line that was drawn along it, in px of the picture; at least 1 × 2 px.

    The line may lie a little beside the bar and stop a little before or behind its ends.
    """
    top, bottom = sorted(min(max(round(y), 0), planes.height) for _, y in ends)
    top, bottom = min(top, planes.height - 2), max(bottom, min(top, planes.height - 2) + 2)
    drawn = min(max(round((ends[0][0] + ends[1][0]) / 2), 0), planes.width - 1)
    column = _most_coloured(planes, drawn, top, bottom)
    top, bottom = _snapped(planes, column, top, bottom)
    left, right = _sides(planes, column, top, bottom)
    return Box(left, top, right - left, bottom - top)


def _most_coloured(planes: Planes, drawn: int, top: int, bottom: int) -> int:
    """The drawn column, or the most coloured one close by where the drawn one has no colour."""
    reach = max(2, round(_ASIDE * planes.width))
    first, last = max(0, drawn - reach), min(planes.width, drawn + reach + 1)
    coloured = (planes.chroma[top:bottom, first:last] > _MIN_CHROMA).mean(axis=0)
    if coloured[drawn - first] >= 0.8 * coloured.max():
        return drawn
    middle = np.flatnonzero(coloured >= 0.9 * coloured.max())
    return first + int(np.median(middle))


def _snapped(planes: Planes, column: int, top: int, bottom: int) -> tuple[int, int]:
    """Rows from where the colour begins to where it ends, if that is close to the drawn ends."""
    reach = max(3, round(_SNAP * (bottom - top)))
    first = max(0, top - reach)
    start, end = longest_run(planes.chroma[first : bottom + reach, column] > _MIN_CHROMA)
    start, end = start + first, end + first
    snapped_top = start if abs(start - top) <= reach else top
    snapped_bottom = end if abs(end - bottom) <= reach else bottom
    return (snapped_top, snapped_bottom) if snapped_bottom - snapped_top >= 2 else (top, bottom)


def _sides(planes: Planes, column: int, top: int, bottom: int) -> tuple[int, int]:
    """Columns beside `column` that show the same colours in the same rows."""
    reach = max(2, round(_MAX_HALF_WIDTH * planes.width))
    first, last = max(0, column - reach), min(planes.width, column + reach + 1)
    part = planes.rgb[top:bottom, first:last].astype(np.int16)
    spread = np.median(np.abs(part - part[:, [column - first]]).mean(axis=2), axis=0)
    same = spread <= _MAX_SPREAD
    left = right = column - first
    while left > 0 and same[left - 1]:
        left -= 1
    while right + 1 < len(same) and same[right + 1]:
        right += 1
    return first + left, first + right + 1
