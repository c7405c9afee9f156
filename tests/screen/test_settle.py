"""Which pieces of a panel the second reader is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.screen.ocr import ReadLine, shared_reader
from dlre_gui.screen.panel_search import Region, settle, told_in
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.text_lines import lines_in

Line = NDArray[np.uint8]


class Unsure:
    """The reader, unsure of all that it glances at; what it is asked to read again is noted."""

    def __init__(self) -> None:
        self.again: list[str] = []

    def glance(self, line: Line) -> ReadLine:
        read = shared_reader().glance(line)
        return replace(read, certainties=tuple(0.6 * p for p in read.certainties))

    def glance_all(self, lines: Sequence[Line]) -> list[ReadLine]:
        return [self.glance(line) for line in lines]

    def read(self, line: Line, careful: bool = False) -> ReadLine:
        raise AssertionError("what was glanced at is not read anew")

    def read_again(self, line: Line, first: ReadLine) -> ReadLine:
        self.again.append(first.text)
        return first


def test_second_reader_is_asked_for_values_and_for_words_that_may_be_misread_names() -> None:
    picture = Image.new("L", (420, 150))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(22)
    for row, (name, value) in enumerate([("Depth", "8.1 kPa"), ("Hufzk", "9.2 kPa"), ("/", "7.3 kPa")]):
        pen.text((20, 20 + 40 * row), name, 220, font)
        pen.text((220, 20 + 40 * row), value, 220, font)
    plane, reader = np.asarray(picture), Unsure()
    text = PlaneText(plane, lines_in(plane, 40), (0, 0), reader)
    assert len(text.pieces) == 6
    settle(Region(text, tuple(text.pieces)))
    assert sorted(reader.again) == ["7.3 kPa", "8.1 kPa", "9.2 kPa", "Hufzk"]


def test_value_above_named_ones_belongs_to_their_panel_though_its_name_was_not_read() -> None:
    picture = Image.new("L", (420, 220))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(22)
    for row, (name, value) in enumerate([("##", "8.1 kPa"), ("Min", "7.2 kPa"), ("Max", "9.3 kPa")]):
        pen.text((20, 20 + 34 * row), name, 220, font)
        pen.text((220, 20 + 34 * row), value, 220, font)
    pen.text((220, 190), "5.0 kPa", 220, font)  # of something else
    plane = np.asarray(picture)
    text = PlaneText(plane, lines_in(plane, 40), (0, 0), shared_reader())
    told = told_in(Region(text, tuple(text.pieces)))
    assert sorted(text.glance(piece).text for piece in told) == [
        "7.2 kPa", "8.1 kPa", "9.3 kPa", "Max", "Min",
    ]  # fmt: skip
