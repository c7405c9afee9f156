"""The scale of a colour bar that stands on a bright picture, or across its edge."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.findings import Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.colour_bar import read_labels
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.scale import Scale, scale_of

BAR = Box(300, 160, 16, 300)


def read_on(picture: np.ndarray, ends: tuple[str, str], ticks: tuple[str, ...]) -> Scale:
    """The scale of a bar drawn on a picture: ends below and above it, ticks right of it, evenly."""
    drawn = Image.fromarray(picture).convert("RGB")
    brush, font = ImageDraw.Draw(drawn), ImageFont.load_default(18)
    for y in range(BAR.y, BAR.bottom):
        place = (BAR.bottom - y) / BAR.h
        brush.line(((BAR.x, y), (BAR.right - 1, y)), (round(255 * place), 60, round(255 * (1 - place))))
    ink = (245, 250, 255)
    brush.text((BAR.centre[0], BAR.bottom + 6), ends[0], ink, font, anchor="mt")
    brush.text((BAR.centre[0], BAR.y - 6), ends[1], ink, font, anchor="mb")
    for k, tick in enumerate(ticks, 1):
        y = BAR.bottom - BAR.h * k / (len(ticks) + 1)
        brush.text((BAR.right + 10, y), tick, ink, font, anchor="lm")
    return scale_of(read_labels(planes_of(np.asarray(drawn)), BAR, shared_reader()))


def bright_speckle(size: tuple[int, int] = (640, 800)) -> np.ndarray:
    """Grey levels of 120 to 215 in grains of a few px."""
    from scipy import ndimage

    grains = ndimage.gaussian_filter(np.random.default_rng(3).normal(size=size), 2.0)
    return np.clip(165 + 70 * grains / np.abs(grains).max(), 120, 215).astype(np.uint8)


def told(scale: Scale) -> tuple[Unit | None, float | None, float | None, bool]:
    return scale.unit, scale.lower, scale.upper, scale.doubtful


def test_scale_on_bright_speckle_is_read() -> None:
    scale = read_on(bright_speckle(), ("0 kPa", "40 kPa"), ("10", "20", "30"))
    assert told(scale) == (Unit.KPA, 0.0, 40.0, False)


@pytest.mark.parametrize("edge", [305, 310])
def test_scale_across_the_edge_of_a_bright_picture_is_read(edge: int) -> None:
    picture = bright_speckle()
    picture[:, :edge] = 0
    assert told(read_on(picture, ("0 m/s", "4 m/s"), ("1", "2", "3"))) == (Unit.M_PER_S, 0.0, 4.0, False)
