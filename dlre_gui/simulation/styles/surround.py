"""What a screenshot or a photo has around the scanner's picture."""

from __future__ import annotations

from colorsys import hsv_to_rgb
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from dlre_gui.simulation.fields import smooth_noise
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.typefaces import BUNDLED, typeface

if TYPE_CHECKING:
    from numpy.random import Generator

LIGHT_GROUNDS = ((240, 240, 240), (255, 255, 255), (212, 208, 200), (128, 128, 128))
DARK_GROUNDS = ((30, 30, 32), (45, 45, 48), (0, 0, 0))
Corner = tuple[int, int]
MENUS = ("File", "Edit", "View", "Insert", "Tools", "Window", "Help", "Datei", "Bearbeiten", "Fichier")


def within_window(rng: Generator, picture: Image.Image) -> tuple[Image.Image, Corner]:
    """Another program's window: title bar, menus, toolbar with coloured icons, a ground around it."""
    unit = max(0.7, picture.height / 1080)
    dark = chance(rng, 0.3)
    ground = pick(rng, DARK_GROUNDS if dark else LIGHT_GROUNDS)
    chrome, ink = ((52, 52, 56), (215, 215, 215)) if dark else ((243, 243, 243), (20, 20, 20))
    title, menu, tools = (round(h * unit) for h in (34, 28, 44))
    status = round(26 * unit) if chance(rng, 0.5) else 0
    side = [round(between(rng, 0, 130) * unit) for _ in range(4)]  # left, top, right, bottom
    top = title + menu + tools + side[1]
    window = Image.new(
        "RGB", (picture.width + side[0] + side[2], picture.height + top + side[3] + status), ground
    )
    draw = ImageDraw.Draw(window)
    font = typeface(BUNDLED, False, round(15 * unit, 1))
    draw.rectangle(
        (0, 0, window.width, title), fill=pick(rng, ((255, 255, 255), (240, 240, 240), (0, 90, 160), chrome))
    )
    draw.text((30 * unit, 8 * unit), pick(rng, ("Figure 1", "Viewer", "Image 3 / 12")), fill=ink, font=font)
    draw.rectangle((8 * unit, 9 * unit, 22 * unit, 23 * unit), fill=_icon_colour(rng))
    draw.rectangle((0, title, window.width, title + menu + tools), fill=chrome)
    x = 8 * unit
    for word in MENUS[: int(rng.integers(4, 8))]:
        draw.text((x, title + 6 * unit), word, fill=ink, font=font)
        x += font.getlength(word) + 16 * unit
    _draw_icons(rng, draw, title + menu, unit, window.width)
    if status:
        draw.rectangle((0, window.height - status, window.width, window.height), fill=chrome)
        zoom = f"{int(rng.integers(50, 150))} %   {picture.width} x {picture.height}"
        draw.text((10 * unit, window.height - status + 4 * unit), zoom, fill=ink, font=font)
    window.paste(picture, (side[0], top))
    return window, (side[0], top)


def _draw_icons(rng: Generator, draw: ImageDraw.ImageDraw, top: float, unit: float, width: int) -> None:
    side = 22 * unit
    for number in range(int(rng.integers(5, 16))):
        x, y = (10 + number * 34) * unit, top + 9 * unit
        if x + side > width:
            return
        shape = draw.rectangle if chance(rng, 0.6) else draw.ellipse
        shape((x, y, x + side, y + side), fill=_icon_colour(rng))
        if chance(rng, 0.6):
            draw.rectangle(
                (x + side / 4, y + side / 4, x + 0.7 * side, y + 0.6 * side), fill=_icon_colour(rng)
            )


def _icon_colour(rng: Generator) -> tuple[int, int, int]:
    red, green, blue = hsv_to_rgb(float(rng.random()), between(rng, 0.1, 1), between(rng, 0.3, 1))
    return round(255 * red), round(255 * green), round(255 * blue)


def with_margin(rng: Generator, picture: Image.Image) -> tuple[Image.Image, Corner]:
    """A slightly textured border as on a photo of a monitor or a scanned print."""
    sides = [round(between(rng, 0.01, 0.09) * picture.height) for _ in range(4)]
    width, height = picture.width + sides[0] + sides[2], picture.height + sides[1] + sides[3]
    rough = smooth_noise(rng, (48, 64), 1.5, 1.5) * between(rng, 1, 7)
    stretched = np.asarray(Image.fromarray(rough).resize((width, height), Image.Resampling.BILINEAR))
    grain = smooth_noise(rng, (64, 64), 0.8, 0.8) * between(rng, 0.5, 3)
    tiled = np.tile(grain, (height // 64 + 1, width // 64 + 1))[:height, :width]
    base = np.array(_border_colour(rng), dtype=np.float32)
    border = np.clip(base[None, None, :] + (stretched + tiled)[:, :, None], 0, 255)
    image = Image.fromarray(np.rint(border).astype(np.uint8))
    image.paste(picture, (sides[0], sides[1]))
    return image, (sides[0], sides[1])


def _border_colour(rng: Generator) -> tuple[float, float, float]:
    level = pick(rng, (12.0, 28.0, 60.0, 110.0, 190.0, 232.0))
    warm = between(rng, -8, 8)
    return level + warm, level, level - warm
