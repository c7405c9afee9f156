"""A painter of small SuperSonic-like screens with known truth, independent of `simulation`."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Header, Screen

COLOURS = np.array(
    [
        (5, 0, 159), (1, 0, 238), (2, 108, 254), (3, 194, 254), (30, 253, 236), (150, 254, 155),
        (231, 254, 35), (252, 197, 2), (254, 110, 2), (239, 0, 0), (138, 7, 12),
    ],
    dtype=np.float64,
)  # fmt: skip
ORANGE = (255, 165, 0)


@dataclass(frozen=True)
class Drawn:
    """A screen and what was painted on it."""

    pixels: NDArray[np.uint8]
    box: Box
    value: NDArray[np.float32]
    inside: NDArray[np.bool_]
    void: NDArray[np.bool_]

    def screen(self, jpeg: int | None = None, header: Header | None = None) -> Screen:
        return as_screen(self.pixels if jpeg is None else through_jpeg(self.pixels, jpeg), header)


@dataclass(frozen=True)
class Style:
    """What to paint; lengths in px of a 1440×1080 screen, scaled to `size`."""

    size: tuple[int, int] = (1440, 1080)
    sector: bool = False
    opacity: float = 0.7
    minimum: float = 0.0
    maximum: float = 40.0
    unit: str = "kPa"
    prefix: str = "≥"
    outline: tuple[int, int, int] | None = ORANGE
    bar_on_left: bool = False
    void_share: float = 0.05
    level: tuple[float, float] = (0.1, 0.9)
    colours: NDArray[np.float64] = field(default_factory=lambda: COLOURS)
    circle: tuple[float, float, float] | None = None
    panel: tuple[tuple[str, str], ...] = ()
    seed: int = 0


def as_screen(pixels: NDArray[np.uint8], header: Header | None = None) -> Screen:
    return Screen(pixels, Path("drawn.png"), 0, 1, "", "", header or Header())


def through_jpeg(pixels: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream))


def colour_at(fraction: NDArray[np.floating], colours: NDArray[np.float64] = COLOURS) -> NDArray[np.float64]:
    places = np.linspace(0, 1, len(colours))
    return np.stack([np.interp(fraction, places, colours[:, i]) for i in range(3)], axis=-1)


def draw(style: Style) -> Drawn:
    """Paint a screen: header, two panels, bar with ticks, box, and maybe circle and panel of values."""
    width, height = style.size
    k = height / 1080
    rng = np.random.default_rng(style.seed)
    canvas = np.zeros((height, width, 3), dtype=np.float64)
    top = _scaled(Box(312, 143, 776, 438), k)
    bottom = _scaled(Box(312, 591, 776, 440), k)
    tissue = _b_mode(rng, top.h, top.w)
    canvas[top.slices] = tissue[..., None] * (0.97, 0.97, 1.0)
    canvas[bottom.slices] = canvas[top.slices][: bottom.h].repeat(2, axis=0)[: bottom.h]
    box, inside = _region(style, k)
    value = _field(rng, box, style.level)
    void = _blobs(rng, box, style.void_share)
    blend = style.opacity * colour_at(value, style.colours) + (1 - style.opacity) * canvas[box.slices]
    coloured = inside & ~void
    canvas[box.slices][coloured] = blend[coloured]
    picture = Image.fromarray(np.clip(np.rint(canvas), 0, 255).astype(np.uint8))
    _annotate(picture, style, box, inside, bottom.y - top.y, k)
    scale = style.minimum + value * (style.maximum - style.minimum)
    return Drawn(np.asarray(picture), box, scale.astype(np.float32), inside, void)


def _scaled(box: Box, k: float) -> Box:
    return Box(round(box.x * k), round(box.y * k), round(box.w * k), round(box.h * k))


def _b_mode(rng: np.random.Generator, h: int, w: int) -> NDArray[np.float64]:
    speckle = np.hypot(*ndimage.gaussian_filter(rng.normal(size=(2, h, w)), (0, 1.2, 1.8)))
    layers = (
        1
        + 0.4 * np.sin(np.linspace(0, 9, h))[:, None]
        + 0.3 * ndimage.gaussian_filter(rng.normal(size=(h, w)), 20) * 40
    )
    return np.clip(70 * layers * (0.5 + 2.2 * speckle), 2, 240)


def _field(rng: np.random.Generator, box: Box, level: tuple[float, float]) -> NDArray[np.float64]:
    rough = ndimage.gaussian_filter(rng.normal(size=(box.h, box.w)), box.h / 9, mode="reflect")
    rough = (rough - rough.min()) / np.ptp(rough)
    return level[0] + rough * (level[1] - level[0])


def _blobs(rng: np.random.Generator, box: Box, share: float) -> NDArray[np.bool_]:
    rough = ndimage.gaussian_filter(rng.normal(size=(box.h, box.w)), box.h / 14, mode="reflect")
    return rough < np.quantile(rough, share) if share else np.zeros((box.h, box.w), bool)


def _region(style: Style, k: float) -> tuple[Box, NDArray[np.bool_]]:
    if not style.sector:
        box = _scaled(Box(590, 225, 250, 190), k)
        return box, np.ones((box.h, box.w), bool)
    apex, near, far, half = (700 * k, -60 * k), 300 * k, 480 * k, 0.3
    x0, x1 = math.floor(apex[0] - far * math.sin(half)), math.ceil(apex[0] + far * math.sin(half))
    y0, y1 = math.floor(apex[1] + near * math.cos(half)), math.ceil(apex[1] + far)
    box = Box(x0, y0, x1 - x0, y1 - y0)
    ys, xs = np.mgrid[y0:y1, x0:x1] + 0.5
    radius = np.hypot(xs - apex[0], ys - apex[1])
    angle = np.arctan2(xs - apex[0], ys - apex[1])
    return box, (radius >= near) & (radius <= far) & (np.abs(angle) <= half)


def _annotate(
    picture: Image.Image, style: Style, box: Box, inside: NDArray[np.bool_], down: int, k: float
) -> None:
    pen = ImageDraw.Draw(picture)
    if style.outline:
        rim = inside & ~ndimage.binary_erosion(inside, np.ones((3, 3)), border_value=0)
        for dy in (0, down):
            ys, xs = np.nonzero(rim)
            for x, y in zip(xs, ys, strict=True):
                if y + box.y + dy < picture.height:
                    picture.putpixel((int(x + box.x), int(y + box.y + dy)), style.outline)
    if style.circle:
        x, y, r = style.circle
        pen.ellipse((x - r, y - r, x + r, y + r), outline=(255, 255, 255), width=max(1, round(1.5 * k)))
    font = ImageFont.load_default(20 * k)
    for i, line in enumerate(("Adm Hospital", "ID: 00123", "2024/05/21 16:27", "C6-1 / Abd")):
        pen.text((20 * k + 340 * k * i, 12 * k), line, (170, 170, 170), font)
    for i, line in enumerate(("B", "G 50 %", "Fr. 12 Hz", "SWE", f"S 5/O {100 * style.opacity:.0f} %")):
        pen.text((10 * k, (110 + 24 * i) * k), line, (170, 170, 170), font)
    _draw_bar(pen, style, font, k)
    for i, (label, shown) in enumerate(style.panel):
        y = (480 + 30 * i) * k
        pen.text((1110 * k, y), label, (230, 230, 230), font)
        pen.text((1400 * k, y), shown, (230, 230, 230), font, anchor="ra")


def _draw_bar(pen: ImageDraw.ImageDraw, style: Style, font: ImageFont.FreeTypeFont, k: float) -> None:
    x, y, w, h = (round(v * k) for v in (1386 if not style.bar_on_left else 130, 140, 18, 220))
    for row in range(h):
        colour = colour_at(np.array([1 - (row + 0.5) / h]), style.colours)[0]
        pen.rectangle((x, y + row, x + w - 1, y + row), fill=tuple(round(c) for c in colour))
        grey = round(255 * (1 - row / h))
        pen.rectangle((x - 20 * k, y + row, x - 12 * k, y + row), fill=(grey, grey, grey))
    shown = f"{style.maximum:g} {style.unit}"
    pen.text((x + w / 2, y - 8 * k), shown, (170, 170, 170), font, anchor="ms")
    if style.prefix == "≥":
        left = x + w / 2 - pen.textlength(shown, font) / 2 - 14 * k
        _draw_at_least(pen, left, y - 21 * k, k)
    for share in (0.2, 0.4, 0.6, 0.8):
        tick = style.minimum + share * (style.maximum - style.minimum)
        at = y + h * (1 - share)
        pen.text((x + w + 3 * k, at), f"{tick:g}", (170, 170, 170), font, anchor="lm")
    if style.minimum:
        pen.text((x + w / 2, y + h + 6 * k), f"{style.minimum:g}", (170, 170, 170), font, anchor="mt")


def _draw_at_least(pen: ImageDraw.ImageDraw, x: float, y: float, k: float) -> None:
    """The sign ≥, which Pillow's own font lacks."""
    arrow = [(x, y), (x + 10 * k, y + 5 * k), (x, y + 10 * k)]
    pen.line(arrow, (170, 170, 170), max(1, round(1.5 * k)))
    pen.line([(x, y + 13 * k), (x + 10 * k, y + 13 * k)], (170, 170, 170), max(1, round(1.5 * k)))
