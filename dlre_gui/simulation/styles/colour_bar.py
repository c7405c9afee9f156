"""The colour bar with its labels, ticks and the grey bar beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles.palettes import LEVELS, palette

if TYPE_CHECKING:
    from dlre_gui.simulation.styles.appearance import BarLook
    from dlre_gui.simulation.styles.canvas import Canvas, Colour

LABELS = ("saturating", "max_above", "unit_above", "ends_with_unit", "unit_below", "unit_beside")
_GAP = 0.35  # between bar and labels, in font px


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a share of the bar's height (0 bottom, 1 top), or above or below it."""

    text: str
    at: float
    side: str  # "beside", "above", "below"


def labels_of(look: BarLook, comma: bool) -> list[Label]:
    """All labels, ends and ticks; each `at` where its value lies on the bar."""
    top = _shown(look.maximum, look.decimals, comma)
    bottom = _shown(look.minimum, look.decimals, comma)
    ends = {
        "saturating": [Label(f"≥{top} {look.unit}", 1, "above")],
        "max_above": [Label(f"{top} {look.unit}", 1, "above"), Label(bottom, 0, "below")],
        "unit_above": [Label(look.unit, 1, "above"), Label(top, 1, "beside"), Label(bottom, 0, "beside")],
        "ends_with_unit": [
            Label(f"{top} {look.unit}", 1, "above"),
            Label(f"{bottom} {look.unit}", 0, "below"),
        ],
        "unit_below": [Label(top, 1, "beside"), Label(bottom, 0, "beside"), Label(look.unit, 0, "below")],
        "unit_beside": [Label(top, 1, "above"), Label(bottom, 0, "below"), Label(look.unit, 0.5, "beside")],
    }[look.labels]
    ticks = []
    if look.ticks in ("numbers", "both"):
        ticks = [Label(_tick(value, comma), share, "beside") for value, share in tick_values(look)]
        if look.labels == "unit_beside":
            ticks = [tick for tick in ticks if abs(tick.at - 0.5) > 0.12]
    return [_turned(label) if look.maximum_below else label for label in ends + ticks]


def _turned(label: Label) -> Label:
    """For a bar whose maximum is at the bottom."""
    side = {"above": "below", "below": "above"}.get(label.side, label.side)
    return Label(label.text, 1 - label.at, side)


def tick_values(look: BarLook) -> list[tuple[float, float]]:
    """Round values between the ends, with their share of the bar."""
    reach = look.maximum - look.minimum
    fifth = reach / 5
    if look.minimum == 0 and abs(fifth * 10 - round(fifth * 10)) < 1e-6:
        return [(fifth * i, i / 5) for i in range(1, 5)]
    power = 10.0 ** floor(log10(reach / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if reach / (power * factor) <= 6)
    first = int(look.minimum / step) + 1
    values = [step * i for i in range(first, int(look.maximum / step) + 1)]
    shares = [(value, (value - look.minimum) / reach) for value in values]
    return [(value, share) for value, share in shares if 0.08 < share < 0.92]


def _shown(value: float, decimals: int, comma: bool) -> str:
    text = f"{value:.{decimals}f}" if decimals else f"{value:g}"
    return text.replace(".", "," if comma else ".")


def _tick(value: float, comma: bool) -> str:
    return f"{round(value, 2):g}".replace(".", "," if comma else ".")


@dataclass(frozen=True, slots=True)
class Margins:
    """What the labels need around the strip, px."""

    left: float
    top: float
    right: float
    bottom: float


def margins(canvas: Canvas, look: BarLook, comma: bool) -> Margins:
    """Room for the labels and the grey bar, as `draw_bar` will draw them."""
    labels = labels_of(look, comma)
    widths = {side: [canvas.width_of(x.text) for x in labels if x.side == side] for side in ("beside", "end")}
    ends = [canvas.width_of(label.text) for label in labels if label.side != "beside"]
    line, strip = canvas.line_height(), look.width * canvas.unit
    beside = max(widths["beside"], default=0.0) + 2 * _GAP * canvas.font_px + _grey_width(canvas, look)
    over = max(0.0, (max(ends, default=0.0) - strip) / 2)
    other = over + (0 if look.ticks == "numbers" else _grey_width(canvas, look))
    sides = {label.side for label in labels}
    above = line * 1.5 if "above" in sides else line * 0.6
    below = line * 1.5 if "below" in sides else line * 0.6
    left, right = (beside, other) if look.labels_left else (other, beside)
    return Margins(max(left, over) + 2, above, max(right, over) + 2, below)


def _grey_width(canvas: Canvas, look: BarLook) -> float:
    return 2.2 * 8 * canvas.unit if look.grey_bar else 0.0


def draw_bar(canvas: Canvas, look: BarLook, strip: Box, comma: bool, colour: Colour) -> None:
    """The strip, its labels and ticks."""
    share = (strip.h - 1 - np.arange(strip.h)) / (strip.h - 1)
    if look.maximum_below:
        share = share[::-1]
    _paste(canvas, strip, palette(look.palette, look.steps)[np.rint(share * (LEVELS - 1)).astype(int)])
    if look.grey_bar:
        _draw_grey_bar(canvas, look, strip, share)
    if look.border:
        grown = Box(strip.x - 1, strip.y - 1, strip.w + 2, strip.h + 2)
        canvas.frame(grown, (170, 170, 170), 0.5)
    for label in labels_of(look, comma):
        _draw_label(canvas, look, strip, label, colour)
    if look.ticks in ("marks", "both"):
        _draw_marks(canvas, look, strip, colour)


def _draw_grey_bar(canvas: Canvas, look: BarLook, strip: Box, share: np.ndarray) -> None:
    width = max(3, round(8 * canvas.unit))
    x = strip.right + width if look.labels_left else strip.x - 2 * width
    grey = np.rint(share * 238).astype(np.uint8)
    _paste(canvas, Box(x, strip.y, width, strip.h), np.repeat(grey[:, None], 3, axis=1))


def _paste(canvas: Canvas, box: Box, rows: np.ndarray) -> None:
    canvas.paste(np.ascontiguousarray(np.repeat(rows[:, None, :], box.w, axis=1)), box)


def _draw_label(canvas: Canvas, look: BarLook, strip: Box, label: Label, colour: Colour) -> None:
    line, gap = canvas.line_height(), _GAP * canvas.font_px
    if label.side == "beside":
        y = strip.y + (1 - label.at) * (strip.h - 1) - 0.66 * canvas.font_px
        if look.labels_left:
            canvas.text(strip.x - gap, y, label.text, colour, anchor="r")
        else:
            canvas.text(strip.right + gap, y, label.text, colour)
        return
    away = 0.4 * line if look.labels in ("unit_above", "unit_below") else 0.0  # clear of the end's number
    y = strip.y - line - away if label.side == "above" else strip.bottom + 0.05 * line + away
    canvas.text(strip.centre[0], y, label.text, colour, anchor="m")


def _draw_marks(canvas: Canvas, look: BarLook, strip: Box, colour: Colour) -> None:
    """Short lines into the gap between bar and numbers."""
    length = 0.25 * canvas.font_px
    for _, share in tick_values(look):
        at = 1 - share if look.maximum_below else share
        y = strip.y + (1 - at) * (strip.h - 1)
        x = strip.x - 1 if look.labels_left else strip.right
        canvas.line([(x, y), (x - length if look.labels_left else x + length, y)], colour, 1)
