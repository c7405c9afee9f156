"""The scale that the labels beside a colour bar tell: unit, minimum, maximum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, product

from dlre_gui.domain.findings import Unit

_NUMBER = re.compile(r"(?<![A-Za-z])[\dOo]*\d[\dOo]*(?:[.,][\dOo]+)?")
_LIKE_NUMBER = re.compile(r"[\dOoIl|]+(?:[.,][\dOoIl|]+)?")
_ONES = str.maketrans("Il|", "111")
_TO_DIGITS = str.maketrans({"O": "0", "o": "0", ",": "."})
_KPA = re.compile(r"(?<![A-Za-z])k\s*p\s*a(?![A-Za-z]|\s*[.·*⋅•]\s*s)", re.IGNORECASE)
_SPEED = re.compile(r"(?<![A-Za-z])m\s*/\s*s(?![A-Za-z²2^/])", re.IGNORECASE)
_OTHER_UNIT = re.compile(
    r"[cm]m\s*/\s*s|pwr|dB|Hz|%"
    r"|m\s*/\s*s[²2^]"  # an acceleration
    r"|p\s*a\s*[.·*⋅•]?\s*s(?![A-Za-z])"  # a viscosity, in Pa·s
    r"|[A-Za-z]k\s*p\s*a|(?<![A-Za-z])[GMhm]\s?pa(?![A-Za-z])",
    re.IGNORECASE,
)
_SATURATING = ("≥", ">", "≧", "⩾")
_UNIT_ONLY = re.compile(r"[\[(]?\s*(k\s*p\s*a|m\s*/\s*s)\s*[\])]?", re.IGNORECASE)
_NEGATIVE = re.compile(r"\s*[-\u2212\u2013]\s*\d")
_WORD = re.compile(
    r"s(oft)?|h(ard|igh|aut|och)?|low|bas|niedrig|[LHS]|SF|HD|weich|hart|mou|dur|[高低软硬]", re.IGNORECASE
)
_FASTEST_M_PER_S = 20.0  # of shear waves in tissue on any scanner's scale
_TOLERANCE = 0.035  # of the scale, between a label and where it stands
_BESIDE = 12.0  # how much less a number counts for each bar's length it stands beyond the end
SURE = 0.8
_MIN_ILLEGIBLE = 3  # lines: a strain bar has words at its two ends only


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text beside a bar.

    `position` is where its middle stands along the bar: 0 at the lower end, 1 at the upper.
    """

    text: str
    confidence: float
    position: float

    @property
    def number(self) -> float | None:
        return float(self.digits) if self.digits else None

    @property
    def place(self) -> float:
        """`position`, with labels above and below the bar and at its ends taken as at the ends."""
        return 1.0 if self.position > 0.96 else 0.0 if self.position < 0.04 else self.position

    @property
    def values(self) -> tuple[float, ...]:
        """The number, and what it may be where a sign before it was taken for digits (≥150 for 2150)."""
        starts = range(len(self.digits)) if self.position > 0.96 else range(1)
        parts = [self.digits[start:] for start in starts]
        return tuple(float(part) for part in parts if part.strip(".") and not part.startswith("."))

    @property
    def digits(self) -> str:
        """The first number as it stands there, with a point; empty if there is none."""
        is_number = _LIKE_NUMBER.fullmatch(self.text.strip())
        found = _NUMBER.search(self.text.translate(_ONES) if is_number else self.text)
        return found.group().translate(_TO_DIGITS) if found else ""

    @property
    def weight(self) -> float:
        """How much the number counts: more with a unit, less the farther it stands beyond the bar's end."""
        beyond = max(0.0, -self.position, self.position - 1.0)
        with_unit = 1.5 if _KPA.search(self.text) or _SPEED.search(self.text) else 1.0
        return (0.5 + self.confidence / 2) * with_unit / (1.0 + _BESIDE * beyond)


@dataclass(frozen=True, slots=True)
class Scale:
    """What the labels say; None where they do not.

    Attributes
    ----------
    lower, upper
        Values at the bar's lower and upper end as shown (a bar may be reversed).
    is_numbered
        Whether any number stands beside the bar.
    other_unit
        Whether it is the scale of something else, e.g. in cm/s.
    is_illegible
        Whether lines of text stand there as numbers would, but could not be read.
    """

    unit: Unit | None = None
    lower: float | None = None
    upper: float | None = None
    saturating: bool = False
    doubtful: bool = False
    is_numbered: bool = False
    other_unit: bool = False
    is_illegible: bool = False


def scale_of(labels: list[Label]) -> Scale:
    """The scale from a bar's labels, checked against the spacing of its ticks."""
    text = " ".join(label.text for label in labels)
    unit = _unit_in(text)
    numbers = [label for label in labels if label.number is not None]
    other = bool(_OTHER_UNIT.search(text)) or any(
        _is_below_zero(label) or _is_word(label) for label in labels
    )
    if not numbers:
        illegible = sum(label.confidence < SURE for label in labels) >= _MIN_ILLEGIBLE
        return Scale(unit, other_unit=other, is_illegible=illegible)
    saturating = any(label.text.lstrip().startswith(_SATURATING) for label in labels)
    lower, upper, doubtful = _ends(numbers)
    too_fast = unit is Unit.M_PER_S and max(lower or 0.0, upper or 0.0) > _FASTEST_M_PER_S
    return Scale(unit, lower, upper, saturating, doubtful, True, other or too_fast)


def _unit_in(text: str) -> Unit | None:
    """The one unit that stands there; None where both do: then it is open whose the numbers are."""
    found = [unit for unit, name in ((Unit.KPA, _KPA), (Unit.M_PER_S, _SPEED)) if name.search(text)]
    return found[0] if len(found) == 1 else None


def _is_below_zero(label: Label) -> bool:
    """A negative number at an end: blood flows both ways."""
    return label.place in (0.0, 1.0) and bool(_NEGATIVE.match(label.text)) and label.confidence >= SURE


def _is_word(label: Label) -> bool:
    """A word for a number at an end: strain is soft or hard, quality low or high."""
    at_end = -0.12 <= label.position <= 0.04 or 0.96 <= label.position <= 1.12
    return at_end and label.confidence >= SURE and bool(_WORD.fullmatch(label.text.strip()))


def is_sure(scale: Scale) -> bool:
    """Whether a scale is known with its unit, beyond doubt."""
    return scale.unit is not None and scale.upper is not None and not scale.doubtful


def names_unit_only(text: str) -> bool:
    """Whether a line says a unit and nothing else."""
    return bool(_UNIT_ONLY.fullmatch(text.strip()))


def _ends(numbers: list[Label]) -> tuple[float | None, float | None, bool]:
    """Values at the lower and upper end, and whether they are doubtful.

    Numbers rise evenly along a bar. So the line that most of them lie on tells which are right.
    """
    line = _line_through(numbers)
    top = [label for label in numbers if label.place > 0.97]
    bottom = [label for label in numbers if label.place < 0.03]
    if line is None:
        upper, lower = _nearest(top, 1.0), _nearest(bottom, 0.0)
        sure = all(label.confidence >= SURE for label in numbers)
        return (0.0 if lower is None else lower), upper, upper is None or lower is None or not sure
    upper, upper_sure = _agreeing(top, line.start + line.slope, abs(line.slope))
    lower, lower_sure = _agreeing(bottom, line.start, abs(line.slope))
    if not lower_sure and abs(line.start) <= _TOLERANCE * abs(line.slope):
        lower, lower_sure = 0.0, True
    return lower, upper, not (upper_sure and lower_sure and line.is_sure)


def _nearest(labels: list[Label], position: float) -> float | None:
    if not labels:
        return None
    return min(labels, key=lambda label: abs(label.position - position)).number


@dataclass(frozen=True, slots=True)
class _Line:
    """Value over place along the bar, and whether enough labels lie on it to be sure."""

    start: float
    slope: float
    is_sure: bool


def _line_through(numbers: list[Label]) -> _Line | None:
    """The line that most labels agree with, the more confident ones first; None below two."""
    best: tuple[float, _Line] | None = None
    for one, other in combinations(numbers, 2):
        for v, w in product(one.values, other.values):
            if abs(other.place - one.place) < 0.08 or v == w:
                continue
            slope = (w - v) / (other.place - one.place)
            start = v - slope * one.place
            agreeing = [label for label in numbers if _lies_on(label, start, slope)]
            is_plausible = start > -_TOLERANCE * abs(slope) and start + slope > -_TOLERANCE * abs(slope)
            votes = sum(label.weight for label in agreeing) + 0.1 * abs(one.place - other.place)
            sure = len(agreeing) >= 3 or all(label.confidence >= SURE for label in agreeing)
            if is_plausible and (best is None or votes > best[0]):
                best = votes, _Line(start, slope, sure and 2 * len(agreeing) > len(numbers))
    return best[1] if best else None


def _lies_on(label: Label, start: float, slope: float) -> bool:
    expected = start + slope * label.place
    return any(abs(value - expected) <= _TOLERANCE * abs(slope) for value in label.values)


def _agreeing(labels: list[Label], expected: float, span: float) -> tuple[float, bool]:
    """The label's value where it agrees with the ticks, else the ticks' own, and if that is sure."""
    for label in sorted(labels, key=lambda label: abs(label.position - 0.5)):
        for value in label.values:
            if abs(value - expected) <= _TOLERANCE * span:
                return value, True
    return _rounded(expected, span), False


def _rounded(value: float, span: float) -> float:
    """The nearest value of the kind that scales end at."""
    for step in (50.0, 10.0, 5.0, 1.0, 0.5, 0.1):
        nearest = round(value / step) * step
        if abs(nearest - value) <= 0.02 * span:
            return round(nearest, 3)
    return round(value, 2)
