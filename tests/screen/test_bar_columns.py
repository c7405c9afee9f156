"""Which lines of text beside a colour bar are its own numbers."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_labels import label_lines
from dlre_gui.screen.planes import planes_of

BAR = Box(200, 100, 14, 300)
HIGH, LOW = 1.0, 0.0


def own(*texts: tuple[int, float, str]) -> set[tuple[float, bool]]:
    """Places along the bar of its own lines, and whether they stand right of it.

    Texts begin (or, left of the bar, end) so many px from the bar, at a place along it.
    """
    picture = Image.new("RGB", (480, 560))
    brush, font = ImageDraw.Draw(picture), ImageFont.load_default(15)
    brush.rectangle((BAR.x, BAR.y, BAR.right - 1, BAR.bottom - 1), (40, 90, 220))
    for away, place, text in texts:
        y = BAR.bottom - place * BAR.h
        if away > 0:
            brush.text((BAR.right + away, y), text, "white", font, anchor="lm")
        else:
            brush.text((BAR.x + away, y), text, "white", font, anchor="rm")
    lines = label_lines(planes_of(np.asarray(picture)), BAR)
    return {(round(place, 1), line.x > lines.strip.x) for place, line in lines.own}


def test_numbers_of_a_ruler_that_ends_where_the_bar_does_are_farther_off() -> None:
    ruler = [(30, 1 - k / 5, f"{k}.0") for k in range(6)]
    assert own((-7, HIGH, "7.0"), (-7, LOW, "0.0"), *ruler) == {(1.0, False), (0.0, False)}


def test_two_numbers_at_the_ends_outweigh_more_marks_behind_them() -> None:
    marks = [(34, place, "x") for place in (0.95, 0.8, 0.7, 0.6, 0.35)]
    assert own((7, HIGH, "35"), (7, LOW, "10"), *marks) == {(1.0, True), (0.0, True)}


@pytest.mark.parametrize("n_specks", [0, 2])
def test_word_below_goes_on_with_no_scale_though_specks_stand_across(n_specks: int) -> None:
    ladder = [(-10, k / 5, str(60 - 12 * k)) for k in range(6)]
    specks = [(26, 0.3 + 0.3 * k, "x") for k in range(n_specks)]
    found = own(*ladder, (-10, 1.2, "SV"), *specks)
    assert {place for place, is_right in found if not is_right} == {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}


def test_texts_that_end_where_the_bar_does_are_at_its_ends() -> None:
    inset = 8 / BAR.h  # half a line
    assert own((7, HIGH - inset, "25"), (7, LOW + inset, "10")) == {(1.0, True), (0.0, True)}


def test_number_below_the_end_by_more_than_its_own_height_is_a_tick() -> None:
    inset = 26 / BAR.h
    assert own((7, HIGH - inset, "25"), (7, LOW, "10")) == {(0.9, True), (0.0, True)}


def test_numbers_in_the_middle_of_a_column_are_one_column_whatever_their_width() -> None:
    assert own((8, HIGH, "1250"), (21, 0.5, "8"), (8, LOW, "1000")) == {
        (1.0, True),
        (0.5, True),
        (0.0, True),
    }


def test_little_text_on_a_wide_dark_ground_is_seen() -> None:
    assert drawn_small("white") == {1.0, 0.0}


def test_dim_text_on_a_dark_ground_is_seen() -> None:
    assert drawn_small("#4c4c4c") == {1.0, 0.0}


def drawn_small(colour: str) -> set[float]:
    """Places along the bar of its own lines, of two small signs in a picture that shows nothing else."""
    picture = Image.new("RGB", (1400, 560))
    brush, font = ImageDraw.Draw(picture), ImageFont.load_default(11)
    brush.rectangle((BAR.x, BAR.y, BAR.right - 1, BAR.bottom - 1), (40, 90, 220))
    for place in (LOW, HIGH):
        brush.text((BAR.right + 6, BAR.bottom - place * BAR.h), "4", colour, font, anchor="lm")
    return {round(place, 1) for place, _ in label_lines(planes_of(np.asarray(picture)), BAR).own}
