"""Q-Boxes that are rows of a table: numbers under a heading of names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise, takewhile

from dlre_gui.screen.panel_numbers import Number, numbers_of, value_of
from dlre_gui.screen.panel_value import STIFF, UNITS_OF, PanelValue, without_repeats
from dlre_gui.screen.placed_word import PlacedWord, is_ordinal
from dlre_gui.screen.qbox_words import Kind

_FEWEST_NAMES = 2
_REACH = 6.0  # of its height behind the last name: what stands farther off is no value of it


def is_heading(row: list[PlacedWord]) -> bool:
    """Whether a row names values and shows none; a misread sign may look like a number."""
    places = [k for k, w in enumerate(row) if w.word.kind is Kind.FIELD]
    if len(places) < _FEWEST_NAMES:
        return False
    last = row[places[-1]]
    near = [w for w in row[places[0] :] if w.left - last.right <= _REACH * last.piece.h]
    kinds = Counter(w.word.kind for w in near)
    return 3 * (kinds[Kind.NUMBER] + kinds[Kind.NOTHING]) < kinds[Kind.FIELD]


def from_tables(rows: list[list[PlacedWord]], common: str) -> list[list[PanelValue]]:
    """Q-Boxes that are rows of numbers under a row of names."""
    boxes: list[list[PanelValue]] = []
    heading: list[PlacedWord] = []
    for row in rows:
        if is_heading(row):
            heading = row
        elif any(w.word.kind is Kind.FIELD for w in row):
            heading = []
        elif heading:
            boxes.append(_row_of_table(heading, row, common))
    return [values for values in boxes if values]


def _row_of_table(heading: list[PlacedWord], row: list[PlacedWord], common: str) -> list[PanelValue]:
    """The numbers of a row, each under the name it is nearest to; a Q-Box's own number is under none."""
    names = [w for w in heading if w.word.kind is Kind.FIELD]
    cells = {name: _cell(heading, name) for name in names}
    reach = min(b.middle - a.middle for a, b in pairwise(names)) / 2
    nearest: dict[PlacedWord, Number] = {}
    for number in numbers_of(_without_own_number(row, names[0]), "", with_spreads=True):
        name = min(names, key=lambda n: _apart(cells[n], number.word))
        cell, rival = cells[name], nearest.get(name)
        off = _apart(cell, number.word)
        if off <= max(reach, cell.right - cell.left) and (rival is None or off < _apart(cell, rival.word)):
            own = number.unit if number.is_own else ""
            of_row = number.unit if number.unit in UNITS_OF[name.word.name] else ""
            spare = common if name.word.name in STIFF else ""
            nearest[name] = replace(number, unit=own or _unit_after(heading, name) or of_row or spare)
    values = [value_of(name, number) for name, number in nearest.items()]
    return without_repeats([value for value in values if value is not None])


def _cell(heading: list[PlacedWord], name: PlacedWord) -> PlacedWord:
    """A name with the unit behind it, "Mean (kPa)": numbers may end where that does."""
    behind = heading[heading.index(name) + 1 :]
    units = list(takewhile(lambda w: w.word.kind is Kind.UNIT, behind))
    return replace(name, right=max([name.right, *(unit.right for unit in units)]))


def _without_own_number(row: list[PlacedWord], first: PlacedWord) -> list[PlacedWord]:
    """The row without the number of its Q-Box, if it begins with one before the first name's column."""
    is_before = bool(row) and row[0].right < first.left and is_ordinal(row[0])
    return row[1:] if is_before and any(w.word.kind is Kind.NUMBER for w in row[1:]) else row


def _apart(a: PlacedWord, b: PlacedWord) -> float:
    """Distance of two words along a line, by the nearest of their sides and middles."""
    return min(abs(a.left - b.left), abs(a.right - b.right), abs(a.middle - b.middle))


def _unit_after(row: list[PlacedWord], name: PlacedWord) -> str:
    """The unit after a name and before the next, as in "Mean (kPa)"."""
    for word in row[row.index(name) + 1 :]:
        if word.word.kind in (Kind.UNIT, Kind.FIELD):
            return word.word.name if word.word.kind is Kind.UNIT else ""
    return ""
