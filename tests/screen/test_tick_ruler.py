"""A depth ruler without numbers tells mm per px by the lengths of its ticks, or nothing at all."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.calibration import mm_per_px
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.ruler_numbers import mm_per_px_of_numbers
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.tick_ruler import _even_at, _even_run, find_ticks, mm_per_px_of_ticks

FRAME = Box(0, 0, 400, 700)


def _size(high: np.ndarray, box: Box, bar: Box | None = None) -> float | None:
    return mm_per_px_of_ticks(find_ticks(high, FRAME, box, bar))


def _ruler(step_px: float, n: int, lengths: dict[int, int], side: int = 1) -> np.ndarray:
    """A ruler at column 200; `lengths` by the multiple of the step, the shortest under 1."""
    high = np.zeros((700, 400), np.uint8)
    for k in range(n):
        length = max(px for multiple, px in lengths.items() if k % multiple == 0)
        columns = slice(200, 200 + length) if side > 0 else slice(200 - length, 200)
        high[round(40 + k * step_px), columns] = 220
    return high


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(
    ("step_px", "n", "lengths", "mm_per_px"),
    [
        (52.4, 12, {1: 4, 5: 9}, 10 / 52.4),  # centimetres
        (26.2, 24, {1: 3, 2: 6, 10: 10}, 5 / 26.2),  # half centimetres
        (26.2, 24, {1: 4, 2: 9}, 5 / 26.2),
        (9.1, 66, {1: 3, 5: 6, 10: 10}, 1 / 9.1),  # millimetres
        (150.0, 4, {1: 4, 5: 9}, 10 / 150.0),  # the first one only is longer: 3 cm, for 3 mm are no picture
        (75.0, 8, {1: 3, 2: 5, 10: 9}, 5 / 75.0),
    ],
)
def test_ticks_of_several_lengths_tell_the_size_of_a_pixel(
    step_px: float, n: int, lengths: dict[int, int], mm_per_px: float, side: int
) -> None:
    high = _ruler(step_px, n, lengths, side)
    assert _size(high, Box(20, 100, 100, 200)) == pytest.approx(mm_per_px, rel=0.01)


@pytest.mark.parametrize("lengths", [{1: 6}, {1: 4, 4: 9}, {1: 4, 2: 5}])
def test_ticks_that_leave_the_unit_open_tell_nothing(lengths: dict[int, int]) -> None:
    assert _size(_ruler(52.4, 12, lengths), Box(20, 100, 100, 200)) is None


def test_ticks_of_the_colour_bar_tell_nothing() -> None:
    high = _ruler(52.4, 12, {1: 4, 5: 9})
    bar = Box(180, 40, 18, 600)
    assert _size(high, Box(20, 100, 100, 200), bar) is None


def test_strokes_of_a_bar_s_labels_tell_nothing() -> None:
    """They stand farther off it than ticks, and may be as long as a ruler's."""
    high, box = _ruler(150.0, 4, {1: 4, 5: 9}), Box(20, 100, 100, 200)
    assert _size(high, box) is not None
    assert _size(high, box, Box(172, 40, 8, 460)) is None


def test_ruler_beside_the_bar_that_goes_on_beyond_it_is_read() -> None:
    high = _ruler(52.4, 12, {1: 4, 5: 9})
    assert _size(high, Box(20, 100, 100, 200), Box(212, 120, 18, 300)) == pytest.approx(10 / 52.4, rel=0.01)


def test_ruler_of_the_box_s_own_panel_is_read_where_two_stand_one_above_the_other() -> None:
    high = _ruler(26.2, 13, {1: 4, 2: 9})
    high[380:] = _ruler(26.2, 9, {1: 4, 2: 9})[:320]  # shorter than the upper one
    assert _size(high, Box(20, 440, 100, 120)) == pytest.approx(5 / 26.2, rel=0.01)


def test_last_tick_may_stand_less_than_a_step_above_the_box_s_lower_side() -> None:
    high = _ruler(52.4, 8, {1: 4, 5: 9})  # the last one in row 407
    assert _size(high, Box(20, 100, 100, 330)) == pytest.approx(10 / 52.4, rel=0.01)


def test_halves_longer_by_a_px_only_are_seen_beside_longer_tenths() -> None:
    high = _ruler(21.0, 29, {1: 3, 2: 4, 10: 8})
    assert _size(high, Box(20, 100, 100, 200)) == pytest.approx(5 / 21.0, rel=0.01)


def test_marks_off_their_places_by_a_px_are_even() -> None:
    high = np.zeros((700, 400), np.uint8)
    for k in range(12):
        high[round(40 + 35.5 * k) + (k % 3 == 0), 200 : 200 + (9 if k % 5 == 0 else 5)] = 220
    assert _size(high, Box(20, 100, 100, 200)) == pytest.approx(10 / 35.5, rel=0.01)


def test_ends_in_parts_of_a_px_count() -> None:
    high = np.zeros((700, 400), np.uint8)
    for k in range(22):
        high[40 + 20 * k, 200:202] = 220
        high[40 + 20 * k, 202:205] = (
            (220, 220, 220) if k % 10 == 0 else ((220, 0, 0) if k % 2 == 0 else (55, 0, 0))
        )
    assert _size(high, Box(20, 100, 100, 200)) == pytest.approx(5 / 20, rel=0.01)


def test_ticks_that_neither_begin_nor_end_under_one_another_tell_nothing() -> None:
    high = np.zeros((700, 400), np.uint8)
    for k in range(12):
        length = 9 if k % 5 == 0 else 4
        high[round(40 + 52.4 * k), 200 - k % 3 : 204 - k % 3 + length] = 220
    assert _size(high, Box(20, 100, 100, 200)) is None


def test_writing_at_one_tick_makes_no_numbers_of_it() -> None:
    high = _ruler(26.2, 24, {1: 4, 2: 9})
    high[300:303, 216:224] = 200
    assert _size(high, Box(20, 100, 100, 200)) == pytest.approx(5 / 26.2, rel=0.01)


def test_ticks_that_end_above_the_box_tell_nothing() -> None:
    high = _ruler(30.0, 8, {1: 4, 5: 9})
    assert _size(high, Box(20, 400, 100, 200)) is None


def _numbered(values: dict[int, str], dots: bool, beside: int = 18) -> np.ndarray:
    """A ruler of 13 marks 48 px apart at column 200, numbers by the mark they stand beside."""
    picture = Image.new("L", (400, 700))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(15)
    for k in range(13):
        y = 40 + 48 * k
        if dots:
            pen.ellipse((199, y - 1.5, 202, y + 1.5), 200)
        else:
            pen.line((200, y, 206, y), 200)
        if k in values:
            pen.text((200 + beside, y), values[k], 200, font, anchor="lm" if beside > 0 else "rm")
    return np.asarray(picture)


@pytest.mark.parametrize("dots", [True, False])
@pytest.mark.parametrize("beside", [18, -14])
@pytest.mark.parametrize(
    ("values", "step_mm"),
    [
        ({2: "2", 4: "4", 6: "6", 8: "8"}, 10),
        ({5: "5", 10: "10"}, 10),
        ({4: "2", 8: "4", 12: "6"}, 5),
        ({2: "10", 4: "20", 6: "30", 8: "40"}, 5),
    ],
)
def test_numbers_beside_marks_tell_what_a_step_is(
    values: dict[int, str], step_mm: float, beside: int, dots: bool
) -> None:
    high, box = _numbered(values, dots, beside), Box(20, 100, 100, 200)
    found = mm_per_px_of_numbers(high, FRAME, box, find_ticks(high, FRAME, box, None), shared_reader())
    assert found == pytest.approx(step_mm / 48, rel=0.01)


@pytest.mark.parametrize("values", [{5: "5"}, {2: "2", 4: "9", 6: "3"}, {1: "Mean", 3: "Min", 5: "Max"}])
def test_numbers_that_do_not_agree_tell_nothing(values: dict[int, str]) -> None:
    high, box = _numbered(values, True), Box(20, 100, 100, 200)
    assert mm_per_px_of_numbers(high, FRAME, box, find_ticks(high, FRAME, box, None), shared_reader()) is None


def test_ordinals_behind_words_of_evenly_spaced_lines_are_no_ruler() -> None:
    """Four Q-Boxes' panels one above the other: strokes of letters stand evenly beside 1, 2, 3, 4."""
    picture = Image.new("RGB", (960, 720))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(18)
    for k in range(16):
        name = f"Elastographie {1 + k // 4}" if k % 4 == 0 else ("Moyenne =", "Min =", "Max =")[k % 4 - 1]
        pen.text((700, 60 + 40 * k), name, (220, 220, 220), font)
    box, frame = Box(300, 200, 200, 150), Box(0, 0, 960, 720)
    text = ScreenText(planes_of(np.asarray(picture)), frame, [box], shared_reader())
    assert mm_per_px((), frame, box, None, text) is None


def test_numbered_rows_of_a_table_are_no_ruler() -> None:
    """S1 to S8 in a table beside the picture: evenly spaced, but not from above the box to below it."""
    picture = Image.new("L", (400, 700))
    pen = ImageDraw.Draw(picture)
    for k in range(8):
        pen.text((200, 500 + 22 * k), f"S {k + 1}", 200, ImageFont.load_default(15), anchor="lm")
    high, box = np.asarray(picture), Box(20, 100, 100, 200)
    assert find_ticks(high, FRAME, box, None) == []


def test_lines_across_the_picture_are_no_ruler() -> None:
    high = np.zeros((1080, 1440), np.uint8)
    high[20::60] = high[21::60] = 200
    assert find_ticks(high, Box(0, 0, 1440, 1080), Box(480, 360, 360, 270), None) == []


def test_columns_looked_at_all_at_once_are_all_that_have_an_even_run() -> None:
    rng = np.random.default_rng(0)
    marks = {}
    for column in range(400):
        rows = rng.uniform(0, 300) + rng.uniform(4, 60) * np.arange(rng.integers(2, 30))
        spoiled = rng.random(len(rows)) < rng.choice([0.0, 0.1, 0.5])
        marks[column] = np.unique(np.rint(2 * (rows + spoiled * rng.normal(0, 9, len(rows)))) / 2)
    runs = {column for column, rows in marks.items() if len(_even_run(rows, 220, 420))}
    assert len(runs) > 20
    assert runs <= set(_even_at(marks, 220, 320.0))
