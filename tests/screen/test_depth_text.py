"""A ruler of like ticks without numbers tells mm per px where the screen states how deep its picture is."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.depth_text import mm_per_px_of_depth
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.tick_ruler import find_ticks

BOX = Box(300, 200, 200, 150)


def _size(written: list[str], step_px: float = 48.0, n: int = 13, box: Box = BOX) -> float | None:
    """Of a screen with some ticks from row 60 on and these words."""
    picture = Image.new("RGB", (960, 720))
    pen = ImageDraw.Draw(picture)
    for k in range(n):
        pen.line((800, 60 + k * step_px, 806, 60 + k * step_px), (200, 200, 200), 2)
    for k, words in enumerate(written):
        pen.text((30, 200 + 40 * k), words, (220, 220, 220), ImageFont.load_default(18))
    planes, frame = planes_of(np.asarray(picture)), Box(0, 0, 960, 720)
    text = ScreenText(planes, frame, [box], shared_reader())
    return mm_per_px_of_depth(find_ticks(text.high, frame, box, None), box, text)


@pytest.mark.parametrize("written", [["Depth 12.0 cm"], ["Gain 52 %", "12cm"], ["D 13.0 cm", "MI 1.2"]])
def test_stated_depth_tells_what_a_step_is(written: list[str]) -> None:
    assert _size(written) == pytest.approx(10 / 48, rel=0.01)


def test_half_centimetres_are_told_from_centimetres() -> None:
    assert _size(["D 12.5 cm"], 24.0, 26) == pytest.approx(5 / 24, rel=0.01)


@pytest.mark.parametrize("written", [[], ["D 8.5 cm"], ["Depth 12.0 mm"], ["Area 12.0 cm²"]])
def test_without_a_depth_that_fits_nothing_is_told(written: list[str]) -> None:
    assert _size(written) is None


def test_strokes_of_a_few_lines_of_text_are_no_ruler() -> None:
    assert _size(["Depth 13.9 cm"], 150.0, 4) is None
    assert _size(["Depth 3.9 cm"], 150.0, 4) is None


def test_bullets_of_a_list_are_no_ruler() -> None:
    picture = Image.new("RGB", (960, 720))
    pen = ImageDraw.Draw(picture)
    for k in range(6):
        pen.line((700, 60 + 97 * k, 707, 60 + 97 * k), (200, 200, 200), 3)
        pen.text(
            (722, 60 + 97 * k), f"LSM 6.{k} kPa", (220, 220, 220), ImageFont.load_default(18), anchor="lm"
        )
    pen.text((30, 200), "Depth 5.5 cm", (220, 220, 220), ImageFont.load_default(18))
    planes, frame = planes_of(np.asarray(picture)), Box(0, 0, 960, 720)
    text = ScreenText(planes, frame, [BOX], shared_reader())
    rulers = find_ticks(text.high, frame, BOX, None)
    assert rulers
    assert mm_per_px_of_depth(rulers, BOX, text) is None


@pytest.mark.parametrize(("row", "is_told"), [(200, False), (500, True)])
def test_depth_of_a_q_box_within_the_swe_box_is_not_the_pictures(row: int, is_told: bool) -> None:
    """13 ticks: 6.4 cm is how deep they go if they are half centimetres; of centimetres it is row 367."""
    box = Box(300, row, 200, 180)
    assert (_size(["Depth 6.4 cm"], box=box) is not None) == is_told
