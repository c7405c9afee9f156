"""Names of values in scripts that the first reader was taught later."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.places import resources_dir
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.qbox_words import Kind, words_of
from dlre_gui.screen.text_lines import lines_in

# 평균, 최소, 최대, 표준편차, 직경 under each other: a picture, as no font here has Korean letters.
KOREAN = Path(__file__).with_name("korean_names.png")


def told(picture: NDArray[np.uint8]) -> list[tuple[str, ...]]:
    """Names of values, numbers and units of each line as the first reader reads it."""
    text = PlaneText(picture, lines_in(picture, 40), (0, 0), shared_reader())
    lines = [words_of(text.glance(piece)) for piece in sorted(text.pieces, key=lambda piece: piece.y)]
    kinds = (Kind.FIELD, Kind.NUMBER, Kind.UNIT)
    return [tuple(word.name for word in words if word.kind in kinds) for words in lines]


def set_in(font: str, lines: tuple[str, ...], size: float) -> NDArray[np.uint8]:
    picture = Image.new("L", (round(14 * size), round(2 * size * (len(lines) + 1))))
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        type_ = ImageFont.truetype(str(resources_dir() / "fonts" / font), size)
        pen.text((size, size * (2 * row + 1)), line, 230, type_)
    return np.asarray(picture)


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.6])
def test_korean_names_are_read(scale: float) -> None:
    picture = Image.open(KOREAN).convert("L")
    shown = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    assert told(np.asarray(shown)) == [("mean",), ("minimum",), ("maximum",), ("sd",), ("diameter_mm",)]


@pytest.mark.parametrize("size", [18.0, 22.0])
def test_russian_names_and_units_are_read(size: float) -> None:
    lines = ("Среднее 12,4 кПа", "Мин. 10,1 кПа", "Макс. 1,49 м/с", "Диам. 20,3 мм")
    assert told(set_in("DlreReportSans-Regular.ttf", lines, size)) == [
        ("mean", "12.4", "kPa"),
        ("minimum", "10.1", "kPa"),
        ("maximum", "1.49", "m/s"),
        ("diameter_mm", "20.3", "mm"),
    ]


def test_japanese_deviation_is_read() -> None:
    picture = set_in("DlreReportHan-Regular.ttf", ("平均値", "標準偏差"), 28.0)
    assert told(picture) == [("mean",), ("sd",)]


def test_second_reader_takes_no_word_of_another_script_away() -> None:
    picture = np.asarray(Image.open(KOREAN).convert("L"))
    text = PlaneText(picture, lines_in(picture, 40), (0, 0), shared_reader())
    assert [text.read_carefully(piece).text for piece in text.pieces] == [
        text.glance(piece).text for piece in text.pieces
    ]


def test_letter_that_looks_like_a_syllable_stays_a_letter() -> None:
    picture = set_in("DlreReportSans-Regular.ttf", ("Máx 57.0 kPa", "Ø 12.4 mm"), 24.0)
    assert told(picture) == [("maximum", "57.0", "kPa"), ("diameter_mm", "12.4", "mm")]
