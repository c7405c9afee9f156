"""Which part of a line of text is a bar's label."""

from __future__ import annotations

import pytest

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_part import own_part, unit_over
from dlre_gui.screen.ocr import ReadLine

BAR = Box(100, 50, 20, 200)


def line(text: str) -> ReadLine:
    """A line each of whose characters is as wide as the others."""
    places = tuple((k + 0.5) / len(text) for k in range(len(text)))
    return ReadLine(text, (0.9,) * len(text), places)


@pytest.mark.parametrize(
    ("text", "columns", "own"),
    [
        ("100 %  3,0", (30, 125), "3,0"),
        ("≥8 m/s  2D-SWE 1", (90, 250), "≥8 m/s  "),
        ("12.5 kPa", (90, 160), "12.5 kPa"),
        ("-18 cm/s", (90, 160), "-18 cm/s"),
    ],
)
def test_number_nearest_to_the_bar_is_its_own(text: str, columns: tuple[int, int], own: str) -> None:
    start, end = own_part(line(text), columns, BAR)
    assert text[start:end] == own


@pytest.mark.parametrize(
    ("text", "columns", "unit"),
    [
        ("5   kPa", (70, 130), "kPa"),  # a ruler's number, left of the bar
        ("5.2 kPa", (104, 160), ""),  # a value, to the right
        ("5.2 kPa", (95, 120), ""),  # over the bar: a label of its own
        ("5   cm", (70, 130), ""),
        ("1.74 m/s", (50, 130), ""),  # a value, though its unit is in line with the bar
        ("17 m/s", (82, 130), ""),
    ],
)
def test_unit_in_line_with_the_bar_is_its_own_though_a_rulers_number_is_joined_on(
    text: str, columns: tuple[int, int], unit: str
) -> None:
    assert unit_over(line(text), columns, BAR, 16) == unit
