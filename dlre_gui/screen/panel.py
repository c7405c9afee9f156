"""Values of a panel of text: names of values and numbers brought together by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from dlre_gui.domain.findings import Unit, kpa_from_speed
from dlre_gui.screen.panel_labels import from_labels
from dlre_gui.screen.panel_rows import rows_of
from dlre_gui.screen.panel_tables import from_tables
from dlre_gui.screen.panel_value import STIFF, PanelValue
from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord, is_numbered, is_ordinal
from dlre_gui.screen.qbox_words import Kind

_SAME_MEAN = 0.06  # of a modulus: so near are it and that of the mean speed in one circle
_MOST_SHOWN = 4  # measurements at once: a longer list is of other pictures too


def panels_of(
    words: Iterable[PlacedWord], usual: Unit | None, has_circle: bool = True
) -> list[list[PanelValue]]:
    """The values of each Q-Box that a panel shows, in reading order.

    Parameters
    ----------
    words
        Of the pieces of text that stand together.
    usual
        Unit of the screen's colour bar: of two units shown side by side the one taken.
    has_circle
        Whether the screen shows the circle of a Q-Box. Without, a mean beside medians or ratios of
        quartiles is a summary of several measurements, and a modulus alone is a Q-Box's only in a
        short numbered list in the usual unit: its place may be marked by a square.
    """
    rows = rows_of(words, usual)
    kinds = Counter(w.word.kind for row in rows for w in row)
    common = _common_unit(rows)
    boxes = [_of_one_unit(v, usual) for v in (*from_tables(rows, common), *from_labels(rows, common, usual))]
    lone = [values for values in boxes if _is_lone(values, rows)]
    if not has_circle and not _are_listed(lone, rows, usual):
        lone = []
    whole = [values for values in boxes if _is_whole(values) or values in lone]
    if any(_shows_flow(row) for row in rows):
        whole = [values for values in whole if any(v.unit is Unit.KPA for v in values)]
    if kinds[Kind.SUMMARY] and not has_circle:
        whole = [values for values in whole if any(v.field not in ("mean", "sd") for v in values)]
    return _without_twins(whole, usual)


def _without_twins(boxes: list[list[PanelValue]], usual: Unit | None) -> list[list[PanelValue]]:
    """The Q-Boxes without those that say the same of one circle in the other unit.

    What only such a one says, as the diameter, is told of the one that is kept.
    """
    kept: dict[int, list[PanelValue]] = {}
    twins: dict[int, int] = {}
    for k, values in enumerate(boxes):
        alike = [j for j in kept if _are_of_one_circle(boxes[j], values)]
        first = next((j for j in alike if j not in twins.values()), alike[0] if alike else None)
        if first is None:
            kept[k] = values
        else:
            twins[k] = first
    for k, first in twins.items():
        wanted = usual or Unit.KPA
        one, other = kept[first], boxes[k]
        if all(v.unit in (wanted, None) for v in other):
            one, other = other, one
        known = {v.field for v in one}
        kept[first] = [*one, *(v for v in other if v.field not in known and v.field not in STIFF)]
    return list(kept.values())


def _are_of_one_circle(one: list[PanelValue], other: list[PanelValue]) -> bool:
    """Whether a modulus and a speed are those of one circle: E = 3 rho c^2, in kPa 3 c^2."""
    means = {v.unit: v.value for v in (*one, *other) if v.field == "mean" and v.value}
    modulus, speed = means.get(Unit.KPA), means.get(Unit.M_PER_S)
    if modulus is None or speed is None:
        return False
    return abs(kpa_from_speed(speed) - modulus) <= _SAME_MEAN * modulus


def _shows_flow(row: list[PlacedWord]) -> bool:
    """Whether a velocity of blood stands there with its number: "PSV 45.2", not "Box-Pos."."""
    return any(
        word.word.kind is Kind.FLOW and following.word.kind is Kind.NUMBER
        for word, following in pairwise(row)
    )


def _of_one_unit(values: list[PanelValue], usual: Unit | None) -> list[PanelValue]:
    """The values of a Q-Box, those that are not surely in its unit named but unknown.

    Its unit is the usual one if half of them are in it, else that of most.
    """
    units = Counter(v.unit for v in values if v.unit is not None)
    if len(units) < 2:
        return values
    kept = usual if usual is not None and 2 * units[usual] >= units.total() else units.most_common(1)[0][0]
    return [
        replace(v, value=None, certainty=0.0, unit=None) if v.field in STIFF and v.unit is not kept else v
        for v in values
    ]


def _common_unit(rows: list[list[PlacedWord]]) -> str:
    """The stiffness unit that stands once, above the panel's values, in a row without numbers; "" if none.

    A title's own number is none: "SWE 1 (kPa)".
    """
    for row in rows:
        units = [w.word.name for w in row if w.word.kind is Kind.UNIT and w.word.name in STIFF_UNITS]
        kinds = {w.word.kind for w in row}
        if units and (Kind.NUMBER not in kinds or _is_title(row)):
            return units[0]
        if {Kind.FIELD, Kind.NUMBER} <= kinds:
            break
    return ""


def _is_title(row: list[PlacedWord]) -> bool:
    """Whether a row is words, an ordinal and a unit, all of one text: "SWE 1 (kPa)"."""
    kinds = [w.word.kind for w in row]
    words, last = kinds[:-2], kinds[-2:]
    is_named = bool(words) and all(kind in (Kind.OTHER, Kind.TITLE) for kind in words)
    return (
        is_named
        and last == [Kind.NUMBER, Kind.UNIT]
        and is_ordinal(row[-2])
        and len({w.piece for w in row}) == 1
    )


def _is_whole(values: list[PanelValue]) -> bool:
    """Whether values make a Q-Box: a stiffness with a unit, and at least one more value."""
    shown = [v for v in values if v.value is not None]
    is_stiff = any(v.field in ("mean", "minimum", "maximum") for v in shown)
    return len(shown) >= 2 and is_stiff and any(v.unit is not None for v in shown)


def _is_lone(values: list[PanelValue], rows: list[list[PlacedWord]]) -> bool:
    """Whether values are a mean alone that is named as a modulus or a speed, "E 11.9 kPa"."""
    if [v.field for v in values] != ["mean"] or values[0].unit is None:
        return False
    return any(w.word.is_lone and w.piece == values[0].label for row in rows for w in row)


def _are_listed(boxes: list[list[PanelValue]], rows: list[list[PlacedWord]], usual: Unit | None) -> bool:
    """Whether lone values are a short numbered list in a unit: "1  Vs = 1.02 m/s"."""
    names = [w for row in rows if is_numbered(row) for w in row[1:2] if w.word.is_lone]
    numbered = {name.piece for name in names}
    is_of_list = all(v.label in numbered and v.unit is usual for values in boxes for v in values)
    return 0 < len(boxes) <= _MOST_SHOWN and is_of_list
