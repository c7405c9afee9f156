"""Values with names that no reader knows, told by their order under a title: mean, minimum, maximum, SD."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from math import sqrt

from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord, Row
from dlre_gui.screen.qbox_words import Kind

_ORDER = ("mean", "minimum", "maximum", "sd")
_CERTAINTY = 0.6  # at most: what is known by its order alone is doubtful
_ASIDE = 3.0  # of a title's height: so far to its left its values' names may begin
_ROUNDING = 0.15


def with_names_by_order(rows: list[Row]) -> list[Row]:
    """The rows with those under a title named by their order.

    Only where the first four show one stiffness each and no name that is known, and the least, the mean
    and the greatest of them are where they would be, with an SD that their distances allow. A length in
    mm below them is the diameter.
    """
    titles = [(k, w) for k, row in enumerate(rows) for w in row[-1:] + row[:1] if w.word.kind is Kind.TITLE]
    told = list(rows)
    for k, title in dict.fromkeys(titles):
        start = title.left - _ASIDE * title.piece.h
        values = list(
            takewhile(lambda value: value is not None, (_value_of(row, start) for row in rows[k + 1 :]))
        )
        shown = [(number, unit) for number, unit in (value for value in values if value)][: len(_ORDER)]
        if len(shown) == len(_ORDER) and _are_in_order([number.word.value for number, _ in shown]):
            for n, (number, unit) in enumerate(shown):
                told[k + 1 + n] = _named(_ORDER[n], title, number, unit)
            after = k + 1 + len(values)
            length = _value_of(rows[after], start, ("mm",)) if after < len(rows) else None
            if length is not None:
                told[after] = _named("diameter_mm", title, *length)
    return _with_names_above_sd(told)


def _with_names_above_sd(rows: list[Row]) -> list[Row]:
    """The rows with the three above a named SD known for mean, minimum, maximum, where they are in order."""
    told = list(rows)
    for k, row in enumerate(rows[3:], 3):
        name = next((w for w in row if w.word.kind is Kind.FIELD and w.word.name == "sd"), None)
        if name is None:
            continue
        start = name.left - _ASIDE * name.piece.h
        without_name = [w for w in row if w is not name]
        values = [_value_of(one, start) for one in (*rows[k - 3 : k], without_name)]
        shown = [(number, unit) for number, unit in (value for value in values if value)]
        is_told = len(shown) == len(_ORDER) and len({unit.word.name for _, unit in shown}) == 1
        if is_told and _are_in_order([number.word.value for number, _ in shown]):
            for n, (number, unit) in enumerate(shown[:3]):
                told[k - 3 + n] = _named(_ORDER[n], name, number, unit)
    return told


def _value_of(
    row: Row, start: float, units: tuple[str, ...] = STIFF_UNITS
) -> tuple[PlacedWord, PlacedWord] | None:
    """The one value of a row without a known name, with its unit, one of some; None if there is none such.

    Numbers before `start` are those of something else.
    """
    known = {Kind.FIELD, Kind.TITLE, Kind.SUMMARY, Kind.BOUND, Kind.FLOW}
    numbers = [word for word in row if word.word.kind is Kind.NUMBER and word.left >= start]
    if len(numbers) != 1 or any(word.word.kind in known for word in row):
        return None
    pairs = [(a, b) for a, b in pairwise(row) if a is numbers[0] and b.word.kind is Kind.UNIT]
    return pairs[0] if pairs and pairs[0][1].word.name in units else None


def _are_in_order(values: list[float]) -> bool:
    """Whether they may be mean, minimum, maximum, SD."""
    mean, least, most, sd = values
    return least < mean < most and allows_sd(mean, least, most, sd)


def allows_sd(mean: float, least: float, most: float, sd: float) -> bool:
    """Whether values in a range may have an SD (Bhatia and Davis, Am Math Mon 2000;107:353-357)."""
    return sd <= sqrt(max(most - mean, 0.0) * max(mean - least, 0.0)) + _ROUNDING


def _named(field: str, title: PlacedWord, number: PlacedWord, unit: PlacedWord) -> Row:
    name = replace(title, left=title.left, right=title.left, piece=number.piece).meaning(Kind.FIELD, field)
    unsure = replace(number, word=replace(number.word, certainty=min(_CERTAINTY, number.word.certainty)))
    return [name, unsure, unit]
