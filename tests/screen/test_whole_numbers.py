"""A number that was parted at its point is one number again."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.panel_search import with_whole_numbers
from dlre_gui.screen.plane_text import PlaneText

SIZE, TOP = 22, 20


def text_of(*parts: tuple[int, str]) -> tuple[PlaneText, tuple[Box, ...]]:
    """Texts on one line from these columns on; dots belong to no piece."""
    picture = Image.new("L", (400, 64), 0)
    brush, font = ImageDraw.Draw(picture), ImageFont.load_default(SIZE)
    pieces = []
    for x, part in parts:
        x0, y0, x1, y1 = (round(v) for v in font.getbbox(part))
        brush.text((x - x0, TOP), part, 230, font)
        if part != ".":
            pieces.append(Box(x, TOP + y0, x1 - x0, y1 - y0))
    return PlaneText(np.asarray(picture), pieces, (0, 0), shared_reader()), tuple(pieces)


@pytest.mark.parametrize("first", ["6", "Mean 6"])
def test_digits_beside_a_point_are_one_number(first: str) -> None:
    end = 30 + round(ImageFont.load_default(SIZE).getlength(first))
    text, pieces = text_of((30, first), (end + 5, "."), (end + 16, "7 kPa"))
    (whole,) = with_whole_numbers(text, pieces)
    assert text.glance(whole).text.replace(" ", "") == f"{first}.7kPa".replace(" ", "")


def test_number_of_a_row_and_its_value_stay_two() -> None:
    text, pieces = text_of((30, "1"), (56, "12.4 kPa"))
    assert with_whole_numbers(text, pieces) == pieces
