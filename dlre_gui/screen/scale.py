"""The scale that the labels beside a colour bar tell: unit, minimum, maximum."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.bar_label import SATURATING, Label, with_points
from dlre_gui.screen.bar_line import TOLERANCE, between_ends, line_through, n_in_line
from dlre_gui.screen.bar_topic import is_of_something_else
from dlre_gui.screen.bar_unit import OTHER_UNIT, unit_in
from dlre_gui.screen.certainty import SURE

FASTEST_M_PER_S = 20.0  # of shear waves in tissue on any scanner's scale
_LOWEST_TOP_M_PER_S = 2.0  # that such a scale ends at: what ends below is likely a flow's
_SEEMS_TEXT = 0.6  # confidence from which what stands at the lower end is more than a speck
_OFF_END = 0.06  # of the bar's length that a number at its end may stand off it
_NOT_ZERO = re.compile(r"[1-9]")
_ENOUGH_NUMBERS = 3  # both ends and a tick, so that what is between the ends confirms them
_MIN_ILLEGIBLE = 3  # lines: a strain bar has words at its two ends only


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
    unit = unit_in(text)
    numbers = [label for label in labels if label.number is not None and not _is_foreign(label, unit)]
    numbers = [label for label in numbers if label.side == 0 or not label.is_worded] or numbers
    numbers = _moved_to_ends(with_points(numbers))
    other = is_of_something_else(labels, unit, numbers)
    if not numbers:
        illegible = sum(label.confidence < SURE for label in labels) >= _MIN_ILLEGIBLE
        return Scale(unit, other_unit=other, is_illegible=illegible)
    saturating = any(label.text.lstrip().startswith(SATURATING) for label in labels)
    lower, upper, doubtful = _with_named_end(numbers, *_ends(numbers))
    is_guess = _is_start_guessed(numbers, lower, upper)
    lower = 0.0 if is_guess else lower
    lower_unread = lower == 0.0 and (is_guess or _is_lower_end_unread(labels))
    doubtful = doubtful or _is_start_untold(numbers, lower, upper)
    fastest = max(lower or 0.0, upper or 0.0) if unit is Unit.M_PER_S else None
    too_fast = fastest is not None and fastest > FASTEST_M_PER_S
    is_sound = unit is Unit.M_PER_S and min(lower or 0.0, upper or 0.0) > FASTEST_M_PER_S
    too_slow = fastest is not None and fastest < _LOWEST_TOP_M_PER_S
    is_flow = too_fast or (too_slow and not doubtful)
    return Scale(
        unit,
        lower,
        upper,
        saturating,
        (doubtful or too_slow or lower_unread) and not is_sound,
        is_numbered=True,
        other_unit=other or is_flow,
        is_alone=_is_alone(numbers) and not too_slow,
        is_lower_unread=lower_unread,
    )


def _moved_to_ends(numbers: list[Label]) -> list[Label]:
    """The numbers; the only two of a bar, in one column, are its ends', though a little off them."""
    if len({label.position for label in numbers}) != 2 or len({label.side for label in numbers}) != 1:
        return numbers
    return [
        replace(label, position=float(round(label.position)))
        if min(abs(label.position), abs(label.position - 1.0)) <= _OFF_END
        else label
        for label in numbers
    ]


def _is_start_guessed(numbers: list[Label], lower: float | None, upper: float | None) -> bool:
    """Whether all that tells of a start above 0 is a bare number at the lower end that was hardly read."""
    there = [label for label in numbers if label.place == 0.0]
    hardly = all(label.confidence < _SEEMS_TEXT and unit_in(label.text) is None for label in there)
    is_above = lower is not None and upper is not None and 0.0 < lower < upper
    return is_above and bool(there) and hardly and _is_start_untold(numbers, lower, upper)


def _is_start_untold(numbers: list[Label], lower: float | None, upper: float | None) -> bool:
    """Whether a scale begins at another value than 0 by one number alone, which may be a misread 0."""
    if lower is None or upper is None or 0.0 in (lower, upper):
        return False
    return n_in_line(numbers, lower, upper) < _ENOUGH_NUMBERS


def _is_lower_end_unread(labels: list[Label]) -> bool:
    """Whether what stands at the lower end holds another digit than 0 and could not be read surely.

    Or could not be read at all, where it stands beside the bar on the side of the number at the top.
    """
    at_end = [label for label in labels if label.place == 0.0]
    top = {label.side for label in labels if label.place == 1.0 and label.number is not None}
    if any(label.text == "" and label.side != 0 and label.side in top for label in at_end):
        return not any(label.number is not None for label in at_end)
    if any(label.number == 0.0 and label.confidence >= SURE for label in at_end):
        return False
    return any(
        _NOT_ZERO.search(label.text) and (label.confidence >= _SEEMS_TEXT or unit_in(label.text))
        for label in at_end
    )


def _is_alone(numbers: list[Label]) -> bool:
    """Whether there is one number, surely read, a maximum with the sign of saturation."""
    one = numbers[0]
    is_maximum = one.place == 1.0 and one.text.lstrip().startswith(SATURATING)
    return len(numbers) == 1 and is_maximum and one.confidence >= SURE


def _is_foreign(label: Label, unit: Unit | None) -> bool:
    """Whether a label of a bar whose unit is known is in another one: that of another bar beside it."""
    return unit is not None and unit_in(label.text) is None and bool(OTHER_UNIT.search(label.text))


def is_settled(labels: list[Label]) -> bool:
    """Whether a scale is known with its unit beyond doubt, and by three numbers surely read at least."""
    scale, sure = scale_of(labels), [label for label in labels if label.confidence >= SURE]
    return is_sure(scale) and len({x.place for x in sure if x.number is not None}) >= _ENOUGH_NUMBERS


def is_sure(scale: Scale) -> bool:
    """Whether a scale is known with its unit, beyond doubt."""
    return scale.unit is not None and scale.upper is not None and not scale.doubtful


def _ends(numbers: list[Label]) -> tuple[float | None, float | None, bool]:
    """Values at the lower and upper end, and whether they are doubtful.

    Numbers rise evenly along a bar. So the line that most of them lie on tells which are right.
    """
    line = between_ends(numbers)
    if line is not None:
        return line.start, round(line.start + line.slope, 6), not line.is_sure
    line = line_through(numbers)
    top = [label for label in numbers if label.place > 0.97]
    bottom = [label for label in numbers if label.place < 0.03]
    if line is None:
        upper, lower = _nearest(top, 1.0), _nearest(bottom, 0.0)
        if upper is None and lower and any(label.text.lstrip().startswith(SATURATING) for label in bottom):
            return lower, 0.0, True  # the bar stands on its head
        sure = all(label.confidence >= SURE for label in numbers)
        return (0.0 if lower is None else lower), upper, upper is None or lower is None or not sure
    upper, upper_sure = _agreeing(top, line.start + line.slope, abs(line.slope))
    lower, lower_sure = _agreeing(bottom, line.start, abs(line.slope))
    if abs(line.start) <= TOLERANCE * abs(line.slope):
        lower, lower_sure = _near_zero(lower if lower_sure else 0.0, bottom)
    elif abs(line.start + line.slope) <= TOLERANCE * abs(line.slope):
        upper, upper_sure = _near_zero(upper if upper_sure else 0.0, top)
    return lower, upper, not (upper_sure and lower_sure and line.is_sure)


def _with_named_end(
    numbers: list[Label], lower: float | None, upper: float | None, doubtful: bool
) -> tuple[float | None, float | None, bool]:
    """The ends; from 0 to a maximum that stands at the top with its unit beside a number that others rise to.

    A ruler beside the bar may have more numbers, but none in a unit of stiffness. It is doubtful then.
    """
    at_top = [label for label in numbers if label.place == 1.0]
    top = next((x for x in at_top if x.confidence >= SURE and unit_in(x.text)), None)
    if top is None or len(at_top) < 2 or lower is None or upper is None:
        return lower, upper, doubtful
    reach = TOLERANCE * abs(upper - lower)
    if top.number == 0.0 or any(abs(value - upper) <= reach for value in top.values):
        return lower, upper, doubtful
    return 0.0, top.number, True


def _near_zero(value: float, there: list[Label]) -> tuple[float, bool]:
    """The end of a scale whose ticks tell about 0: another value only if it was read there as such."""
    sure = [label for label in there if label.confidence >= SURE]
    if value == 0.0 or any(label.number == value for label in sure):
        return value, True
    return (value, False) if sure else (0.0, True)


def _nearest(labels: list[Label], position: float) -> float | None:
    if not labels:
        return None
    return min(labels, key=lambda label: abs(label.position - position)).number


def _agreeing(labels: list[Label], expected: float, span: float) -> tuple[float, bool]:
    """The label's value where it agrees with the ticks, else the ticks' own, and if that is sure."""
    for label in sorted(labels, key=lambda label: -label.weight):
        for value in label.values:
            if abs(value - expected) <= TOLERANCE * span:
                return value, True
    return _rounded(expected, span), False


def _rounded(value: float, span: float) -> float:
    """The nearest value of the kind that scales end at."""
    for step in (50.0, 10.0, 5.0, 1.0, 0.5, 0.1):
        nearest = round(value / step) * step
        if abs(nearest - value) <= 0.02 * span:
            return round(nearest, 3)
    return round(value, 2)
