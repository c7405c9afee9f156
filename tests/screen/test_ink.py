"""Text on light grounds is read as text on dark ones is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ink import ink_of
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.screen_text import ScreenText

LINES = ("Mean  12.4 kPa", "Min  10.1 kPa", "Max  14.9 kPa")
PICTURE = Box(60, 60, 320, 300)


def screen(
    ground: int, type_level: int | tuple[int, int, int], light: Box | None = None
) -> NDArray[np.uint8]:
    """B-mode on a ground with three lines of text; `light` is the part with that ground, else all of it."""
    level = type_level if isinstance(type_level, tuple) else (type_level,) * 3
    pixels = np.full((480, 640, 3), ground if light is None else 8, np.uint8)
    if light is not None:
        pixels[light.slices] = ground
    speckle = np.random.default_rng(1).gamma(3.0, 28.0, (PICTURE.h, PICTURE.w, 1)).clip(0, 255)
    pixels[PICTURE.slices] = speckle.astype(np.uint8)
    drawn = Image.fromarray(pixels)
    for row, line in enumerate(LINES):
        ImageDraw.Draw(drawn).text((420, 330 + 26 * row), line, level, ImageFont.load_default(16))
    return np.asarray(drawn)


def characters(texts: Iterable[str]) -> list[str]:
    return sorted("".join(texts).replace(" ", ""))


def read(pixels: NDArray[np.uint8]) -> list[str]:
    """All characters of the lines, sorted."""
    planes = planes_of(np.ascontiguousarray(pixels))
    text = ScreenText(planes, Box(0, 0, planes.width, planes.height), [PICTURE], shared_reader())
    return characters(text.read(piece).text for piece in text.pieces if piece.x > 400)


@pytest.mark.parametrize(("ground", "type_level"), [(10, 230), (236, 20), (206, 30), (246, (10, 20, 150))])
def test_text_is_read_whatever_the_ground(ground: int, type_level: int | tuple[int, int, int]) -> None:
    assert read(screen(ground, type_level)) == characters(LINES)


def test_light_panel_on_a_dark_screen_is_read() -> None:
    assert read(screen(230, 20, Box(400, 310, 200, 110))) == characters(LINES)


@pytest.mark.parametrize("level", [60.0, 150.0, 185.0])
def test_bright_b_mode_is_no_light_ground(level: float) -> None:
    pixels = screen(10, 230).copy()
    grain = ndimage.gaussian_filter(
        np.random.default_rng(2).normal(size=(PICTURE.h, PICTURE.w, 1)), (1, 2, 0)
    )
    pixels[PICTURE.slices] = (level + 18 * grain / grain.std()).clip(0, 255)
    planes = planes_of(pixels)
    assert ink_of(planes, planes.height) is planes.high
