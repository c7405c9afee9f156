"""The line through a bar's numbers: they rise evenly along it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product

from dlre_gui.screen.bar_label import Label
from dlre_gui.screen.certainty import SURE

_BEYOND = 0.1  # of the bar's length beyond its ends, where its own numbers stand at most
_OUTVOTED = 3  # labels on the line for each that is off it
_CHANGED = 0.45  # how much a number counts without its first digit or with a point
TOLERANCE = 0.035  # of the scale, between a label and where it stands
_APART = 0.08  # of the bar's length: nearer numbers tell no line
_LONELY = 0.3  # how much a number counts that is the only one beside the bar on its side, and at no end
_TELLING = (
    3  # labels that tell of a scale between two values other than 0, where they are not both at the ends
)
_LONG = 0.3  # what a line counts for the bar's length between two of its numbers


@dataclass(frozen=True, slots=True)
class Line:
    """Value over place along the bar, and whether enough labels lie on it to be sure."""

    start: float
    slope: float
    is_sure: bool


def between_ends(numbers: list[Label]) -> Line | None:
    """The line between a number at each end that stand in one column, those above and below the bar first.

    None where there is no such pair, or several, or where other numbers rise evenly to one of the two but
    not to the other. A ruler's numbers beside the bar may be more than its own, but end where the ruler does.
    """
    sure = [label for label in numbers if label.confidence >= SURE]
    lower, upper = ([label for label in sure if label.place == place] for place in (0.0, 1.0))
    pairs = [(a, b) for a, b in product(lower, upper) if a.side == b.side and a.values[0] != b.values[0]]
    own = [pair for pair in pairs if pair[0].side == 0] or pairs
    if len(own) != 1:
        return None
    low, high = own[0]
    start, slope = low.values[0], high.values[0] - low.values[0]
    off = [label for label in sure if not _lies_on(label, start, slope) and label.place not in (0.0, 1.0)]
    if any(_are_in_line(end, *two) for end in (low, high) for two in combinations(off, 2)):
        return None
    otherwise = [(v, high.values[0]) for v in low.values[1:]] + [(low.values[0], v) for v in high.values[1:]]
    if off and any(_all_near(off, v, w) for v, w in otherwise):
        return None
    foreign = {
        side for side in (-1, 1) if side != low.side and 2 * _n_on(sure, side, start, slope) < _n(sure, side)
    }
    kept = [label for label in numbers if label.side not in foreign]
    return Line(start, slope, _is_told(kept, start, slope))


def _n(labels: list[Label], side: int) -> int:
    return sum(label.side == side for label in labels)


def _n_on(labels: list[Label], side: int, start: float, slope: float) -> int:
    return _n([label for label in labels if _is_near(label.values[0], label.place, start, slope)], side)


def _all_near(labels: list[Label], lower: float, upper: float) -> bool:
    return all(_is_near(label.values[0], label.place, lower, upper - lower) for label in labels)


def _are_in_line(end: Label, one: Label, other: Label) -> bool:
    """Whether two numbers, as read, rise evenly to that of an end."""
    if abs(one.place - end.place) < _APART or one.values[0] == end.values[0]:
        return False
    slope = (one.values[0] - end.values[0]) / (one.place - end.place)
    return _is_near(other.values[0], other.place, end.values[0] - slope * end.place, slope)


def n_in_line(numbers: list[Label], lower: float, upper: float) -> int:
    """At how many places numbers that were read surely are what a scale between two ends has there."""
    sure = [label for label in numbers if label.confidence >= SURE and label.values]
    return len(
        {label.place for label in sure if _is_near(label.values[0], label.place, lower, upper - lower)}
    )


def line_through(numbers: list[Label]) -> Line | None:
    """The line that most labels agree with, the more confident ones first; None below two.

    One number alone beside the bar, and not at its end, may be of something else, as a ruler: it counts less,
    and tells of no scale that begins above 0.
    """
    beside = Counter(label.side for label in numbers)
    weights = [label.weight * (_LONELY if _is_lonely(label, beside) else 1.0) for label in numbers]
    best: tuple[float, Line] | None = None
    for one, other in combinations(numbers, 2):
        for v, w in product(one.values, other.values):
            if abs(other.place - one.place) < _APART or v == w:
                continue
            slope = (w - v) / (other.place - one.place)
            start = v - slope * one.place
            least = min(start, start + slope)
            is_plausible = least > -TOLERANCE * abs(slope) and (
                least <= TOLERANCE * abs(slope) or _tells_start(numbers, start, slope)
            )
            votes = sum(
                weight * _vote(label, start, slope) for label, weight in zip(numbers, weights, strict=True)
            )
            votes += _LONG * abs(one.place - other.place)
            if is_plausible and (best is None or votes > best[0]):
                best = votes, Line(start, slope, _is_told(numbers, start, slope))
    return best[1] if best else None


def _is_lonely(label: Label, beside: Counter[int]) -> bool:
    return label.side != 0 and beside[label.side] == 1 and label.place not in (0.0, 1.0)


def _tells_start(numbers: list[Label], start: float, slope: float) -> bool:
    """Whether a line through labels is told by both ends or by enough places."""
    places = {label.place for label in numbers if _lies_on(label, start, slope)}
    return {0.0, 1.0} <= places or len(places) >= _TELLING


def _is_told(numbers: list[Label], start: float, slope: float) -> bool:
    """Whether two labels and more tell a line surely, and as good as none that was read surely is off it."""
    sure = [label for label in numbers if label.confidence >= SURE]
    as_read = [label for label in sure if _is_near(label.values[0], label.place, start, slope)]
    sides = {label.side for label in as_read} | {0}
    own = [label for label in sure if -_BEYOND <= label.position <= 1 + _BEYOND and label.side in sides]
    off = [label for label in own if not _lies_on(label, start, slope)]
    return len(as_read) >= 2 and len(as_read) > _OUTVOTED * len(off)


def _vote(label: Label, start: float, slope: float) -> float:
    """What share of a label counts for a line: more the nearer it is, less if its digits are changed."""
    shares = ((1.0, value) if k == 0 else (_CHANGED, value) for k, value in enumerate(label.values))
    return max(share * _nearness(value, label.place, start, slope) for share, value in shares)


def _nearness(value: float, place: float, start: float, slope: float) -> float:
    """1 on the line, 0.4 as far off it as a label may be, 0 beyond."""
    off = abs(value - start - slope * place) / (TOLERANCE * abs(slope))
    return 1.0 - 0.6 * off if off <= 1.0 else 0.0


def _lies_on(label: Label, start: float, slope: float) -> bool:
    return any(_is_near(value, label.place, start, slope) for value in label.values)


def _is_near(value: float, place: float, start: float, slope: float) -> bool:
    return abs(value - start - slope * place) <= TOLERANCE * abs(slope)
