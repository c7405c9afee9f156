"""The scale that the labels beside a colour bar tell: unit, minimum, maximum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from dlre_gui.domain.findings import Unit

_NUMBER = re.compile(r"(?<![A-Za-z])[\dOo]*\d[\dOo]*(?:[.,][\dOo]+)?")
_LIKE_NUMBER = re.compile(r"[\dOoIl|]+(?:[.,][\dOoIl|]+)?")
_ONES = str.maketrans("Il|", "111")
_TO_DIGITS = str.maketrans({"O": "0", "o": "0", ",": "."})
_K_P_A = r"k\s*[prf]\s*a"  # no other unit looks like it
_KPA = re.compile(rf"(?<![A-Za-z]){_K_P_A}(?![A-Za-z]|\s*[.·*⋅•]\s*s)", re.IGNORECASE)
_SPEED = re.compile(  # another word may begin right behind it
    r"(?<![A-Za-z])m\s*/\s*(?:s(?!ec|[²2^/]|(?-i:[a-z]))|5[\])])", re.IGNORECASE
)
_OTHER_UNIT = re.compile(
    r"[cm]m\s*/\s*s|pwr|dB|Hz|%"
    r"|m\s*/\s*s[²2^]"  # an acceleration
    r"|p\s*a\s*[.·*⋅•]?\s*s(?![A-Za-z])"  # a viscosity, in Pa·s
    r"|[A-Za-z]k\s*p\s*a|(?<![A-Za-z])(?<!k\s)[GMhm]?\s?pa(?![A-Za-z])",
    re.IGNORECASE,
)
_SATURATING = ("≥", ">", "≧", "⩾")
_UNIT_ONLY = re.compile(rf"[\[(]?\s*({_K_P_A}|m\s*/\s*s)\s*[\])]?", re.IGNORECASE)
_SIGNS = re.compile(r"[\d.,OoIl|\s≥>≧⩾\-–()\[\]]|k ?pa|m ?/ ?s", re.IGNORECASE)  # of a number with its unit
_NEGATIVE = re.compile(r"\s*[-\u2212\u2013]\s*[0.,]*[1-9]")
_AS_FAR = 3.0  # times: ends of a scale of both directions are alike
_WORD = re.compile(
    r"s(oft)?|h(ard|igh|aut|och)?|low|bas|niedrig|[LHS]|SF|HD|weich|hart|mou|dur|[高低软硬]", re.IGNORECASE
)
_FASTEST_M_PER_S = 20.0  # of shear waves in tissue on any scanner's scale
_LOWEST_TOP_M_PER_S = 2.0  # that such a scale ends at: what ends below is likely a flow's
_LIKE_SIGN = ("2", "3")  # what ≥ is read as
_HIGHEST = 400.0  # that a scale goes to, in kPa
_BEYOND = 0.1  # of the bar's length beyond its ends, where its own numbers stand at most
_OUTVOTED = 3  # labels on the line for each that is off it
_OWN = 1.25  # how much more a number counts that stands just above or below the bar
_CHANGED = 0.45  # how much a number counts without its first digit or with a point
_TOLERANCE = 0.035  # of the scale, between a label and where it stands
_BESIDE = 4.0  # how much less a number counts for each bar's length it stands beyond the end
_AT_END = 0.05  # of the bar's length: so far beyond its ends the numbers above and below it stand
_LEAST_WEIGHT = 0.1  # of a number of which the reader was not sure at all
_LONG = 0.3  # what a line counts for the bar's length between two of its numbers
SURE = 0.8
_SEEMS_TEXT = 0.6  # confidence from which what stands at the lower end is more than a speck
_NOT_ZERO = re.compile(r"[1-9]")
_NUMBER_AND_SIGN = re.compile(rf"[-\u2212\u2013]?(?:{_NUMBER.pattern})")
_ENOUGH_NUMBERS = 3  # both ends and a tick, so that what is between the ends confirms them
_MIN_ILLEGIBLE = 3  # lines: a strain bar has words at its two ends only


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text beside a bar.

    `position` is where its middle stands along the bar: 0 at the lower end, 1 at the upper; `side` is
    -1 left of the bar, 1 right of it, 0 above or below it.
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
        return _values_of(self.digits, self.position > 0.96)

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


@lru_cache(maxsize=256)  # of each label time and again, while the line through them is looked for
def _digits_in(text: str) -> str:
    is_number = _LIKE_NUMBER.fullmatch(text.strip())
    found = _NUMBER.search(text.translate(_ONES) if is_number else text)
    return found.group().translate(_TO_DIGITS) if found else ""


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
    return alone * (1.5 if _KPA.search(text) or _SPEED.search(text) else 1.0)


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
    is_alone
        Whether a maximum such as "≥40 kPa" is the only number, with nothing beside to check it.
    is_lower_unread
        Whether what stands at the lower end was taken for 0, though it holds another digit.
    """

    unit: Unit | None = None
    lower: float | None = None
    upper: float | None = None
    saturating: bool = False
    doubtful: bool = False
    is_numbered: bool = False
    other_unit: bool = False
    is_illegible: bool = False
    is_alone: bool = False
    is_lower_unread: bool = False


def scale_of(labels: list[Label]) -> Scale:
    """The scale from a bar's labels, checked against the spacing of its ticks."""
    text = " ".join(label.text for label in labels)
    unit = _unit_in(text)
    numbers = [label for label in labels if label.number is not None and not _is_foreign(label, unit)]
    other = _is_of_something_else(labels, unit, numbers)
    if not numbers:
        illegible = sum(label.confidence < SURE for label in labels) >= _MIN_ILLEGIBLE
        return Scale(unit, other_unit=other, is_illegible=illegible)
    saturating = any(label.text.lstrip().startswith(_SATURATING) for label in labels)
    lower, upper, doubtful = _ends(numbers)
    lower_unread = lower == 0.0 and _is_lower_end_unread(labels)
    fastest = max(lower or 0.0, upper or 0.0) if unit is Unit.M_PER_S else None
    too_fast = fastest is not None and fastest > _FASTEST_M_PER_S
    too_slow = fastest is not None and fastest < _LOWEST_TOP_M_PER_S
    is_flow = too_fast or (too_slow and not doubtful)
    return Scale(
        unit,
        lower,
        upper,
        saturating,
        doubtful or too_slow or lower_unread,
        is_numbered=True,
        other_unit=other or is_flow,
        is_alone=_is_alone(numbers) and not too_slow,
        is_lower_unread=lower_unread,
    )


def _is_lower_end_unread(labels: list[Label]) -> bool:
    """Whether what stands at the lower end holds another digit than 0 and could not be read surely."""
    at_end = [label for label in labels if label.place == 0.0]
    if any(label.number == 0.0 and label.confidence >= SURE for label in at_end):
        return False
    return any(
        _NOT_ZERO.search(label.text) and (label.confidence >= _SEEMS_TEXT or _unit_in(label.text))
        for label in at_end
    )


def _is_alone(numbers: list[Label]) -> bool:
    """Whether there is one number, surely read, a maximum with the sign of saturation."""
    one = numbers[0]
    is_maximum = one.place == 1.0 and one.text.lstrip().startswith(_SATURATING)
    return len(numbers) == 1 and is_maximum and one.confidence >= SURE


def _is_foreign(label: Label, unit: Unit | None) -> bool:
    """Whether a label of a bar whose unit is known is in another one: that of another bar beside it."""
    return unit is not None and _unit_in(label.text) is None and bool(_OTHER_UNIT.search(label.text))


def _is_of_something_else(labels: list[Label], unit: Unit | None, numbers: list[Label]) -> bool:
    """Whether another unit stands there, words for numbers, or velocities of both directions.

    Beside a unit of stiffness that was read, a foreign line's other unit tells nothing, nor do words
    beside numbers.
    """
    own = [label for label in labels if unit is None or _KPA.search(label.text) or _SPEED.search(label.text)]
    if any(_OTHER_UNIT.search(" ".join(label.text.split())) for label in own):
        return True
    is_in_words = any(_is_word(label) for label in labels) and (unit is None or len(numbers) < 2)
    return is_in_words or _is_of_both_ways(labels, numbers)


def _unit_in(text: str) -> Unit | None:
    """The one unit that stands there; None where both do: then it is open whose the numbers are."""
    found = [unit for unit, name in ((Unit.KPA, _KPA), (Unit.M_PER_S, _SPEED)) if name.search(text)]
    return found[0] if len(found) == 1 else None


def _is_below_zero(label: Label) -> bool:
    """A negative number at an end: blood flows both ways."""
    return label.place in (0.0, 1.0) and bool(_NEGATIVE.match(label.text)) and label.confidence >= SURE


def _is_of_both_ways(labels: list[Label], numbers: list[Label]) -> bool:
    """Whether one end is below zero and the other about as far above, or not known.

    A sign before one number of 0 and 20 or of 2 and 160 is a tick.
    """
    below = [label for label in labels if _is_below_zero(label)]
    others = [label for label in numbers if label.place in (0.0, 1.0)]
    return any(
        all(_is_as_far(label, other) for other in others if other.place != label.place) for label in below
    )


def _is_as_far(one: Label, other: Label) -> bool:
    near, far = sorted((one.number or 0.0, other.number or 0.0))
    return far <= _AS_FAR * near


def _is_word(label: Label) -> bool:
    """A word for a number at an end: strain is soft or hard, quality low or high."""
    at_end = -0.12 <= label.position <= 0.04 or 0.96 <= label.position <= 1.12
    return at_end and label.confidence >= SURE and bool(_WORD.fullmatch(label.text.strip()))


def is_settled(labels: list[Label]) -> bool:
    """Whether a scale is known with its unit beyond doubt, and by three numbers at least."""
    scale, numbers = scale_of(labels), [label for label in labels if label.number is not None]
    return is_sure(scale) and len({label.place for label in numbers}) >= _ENOUGH_NUMBERS


def is_sure(scale: Scale) -> bool:
    """Whether a scale is known with its unit, beyond doubt."""
    return scale.unit is not None and scale.upper is not None and not scale.doubtful


def span_of_number(text: str) -> tuple[int, int] | None:
    """Where the first number of a line stands, with a sign before it; None if there is none."""
    found = _NUMBER_AND_SIGN.search(text)
    return found.span() if found else None


def names_unit(text: str) -> bool:
    """Whether a unit of stiffness stands in a line."""
    return _unit_in(text) is not None


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
        if upper is None and lower and any(label.text.lstrip().startswith(_SATURATING) for label in bottom):
            return lower, 0.0, True  # the bar stands on its head
        sure = all(label.confidence >= SURE for label in numbers)
        return (0.0 if lower is None else lower), upper, upper is None or lower is None or not sure
    upper, upper_sure = _agreeing(top, line.start + line.slope, abs(line.slope))
    lower, lower_sure = _agreeing(bottom, line.start, abs(line.slope))
    if abs(line.start) <= _TOLERANCE * abs(line.slope):
        lower, lower_sure = _near_zero(lower if lower_sure else 0.0, bottom)
    return lower, upper, not (upper_sure and lower_sure and line.is_sure)


def _near_zero(lower: float, bottom: list[Label]) -> tuple[float, bool]:
    """The lower end of a scale whose ticks tell about 0: another value only if it was read there as such."""
    sure = [label for label in bottom if label.confidence >= SURE]
    if lower == 0.0 or any(label.number == lower for label in sure):
        return lower, True
    return (lower, False) if sure else (0.0, True)


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
            is_plausible = start > -_TOLERANCE * abs(slope) and start + slope > -_TOLERANCE * abs(slope)
            votes = sum(_vote(label, start, slope) for label in numbers)
            votes += _LONG * abs(one.place - other.place)
            if is_plausible and (best is None or votes > best[0]):
                best = votes, _Line(start, slope, _is_told(numbers, start, slope))
    return best[1] if best else None


def _is_told(numbers: list[Label], start: float, slope: float) -> bool:
    """Whether two labels and more tell a line surely, and as good as none that was read surely is off it."""
    sure = [label for label in numbers if label.confidence >= SURE]
    as_read = [label for label in sure if _is_near(label.values[0], label.place, start, slope)]
    sides = {label.side for label in as_read} | {0}
    own = [label for label in sure if -_BEYOND <= label.position <= 1 + _BEYOND and label.side in sides]
    off = [label for label in own if not _lies_on(label, start, slope)]
    return len(as_read) >= 2 and len(as_read) > _OUTVOTED * len(off)


def _vote(label: Label, start: float, slope: float) -> float:
    """What a label counts for a line: more the nearer it lies to it, less if its digits are changed."""
    shares = ((1.0, value) if k == 0 else (_CHANGED, value) for k, value in enumerate(label.values))
    return max(share * label.weight * _nearness(value, label.place, start, slope) for share, value in shares)


def _nearness(value: float, place: float, start: float, slope: float) -> float:
    """1 on the line, 0.4 as far off it as a label may be, 0 beyond."""
    off = abs(value - start - slope * place) / (_TOLERANCE * abs(slope))
    return 1.0 - 0.6 * off if off <= 1.0 else 0.0


def _lies_on(label: Label, start: float, slope: float) -> bool:
    return any(_is_near(value, label.place, start, slope) for value in label.values)


def _is_near(value: float, place: float, start: float, slope: float) -> bool:
    return abs(value - start - slope * place) <= _TOLERANCE * abs(slope)


def _agreeing(labels: list[Label], expected: float, span: float) -> tuple[float, bool]:
    """The label's value where it agrees with the ticks, else the ticks' own, and if that is sure."""
    for label in sorted(labels, key=lambda label: -label.weight):
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
