"""Where the parts of a screen stand: columns, strips, panels, bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles.chance import between, chance
from dlre_gui.simulation.styles.colour_bar import Margins, margins
from dlre_gui.simulation.styles.panel import widest

if TYPE_CHECKING:
    from numpy.random import Generator

    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.canvas import Canvas

MIN_PANEL = 0.24  # of the frame's height, either side


class NoRoomError(ValueError):
    """The parts do not fit this frame."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Boxes of the frame.

    `swe_panel` shows the SWE box; `other_panel` is None in a single layout. `strip` is the colour bar
    itself; None where it stands in a corner of the panel, which is chosen when the SWE box is known.
    `qbox_corner` is None without Q-Box and where the panel stands in a corner. `settings` is the
    corner of the settings and the room below it.
    """

    header: int
    footer: int
    swe_panel: Box
    other_panel: Box | None
    strip: Box | None
    qbox_corner: tuple[float, float] | None
    settings: tuple[float, float, float] | None


@dataclass(slots=True)
class _Column:
    """A side of the frame, filled from the top; `width` 0: not there."""

    x: float
    width: float
    y: float


def arrange(rng: Generator, canvas: Canvas, look: Appearance) -> Arrangement:
    """Put everything in its place.

    Raises
    ------
    NoRoomError
        If the panels would be too small.
    """
    width, height = canvas.image.size
    unit = canvas.unit
    header, footer = round(between(rng, 58, 92) * unit), round(between(rng, 0, 40) * unit)
    footer = 0 if footer < 24 * unit else footer
    bar, panel = margins(canvas, look.bar, look.comma), widest(look).size(canvas)
    left, right = _columns(rng, canvas, look, bar, panel, header)
    top, bottom = float(header + 8 * unit), float(height - footer - 8 * unit)
    settings_wanted = left.width > 100 * unit and chance(rng, 0.85)
    strip = _column_bar(look, canvas, bar, left, right, bottom - top, panel)
    corner = None
    if look.panel.count:
        corner, top, bottom = _panel_corner(look, left, right, top, bottom, panel, unit, (width, height))
    settings = None
    if settings_wanted and bottom - left.y > 60 * unit:
        low = bottom
        if look.panel.count and look.panel.place == "left" and corner is not None:
            left.y = corner[1] + panel[1] + 10 * unit
        settings = (left.x + 6 * unit, left.y, low - left.y)
    between_columns, below = round(right.x - left.x - left.width), round(bottom - top)
    if min(between_columns, below) < MIN_PANEL * height:
        raise NoRoomError("the panels are too small")
    middle = Box(round(left.x + left.width), round(top), between_columns, below)
    swe, other, strip = _panels(rng, canvas, look, middle, bar, strip)
    return Arrangement(header, footer, swe, other, strip, corner, settings)


def _columns(
    rng: Generator, canvas: Canvas, look: Appearance, bar: Margins, panel: tuple[int, int], header: int
) -> tuple[_Column, _Column]:
    """The columns at the frame's sides, as wide as what stands in them."""
    width, unit = canvas.image.width, canvas.unit
    bar_width = bar.left + bar.right + look.bar.width * unit + 16 * unit
    left, right = 10 * unit, 10 * unit
    if chance(rng, 0.7):
        left = 0.135 * 1440 * unit
    if look.bar.place == "left":
        left = max(left, bar_width)
    if look.bar.place == "right":
        right = max(right, bar_width)
    if look.panel.count and look.panel.place == "left":
        left = max(left, panel[0] + 16 * unit)
    if look.panel.count and look.panel.place == "right":
        right = max(right, panel[0] + 16 * unit)
    start = header + 14 * unit
    return _Column(0, left, start), _Column(width - right, right, start)


def _column_bar(
    look: Appearance,
    canvas: Canvas,
    bar: Margins,
    left: _Column,
    right: _Column,
    room: float,
    panel: tuple[int, int],
) -> Box | None:
    """The bar at the top of its column, which goes on below it; None if it stands elsewhere."""
    if look.bar.place not in ("left", "right"):
        return None
    column = left if look.bar.place == "left" else right
    below = panel[1] if look.panel.count and look.panel.place == look.bar.place else 0
    room -= below + bar.top + bar.bottom + 24 * canvas.unit
    height = round(min(look.bar.height * canvas.unit, room))
    if height < 100 * canvas.unit:
        raise NoRoomError("no room for the colour bar")
    width = round(look.bar.width * canvas.unit)
    if look.bar.place == "left":
        x = column.x + bar.left + 8 * canvas.unit
    else:
        x = column.x + column.width - bar.right - width - 8 * canvas.unit
    y = column.y + bar.top
    column.y = y + height + bar.bottom + 14 * canvas.unit
    return Box(round(x), round(y), width, height)


def _panel_corner(
    look: Appearance,
    left: _Column,
    right: _Column,
    top: float,
    bottom: float,
    panel: tuple[int, int],
    unit: float,
    size: tuple[int, int],
) -> tuple[tuple[float, float] | None, float, float]:
    """The Q-Box panel's corner, and what is left between top and bottom for the ultrasound."""
    place = look.panel.place
    if place == "beside":
        return None, top, bottom
    if place in ("left", "right"):
        column = left if place == "left" else right
        if column.y + panel[1] > bottom:
            raise NoRoomError("no room for the Q-Box panel")
        x = column.x + 8 * unit if place == "left" else column.x + column.width - panel[0] - 8 * unit
        return (x, column.y), top, bottom
    inner = right.x - left.x - left.width
    if panel[0] > inner:
        raise NoRoomError("the Q-Box panel is too wide")
    x = left.x + left.width + 0.5 * (inner - panel[0])
    if place == "top":
        return (x, top), top + panel[1] + 10 * unit, bottom
    return (x, bottom - panel[1]), top, bottom - panel[1] - 10 * unit


def _panels(
    rng: Generator, canvas: Canvas, look: Appearance, room: Box, bar: Margins, strip: Box | None
) -> tuple[Box, Box | None, Box | None]:
    """Split the room by the layout; a bar beside the SWE panel takes a lane of it."""
    unit = canvas.unit
    lane = (16 * unit + canvas.width_of("10.0", 0.9)) if look.ruler else 6 * unit
    bar_lane = bar.left + bar.right + look.bar.width * unit + 8 * unit if look.bar.place == "beside" else 0.0
    gap = round(between(rng, 4, 16) * unit)
    cells = [room]
    if look.layout == "side_by_side":
        half = (room.w - gap) // 2
        cells = [Box(room.x, room.y, half, room.h), Box(room.x + half + gap, room.y, half, room.h)]
    elif look.layout == "stacked":
        half = (room.h - gap) // 2
        cells = [Box(room.x, room.y, room.w, half), Box(room.x, room.y + half + gap, room.w, half)]
    if len(cells) == 2 and look.second_first:
        cells.reverse()
    panels = [_inside(cell, look, lane, bar_lane) for cell in cells]
    if min(min(p.w, p.h) for p in panels) < MIN_PANEL * canvas.image.height:
        raise NoRoomError("the panels are too small")
    if look.bar.place == "beside":
        strip = _lane_bar(canvas, look, cells[0], panels[0], bar, lane)
    return panels[0], panels[1] if len(panels) == 2 else None, strip


def _inside(cell: Box, look: Appearance, lane: float, bar_lane: float) -> Box:
    """The panel in its cell: ruler on its own side, the bar on the other."""
    left, right = (lane, bar_lane) if look.ruler_left else (bar_lane, lane)
    width = cell.w - round(left) - round(right)
    if width < 1:
        raise NoRoomError("the panels are too small")
    return Box(cell.x + round(left), cell.y, width, cell.h)


def _lane_bar(canvas: Canvas, look: Appearance, cell: Box, panel: Box, bar: Margins, lane: float) -> Box:
    width = round(look.bar.width * canvas.unit)
    height = round(min(look.bar.height * canvas.unit, cell.h - bar.top - bar.bottom))
    if height < 100 * canvas.unit:
        raise NoRoomError("no room for the colour bar")
    x = panel.right + bar.left + 4 * canvas.unit if look.ruler_left else cell.x + bar.left + 4 * canvas.unit
    return Box(round(x), round(cell.y + bar.top), width, height)
