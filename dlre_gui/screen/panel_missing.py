"""A name that no reader knows, among known ones of one Q-Box: it is told by what is missing there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dlre_gui.screen.near_names import is_like_other
from dlre_gui.screen.panel_order import allows_sd
from dlre_gui.screen.panel_value import STIFF, UNITS_OF
from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord, Row, unit_after
from dlre_gui.screen.qbox_words import Kind

_CERTAINTY = 0.6  # at most: what is known by what is missing is doubtful
_LEAST_KNOWN = 2  # stiffnesses
_MOST_UNKNOWN = 2
_LARGE_MEDIAN = 0.5  # of the mean: a value as low is no median whose name was misread


@dataclass(frozen=True, slots=True)
class _Named:
    """A name with its first number: the row and the place in it where the name stands."""

    row: int
    place: int
    field: str
    unit: str
    value: float

    @property
    def is_unknown(self) -> bool:
        return not self.field


def with_missing_names(rows: list[Row]) -> list[Row]:
    """The rows with unknown names before a stiffness given the one meaning that fits what is known.

    Only where one or two stand between known names of a Q-Box, in their unit, and of the mean, the minimum,
    the maximum and the SD just one is not named there that the value may be.
    """
    told = [list(row) for row in rows]
    for block in _blocks(rows):
        for one, field in _meanings(block):
            row = told[one.row]
            row[one.place] = row[one.place].meaning(Kind.FIELD, field)
            number = next(k for k in range(one.place, len(row)) if row[k].word.kind is Kind.NUMBER)
            row[number:] = [_unsure(w) if w.word.kind is Kind.NUMBER else w for w in row[number:]]
    return told


def _meanings(block: list[_Named]) -> list[tuple[_Named, str]]:
    """The unknown names of a block, each with what it may be alone; none if two may be the same."""
    unknown = [one for one in block if one.is_unknown]
    if len(unknown) > _MOST_UNKNOWN:
        return []
    told = []
    for one in unknown:
        others = [other for other in block if other is one or not other.is_unknown]
        told.append((one, _meaning_of(others, others.index(one))))
    fields = [field for _, field in told]
    return told if all(fields) and len(set(fields)) == len(fields) else []


def _blocks(rows: list[Row]) -> Iterator[list[_Named]]:
    """Names with their values in reading order, those of a Q-Box together: none twice, no title between."""
    block: list[_Named] = []
    for k, row in enumerate(rows):
        for one in _named_in(row, k):
            if one is None or (one.field and one.field in {other.field for other in block}):
                yield block
                block = []
            if one is not None:
                block.append(one)
    yield block


def _named_in(row: Row, n: int) -> Iterator[_Named | None]:
    """The names of a row that show a stiffness, or a length or share of a Q-Box; None for a title."""
    for k, word in enumerate(row):
        if word.word.kind is Kind.TITLE:
            yield None
        following = [w for w in row[k + 1 : k + 3] if w.word.kind is not Kind.UNIT][:1]
        if not following or following[0].word.kind is not Kind.NUMBER:
            continue
        unit, value = unit_after(row, k), following[0].word.value
        if word.word.kind is Kind.FIELD and unit in ("", *UNITS_OF[word.word.name]):
            yield _Named(n, k, word.word.name, unit, value)
        elif word.word.kind is Kind.OTHER and unit in STIFF_UNITS and not is_like_other(word.word.name):
            yield _Named(n, k, "", unit, value)


def _meaning_of(block: list[_Named], place: int) -> str:
    """The one field that the unknown of a block may be; "" if there is none or several.

    A last name is only known for an SD, which no other statistic is as low as; a first one for a mean.
    """
    one, before, after = block[place], block[:place], block[place + 1 : place + 2]
    known = {other.field: other for other in block if other.field in STIFF}
    if len(known) < _LEAST_KNOWN or any(other.unit != one.unit for other in known.values()):
        return ""
    values = {field: other.value for field, other in known.items()}
    may_be = [field for field in STIFF if field not in known and _fits(field, one.value, values)]
    if not before or before[-1].field not in STIFF:
        may_be = [field for field in may_be if field == "mean" and {"minimum", "maximum"} <= set(known)]
    elif not after or after[0].field not in STIFF:
        may_be = [field for field in may_be if field == "sd"]
    return may_be[0] if len(may_be) == 1 else ""


def _fits(field: str, value: float, values: dict[str, float]) -> bool:
    """Whether minimum, mean and maximum rise with a value as one of them, and allow the SD."""
    told = {**values, field: value}
    rising = [told[name] for name in ("minimum", "mean", "maximum") if name in told]
    if rising != sorted(rising):
        return False
    if "sd" not in told:
        return True
    mean, least, most = (told.get(name) for name in ("mean", "minimum", "maximum"))
    if mean is not None and told["sd"] > _LARGE_MEDIAN * mean:
        return False
    return mean is None or least is None or most is None or allows_sd(mean, least, most, told["sd"])


def _unsure(number: PlacedWord) -> PlacedWord:
    return replace(number, word=replace(number.word, certainty=min(_CERTAINTY, number.word.certainty)))
