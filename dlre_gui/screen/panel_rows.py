"""The lines of a panel: words side by side, with those known by their neighbours made what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.paragraphs import share_row
from dlre_gui.screen.qbox_words import Kind, Word

STIFF_UNITS = ("kPa", "m/s")
_LIKE_DIAMETER = tuple("0OoQ")
_MAYBE_DIAMETER = tuple("CGaec@689")  # before mm; before cm it may be anything
_MODULUS = re.compile(
    r"e|v|vs|c|cs|sws|swv|vel|velocity|speed|elasticity|elastizität|élasticité|stiffness|弹性|弹性模量|硬度",
    re.IGNORECASE,
)
_OF_MODULUS = re.compile(r"[evcs]|弹性|硬度|杨氏", re.IGNORECASE)  # how "E Avg" begins, and no mere mean
_FOREIGN_SD = re.compile(r"d[esp]|sa", re.IGNORECASE)  # Spanish, Italian, Portuguese, German
_MEASUREMENT = re.compile(r"[tsm]", re.IGNORECASE)
_FEWEST_LISTED = 2
_SEVERAL = 2  # rows
_NO_STIFFNESS = ("diameter_mm", "si_percent")
_ORDINAL = re.compile(r"1?[1-9]|10")
_COLUMN = 3.0  # of its height: so far apart the names of a column begin at most
_REACH_OF_UNIT = 4  # words after a name
_REACH_OF_ORDINAL = 4.0  # before a name, in its heights


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with where it stands on the screen; `piece` is the text that it is from."""

    word: Word
    left: float
    right: float
    piece: Box

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def meaning(self, kind: Kind, name: str, is_lone: bool = False) -> PlacedWord:
        """The same place with another meaning."""
        return replace(self, word=replace(self.word, kind=kind, name=name, is_lone=is_lone))


Row = list[PlacedWord]


def rows_of(words: Iterable[PlacedWord], usual: Unit | None) -> list[Row]:
    """Words on one line, from left to right; lines from top to bottom, without those of velocities.

    Parameters
    ----------
    usual
        Unit of the screen's colour bar: where a modulus and a speed are shown, the one that is kept.
    """
    rows = [_from_ordinal(row) for row in _lines(list(words)) if not _is_velocity(row)]
    rows = [_without_depth(_with_diameter(row)) for row in rows]
    rows = [_with_sd_or_si(_with_foreign_sd(_with_numbered_mean(row))) for row in rows]
    rows = _with_listed_averages(_with_listed_means(_without_spare_heading(rows)))
    return _with_units_above(_with_means(rows, usual))


def is_modulus(word: Word) -> bool:
    """Whether a word that names no value of a Q-Box may name a modulus or a speed: E, Vs."""
    return word.kind is Kind.OTHER and _MODULUS.fullmatch(word.name) is not None


def _lines(words: Row) -> list[Row]:
    """Names found rows first, so that what stands by chance between two rows joins neither together."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.word.kind is not Kind.FIELD, w.piece.y, w.left)):
        beside = [row for row in rows if share_row(row[0].piece, word.piece)]
        if beside:
            min(beside, key=lambda row: abs(row[0].piece.centre[1] - word.piece.centre[1])).append(word)
        else:
            rows.append([word])
    rows.sort(key=lambda row: row[0].piece.centre[1])
    return [sorted(row, key=lambda w: w.left) for row in rows]


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


def _without_depth(row: Row) -> Row:
    """The row with a mere D before centimetres known for a depth."""
    return [
        word.meaning(Kind.OTHER, "D") if _is_mere_d(word) and _unit_after(row, k) == "cm" else word
        for k, word in enumerate(row)
    ]


def _is_mere_d(word: PlacedWord) -> bool:
    return word.word.kind is Kind.FIELD and word.word.name == "diameter_mm" and word.word.is_lone


def _with_sd_or_si(row: Row) -> Row:
    """SD and SI, which look alike, told apart by the unit that follows."""
    told = list(row)
    for k, word in enumerate(row):
        if word.word.kind is not Kind.FIELD or word.word.name not in ("sd", "si_percent"):
            continue
        unit = _unit_after(row, k)
        if unit in STIFF_UNITS and word.word.name == "si_percent":
            told[k] = word.meaning(Kind.FIELD, "sd")
        elif unit != "%" and word.word.name == "si_percent" and _has_decimals(row[k + 1 : k + 2]):
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
        and (is_heading or (kinds[k + 1 : k + 2] == [Kind.NUMBER] and _unit_after(row, k) in STIFF_UNITS))
        else word
        for k, word in enumerate(row)
    ]


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
    is_one_text = k > 1 and _is_ordinal(row[k - 1]) and row[k - 1].piece == row[k].piece
    return row[k - 1 :] if is_one_text else row


def is_numbered(row: Row) -> bool:
    """Whether a row begins with an ordinal beside its first word: "1  E  11.9 kPa"."""
    if len(row) < 2 or row[1].word.kind is Kind.NUMBER:
        return False
    return _is_ordinal(row[0]) and row[1].left - row[0].right <= _REACH_OF_ORDINAL * row[1].piece.h


def _is_ordinal(word: PlacedWord) -> bool:
    """Whether a word is a number from 1 to 19."""
    return word.word.kind is Kind.NUMBER and _ORDINAL.fullmatch(word.word.name) is not None


def _with_numbered_mean(row: Row) -> Row:
    """The row "1  E Avg  27.3 kPa" with its name known for that of a whole measurement, as "E" is.

    It is no Q-Box's mean beside which measurements named E are something else.
    """
    fields = [k for k, w in enumerate(row) if w.word.kind is Kind.FIELD]
    if not is_numbered(row) or len(fields) != 1 or not _is_named_mean(row[fields[0]]):
        return row
    name = fields[0]
    before = [is_modulus(w.word) for w in row[1:name]]
    is_named = _OF_MODULUS.match(row[name].word.text) is not None if not before else before == [True]
    if not is_named or _unit_after(row, name) not in STIFF_UNITS:
        return row
    return [row[0], row[name].meaning(Kind.FIELD, "mean", is_lone=True), *row[name + 1 :]]


def _with_listed_means(rows: list[Row]) -> list[Row]:
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


def _with_listed_averages(rows: list[Row]) -> list[Row]:
    """The rows "1  AVG  8.2 kPa", "2  AVG  6.4 kPa" as measurements, where no other values are named."""
    named = [row for row in rows if any(w.word.kind is Kind.FIELD for w in row)]
    listed = [row for row in named if is_numbered(row) and _is_average(row)]
    if len(listed) < _FEWEST_LISTED or len(listed) < len(named):
        return rows
    return [[w.meaning(Kind.FIELD, "mean", is_lone=True) if _is_mean(w) else w for w in row] for row in rows]


def _is_average(row: Row) -> bool:
    """Whether a mean with its value is all that stands behind an ordinal."""
    kinds = [w.word.kind for w in row[1:]]
    return (
        _is_mean(row[1]) and kinds == [Kind.FIELD, Kind.NUMBER, Kind.UNIT] and row[3].word.name in STIFF_UNITS
    )


def _heads_measurements(row: Row, k: int) -> bool:
    """Whether a modulus or a speed stands there with its unit, and no number: "Vs (m/s)"."""
    is_named = is_modulus(row[k].word) or (_is_mean(row[k]) and row[k].word.is_lone)
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
    if len(under) != 1 or not _is_ordinal(row[0]) or row[0].right >= name.left:
        return row
    one = under[0]
    symbol = replace(name, left=one.left, right=one.left, piece=one.piece)
    own_unit = replace(unit, left=one.right, right=one.right, piece=one.piece)
    return [row[0], symbol.meaning(Kind.FIELD, "mean", is_lone=True), one, own_unit, *rest]


def _has_decimals(words: Row) -> bool:
    return any(w.word.kind is Kind.NUMBER and w.word.decimals for w in words)


def _unit_after(row: Row, k: int) -> str:
    """The first unit after a word and before the next name; "" if none."""
    for word in row[k + 1 :]:
        if word.word.kind is Kind.UNIT:
            return word.word.name
        if word.word.kind in (Kind.FIELD, Kind.TITLE, Kind.SUMMARY, Kind.OTHER):
            break
    return ""


def _with_means(rows: list[Row], usual: Unit | None) -> list[Row]:
    """Rows such as "E 24.4 ± 6.9 kPa" or "T1 7.1 ± 3.1" with their name made that of a mean.

    Where a mean is named as such, they are something else; but where they are a numbered list and
    medians or quartiles follow, it is the named mean that is: that of the list. Among several stiffnesses
    with names that are not known a letter tells nothing: it may be all that was read of a foreign word.
    """
    if _is_list(rows):
        means = [w for row in rows for w in row if _is_named_mean(w)]
        rows = [[_without_summary(w, means) for w in row] for row in rows]
    told = [_with_mean(row) for row in rows]
    is_foreign = sum(_is_of_unknown_name(row) for row in told) >= _SEVERAL
    if is_foreign or any(_is_named_mean(w) for row in rows for w in row):
        return [
            [w.meaning(Kind.OTHER, "") if _is_mean(w) and w.word.is_lone else w for w in row] for row in rows
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
        and _unit_after(row, 1) in STIFF_UNITS
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
    return next((_unit_after(row, k) for k, w in enumerate(row) if _is_mean(w) and w.word.is_lone), "")


def _is_list(rows: list[Row]) -> bool:
    """Whether numbered measurements stand there, "1  SWE E  11.86 kPa", and their median or quartiles."""
    numbered = [row for row in rows if _is_ordinal(row[0])]
    is_summed_up = any(w.word.kind is Kind.SUMMARY for row in rows for w in row)
    return is_summed_up and any(_is_mean(w) and w.word.is_lone for row in numbered for w in _with_mean(row))


def _is_mean(word: PlacedWord) -> bool:
    return word.word.kind is Kind.FIELD and word.word.name == "mean"


def _is_named_mean(word: PlacedWord) -> bool:
    return _is_mean(word) and not word.word.is_lone


def _with_mean(row: Row) -> Row:
    """The row with its first such name made that of a mean, and others beside it in the same unit."""
    names = [k for k in range(len(row) - 1) if _names_measurement(row, k)]
    kept = {k for k in names if _unit_after(row, k) == _unit_after(row, names[0])}
    return [w.meaning(Kind.FIELD, "mean", is_lone=True) if k in kept else w for k, w in enumerate(row)]


def _names_measurement(row: Row, k: int) -> bool:
    """Whether "E 24.4 kPa", "T1 7.1 ± 3.1" or "T1 8.6 kPa  SD 0.8 kPa" begins there."""
    following = row[k + 1 : k + 1 + _REACH_OF_UNIT]
    kinds = [w.word.kind for w in following]
    if row[k].word.kind is not Kind.OTHER or kinds[0] is not Kind.NUMBER:
        return False
    is_stiff = _unit_after(row, k) in STIFF_UNITS
    has_sd = is_stiff and any(w.word.kind is Kind.FIELD and w.word.name == "sd" for w in following)
    is_measurement = _MEASUREMENT.fullmatch(row[k].word.name) is not None
    return (is_stiff and is_modulus(row[k].word)) or (is_measurement and (Kind.SPREAD in kinds or has_sd))


def _with_units_above(rows: list[Row]) -> list[Row]:
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
