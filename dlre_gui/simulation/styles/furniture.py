"""What stands around the ultrasound: header, settings, footer, marks, icons; distractors of a reader."""

from __future__ import annotations

from colorsys import hsv_to_rgb
from typing import TYPE_CHECKING

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.names import draw_name
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.words import COMMANDS, ORGANS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.canvas import Canvas, Colour

LOGO_COLOURS = ((140, 205, 250), (240, 90, 60), (90, 200, 120), (250, 190, 60), (230, 230, 230))


def draw_header(rng: Generator, canvas: Canvas, look: Appearance, height: int) -> None:
    """A band with logo, hospital, a person's name, date, output, probe."""
    width = canvas.image.width
    canvas.fill(Box(0, 0, width, height), look.band)
    _draw_logo(rng, canvas, height)
    latin, chinese = draw_name(rng)
    name = chinese.replace("^", "") if look.language == "zh" else latin.replace("^", " ").upper()
    minute = int(rng.integers(8 * 60, 17 * 60))
    date = f"{int(rng.integers(1, 29)):02d}/{int(rng.integers(1, 13)):02d}/2024"
    line, top = canvas.line_height(), max(0.0, 0.08 * height)
    left = 1.35 * height
    hospital = f"SIMULATED {pick(rng, 'ABCDEFGHIJKL')} HOSPITAL"
    output = f"MI 1.{rng.integers(1, 9)}  TIs 0.{rng.integers(1, 9)}"
    rows = (
        (hospital, name, f"{date} {minute // 60:02d}:{minute % 60:02d}:07"),
        ("", f"ID: SIM-{rng.integers(100_000):05d}", output),
        ("", "", f"C{rng.integers(1, 9)}-1 / {ORGANS[look.language]}"),
    )
    for number, (first, middle, last) in enumerate(rows):
        y = top + number * line * 0.95
        if y + 0.9 * line > height:
            break
        canvas.text(left, y, first, look.text, bold=number == 0)
        canvas.text(0.53 * width, y, middle, look.text, bold=number == 0, anchor="m")
        canvas.text(width - 6 * canvas.unit, y, last, look.text, anchor="r")


def _draw_logo(rng: Generator, canvas: Canvas, height: int) -> None:
    colour, side = pick(rng, LOGO_COLOURS), 0.5 * height
    x, y = 0.3 * height, 0.22 * height
    kind = int(rng.integers(3))
    if kind == 0:
        canvas.draw.ellipse((x, y, x + side, y + side), outline=colour, width=max(1, round(0.1 * side)))
    elif kind == 1:
        canvas.draw.rectangle((x, y, x + side, y + side), fill=colour)
        canvas.draw.ellipse((x + side / 4, y + side / 4, x + side, y + side), fill=(20, 20, 20))
    else:
        canvas.text(0.5 * height, y, "SIM", colour, 1.1, bold=True, anchor="m")


def settings_lines(rng: Generator, look: Appearance, depth_mm: float) -> list[tuple[str, bool]]:
    """The column of B-mode's and SWE's settings; whether a line is a heading."""
    lines = [
        ("B", True),
        (pick(rng, ("Gen/Med", "FR 17 Hz", "C5-1", "Res")), False),
        (f"{pick(rng, ('G', 'Gn', 'Gain'))} {int(rng.integers(40, 62))} %", False),
        (f"{pick(rng, ('DR', 'C'))} {int(rng.integers(55, 75))}", False),
        (f"{between(rng, 2, 6):.1f} MHz", False),
        (f"{pick(rng, ('D', 'Depth'))} {depth_mm / 10:.{int(chance(rng, 0.7))}f} cm", False),
        (pick(rng, ("SWE™", "SWE", "STE", "Elasto")), True),
        (pick(rng, ("Std/2.0 Hz", "Pen", "Gen/1.6 Hz")), False),
    ]
    if look.style.startswith("supersonic"):
        opacity = round(100 * look.box.opacity)
        lines += [(f"S {int(rng.integers(3, 8))}/O {opacity} %", False)]
    return [*lines, (f"G {int(rng.integers(50, 95))} %", False)]


def draw_settings(
    rng: Generator,
    canvas: Canvas,
    look: Appearance,
    corner: tuple[float, float],
    room: float,
    depth_mm: float,
) -> float:
    """As many lines as there is room for (px), with the depth that is shown; returns the row below them."""
    line = canvas.line_height(0.95)
    x, y = corner
    for text, heading in settings_lines(rng, look, depth_mm)[: max(0, int(room / line))]:
        indent = 0 if heading else 8 * canvas.unit
        canvas.text(x + indent, y, text, look.text, 0.95, bold=heading)
        y += line
    return y


def draw_footer(rng: Generator, canvas: Canvas, look: Appearance, height: int) -> None:
    """The trackball's functions, and perhaps coloured soft keys."""
    if height <= 0:
        return
    size = canvas.image.size
    canvas.fill(Box(0, size[1] - height, size[0], height), look.band)
    pan, place, extent = COMMANDS[look.language]
    y = size[1] - height + 0.5 * (height - canvas.line_height(0.8))
    for share, text, colour in (
        (0.36, pan, look.text),
        (0.45, place, (250, 165, 40)),
        (0.56, extent, look.text),
    ):
        canvas.text(share * size[0], y, text, colour, 0.8, anchor="m")
    if chance(rng, 0.4):
        side = 0.6 * height
        for number in range(int(rng.integers(2, 6))):
            x = size[0] * 0.72 + number * 1.6 * side
            box = (x, size[1] - 0.8 * height, x + side, size[1] - 0.8 * height + side)
            canvas.draw.rectangle(box, fill=vivid(rng))


def vivid(rng: Generator) -> Colour:
    """A strong colour of any hue, as icons have."""
    red, green, blue = hsv_to_rgb(float(rng.random()), between(rng, 0.5, 1), between(rng, 0.5, 1))
    return round(255 * red), round(255 * green), round(255 * blue)


def draw_marks(rng: Generator, canvas: Canvas, look: Appearance, panel: Box, taken: Sequence[Box]) -> None:
    """The probe's mark at the panel's corner, and perhaps a body mark in another, clear of `taken`."""
    unit, colour, side = canvas.unit, pick(rng, LOGO_COLOURS), round(24 * canvas.unit)
    mark = Box(panel.x + round(8 * unit), panel.y + round(4 * unit), side, side)
    letter, shows_body = pick(rng, ("S", "P", "V", "O")), chance(rng, 0.25)
    if chance(rng, 0.7) and all(mark.intersection(box) is None for box in taken):
        canvas.text(mark.x, mark.y, letter, colour, bold=True)
    x, y = panel.right - 60 * unit, panel.bottom - 84 * unit
    body = Box(round(x), round(y), round(56 * unit), round(80 * unit))
    if shows_body and all(body.intersection(box) is None for box in taken):
        _draw_body(canvas, x, y, vivid(rng))


def _draw_body(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    unit = canvas.unit
    outline = [(10, 0), (40, 0), (46, 30), (40, 70), (10, 70), (4, 30), (10, 0)]
    canvas.line([(x + dx * unit, y + dy * unit) for dx, dy in outline], (200, 200, 160), 2)
    canvas.line([(x + 12 * unit, y + 30 * unit), (x + 26 * unit, y + 36 * unit)], colour, 4)
