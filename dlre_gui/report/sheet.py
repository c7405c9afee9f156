"""The sheet of paper: margins, headings."""

from __future__ import annotations

from dlre_gui.report.pen import GREY, Pen

LEFT, RIGHT = 40.0, 555.0
TOP, BOTTOM = 806.0, 34.0
DARK = (0.10, 0.26, 0.44)


def heading(pen: Pen, y: float, title: str, beside: str = "") -> float:
    """A section's title on a line; the base of the first line below it."""
    end = pen.text(LEFT, y - 9, title, 9.5, bold=True, colour=DARK)
    if beside:
        pen.text(end + 8, y - 9, beside, 7.6, colour=GREY, room=RIGHT - end - 8)
    pen.rule(LEFT, y - 12.5, RIGHT)
    return y - 23
