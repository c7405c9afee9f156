"""Numbered lists of measurements: rows and tables whose values are means of one measurement each."""

from __future__ import annotations

import re
from dataclasses import replace

from dlre_gui.screen.placed_word import (
    STIFF_UNITS,
    Row,
    is_mean,
    is_modulus,
    is_named_mean,
    is_numbered,
    is_ordinal,
    unit_after,
)
from dlre_gui.screen.qbox_words import Kind

_OF_MODULUS = re.compile(r"[evcs]|弹性|硬度|杨氏", re.IGNORECASE)  # how "E Avg" begins, and no mere mean
_FEWEST_LISTED = 2
_BESIDE_MEAN = ("minimum", "maximum", "sd")
_COLUMN = 2.0  # of its height: so far apart the names of a column begin at most


def with_numbered_means(rows: list[Row]) -> list[Row]:
    """The rows with "1  E Avg  27.3 kPa" known for a whole measurement, as "E" is.

    Not where a minimum, maximum or SD stands under it: a number beside a Q-Box's mean is no ordinal.
    """
    below = [*rows[1:], Row()][: len(rows)]
    told = zip(rows, below, strict=True)
    return [row if _is_of_qbox(row, under) else _with_numbered_mean(row) for row, under in told]


def _is_of_qbox(row: Row, below: Row) -> bool:
    """Whether the first name of the row below is another one of a Q-Box, in the column of this row's."""
    names, others = ([w for w in one if w.word.kind is Kind.FIELD][:1] for one in (row, below))
    return any(
        other.word.name in _BESIDE_MEAN and abs(name.left - other.left) <= _COLUMN * name.piece.h
        for name in names
        for other in others
    )


def _with_numbered_mean(row: Row) -> Row:
    """The row with its name known for that of a whole measurement.

    It is no Q-Box's mean beside which measurements named E are something else.
    """
    fields = [k for k, w in enumerate(row) if w.word.kind is Kind.FIELD]
    if not is_numbered(row) or len(fields) != 1 or not is_named_mean(row[fields[0]]):
        return row
    name = fields[0]
    before = [is_modulus(w.word) for w in row[1:name]]
    is_named = _OF_MODULUS.match(row[name].word.text) is not None if not before else before == [True]
    if not is_named or unit_after(row, name) not in STIFF_UNITS:
        return row
    return [row[0], row[name].meaning(Kind.FIELD, "mean", is_lone=True), *row[name + 1 :]]


def with_listed_means(rows: list[Row]) -> list[Row]:
    """The rows with those of a numbered table "Site  Vs (m/s)  Depth (cm)" made "1  Vs  3.21 m/s".

    Of the numbers of such a row only the one under the modulus or the speed is kept.
    """
    told: list[Row] = []
    heading: Row = []
    for row in rows:
        found = [row[k : k + 2] for k in range(len(row)) if _heads_measurements(row, k)]
        heading = found[0] if len(found) == 1 else heading
        told.append(_listed(row, heading) if heading and not found else row)
    return told


def with_listed_averages(rows: list[Row]) -> list[Row]:
    """The rows "1  AVG  8.2 kPa", "2  AVG  6.4 kPa" as measurements, where no other values are named."""
    named = [row for row in rows if any(w.word.kind is Kind.FIELD for w in row)]
    listed = [row for row in named if is_numbered(row) and _is_average(row)]
    if len(listed) < _FEWEST_LISTED or len(listed) < len(named):
        return rows
    return [[w.meaning(Kind.FIELD, "mean", is_lone=True) if is_mean(w) else w for w in row] for row in rows]


def _is_average(row: Row) -> bool:
    """Whether a mean with its value is all that stands behind an ordinal."""
    kinds = [w.word.kind for w in row[1:]]
    return (
        is_mean(row[1]) and kinds == [Kind.FIELD, Kind.NUMBER, Kind.UNIT] and row[3].word.name in STIFF_UNITS
    )


def _heads_measurements(row: Row, k: int) -> bool:
    """Whether a modulus or a speed stands there with its unit, and no number: "Vs (m/s)"."""
    is_named = is_modulus(row[k].word) or (is_mean(row[k]) and row[k].word.is_lone)
    after = [w.word for w in row[k + 1 : k + 2]]
    has_unit = [w.kind for w in after] == [Kind.UNIT] and after[0].name in STIFF_UNITS
    kinds = {w.word.kind for w in row if w.piece == row[k].piece or w.left < row[k].left}
    return is_named and has_unit and Kind.NUMBER not in kinds


def _listed(row: Row, heading: Row) -> Row:
    """A row that begins with an ordinal, with the number under the heading given its name and unit."""
    name, unit = heading
    k = next((k for k, w in enumerate(row) if w.word.kind is not Kind.NUMBER), len(row))
    numbers, rest = row[1:k], row[k:]
    under = [w for w in numbers if w.right >= name.left and w.left <= unit.right]
    if len(under) != 1 or not is_ordinal(row[0]) or row[0].right >= name.left:
        return row
    one = under[0]
    symbol = replace(name, left=one.left, right=one.left, piece=one.piece)
    own_unit = replace(unit, left=one.right, right=one.right, piece=one.piece)
    return [row[0], symbol.meaning(Kind.FIELD, "mean", is_lone=True), one, own_unit, *rest]
