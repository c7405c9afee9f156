"""What a computer's screen shows: programs, test pictures, gradients."""

from __future__ import annotations

from colorsys import hsv_to_rgb
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.furniture import vivid
from dlre_gui.simulation.styles.surround import within_window
from dlre_gui.simulation.styles.typefaces import BUNDLED, typeface

if TYPE_CHECKING:
    from numpy.random import Generator

WORDS = (
    *("Mean", "Min", "Max", "SD", "kPa", "m/s", "SWE", "stage", "score", "12.5", "7.1", "40"),
    *("patient", "liver", "report", "image", "table", "export", "file"),
)


def window(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """A program full of text, lists and icons; words of the field among them."""
    dark = chance(rng, 0.3)
    page = Image.new("RGB", size, (30, 30, 34) if dark else (250, 250, 250))
    draw, ink = ImageDraw.Draw(page), (220, 220, 220) if dark else (30, 30, 30)
    font = typeface(BUNDLED, False, max(11.0, round(size[1] / 60, 1)))
    y = 20.0
    while y < size[1] - 30:
        if chance(rng, 0.15):
            side = between(rng, 16, 90)
            draw.rounded_rectangle((20, y, 20 + side, y + side), 5, fill=vivid(rng))
            y += side + 8
            continue
        words = " ".join(pick(rng, WORDS) for _ in range(int(rng.integers(3, 14))))
        draw.text((130, y), words, fill=ink, font=font)
        y += size[1] / 40
    for _ in range(int(rng.integers(0, 5))):
        x, top = size[0] * rng.random(), size[1] * rng.random()
        draw.rectangle((x, top, x + size[0] * 0.2, top + size[1] * 0.1), fill=vivid(rng), outline=ink)
    return within_window(rng, page)[0]


def test_picture(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """Hue wheels, rainbow fields, colour stripes."""
    width, height = size
    kind = pick(rng, ("wheel", "field", "stripes", "blocks"))
    rows, columns = np.mgrid[0 : 1 : complex(0, height), 0 : 1 : complex(0, width)].astype(np.float32)
    if kind == "wheel":
        hue = (np.arctan2(rows - 0.5, columns - 0.5) / (2 * np.pi)) % 1
        value = (np.hypot((rows - 0.5) * height / width, columns - 0.5) < 0.28) * 1.0
        return _from_hsv(hue, np.ones_like(hue), value)
    if kind == "field":
        return _from_hsv((columns * between(rng, 0.5, 3)) % 1, rows, np.ones_like(rows))
    if kind == "stripes":
        return _from_hsv(np.floor(columns * 8) / 8, np.full_like(rows, 0.9), 0.2 + 0.8 * (rows < 0.7))
    step = int(rng.integers(4, 20))
    hue = (np.floor(columns * step) * 0.37 + np.floor(rows * step) * 0.61) % 1
    return _from_hsv(hue, np.full_like(rows, between(rng, 0.4, 1)), np.full_like(rows, 0.9))


def _from_hsv(hue: np.ndarray, saturation: np.ndarray, value: np.ndarray) -> Image.Image:
    bands = [
        np.rint(255 * np.broadcast_to(band, hue.shape)).astype(np.uint8) for band in (hue, saturation, value)
    ]
    return Image.fromarray(np.stack(bands, axis=-1), "HSV").convert("RGB")


def gradient(rng: Generator, size: tuple[int, int]) -> Image.Image:
    """A smooth run of colours, as backgrounds have; perhaps a rectangle of another in it."""
    page = _gradient(rng, size)
    for _ in range(int(rng.integers(0, 4))):
        side = (round(size[0] * between(rng, 0.02, 0.5)), round(size[1] * between(rng, 0.05, 0.5)))
        page.paste(_gradient(rng, side), (int(rng.integers(size[0])), int(rng.integers(size[1]))))
    return page


def _gradient(rng: Generator, size: tuple[int, int]) -> Image.Image:
    start, reach = float(rng.random()), between(rng, -0.7, 0.7)
    stops = [
        hsv_to_rgb((start + reach * i / 7) % 1, between(rng, 0.3, 1), between(rng, 0.3, 1)) for i in range(8)
    ]
    strip = Image.fromarray(np.rint(255 * np.array([stops])).astype(np.uint8))
    if chance(rng, 0.5):
        strip = strip.transpose(Image.Transpose.ROTATE_90)
    return strip.resize(size, Image.Resampling.BICUBIC)
