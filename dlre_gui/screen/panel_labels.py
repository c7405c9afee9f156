"""Q-Boxes whose numbers stand to the right of their names, several of them side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.panel_blocks import Entry, blocks_of
from dlre_gui.screen.panel_numbers import Number, value_of
from dlre_gui.screen.panel_value import STIFF, UNITS_OF, PanelValue, without_repeats
from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord


def from_labels(rows: list[list[PlacedWord]], common: str, usual: Unit | None) -> list[list[PanelValue]]:
    """Q-Boxes whose numbers stand to the right of their names."""
    boxes: list[list[PanelValue]] = []
    for block in blocks_of(rows):
        unit = _unit_of(block, usual)
        columns = _columns(block)
        for column in range(len(columns)):
            chosen = [_chosen(entry, column, columns, common, unit) for entry in block]
            values = [value for several in chosen for value in several]
            boxes.append(without_repeats(values))
    return boxes


def _columns(block: list[Entry]) -> list[list[PlacedWord]]:
    """The numbers of each of the Q-Boxes that stand side by side, of the rows that show one for each.

    As many as numbers of one unit stand in most rows of stiffness; the fewer where that is even.
    """
    rows = [_of_one_unit(entry) for entry in block if entry.field in STIFF]
    counts = Counter(len(row) for row in rows if row)
    n = min(counts, key=lambda count: (-counts[count], count), default=1)
    return [[row[k].word for row in rows if len(row) == n] for k in range(n)]


def _of_one_unit(entry: Entry) -> list[Number]:
    """The numbers in the unit that most of an entry's are in."""
    units = Counter(n.unit for n in entry.numbers)
    most = units.most_common(1)[0][0] if units else ""
    return [n for n in entry.numbers if n.unit == most]


def _unit_of(block: list[Entry], usual: Unit | None) -> Unit | None:
    """The usual unit; the other one where that stands beside fewer than half of the stiffness values.

    "Mean 2.88 m/s (24.9 kPa)" above "Min 2.60 m/s", "SD 0.13 m/s" is a panel in m/s.
    """
    told = [{n.unit for n in entry.numbers} for entry in block if entry.field in STIFF and entry.numbers]
    counts = Counter(unit for units in told for unit in units if unit in STIFF_UNITS)
    if usual is None or 2 * counts[usual.value] >= len(told) or not counts:
        return usual
    return Unit(counts.most_common(1)[0][0])


def _chosen(
    entry: Entry, column: int, columns: list[list[PlacedWord]], common: str, usual: Unit | None
) -> list[PanelValue]:
    """The value of an entry in one column, in the usual one of its units."""
    known = ("", *UNITS_OF[entry.field])
    spare = common if entry.field in STIFF else ""
    told = [n if n.is_own or n.unit in known else replace(n, unit="") for n in entry.numbers]
    fitting = [n for n in told if n.unit in known]
    if not any(n.unit for n in fitting):
        fitting = [replace(n, unit=spare) for n in fitting]
    if not entry.numbers:
        return (
            [PanelValue(entry.field, None, 0.0, None, 0, entry.name.piece, entry.name.piece)]
            if len(columns) == 1
            else []
        )
    units = [n.unit for n in fitting]
    wanted = usual.value if usual and usual.value in units else units[0] if units else ""
    same = [n for n in fitting if n.unit == wanted]
    number = _in_column(same, column, columns)
    value = value_of(entry.name, number) if number is not None else None
    return [value] if value is not None else []


def _in_column(numbers: list[Number], column: int, columns: list[list[PlacedWord]]) -> Number | None:
    """The number of a row in a column: in order if there is one for each, else the one that stands there."""
    if len(numbers) == len(columns) or (len(columns) == 1 and numbers):
        return numbers[column]
    told = [
        number
        for number in numbers
        if column == min(range(len(columns)), key=lambda k: _off(number.word, columns[k]))
    ]
    return min(told, key=lambda number: _off(number.word, columns[column]), default=None)


def _off(word: PlacedWord, column: list[PlacedWord]) -> float:
    """How far a word is from standing under another of a column."""
    return min(
        min(abs(word.left - w.left), abs(word.right - w.right), abs(word.middle - w.middle)) for w in column
    )
