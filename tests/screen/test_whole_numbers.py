"""A number that was parted at its point is one number again."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.panel_whole import with_lost_digits, with_whole_numbers
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


def column(*values: str, lost: int) -> tuple[PlaneText, tuple[Box, ...]]:
    """Values under each other; the first signs of one of them belong to no piece."""
    picture = Image.new("L", (400, 60 * len(values)), 0)
    brush, font = ImageDraw.Draw(picture), ImageFont.load_default(SIZE)
    pieces = []
    for k, value in enumerate(values):
        brush.text((40, 60 * k + TOP), value, 230, font)
        begin = round(font.getlength(value[:2])) if k == lost else 0
        _, top, right, bottom = (round(v) for v in font.getbbox(value))
        pieces.append(Box(40 + begin, 60 * k + TOP + top, right - begin, bottom - top))
    return PlaneText(np.asarray(picture), pieces, (0, 0), shared_reader()), tuple(pieces)


def test_digits_lost_at_a_values_beginning_are_found_in_its_column() -> None:
    text, pieces = column("2.75 kPa", "3.11 kPa", "4.73 kPa", lost=0)
    assert "2" not in text.glance(pieces[0]).text
    whole = with_lost_digits(text, pieces)
    assert text.glance(whole[0]).text.replace(" ", "") == "2.75kPa"


def test_number_that_ends_where_others_do_stays_as_it_is() -> None:
    text, pieces = text_of((64, "9.8"), (130, "kPa"))
    assert with_lost_digits(text, pieces) == pieces


def test_digit_lost_before_a_unit_is_found() -> None:
    text, (line,) = column("1.01 kPa", lost=-1)
    seen, unit = (round(ImageFont.load_default(SIZE).getlength(part)) for part in ("1.0", "1.01 "))
    number = Box(line.x, line.y, seen, line.h)
    parted = number, Box(line.x + unit, line.y, line.w - unit, line.h)
    (whole,) = with_lost_digits(text, parted)
    assert text.glance(whole).text.replace(" ", "") == "1.01kPa"
