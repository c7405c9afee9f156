"""Millimetres per pixel where a ruler has ticks only and the screen states the depth ("D 13.0 cm")."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ruler_scale import MM_PER_CM
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.tick_ruler import Ticks

_DEPTH_CM = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?) ?cm(?![\w²/])", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"area|fl[äa]che|aire|surf|面积|dist|diam|durchm|circ|umfang|Ø", re.IGNORECASE)
_STEPS_MM = (5.0, 10.0)  # that ticks stand apart on a picture of some cm
_SHAPES = (1.2, 16.0)  # width by height of a piece that could state a depth
_MOST_READ = 60
_MIN_CERTAINTY = 0.6
_LEAST_TICKS = 6  # fewer may be strokes of so many lines of text
_SAME_RULER = 0.5  # of its step: so near another column belongs to it
_ROUNDED = 0.05  # of a cm
_ALIKE = 1.02  # sizes told by several columns


def mm_per_px_of_depth(rulers: list[Ticks], swe_box: Box, text: ScreenText) -> float | None:
    """Size of a pixel, mm; None unless just one usual step makes a ruler as long as a depth that is stated.

    A depth may also be a Q-Box's: one that would lie within the SWE box by the other step tells nothing. What
    has words beside its marks may be a list.

    Parameters
    ----------
    rulers
        As found by `find_ticks`.
    swe_box
        In px of the screen.
    """
    plain = [ticks for ticks in rulers if not ticks.labelled and _most_beside(ticks, rulers) >= _LEAST_TICKS]
    if not plain:
        return None
    depths = set(_depths_mm(text))
    told = {size for ticks in plain if (size := _size(ticks, depths, swe_box)) is not None}
    return float(np.median(list(told))) if told and max(told) <= _ALIKE * min(told) else None


def _most_beside(ticks: Ticks, rulers: list[Ticks]) -> int:
    """How many ticks the ruler of a column has: its longer ones alone cross some columns."""
    reach = _SAME_RULER * ticks.step_px
    return max(len(other.rows) for other in rulers if abs(other.x - ticks.x) <= reach)


def _depths_mm(text: ScreenText) -> Iterator[float]:
    pieces = [piece for piece in text.pieces if _SHAPES[0] * piece.h <= piece.w <= _SHAPES[1] * piece.h]
    text.glance_all(pieces[:_MOST_READ])
    for piece in pieces[:_MOST_READ]:
        line = text.glance(piece)
        if line.confidence >= _MIN_CERTAINTY and not _OF_SOMETHING.search(line.text):
            for found in _DEPTH_CM.findall(line.text):
                yield float(found.replace(",", ".")) * MM_PER_CM


def _size(ticks: Ticks, depths: set[float], swe_box: Box) -> float | None:
    steps = {step for step in _STEPS_MM for depth in depths if _is_as_deep(ticks, step, depth)}
    if len(steps) != 1:
        return None
    step = steps.pop()
    other = sum(_STEPS_MM) - step
    first, last = ((y - ticks.rows[0]) / ticks.step_px * other for y in (swe_box.y, swe_box.bottom))
    spoken = [depth for depth in depths if _is_as_deep(ticks, step, depth)]
    return None if any(first <= depth <= last for depth in spoken) else step / ticks.step_px


def _is_as_deep(ticks: Ticks, step_mm: float, depth_mm: float) -> bool:
    """Whether a ruler that begins at 0 or one step below ends where the picture does."""
    n, off = len(ticks.rows) - 1, _ROUNDED * MM_PER_CM
    return n * step_mm - off <= depth_mm < (n + 2) * step_mm
