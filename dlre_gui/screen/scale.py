"""The scale that the labels beside a colour bar tell: unit, minimum, maximum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from dlre_gui.domain.findings import Unit

_NUMBER = re.compile(r"(?<![A-Za-z])[\dOo]*\d[\dOo]*(?:[.,][\dOo]+)?")
_TO_DIGITS = str.maketrans({"O": "0", "o": "0", ",": "."})
_KPA = re.compile(r"k\s*p\s*a", re.IGNORECASE)
_SPEED = re.compile(r"(?<![cm])m\s*/\s*s", re.IGNORECASE)
_OTHER_UNIT = re.compile(r"[cm]m\s*/\s*s|pwr|dB|Hz|%", re.IGNORECASE)
_SATURATING = ("≥", ">", "≧", "⩾")
_TOLERANCE = 0.035  # of the scale, between a label and where it stands
_SURE = 0.8
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
    def digits(self) -> str:
        """The first number as it stands there, with a point; empty if there is none."""
        found = _NUMBER.search(self.text)
        return found.group().translate(_TO_DIGITS) if found else ""


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
    unit = Unit.KPA if _KPA.search(text) else Unit.M_PER_S if _SPEED.search(text) else None
    numbers = [label for label in labels if label.number is not None]
    if not numbers:
        illegible = sum(label.confidence < _SURE for label in labels) >= _MIN_ILLEGIBLE
        return Scale(unit, other_unit=bool(_OTHER_UNIT.search(text)), is_illegible=illegible)
    other = unit is None and (bool(_OTHER_UNIT.search(text)) or any("-" in label.text for label in numbers))
    saturating = any(label.text.lstrip().startswith(_SATURATING) for label in labels)
    lower, upper, doubtful = _ends(numbers)
    return Scale(unit, lower, upper, saturating, doubtful, True, other)


def _ends(numbers: list[Label]) -> tuple[float | None, float | None, bool]:
    """Values at the lower and upper end, and whether they are doubtful."""
    ticks = [(label.position, _value(label)) for label in numbers if -0.04 <= label.position <= 1.02]
    line = _line_through(ticks)
    top = [label for label in numbers if label.position > 0.93]
    bottom = [label for label in numbers if label.position < 0.07]
    if line is None:
        upper, lower = _nearest(top, 1.0), _nearest(bottom, 0.0)
        sure = all(label.confidence >= _SURE for label in numbers)
        return (0.0 if lower is None else lower), upper, upper is None or lower is None or not sure
    start, slope = line
    upper, upper_sure = _agreeing(top, start + slope, abs(slope))
    lower, lower_sure = _agreeing(bottom, start, abs(slope))
    if not lower_sure and abs(start) <= _TOLERANCE * abs(slope):
        lower, lower_sure = 0.0, True
    return lower, upper, not (upper_sure and lower_sure)


def _value(label: Label) -> float:
    return label.number or 0.0


def _nearest(labels: list[Label], position: float) -> float | None:
    if not labels:
        return None
    return min(labels, key=lambda label: abs(label.position - position)).number


def _line_through(ticks: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Start and slope of value over position that most ticks agree with; None below two."""
    best: tuple[int, float, float] = (0, 0.0, 0.0)
    for (p, v), (q, w) in combinations(ticks, 2):
        if abs(q - p) < 0.08 or v == w:
            continue
        slope = (w - v) / (q - p)
        start = v - slope * p
        votes = sum(abs(start + slope * t - value) <= _TOLERANCE * abs(slope) for t, value in ticks)
        if votes > best[0] or (votes == best[0] and abs(q - p) > best[2]):
            best = votes, start, slope
    return None if best[0] < 2 else (best[1], best[2])


def _agreeing(labels: list[Label], expected: float, span: float) -> tuple[float, bool]:
    """The label's value where it agrees with the ticks, else the ticks' own, and if that is sure.

    Recognition may take the sign before a number for a digit ("≥150" for 2150), so a label is
    also tried without its first characters.
    """
    for label in sorted(labels, key=lambda label: abs(label.position - 0.5)):
        digits = label.digits
        for start in range(len(digits)):
            value = float(digits[start:]) if digits[start:].strip(".") else None
            if value is not None and abs(value - expected) <= _TOLERANCE * span:
                return value, True
    return _rounded(expected, span), False


def _rounded(value: float, span: float) -> float:
    """The nearest value of the kind that scales end at."""
    for step in (50.0, 10.0, 5.0, 1.0, 0.5, 0.1):
        nearest = round(value / step) * step
        if abs(nearest - value) <= 0.02 * span:
            return round(nearest, 3)
    return round(value, 2)
