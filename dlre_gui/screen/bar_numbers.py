"""The numbers of a colour bar among pieces of text: they belong to no panel that stands beside it."""

from __future__ import annotations

from dlre_gui.domain.findings import ColourBar
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.qbox_words import Kind, Word

_ASIDE = 3.0  # between the bar and a number beside it, in the number's heights
_AWAY = 2.0  # between an end and a number above or below it
_OFF = 0.04  # of the scale, between a number and where it stands


def is_of_bar(piece: Box, words: list[Word], bar: ColourBar | None) -> bool:
    """Whether a piece of text is a number, with its unit or without, where it stands on a bar's scale.

    Parameters
    ----------
    piece, bar
        In px of the screen.
    """
    if bar is None or not _is_beside(piece, bar.box):
        return False
    numbers = [word.value for word in words if word.kind is Kind.NUMBER]
    known = {Kind.NUMBER, Kind.UNIT, Kind.BOUND}
    if len(numbers) != 1 or any(word.kind not in known for word in words):
        return False
    place = min(max((bar.box.bottom - piece.centre[1]) / bar.box.h, 0.0), 1.0)
    span = bar.maximum - bar.minimum
    there = bar.minimum + place * span, bar.maximum - place * span
    return min(abs(numbers[0] - value) for value in there) <= _OFF * span


def _is_beside(piece: Box, box: Box) -> bool:
    aside = max(box.x - piece.right, piece.x - box.right)
    away = max(box.y - piece.bottom, piece.y - box.bottom)
    return aside <= _ASIDE * piece.h and away <= _AWAY * piece.h
