"""Rows under a heading of two units, "kPa  m/s": each number in the unit that it stands under."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord, Row, is_numbered
from dlre_gui.screen.qbox_words import Kind

_NO_STIFFNESS = ("diameter_mm", "si_percent")


def with_units_above(rows: list[Row]) -> list[Row]:
    """The rows under a heading of two units, "kPa  m/s", with each number given the unit it stands under."""
    at = next((k for k, row in enumerate(rows) if _are_units(row)), None)
    if at is None:
        return rows
    units = [w for w in rows[at] if w.word.kind is Kind.UNIT]
    return [*rows[:at], *(_under_units(row, units) for row in rows[at + 1 :])]


def _are_units(row: Row) -> bool:
    units = {w.word.name for w in row if w.word.kind is Kind.UNIT}
    return set(STIFF_UNITS) <= units and all(w.word.kind in (Kind.UNIT, Kind.OTHER, Kind.TITLE) for w in row)


def _under_units(row: Row, units: Row) -> Row:
    """The row with the units of its bare numbers: in order if they are as many, else of the nearest.

    Where two numbers would be in the same unit it is not known which one is.
    """
    kinds = [*(w.word.kind for w in row), None]
    is_length = any(w.word.kind is Kind.FIELD and w.word.name in _NO_STIFFNESS for w in row)
    bare = [w for k, w in enumerate(row) if w.word.kind is Kind.NUMBER and kinds[k + 1] is not Kind.UNIT]
    bare = [w for w in bare if w is not row[0] or not is_numbered(row)]
    spreads = [w for before, w in pairwise(row) if before.word.kind is Kind.SPREAD and w in bare]
    bare = [w for w in bare if w not in spreads]
    above = {id(w): min(units, key=lambda unit: abs(unit.middle - w.middle)) for w in bare}
    if len(bare) == len(units):
        above = {id(w): unit for w, unit in zip(bare, units, strict=True)}
    if is_length or len({id(unit) for unit in above.values()}) < len(bare):
        return row
    told: Row = []
    latest: PlacedWord | None = None
    for word in row:
        told.append(word)
        latest = above.get(id(word), latest)
        if latest is not None and (word in bare or word in spreads):
            told.append(replace(latest, left=word.right, right=word.right, piece=word.piece))
    return told
