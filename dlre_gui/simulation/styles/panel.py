"""The Q-Box panel: its text as rows and columns, and its drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles.canvas import spanned
from dlre_gui.simulation.styles.words import FIELDS, OTHERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlre_gui.domain.findings import QBox
    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.canvas import Canvas

GAP = 0.95  # between columns, in font px
BORDER = 6.0  # reference px
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PanelText:
    """Rows of cells under each other; a title row has one cell and no place in the columns."""

    rows: tuple[Row, ...]
    bordered: bool

    def columns(self, canvas: Canvas) -> list[float]:
        """Widths in px."""
        table = [row for row in self.rows if len(row) > 1]
        count = max((len(row) for row in table), default=0)
        return [
            max(canvas.width_of(row[i]) for row in table if len(row) > i) + GAP * canvas.font_px
            for i in range(count)
        ]

    def size(self, canvas: Canvas) -> tuple[int, int]:
        """Width and height in px, border included."""
        titles = [canvas.width_of(row[0], bold=True) for row in self.rows if len(row) == 1]
        width = max([sum(self.columns(canvas)), *titles])
        margin = 2 * BORDER * canvas.unit
        return int(width + margin) + 1, int(len(self.rows) * canvas.line_height() + margin) + 1


def panel_text(look: Appearance, qboxes: Sequence[QBox], beside: Sequence[tuple[str, ...]]) -> PanelText:
    """The panel of these Q-Boxes; `beside` are their other values (`words.OTHERS`) as written."""
    maker = {"list": _blocks, "columns": _columns, "table": _table, "inline": _inline}[look.panel.form]
    rows = maker(look, qboxes, beside)
    return PanelText(tuple(rows), look.panel.bordered)


def widest(look: Appearance) -> PanelText:
    """A panel as large as any of this look, before the values are known."""
    from dlre_gui.domain.findings import QBox, Unit

    shown = dict.fromkeys(look.panel.fields, 288.88 if look.panel.decimals == 2 else 288.8)
    one = QBox(**{**shown, "si_percent": 100.0}, unit=Unit(look.panel.unit))  # type: ignore[arg-type]
    others = tuple("28.88 cm²" for _ in look.panel.extra)
    return panel_text(look, [one] * look.panel.count, [others] * look.panel.count)


def draw_panel(canvas: Canvas, text: PanelText, corner: tuple[float, float], look: Appearance) -> Box:
    """Draw at a corner; returns the box of all that was drawn."""
    margin, line = BORDER * canvas.unit, canvas.line_height()
    width, height = text.size(canvas)
    box = spanned(corner[0], corner[1], corner[0] + width, corner[1] + height)
    if text.bordered:
        canvas.frame(box, look.panel.colour)
    starts = [0.0]
    for column in text.columns(canvas):
        starts.append(starts[-1] + column)
    for number, row in enumerate(text.rows):
        y = corner[1] + margin + number * line + 0.1 * line
        for start, cell in zip(starts, row, strict=False):
            canvas.text(corner[0] + margin + start, y, cell, look.panel.colour, bold=len(row) == 1)
    return box


def number(value: float | None, decimals: int, comma: bool) -> str:
    """A value as the panel shows it; ``--`` where there is none."""
    if value is None:
        return "--"
    return f"{value:.{decimals}f}".replace(".", "," if comma else ".")


def _unit_of(look: Appearance, field: str) -> str:
    return {"diameter_mm": "mm", "si_percent": "%"}.get(field, look.panel.unit)


def _value(look: Appearance, qbox: QBox, field: str) -> str:
    decimals = {"diameter_mm": 1, "si_percent": 0}.get(field, look.panel.decimals)
    shown = number(getattr(qbox, field), decimals, look.comma)
    if look.panel.unit_in_label:
        return shown
    text = f"{shown}{' ' if look.panel.space_before_unit else ''}{_unit_of(look, field)}"
    if field == "mean" and look.panel.both_units and qbox.mean is not None:
        return f"{text} ({_in_other_unit(look, qbox.mean)})"
    return text


def _in_other_unit(look: Appearance, mean: float) -> str:
    """The mean by E = 3ρc², as scanners add it."""
    if look.panel.unit == "kPa":
        return f"{number((mean / 3) ** 0.5, 2, look.comma)} m/s"
    return f"{number(3 * mean**2, 1, look.comma)} kPa"


def _label(look: Appearance, field: str) -> str:
    label = look.panel.wording.label(field)
    if look.panel.unit_in_label:
        label = f"{label} ({_unit_of(look, field)})"
    return label + look.panel.separator


def _fields(look: Appearance) -> list[str]:
    return [field for field in FIELDS if field in look.panel.fields]


def _extra_labels(look: Appearance) -> list[str]:
    names = OTHERS[look.language]
    return [names[which] + look.panel.separator for which in look.panel.extra]


def _title(look: Appearance, index: int, count: int) -> list[Row]:
    title = look.panel.title
    if count > 1:
        return [(f"{title} {index + 1}".strip(),)]
    return [(title,)] if title else []


def _blocks(look: Appearance, qboxes: Sequence[QBox], beside: Sequence[tuple[str, ...]]) -> list[Row]:
    rows: list[Row] = []
    for index, (qbox, others) in enumerate(zip(qboxes, beside, strict=True)):
        rows += _title(look, index, len(qboxes))
        rows += [(_label(look, field), _value(look, qbox, field)) for field in _fields(look)]
        rows += list(zip(_extra_labels(look), others, strict=True))
    return rows


def _columns(look: Appearance, qboxes: Sequence[QBox], beside: Sequence[tuple[str, ...]]) -> list[Row]:
    """A row a value, a column a Q-Box."""
    rows: list[Row] = []
    if len(qboxes) > 1:
        rows.append((look.panel.title or " ", *(str(i + 1) for i in range(len(qboxes)))))
    elif look.panel.title:
        rows.append((look.panel.title,))
    rows += [(_label(look, field), *(_value(look, q, field) for q in qboxes)) for field in _fields(look)]
    rows += [(name, *values) for name, *values in zip(_extra_labels(look), *beside, strict=True)]
    return rows


def _table(look: Appearance, qboxes: Sequence[QBox], beside: Sequence[tuple[str, ...]]) -> list[Row]:
    """A row a Q-Box, a column a value."""
    heads = (" ", *(_label(look, field).rstrip(" :=") for field in _fields(look)))
    rows: list[Row] = [(look.panel.title,)] if look.panel.title else []
    rows.append((*heads, *(name.rstrip(" :=") for name in _extra_labels(look))))
    for index, (qbox, others) in enumerate(zip(qboxes, beside, strict=True)):
        rows.append((str(index + 1), *(_value(look, qbox, field) for field in _fields(look)), *others))
    return rows


def _inline(look: Appearance, qboxes: Sequence[QBox], beside: Sequence[tuple[str, ...]]) -> list[Row]:
    """Two values a row."""
    rows: list[Row] = []
    for index, (qbox, others) in enumerate(zip(qboxes, beside, strict=True)):
        rows += _title(look, index, len(qboxes))
        cells = [(_label(look, field), _value(look, qbox, field)) for field in _fields(look)]
        cells += list(zip(_extra_labels(look), others, strict=True))
        rows += [sum(cells[i : i + 2], ()) for i in range(0, len(cells), 2)]
    return rows
