"""One line of text beside a colour bar, and the number in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from dlre_gui.screen.bar_unit import KPA, SPEED, names_unit
from dlre_gui.screen.certainty import SURE

_NUMBER = re.compile(r"(?<![A-Za-z])[\dOo]*\d[\dOo]*(?:[.,]{1,2}[\dOo]+)?")  # one worn point may seem two
_LIKE_NUMBER = re.compile(r"[\dOoIl|]+(?:[.,]{1,2}[\dOoIl|]+)?")
_ONES = str.maketrans("Il|", "111")
_TO_DIGITS = str.maketrans({"O": "0", "o": "0", ",": "."})
_LOST_POINT = re.compile(r"[1-9]\d{1,2}")
_SIGNS = re.compile(r"[\d.,OoIl|\s≥>≧⩾\-–()\[\]]|k ?pa|m ?/ ?s", re.IGNORECASE)  # of a number with its unit
SATURATING = ("≥", ">", "≧", "⩾")
_LIKE_SIGN = ("2", "3")  # what ≥ is read as
_WORD = 3  # letters beside a number and its unit
_HIGHEST = 400.0  # that a scale goes to, in kPa
_OWN = 1.25  # how much more a number counts that stands just above or below the bar
_BESIDE = 4.0  # how much less a number counts for each bar's length it stands beyond the end
_AT_END = 0.05  # of the bar's length: so far beyond its ends the numbers above and below it stand
_LEAST_WEIGHT = 0.1  # of a number of which the reader was not sure at all
_NUMBER_AND_SIGN = re.compile(rf"[-\u2212\u2013]?(?:{_NUMBER.pattern})")


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text beside a bar.

    `position` is where its middle stands along the bar: 0 at the lower end, 1 at the upper; `side` is
    -1 left of the bar, 1 right of it, 0 in line with it: above or below.
    """

    text: str
    confidence: float
    position: float
    side: int = 0

    @property
    def number(self) -> float | None:
        return float(self.digits) if self.digits else None

    @property
    def place(self) -> float:
        """`position`, with labels above and below the bar and at its ends taken as at the ends."""
        return 1.0 if self.position > 0.96 else 0.0 if self.position < 0.04 else self.position

    @property
    def values(self) -> tuple[float, ...]:
        """The number; what it may be where a sign before it was taken for a digit, or a point was lost."""
        has_sign = self.text.lstrip().startswith(SATURATING)
        return _values_of(self.digits, self.position > 0.96 and not has_sign)

    @property
    def is_worded(self) -> bool:
        """Whether it is more than a number with its unit: a line of a panel, "2D-SWE 1"."""
        return len(_SIGNS.sub("", self.text)) >= _WORD

    @property
    def digits(self) -> str:
        """The first number as it stands there, with a point; empty if there is none."""
        return _digits_in(self.text)

    @property
    def weight(self) -> float:
        """How much the number counts: more with a unit, less the farther it stands beyond the bar's end."""
        beyond = max(0.0, -self.position, self.position - 1.0)
        sureness = _LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * self.confidence**2
        if self.side == 0 and self.place in (0.0, 1.0):  # nothing else stands just above or below a bar
            sureness *= _OWN
        return sureness * _plainness(self.text) / (1.0 + _BESIDE * max(0.0, beyond - _AT_END))


def believed(first: Label, second: Label) -> Label:
    """What two readers make of a line: the second one is believed, but for a unit and for 0 at an end.

    Scales begin there, and a lone 0 has little for a reader to go by.
    """
    if names_unit(second.text):
        return second
    is_zero = first.number == 0.0 and first.place in (0.0, 1.0) and second.confidence < SURE
    return first if is_zero or names_unit(first.text) else second


def with_points(numbers: list[Label]) -> list[Label]:
    """The numbers; one that was not surely read lost its point if others have one and it has none."""
    if not any("." in label.digits for label in numbers if label.confidence >= SURE):
        return numbers
    return [
        replace(label, text=label.text.replace(label.digits, f"{label.digits[:-1]}.{label.digits[-1]}"))
        if label.confidence < SURE and _LOST_POINT.fullmatch(label.digits)
        else label
        for label in numbers
    ]


@lru_cache(maxsize=256)  # of each label time and again, while the line through them is looked for
def _digits_in(text: str) -> str:
    is_number = _LIKE_NUMBER.fullmatch(text.strip())
    found = _NUMBER.search(text.translate(_ONES) if is_number else text)
    return found.group().translate(_TO_DIGITS).replace("..", ".") if found else ""


@lru_cache(maxsize=256)
def _values_of(digits: str, is_at_top: bool) -> tuple[float, ...]:
    has_sign = is_at_top and digits[:1] in _LIKE_SIGN
    parts = [digits, digits[1:]] if has_sign else [digits]
    if len(digits) in (2, 3) and digits.isdigit():
        parts.append(f"{digits[:-1]}.{digits[-1]}")
    parts = [part for part in parts if part and not part.startswith(".")]
    values = [float(part) for part in parts if part.strip(".0") or part == digits]
    return tuple(value for value in values if value <= _HIGHEST) or tuple(values[:1])


@lru_cache(maxsize=256)
def _plainness(text: str) -> float:
    """More for a number that stands with a unit, less for one among words."""
    alone = 1.0 if len(_SIGNS.sub("", text)) <= 1 else 0.4
    return alone * (1.5 if KPA.search(text) or SPEED.search(text) else 1.0)


def span_of_number(text: str) -> tuple[int, int] | None:
    """Where the first number of a line stands, with a sign before it; None if there is none."""
    found = _NUMBER_AND_SIGN.search(text)
    return found.span() if found else None
