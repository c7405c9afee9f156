"""Measurements named by a letter alone, "E 24.4 kPa", made means where nothing else is one."""

from __future__ import annotations

import re

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.paragraphs import share_row
from dlre_gui.screen.placed_word import (
    STIFF_UNITS,
    PlacedWord,
    Row,
    is_mean,
    is_modulus,
    is_named_mean,
    is_ordinal,
    unit_after,
)
from dlre_gui.screen.qbox_words import Kind

_MEASUREMENT = re.compile(r"[tsm]", re.IGNORECASE)
_SEVERAL = 2  # rows
_SURE_SYMBOL = (
    0.6  # certainty of a letter that is to name a mean: a part of a foreign word is read as an E too
)
_COLUMN = 3.0  # of its height: so far apart the names of a column begin at most
_REACH_OF_UNIT = 4  # words after a name


def with_means(rows: list[Row], usual: Unit | None) -> list[Row]:
    """Rows such as "E 24.4 ± 6.9 kPa" or "T1 7.1 ± 3.1" with their name made that of a mean.

    Where a mean is named as such, they are something else; but where they are a numbered list and
    medians or quartiles follow, it is the named mean that is: that of the list. Among several stiffnesses
    with names that are not known a letter tells nothing: it may be all that was read of a foreign word.
    """
    if _is_list(rows):
        means = [w for row in rows for w in row if is_named_mean(w)]
        rows = [[_without_summary(w, means) for w in row] for row in rows]
    told = [_with_mean(row) for row in rows]
    is_foreign = sum(_is_of_unknown_name(row) for row in told) >= _SEVERAL
    if is_foreign or any(is_named_mean(w) for row in rows for w in row):
        return [
            [w.meaning(Kind.OTHER, "") if is_mean(w) and w.word.is_lone else w for w in row] for row in rows
        ]
    units = {_unit_of_lone(row) for row in told} - {""}
    if len(units) < 2:
        return told
    kept = usual.value if usual and usual.value in units else "kPa"
    return [row for row in told if _unit_of_lone(row) in ("", kept)]


def _is_of_unknown_name(row: Row) -> bool:
    """Whether a row shows a stiffness behind a name that is not known: "CpeAHee  71.8 kPa"."""
    kinds = [w.word.kind for w in row]
    known = {Kind.FIELD, Kind.SUMMARY, Kind.TITLE, Kind.SPREAD}
    return (
        kinds[:2] == [Kind.OTHER, Kind.NUMBER]
        and not known & set(kinds)
        and unit_after(row, 1) in STIFF_UNITS
    )


def _without_summary(word: PlacedWord, means: Row) -> PlacedWord:
    """The word, a name's as that of a statistic if it stands beside or in the column of a list's mean."""
    is_name = word.word.kind is Kind.FIELD and not word.word.is_lone
    is_of_list = any(
        share_row(word.piece, mean.piece) or abs(word.piece.x - mean.piece.x) <= _COLUMN * mean.piece.h
        for mean in means
    )
    return word.meaning(Kind.SUMMARY, word.word.name) if is_name and is_of_list else word


def _unit_of_lone(row: Row) -> str:
    return next((unit_after(row, k) for k, w in enumerate(row) if is_mean(w) and w.word.is_lone), "")


def _is_list(rows: list[Row]) -> bool:
    """Whether numbered measurements stand there, "1  SWE E  11.86 kPa", and their median or quartiles."""
    numbered = [row for row in rows if is_ordinal(row[0])]
    is_summed_up = any(w.word.kind is Kind.SUMMARY for row in rows for w in row)
    return is_summed_up and any(is_mean(w) and w.word.is_lone for row in numbered for w in _with_mean(row))


def _with_mean(row: Row) -> Row:
    """The row with its first such name made that of a mean, and others beside it in the same unit."""
    names = [k for k in range(len(row) - 1) if _names_measurement(row, k)]
    kept = {k for k in names if unit_after(row, k) == unit_after(row, names[0])}
    return [w.meaning(Kind.FIELD, "mean", is_lone=True) if k in kept else w for k, w in enumerate(row)]


def _names_measurement(row: Row, k: int) -> bool:
    """Whether "E 24.4 kPa", "T1 7.1 ± 3.1" or "T1 8.6 kPa  SD 0.8 kPa" begins there."""
    following = row[k + 1 : k + 1 + _REACH_OF_UNIT]
    kinds = [w.word.kind for w in following]
    if row[k].word.kind is not Kind.OTHER or kinds[0] is not Kind.NUMBER:
        return False
    is_own = kinds[1:2] in (
        [Kind.UNIT],
        [Kind.SPREAD],
    )  # else it is another number's unit: "C 68  1  3.7 kPa"
    is_stiff = is_own and unit_after(row, k) in STIFF_UNITS
    has_sd = is_stiff and any(w.word.kind is Kind.FIELD and w.word.name == "sd" for w in following)
    is_measurement = _MEASUREMENT.fullmatch(row[k].word.name) is not None
    is_letter = is_modulus(row[k].word) and row[k].word.certainty >= _SURE_SYMBOL
    return (is_stiff and is_letter) or (is_measurement and (Kind.SPREAD in kinds or has_sd))
