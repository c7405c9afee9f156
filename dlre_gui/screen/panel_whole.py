"""Numbers of a panel that were found in parts: parted at their point, or without a thin digit."""

from __future__ import annotations

import re
from collections import Counter

from dlre_gui.domain.geometry import Box, around
from dlre_gui.screen.paragraphs import share_row
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.qbox_words import Kind, words_of

_ACROSS_POINT = 1.7  # between digits on both sides of a point, in their heights
_WHOLE_PART = re.compile(r"\d{1,3}|.*[^\d.,]\d{1,3}")
_FRACTION = re.compile(r"[.,·]?\d+(?![\d.,·])")
_DECIMAL = re.compile(r"(?:.*[^\d.,])?\d{1,3} ?[.,·] ?\d")
_ROOM = (0.7, 2.6)  # of its height: so much narrower is a number's text than its column for what was lost
_ALIGNED_PX = 2
_COLUMN = 2  # other values at least that begin alike


def with_whole_numbers(text: PlaneText, pieces: tuple[Box, ...]) -> tuple[Box, ...]:
    """The pieces with two made one where a number was parted at its point, "6 7 kPa" for 6.7 kPa."""
    whole = sorted(pieces)
    for left in sorted(pieces):
        right = next((p for p in whole if _follows(left, p)), None)
        if right is None or left not in whole or not _WHOLE_PART.fullmatch(text.glance(left).text):
            continue
        both = around([left, right])
        if _FRACTION.match(text.glance(right).text) and _DECIMAL.match(text.glance(both).text):
            whole = [both if p == left else p for p in whole if p != right]
    return tuple(whole)


def _follows(left: Box, right: Box) -> bool:
    """Whether a piece stands beside another, no farther than digits stand from each other across a point."""
    return 0 <= right.x - left.right <= _ACROSS_POINT * left.h and share_row(left, right)


def with_lost_digits(text: PlaneText, pieces: tuple[Box, ...]) -> tuple[Box, ...]:
    """The pieces of values with digits before or behind them that were taken for specks.

    Where a value begins to the right of its column, or far before its unit, what stands between is looked
    at; it is the number's if the whole reads as that number with more digits.
    """
    values = {piece: number for piece in pieces if (number := _number_in(text, piece))}
    beginnings = Counter(piece.x for piece in values)
    whole = list(pieces)
    for piece, number in values.items():
        grown = _to_its_unit(text, piece, whole) or _to_its_column(piece, beginnings, pieces)
        if grown is None:
            continue
        more = _number_in(text, grown)
        if len(more) > len(number) and (more.startswith(number) or more.endswith(number)):
            whole = [grown if p == piece else p for p in whole if p == piece or not _holds(grown, p)]
    return tuple(whole)


def _number_in(text: PlaneText, piece: Box) -> str:
    """The one number of a piece that shows nothing else but its unit; "" if there is none such."""
    words = words_of(text.glance(piece))
    numbers = [word.name for word in words if word.kind is Kind.NUMBER]
    is_value = all(word.kind in (Kind.NUMBER, Kind.UNIT, Kind.BOUND) for word in words)
    return numbers[0] if is_value and len(numbers) == 1 else ""


def _to_its_unit(text: PlaneText, piece: Box, pieces: list[Box]) -> Box | None:
    """A number's piece with that of the unit right of it, if there is room for a digit between."""
    right = min((p for p in pieces if p.x >= piece.right and share_row(piece, p)), default=None)
    if right is None or not _is_room(right.x - piece.right, piece):
        return None
    kinds = [word.kind for word in words_of(text.glance(right))]
    is_parted = kinds == [Kind.UNIT] and words_of(text.glance(piece))[-1].kind is Kind.NUMBER
    return around([piece, right]) if is_parted else None


def _to_its_column(piece: Box, beginnings: Counter[int], pieces: tuple[Box, ...]) -> Box | None:
    """A value's piece from where several others begin, if that is a little to its left and all free."""
    near = {x: n for x, n in beginnings.items() if _is_room(piece.x - x, piece)}
    alike = {x: sum(beginnings[x + k] for k in range(-_ALIGNED_PX, _ALIGNED_PX + 1)) for x in near}
    left = max(alike, key=lambda x: (alike[x], -x), default=None)
    if left is None or alike[left] < _COLUMN:
        return None
    grown = Box(left, piece.y, piece.right - left, piece.h)
    others = [p for p in pieces if p != piece and not _holds(grown, p)]
    return None if any(grown.intersection(p) for p in others) else grown


def _is_room(gap: int, piece: Box) -> bool:
    return _ROOM[0] * piece.h <= gap <= _ROOM[1] * piece.h


def _holds(outer: Box, inner: Box) -> bool:
    return outer.intersection(inner) == inner
