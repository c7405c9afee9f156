"""The line through a bar's numbers: they rise evenly along it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product

from dlre_gui.screen.bar_label import Label
from dlre_gui.screen.certainty import SURE

_BEYOND = 0.1  # of the bar's length beyond its ends, where its own numbers stand at most
_OUTVOTED = 3  # labels on the line for each that is off it
_CHANGED = 0.45  # how much a number counts without its first digit or with a point
TOLERANCE = 0.035  # of the scale, between a label and where it stands
_LONG = 0.3  # what a line counts for the bar's length between two of its numbers


@dataclass(frozen=True, slots=True)
class Line:
    """Value over place along the bar, and whether enough labels lie on it to be sure."""

    start: float
    slope: float
    is_sure: bool


def line_through(numbers: list[Label]) -> Line | None:
    """The line that most labels agree with, the more confident ones first; None below two."""
    best: tuple[float, Line] | None = None
    for one, other in combinations(numbers, 2):
        for v, w in product(one.values, other.values):
            if abs(other.place - one.place) < 0.08 or v == w:
                continue
            slope = (w - v) / (other.place - one.place)
            start = v - slope * one.place
            is_plausible = start > -TOLERANCE * abs(slope) and start + slope > -TOLERANCE * abs(slope)
            votes = sum(_vote(label, start, slope) for label in numbers)
            votes += _LONG * abs(one.place - other.place)
            if is_plausible and (best is None or votes > best[0]):
                best = votes, Line(start, slope, _is_told(numbers, start, slope))
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
    off = abs(value - start - slope * place) / (TOLERANCE * abs(slope))
    return 1.0 - 0.6 * off if off <= 1.0 else 0.0


def _lies_on(label: Label, start: float, slope: float) -> bool:
    return any(_is_near(value, label.place, start, slope) for value in label.values)


def _is_near(value: float, place: float, start: float, slope: float) -> bool:
    return abs(value - start - slope * place) <= TOLERANCE * abs(slope)
