"""Millimetres per pixel are told by the depth ruler's numbers, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.depth_ruler import mm_per_px_of_ruler
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.screen_text import ScreenText

STEP_PX = 60.0
SWE_BOX = Box(200, 150, 200, 150)


def drawn(values: list[str], ticks: bool = True, left: bool = False, names: bool = False) -> ScreenText:
    """A black screen with a ruler right or left of x = 600 whose numbers stand `STEP_PX` apart."""
    picture = Image.new("RGB", (900, 700))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(16)
    for k, value in enumerate(values):
        y = 60 + k * STEP_PX
        if ticks:
            pen.line([(600, y), (606, y)], (200, 200, 200), 1)
        at, anchor = (592, "rm") if left else (614, "lm")
        pen.text((at, y), value, (200, 200, 200), font, anchor=anchor)
        if names:
            pen.text((at, y + 30), "Mean", (200, 200, 200), font, anchor=anchor)
    pixels = np.asarray(picture)
    return ScreenText(planes_of(pixels), Box(0, 0, 900, 700), [SWE_BOX], shared_reader())


@pytest.mark.parametrize(
    ("values", "step_mm"),
    [
        (["0", "1", "2", "3", "4", "5", "6", "7", "8"], 10),
        (["0.0", "1.0", "2.0", "3.0", "4.0"], 10),
        (["1,0", "2,0", "3,0", "4,0"], 10),
        (["0", "2", "4", "6", "8", "10", "12"], 20),
        (["5", "10", "15"], 50),
        (["0", "10", "20", "30", "40"], 10),
    ],
)
@pytest.mark.parametrize("left", [False, True])
def test_numbers_tell_the_size_of_a_pixel(values: list[str], step_mm: float, left: bool) -> None:
    size = mm_per_px_of_ruler(drawn(values, left=left), SWE_BOX, None)
    assert size == pytest.approx(step_mm / STEP_PX, rel=0.01)


def test_first_of_two_rulers_beside_one_another_does_not_mix_with_the_second() -> None:
    size = mm_per_px_of_ruler(drawn(["0", "1", "2", "3", "4", "0", "1", "2", "3", "4"]), SWE_BOX, None)
    assert size == pytest.approx(10 / STEP_PX, rel=0.01)


def test_numbers_without_ticks_are_no_ruler() -> None:
    assert mm_per_px_of_ruler(drawn(["1", "2", "3", "4"], ticks=False), SWE_BOX, None) is None


def test_numbers_of_a_list_are_no_ruler() -> None:
    assert mm_per_px_of_ruler(drawn(["1", "2", "3", "4"], names=True), SWE_BOX, None) is None


def test_uneven_numbers_are_no_ruler() -> None:
    assert mm_per_px_of_ruler(drawn(["0", "1", "5", "6", "9"]), SWE_BOX, None) is None


def test_numbers_that_fall_downwards_are_no_ruler() -> None:
    assert mm_per_px_of_ruler(drawn(["40", "30", "20", "10", "0"]), SWE_BOX, None) is None


def test_labels_of_the_colour_bar_are_no_ruler() -> None:
    bar = Box(585, 40, 16, 300)
    assert mm_per_px_of_ruler(drawn(["0", "1", "2", "3", "4"]), SWE_BOX, bar) is None


def test_ruler_without_numbers_tells_nothing() -> None:
    assert mm_per_px_of_ruler(drawn([""] * 8), SWE_BOX, None) is None


@pytest.mark.parametrize(
    ("name", "cm_px"), [("aixplorer-muscle-frame", 102.0), ("mach30-muscle-frame", 115.4)]
)
def test_rulers_of_real_screens_are_read(shared_data: Path, name: str, cm_px: float) -> None:
    pixels = np.asarray(Image.open(shared_data / "real-swe" / f"{name}.png").convert("RGB"))
    planes = planes_of(pixels)
    whole = Box(0, 0, planes.width, planes.height)
    text = ScreenText(planes, whole, [], shared_reader())
    size = mm_per_px_of_ruler(text, Box(planes.width // 3, planes.height // 5, 200, 100), None)
    assert size == pytest.approx(10 / cm_px, rel=0.01)
