"""The lines of a panel: words side by side, with those known by their neighbours made what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.near_names import field_of_unit, is_like_other
from dlre_gui.screen.ocr import FOREIGN
from dlre_gui.screen.panel_lists import with_listed_averages, with_listed_means, with_numbered_means
from dlre_gui.screen.panel_means import with_means
from dlre_gui.screen.panel_missing import with_missing_names
from dlre_gui.screen.panel_order import with_names_by_order
from dlre_gui.screen.panel_titles import with_titles
from dlre_gui.screen.paragraphs import share_row
from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord, Row, is_ordinal, unit_after
from dlre_gui.screen.qbox_words import Kind
from dlre_gui.screen.units_above import with_units_above

_LIKE_DIAMETER = tuple("0OoQ")
_OF_HEADING = 3  # names at least
_NEAR = (
    12.0  # of a name's height: so far behind it its number stands at most, where the line tells nothing else
)
_MAYBE_DIAMETER = tuple("CGaec@689")  # before mm; before cm it may be anything
_E = ("E", "e")
_OF_MODULI = ("mean", "minimum", "maximum")
_FOREIGN_SD = re.compile(
    r"d[esp]|sa|bt|ss|os|cs|[cс][cсoо0]", re.IGNORECASE
)  # in languages of Europe; a misread ET, СО


def rows_of(words: Iterable[PlacedWord], usual: Unit | None) -> list[Row]:
    """Words on one line, from left to right; lines from top to bottom, without those of velocities.

    Parameters
    ----------
    usual
        Unit of the screen's colour bar: where a modulus and a speed are shown, the one that is kept.
    """
    rows = [_from_ordinal(row) for row in _lines(list(words)) if not _is_velocity(row)]
    rows = _with_sd_of_moduli(rows)
    rows = with_names_by_order(rows)
    rows = _with_depths([_with_diameter_above(_with_diameter(row)) for row in rows])
    rows = [_with_sd_or_si(_with_part_of_name(_with_foreign_sd(row))) for row in rows]
    rows = with_numbered_means(rows)
    rows = with_listed_averages(with_listed_means(_without_spare_heading(rows)))
    return with_titles(with_missing_names(with_units_above(with_means(rows, usual))))


def _lines(words: Row) -> list[Row]:
    """Names found rows first, so that what stands by chance between two rows joins neither together.

    A word is on the line of the word it is nearest to: what stands far aside may be a little off the line.
    """
    rows: list[Row] = []
    spans: list[tuple[int, int]] = []  # from where to where each reaches, px
    for word in sorted(words, key=lambda w: (w.word.kind is not Kind.FIELD, w.piece.y, w.left)):
        y, bottom = word.piece.y, word.piece.bottom
        near = [k for k, (top, end) in enumerate(spans) if top < bottom and y < end]
        nearest = [(k, min(rows[k], key=lambda other: _gap(other, word))) for k in near]
        beside = [(k, other) for k, other in nearest if share_row(other.piece, word.piece)]
        if beside:
            k, _ = min(beside, key=lambda one: abs(one[1].piece.centre[1] - word.piece.centre[1]))
            rows[k].append(word)
            spans[k] = min(y, spans[k][0]), max(bottom, spans[k][1])
        else:
            rows.append([word])
            spans.append((y, bottom))
    rows.sort(key=lambda row: row[0].piece.centre[1])
    return [sorted(row, key=lambda w: w.left) for row in rows]


def _gap(one: PlacedWord, other: PlacedWord) -> float:
    """Between two words along the line, 0 where they are over each other."""
    return max(one.left - other.right, other.left - one.right, 0.0)


def _is_velocity(row: Row) -> bool:
    return any(w.word.kind is Kind.UNIT and w.word.name in ("cm/s", "mm/s") for w in row)


def _with_diameter(row: Row) -> Row:
    """The row with the sign Ø at its beginning known for what it is, if it was read as 0, O or the like."""
    kinds = [w.word.kind for w in row[:3]]
    units = [w.word.name for w in row[1:3] if w.word.kind is Kind.UNIT]
    sign = row[0].word.name
    is_length = ("mm" in units and sign in _MAYBE_DIAMETER) or (
        sign in _LIKE_DIAMETER and ("mm" in units or "cm" in units)
    )
    if Kind.NUMBER not in kinds[1:] or not is_length:
        return row
    return [row[0].meaning(Kind.FIELD, "diameter_mm"), *row[1:]]


def _with_diameter_above(row: Row) -> Row:
    """A heading with the sign Ø among its names known for what it is."""
    names = [w for w in row if w.word.kind is Kind.FIELD]
    signs = [w for w in row if len(names) >= _OF_HEADING and w.word.text in _LIKE_DIAMETER]
    is_named = any(w.word.name == "diameter_mm" for w in names)
    if len(signs) != 1 or is_named or signs[0].left < names[0].right:
        return row
    return [w.meaning(Kind.FIELD, "diameter_mm") if w is signs[0] else w for w in row]


def _with_depths(rows: list[Row]) -> list[Row]:
    """The rows with a mere D before centimetres known for a depth, where something else is the diameter.

    Where nothing else is, it may be that: the drawn circle tells.
    """
    found = [(row[k], row) for row in rows for k in range(len(row)) if _is_mere_d(row[k])]
    mere = {id(w): w for w, row in found if unit_after(row, row.index(w)) == "cm"}
    names = [w for row in rows for w in row if w.word.kind is Kind.FIELD and id(w) not in mere]
    is_named = any(_names_diameter(w) for w in names)
    listed = {k for k, w in mere.items() if not is_named and any(_is_in_column(w, name) for name in names)}
    told = {k: w.meaning(Kind.OTHER, "D") for k, w in mere.items()}
    told |= {k: mere[k].meaning(Kind.FIELD, "diameter_mm", is_lone=True) for k in listed}
    return [[told.get(id(w), w) for w in row] for row in rows]


def _is_in_column(word: PlacedWord, name: PlacedWord) -> bool:
    """Whether a word begins where a name above it does."""
    return abs(word.left - name.left) <= word.piece.h and name.piece.bottom <= word.piece.y + word.piece.h / 2


def _names_diameter(word: PlacedWord) -> bool:
    return word.word.kind is Kind.FIELD and word.word.name == "diameter_mm"


def _is_mere_d(word: PlacedWord) -> bool:
    is_depth = word.word.kind is Kind.OTHER and word.word.text == "D"
    return is_depth or (_names_diameter(word) and word.word.is_lone)


def _with_sd_or_si(row: Row) -> Row:
    """SD and SI, which look alike, told apart by the unit that follows; no diameter is a stiffness.

    No mean is a length.
    """
    told = list(row)
    for k, word in enumerate(row):
        if word.word.kind is not Kind.FIELD or word.word.name in ("minimum", "maximum"):
            continue
        unit = unit_after(row, k)
        if unit == "mm" and word.word.name == "mean":
            told[k] = word.meaning(Kind.FIELD, "diameter_mm")  # Śred. is short for both
        elif unit in STIFF_UNITS and word.word.name == "diameter_mm":
            told[k] = word.meaning(Kind.OTHER, word.word.text)
        elif unit in STIFF_UNITS and word.word.name == "si_percent":
            told[k] = word.meaning(Kind.FIELD, "sd")
        elif unit != "%" and word.word.name == "si_percent" and _has_decimals(_near_behind(row, k)):
            told[k] = word.meaning(Kind.OTHER, "S1")  # a measurement's own name
        elif unit == "%" and word.word.name == "sd":
            told[k] = word.meaning(Kind.FIELD, "si_percent")
    return told


def _with_foreign_sd(row: Row) -> Row:
    """The row with DS, DE, DP or SA known for an SD: before a stiffness, or in a table's heading."""
    kinds = [w.word.kind for w in row]
    is_heading = kinds.count(Kind.FIELD) >= 2 and Kind.NUMBER not in kinds
    return [
        word.meaning(Kind.FIELD, "sd")
        if word.word.kind is Kind.OTHER
        and _FOREIGN_SD.fullmatch(word.word.name)
        and (is_heading or (Kind.NUMBER in _next_two(kinds, k) and unit_after(row, k) in STIFF_UNITS))
        else word
        for k, word in enumerate(row)
    ]


def _with_sd_of_moduli(rows: list[Row]) -> list[Row]:
    """The rows with "Ed", as a velocity of blood is named too, known for the SD beside Emean, Emin, Emax.

    In kPa beside one of these: no blood flows in kPa.
    """
    words = [w.word for row in rows for w in row]
    moduli = {w.name for w in words if w.kind is Kind.FIELD and w.text[:1] in _E and len(w.text) > 1}
    moduli &= set(_OF_MODULI)
    if not moduli or any(w.kind is Kind.FIELD and w.name == "sd" for w in words):
        return rows
    units = STIFF_UNITS if len(moduli) == len(_OF_MODULI) else ("kPa",)
    return [
        [
            w.meaning(Kind.FIELD, "sd")
            if w.word.kind is Kind.FLOW and w.word.text.casefold() == "ed" and unit_after(row, k) in units
            else w
            for k, w in enumerate(row)
        ]
        for row in rows
    ]


def _next_two(kinds: list[Kind], k: int) -> list[Kind]:
    """What follows a name: a number, or a unit and a number, "DS (kPa)  0.2"."""
    return kinds[k + 1 : k + 3] if kinds[k + 1 : k + 2] == [Kind.UNIT] else kinds[k + 1 : k + 2]


def _with_part_of_name(row: Row) -> Row:
    """The row with what was read of a name known for it by the unit of its number: the diameter's by mm."""
    told = list(row)
    for k, word in enumerate(row):
        is_open = word.word.name == FOREIGN or (
            word.word.kind is Kind.OTHER and not is_like_other(word.word.text)
        )
        field = field_of_unit(word.word.text, unit_after(row, k)) if is_open else ""
        if field:
            told[k] = word.meaning(Kind.FIELD, field)
    return told


def _without_spare_heading(rows: list[Row]) -> list[Row]:
    """The rows without a heading "Mean  SD" over such as "T1  7.1 ± 3.1", which need none."""
    if not any(w.word.kind is Kind.SPREAD for row in rows for w in row):
        return rows
    return [
        row
        for row in rows
        if [w.word.name for w in row if w.word.kind is Kind.FIELD] != ["mean", "sd"]
        or any(w.word.kind in (Kind.NUMBER, Kind.SPREAD) for w in row)
    ]


def _from_ordinal(row: Row) -> Row:
    """The row from the ordinal that stands in one text with a name, "3 E Avg"; numbers before are foreign."""
    k = next((k for k, w in enumerate(row) if w.word.kind is not Kind.NUMBER), 0)
    is_one_text = k > 1 and is_ordinal(row[k - 1]) and row[k - 1].piece == row[k].piece
    return row[k - 1 :] if is_one_text and row[k].word.kind is not Kind.UNIT else row


def _near_behind(row: Row, k: int) -> Row:
    """The next word, if it stands near enough to be the number of a name."""
    return [w for w in row[k + 1 : k + 2] if w.left - row[k].right <= _NEAR * row[k].piece.h]


def _has_decimals(words: Row) -> bool:
    return any(w.word.kind is Kind.NUMBER and w.word.decimals for w in words)
