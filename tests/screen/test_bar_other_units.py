"""Bars of other maps of the liver, in colours like those of stiffness: their unit stands apart."""

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


def read_with(low: str, high: str, unit: str, over: bool = True, aside: int = 0) -> Scale:
    """The scale of a bar with a number above and below it, and a unit beyond one of them."""
    drawn = Image.new("RGB", (640, 640))
    brush, font = ImageDraw.Draw(drawn), ImageFont.load_default(15)
    for y in range(BAR.y, BAR.bottom):
        place = (BAR.bottom - y) / BAR.h
        brush.line(((BAR.x, y), (BAR.right - 1, y)), (round(255 * place), 60, round(255 * (1 - place))))
    middle = BAR.centre[0]
    brush.text((middle, BAR.y - 6), high, "white", font, anchor="mb")
    brush.text((middle, BAR.bottom + 6), low, "white", font, anchor="mt")
    y = BAR.y - 32 if over else BAR.bottom + 32
    brush.text((middle + aside, y), unit, "white", font, anchor="mb" if over else "mt")
    return scale_of(read_labels(planes_of(np.asarray(drawn)), BAR, shared_reader()))


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize(
    ("low", "high", "unit"),
    [
        ("0.4", "1.0", "dB/cm/MHz"),
        ("100", "350", "dB/m"),
        ("0", "5.0", "Pa·s"),
        ("0", "30", "m/s/kHz"),
        ("0", "40", "%"),
    ],
)
def test_unit_over_or_below_the_ends_tells_of_something_else(
    low: str, high: str, unit: str, over: bool
) -> None:
    assert read_with(low, high, unit, over).other_unit


def test_unit_of_another_text_beside_tells_nothing() -> None:
    assert not read_with("0", "40", "dB/m", aside=120).other_unit


def test_unit_of_stiffness_there_is_the_bars() -> None:
    scale = read_with("0", "40", "kPa")
    assert (scale.unit, scale.upper, scale.other_unit) == (Unit.KPA, 40, False)


def test_speed_of_sound_is_no_scale_that_is_merely_doubtful() -> None:
    scale = read_with("1480", "1580", "m/s")
    assert (scale.other_unit, scale.doubtful) == (True, False)
