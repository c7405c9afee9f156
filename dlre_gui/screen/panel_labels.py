"""Q-Boxes whose numbers stand to the right of their names, several of them side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.panel_blocks import Entry, blocks_of
from dlre_gui.screen.panel_numbers import value_of
from dlre_gui.screen.panel_value import STIFF, UNITS_OF, PanelValue
from dlre_gui.screen.placed_word import STIFF_UNITS, PlacedWord


def _without_repeats(values: list[PanelValue]) -> list[PanelValue]:
    return list({value.field: value for value in reversed(values)}.values())[::-1]


def from_labels(rows: list[list[PlacedWord]], common: str, usual: Unit | None) -> list[list[PanelValue]]:
    """Q-Boxes whose numbers stand to the right of their names."""
    boxes: list[list[PanelValue]] = []
    for block in blocks_of(rows):
        n_columns, unit = _n_columns(block), _unit_of(block, usual)
        for column in range(n_columns):
            chosen = [_chosen(entry, column, n_columns, common, unit) for entry in block]
            values = [value for several in chosen for value in several]
            boxes.append(_without_repeats(values))
    return boxes


def _n_columns(block: list[Entry]) -> int:
    """How many Q-Boxes stand side by side: numbers of one unit in most rows of stiffness."""
    counts = [
        max(Counter(n.unit for n in entry.numbers).values(), default=0)
        for entry in block
        if entry.field in STIFF
    ]
    return Counter(c for c in counts if c).most_common(1)[0][0] if any(counts) else 1


def _unit_of(block: list[Entry], usual: Unit | None) -> Unit | None:
    """The usual unit; the other one where that stands beside fewer than half of the stiffness values.

    "Mean 2.88 m/s (24.9 kPa)" above "Min 2.60 m/s", "SD 0.13 m/s" is a panel in m/s.
    """
    told = [{n.unit for n in entry.numbers} for entry in block if entry.field in STIFF and entry.numbers]
    counts = Counter(unit for units in told for unit in units if unit in STIFF_UNITS)
    if usual is None or 2 * counts[usual.value] >= len(told) or not counts:
        return usual
    return Unit(counts.most_common(1)[0][0])


def _chosen(entry: Entry, column: int, n_columns: int, common: str, usual: Unit | None) -> list[PanelValue]:
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
            if n_columns == 1
            else []
        )
    units = [n.unit for n in fitting]
    wanted = usual.value if usual and usual.value in units else units[0] if units else ""
    same = [n for n in fitting if n.unit == wanted]
    if len(same) != n_columns and len(same) <= column:
        return []
    value = value_of(entry.name, same[column])
    return [value] if value is not None else []
