"""The numbers of a panel's line with their units."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.panel_value import STIFF, UNITS_OF, PanelValue
from dlre_gui.screen.placed_word import PlacedWord
from dlre_gui.screen.qbox_words import Kind

_UNREAD = "other"  # a unit that is no stiffness, as of `qbox_words`
_MM_PER_CM = 10.0


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit, "" if there is none; `is_own` where it follows the number itself.

    `is_shown` is False for a dash, `is_bound` where a value is only known to be beyond or about the number.
    """

    word: PlacedWord
    unit: str
    is_own: bool
    is_shown: bool
    is_bound: bool = False


def numbers_of(words: list[PlacedWord], heading: str, with_spreads: bool = False) -> list[Number]:
    """Numbers with their units; a unit at the end of a row is that of the numbers before it too.

    What follows a sign of spread is left out unless asked for.
    """
    numbers: list[Number] = []
    before: Kind | None = None
    for word in words:
        kind = word.word.kind
        if kind is Kind.OTHER and numbers and word.piece != numbers[-1].word.piece:
            break  # the name of something else, with its own value
        if kind is Kind.OTHER and before is Kind.NUMBER and numbers:  # it stands where a unit does
            numbers[-1] = replace(numbers[-1], unit=_UNREAD, is_own=True)
        elif kind is Kind.NUMBER and before is Kind.NUMBER and numbers[-1].word.word.is_cut:
            continue  # the rest of one number
        elif kind in (Kind.NUMBER, Kind.NOTHING) and (with_spreads or before is not Kind.SPREAD):
            is_bound = before is Kind.BOUND or word.word.is_cut
            numbers.append(Number(word, "", False, kind is Kind.NUMBER, is_bound))
        elif kind is Kind.UNIT and numbers:
            if before is Kind.OTHER and numbers[-1].unit == _UNREAD:
                numbers[-1] = replace(numbers[-1], unit="")
            last = next((k for k in reversed(range(len(numbers))) if numbers[k].unit), -1)
            numbers[last + 1 :] = [replace(n, unit=word.word.name) for n in numbers[last + 1 :]]
            numbers[-1] = replace(numbers[-1], is_own=True)
        before = kind
    return [n if n.unit else replace(n, unit=heading) for n in numbers]


def value_of(name: PlacedWord, number: Number) -> PanelValue | None:
    """The number as a value of what a name says; None for a dash or a unit of something else."""
    field = name.word.name
    if not number.is_shown or number.unit not in ("", *UNITS_OF[field]):
        return None
    word = number.word.word
    unit = Unit(number.unit) if field in STIFF and number.unit else None
    if number.is_bound:
        return PanelValue(field, None, 0.0, None, 0, number.word.piece, name.piece)
    factor = _MM_PER_CM if field == "diameter_mm" and number.unit == "cm" else 1.0
    value = round(word.value * factor, 6)
    piece, label = number.word.piece, name.piece
    is_maybe_depth = name.word.is_lone and number.unit == "cm"
    certainty, decimals = word.certainty, word.decimals
    return PanelValue(field, value, certainty, unit, decimals, piece, label, word, factor, is_maybe_depth)
