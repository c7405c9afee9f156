"""What several kinds of picture are made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.fields import smooth_noise
from dlre_gui.simulation.styles import furniture
from dlre_gui.simulation.styles.appearance import Appearance, BoxLook, draw_appearance
from dlre_gui.simulation.styles.canvas import Canvas
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.echo import TINTS, draw_echo, tinted
from dlre_gui.simulation.styles.place import draw_region, draw_sight
from dlre_gui.simulation.styles.ruler import draw_ruler
from dlre_gui.simulation.view import bounding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.simulation.styles.palettes import Colour
    from dlre_gui.simulation.styles.sight import Sight

PLACES = 8  # tries of a region
RAINBOWS: tuple[tuple[Colour, ...], ...] = (
    ((0, 0, 143), (0, 60, 255), (0, 230, 255), (120, 255, 130), (255, 230, 0), (255, 60, 0), (128, 0, 0)),
    ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37)),
    ((0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164)),
    ((13, 8, 135), (126, 3, 168), (204, 71, 120), (248, 149, 64), (240, 249, 33)),
    ((0, 0, 0), (70, 0, 110), (200, 30, 60), (255, 150, 0), (255, 255, 220)),
    ((48, 18, 59), (70, 130, 248), (27, 229, 181), (164, 252, 60), (251, 185, 56), (227, 68, 10),
     (122, 4, 3)),
    ((59, 76, 192), (170, 199, 253), (221, 221, 221), (247, 168, 137), (180, 4, 38)),
)  # fmt: skip


def ramp(stops: Sequence[Colour], levels: int = 256) -> NDArray[np.uint8]:
    """Colours between stops, uint8 of shape (levels, 3)."""
    values = np.array(stops, dtype=np.float64)
    at = np.linspace(0, len(values) - 1, levels)
    bands = [np.interp(at, np.arange(len(values)), values[:, band]) for band in range(3)]
    return np.rint(np.stack(bands, axis=1)).astype(np.uint8)


def blobs(rng: Generator, shape: tuple[int, ...], grain: float) -> NDArray[np.float32]:
    """A smooth random field of this size, SD about 1; `grain` of 64 samples is the blobs' SD."""
    grid = smooth_noise(rng, (64, 64), grain, grain)
    resized = Image.fromarray(grid).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(resized, dtype=np.float32)


def unit_range(field: NDArray[np.float32]) -> NDArray[np.float32]:
    """The field from 0 to 1."""
    low, high = float(field.min()), float(field.max())
    return np.asarray((field - low) / max(1e-6, high - low), dtype=np.float32)


def coloured(share: NDArray[np.floating], colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours at shares 0 to 1 of a table."""
    level = np.rint(np.clip(share, 0, 1) * (len(colours) - 1)).astype(np.intp)
    return np.asarray(colours[level])


@dataclass(slots=True, eq=False)
class Exam:
    """A scanner's frame with one B-mode panel, and a region in it that something may colour."""

    canvas: Canvas
    look: Appearance
    panel: Box
    sight: Sight
    picture: NDArray[np.uint8]  # of the panel
    inside: NDArray[np.bool_]  # of the region's rectangle
    region: Box  # in px of the panel

    @property
    def part(self) -> NDArray[np.uint8]:
        """The picture's px in the region's rectangle; changing them changes the picture."""
        return self.picture[self.region.slices]

    def image(self, rng: Generator) -> Image.Image:
        """The frame with its panel."""
        self.canvas.paste(np.ascontiguousarray(self.picture), self.panel)
        if self.look.ruler:
            draw_ruler(rng, self.canvas, self.look, self.panel, self.sight)
        return self.canvas.image


def draw_exam(rng: Generator, size: tuple[int, int]) -> Exam:
    """Header, settings, footer, a panel of B-mode, and a region where an SWE box could lie."""
    look = replace(draw_appearance(rng), size=size, font_px=max(20.0, 9.5 * 1080 / size[1]))
    canvas = Canvas(size, look.fonts, look.font_px)
    header = round(70 * canvas.unit)
    furniture.draw_header(rng, canvas, look, header)
    furniture.draw_footer(rng, canvas, look, round(30 * canvas.unit) if chance(rng, 0.5) else 0)
    left, right = round(0.16 * size[0]), round(between(rng, 0.72, 0.85) * size[0])
    panel = Box(left, header + 8, right - left, size[1] - header - round(45 * canvas.unit))
    sight, mask = _place(rng, look.box, panel, size[1])
    furniture.draw_settings(rng, canvas, look, (8, header + 20), 300 * canvas.unit, sight.seen_mm)
    region = bounding(mask)
    picture = tinted(draw_echo(rng, sight), pick(rng, tuple(TINTS)))
    return Exam(canvas, look, panel, sight, picture, mask[region.slices], region)


def _place(rng: Generator, box: BoxLook, panel: Box, height: int) -> tuple[Sight, NDArray[np.bool_]]:
    """A probe's sight, and a region in it; other probes are tried where none fits."""
    for _ in range(PLACES):
        sight = draw_sight(rng, box, panel)
        try:
            return sight, draw_region(rng, box, sight, height // 2).mask(sight)
        except ValueError:
            box = replace(box, height=0.3, width=1.2, touches="")
    raise ValueError("no region fits this panel")


def draw_strip(
    canvas: Canvas,
    rows: NDArray[np.uint8],
    strip: Box,
    top: str,
    bottom: str,
    colour: Colour,
    middle: str = "",
) -> None:
    """A vertical bar (`rows` from the bottom up) with texts at its ends."""
    level = np.rint(np.linspace(len(rows) - 1, 0, strip.h)).astype(int)
    canvas.paste(np.ascontiguousarray(np.repeat(rows[level][:, None, :], strip.w, axis=1)), strip)
    line = canvas.line_height()
    canvas.text(strip.centre[0], strip.y - 1.1 * line, top, colour, anchor="m")
    canvas.text(strip.centre[0], strip.bottom + 0.1 * line, bottom, colour, anchor="m")
    canvas.text(strip.right + 0.4 * canvas.font_px, strip.centre[1] - line / 2, middle, colour)


def strip_beside(rng: Generator, exam: Exam) -> Box:
    """A place for a bar in the right column."""
    unit = exam.canvas.unit
    x = exam.panel.right + round(between(rng, 60, 120) * unit)
    width, height = round(between(rng, 12, 28) * unit), round(between(rng, 150, 360) * unit)
    return Box(min(x, exam.canvas.image.width - width - 40), exam.panel.y + round(50 * unit), width, height)


def blend(part: NDArray[np.uint8], colours: NDArray[np.uint8], cover: NDArray[np.float32]) -> None:
    """Colours over px, by cover 0 to 1, in place."""
    weight = cover[:, :, None]
    part[:] = np.rint(part * (1 - weight) + colours * weight).astype(np.uint8)
