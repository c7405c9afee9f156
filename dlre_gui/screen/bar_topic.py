"""Whether the labels of a bar tell of something else than stiffness: blood flow, strain, quality."""

from __future__ import annotations

import re
from itertools import combinations

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.bar_label import Label
from dlre_gui.screen.bar_unit import KPA, OTHER_UNIT, SPEED
from dlre_gui.screen.certainty import SURE

_NEGATIVE = re.compile(r"\s*[-\u2212\u2013]\s*[0.,]*[1-9]")
_APART = 0.08  # of the bar's length: nearer numbers tell no line
_OFF = 0.06  # of the scale
_AS_FAR = 3.0  # times: ends of a scale of both directions are alike
_WORD = re.compile(
    r"s(oft)?|h(ard|igh|aut|och)?|low|bas|niedrig|[LHS]|SF|HD|weich|hart|mou|dur|[高低软硬]", re.IGNORECASE
)


def is_of_something_else(labels: list[Label], unit: Unit | None, numbers: list[Label]) -> bool:
    """Whether another unit stands there, words for numbers, or velocities of both directions.

    Beside a unit of stiffness that was read, a foreign line's other unit tells nothing, nor do words
    beside numbers.
    """
    own = [label for label in labels if unit is None or KPA.search(label.text) or SPEED.search(label.text)]
    if any(OTHER_UNIT.search(" ".join(label.text.split())) for label in own):
        return True
    is_in_words = any(_is_word(label) for label in labels) and (unit is None or len(numbers) < 2)
    return is_in_words or _is_of_both_ways(labels, numbers)


def _is_below_zero(label: Label) -> bool:
    """A negative number at an end: blood flows both ways."""
    return label.place in (0.0, 1.0) and bool(_NEGATIVE.match(label.text)) and label.confidence >= SURE


def _is_of_both_ways(labels: list[Label], numbers: list[Label]) -> bool:
    """Whether one end is below zero and the other about as far above, or not known.

    A sign before one number of 0 and 20 or of 2 and 160 is a tick.
    """
    below = [label for label in labels if _is_below_zero(label) and not _is_risen_to(label, numbers)]
    others = [label for label in numbers if label.place in (0.0, 1.0)]
    return any(
        all(_is_as_far(label, other) for other in others if other.place != label.place) for label in below
    )


def _is_risen_to(end: Label, numbers: list[Label]) -> bool:
    """Whether two other numbers rise evenly to that of an end, without its sign: that is a tick."""
    known = [label for label in numbers if label.place != end.place and label.confidence >= SURE]
    return any(
        abs(end.place - one.place) > _APART
        and abs(one.place - other.place) > _APART
        and _is_next(one, other, end)
        for one, other in combinations(known, 2)
    )


def _is_next(one: Label, other: Label, end: Label) -> bool:
    first, second = one.number or 0.0, other.number or 0.0
    slope = (second - first) / (other.place - one.place)
    there = first + slope * (end.place - one.place)
    return slope != 0 and abs(there - abs(end.number or 0.0)) <= _OFF * abs(slope)


def _is_as_far(one: Label, other: Label) -> bool:
    near, far = sorted((one.number or 0.0, other.number or 0.0))
    return far <= _AS_FAR * near


def _is_word(label: Label) -> bool:
    """A word for a number at an end: strain is soft or hard, quality low or high."""
    at_end = -0.12 <= label.position <= 0.04 or 0.96 <= label.position <= 1.12
    return at_end and label.confidence >= SURE and bool(_WORD.fullmatch(label.text.strip()))
