"""A table of figures: numbers for programs, text for readers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from dlre_gui.evaluation.proportions import Estimate

Cell = str | int | float | Estimate | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's key in a CSV file, its title for readers, and how its numbers are written.

    A `quiet` cell is left out for readers where it and all quiet ones left of it are as in the row above.
    """

    key: str
    title: str
    write: Callable[[float], str] = str
    interval: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Attributes
    ----------
    name
        Of its files.
    notes
        Sentences that belong below it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def to_numbers(table: Table) -> tuple[list[str], list[dict[str, str | int | float | None]]]:
    """Column names and rows of plain values; an interval becomes three columns, NaN becomes None."""
    names = [
        name
        for column in table.columns
        for name in (
            (column.key, f"{column.key}_low", f"{column.key}_high") if column.interval else (column.key,)
        )
    ]
    return names, [_plain_row(table.columns, row) for row in table.rows]


def _plain_row(columns: Sequence[Column], row: Row) -> dict[str, str | int | float | None]:
    plain: dict[str, str | int | float | None] = {}
    for column in columns:
        cell = row.get(column.key)
        if column.interval:
            three = (cell.value, cell.low, cell.high) if isinstance(cell, Estimate) else (None, None, None)
            for end, value in zip(("", "_low", "_high"), three, strict=True):
                plain[column.key + end] = _known(value)
        else:
            plain[column.key] = _known(cell.value if isinstance(cell, Estimate) else cell)
    return plain


def _known(value: str | int | float | None) -> str | int | float | None:
    return None if isinstance(value, float) and math.isnan(value) else value


def to_texts(table: Table) -> list[list[str]]:
    """The cells as a reader sees them: ``0.97 (0.94–0.99)``, ``–`` for what cannot be known."""
    quiet = [place for place, column in enumerate(table.columns) if column.quiet]
    shown, above = [], [""] * len(table.columns)
    for row in table.rows:
        cells = [text(column, row.get(column.key)) for column in table.columns]
        same = list(takewhile(lambda place: cells[place] == above[place], quiet))  # noqa: B023 - used at once
        shown.append(["" if place in same else cell for place, cell in enumerate(cells)])
        above = cells
    return shown


def text(column: Column, cell: Cell) -> str:
    """One cell for readers."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Estimate(value, low, high):
            if math.isnan(value) and math.isnan(low):
                return "–"
            return f"{_written(column, value)} ({_written(column, low)}–{_written(column, high)})"
        case _:
            return _written(column, float(cell))


def _written(column: Column, value: float) -> str:
    if math.isnan(value):
        return "–"
    return ("∞" if value > 0 else "−∞") if math.isinf(value) else column.write(value)


def to_markdown(table: Table) -> str:
    """The table with its title and notes."""
    head = [_escaped(column.title) for column in table.columns]
    rows = [[_escaped(cell) for cell in row] for row in to_texts(table)]
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    notes = [f"{_escaped(note)}  " for note in table.notes]
    return "\n".join([f"## {_escaped(table.title)}", "", *lines, "", *notes]).rstrip() + "\n"


def _escaped(text: str) -> str:
    """Without what Markdown or a browser would take for markup."""
    for sign, instead in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("|", "\\|"),
        ("`", "\\`"),
        ("*", "\\*"),
        ("_", "\\_"),
    ):
        text = text.replace(sign, instead)
    return " ".join(text.split())


def count(value: float) -> str:
    """``12``."""
    return f"{value:.0f}"


def decimals(places: int) -> Callable[[float], str]:
    """Writes so many decimals."""
    return lambda value: f"{value:.{places}f}".replace("-", "−")


def percent(value: float) -> str:
    """A share as percent with one decimal: ``93.3``."""
    return f"{100 * value:.1f}"


def p_value(value: float) -> str:
    """``0.012``, ``<0.001``, ``–`` where there is none."""
    if math.isnan(value):
        return "–"
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def likelihood(value: float) -> str:
    """A likelihood ratio: more decimals for smaller ones."""
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
