"""A depth ruler over the edge of the B-mode picture: the ticks on black tell of those over speckle."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.hidden_ticks import hidden_ticks
from dlre_gui.screen.ocr import shared_reader
from dlre_gui.screen.ruler_numbers import mm_per_px_of_numbers

FRAME, BOX = Box(0, 0, 500, 800), Box(120, 260, 120, 120)
STEP, FIRST, X = 42.3, 100, 400


def _screen(numbers: dict[int, str], ticks: range = range(15)) -> np.ndarray:
    """Ticks at column X from FIRST on, STEP px apart, numbers left of them, speckle over the middle ones."""
    rng = np.random.default_rng(3)
    picture = Image.new("L", (FRAME.w, FRAME.h))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(16)
    for k in ticks:
        y = round(FIRST + k * STEP)
        draw.line((X, y, X + 6, y), fill=190)
        if k in numbers:
            draw.text((X - 4, y), numbers[k], fill=190, font=font, anchor="rm")
    high = np.array(picture)
    speckle = rng.gamma(2.0, 45.0, (260, 330)).clip(0, 235).astype(np.uint8)
    high[330:590, 80:410] = np.maximum(high[330:590, 80:410] // 2, speckle)
    return high


def _size(high: np.ndarray) -> float | None:
    rulers = hidden_ticks(high, FRAME, BOX, None)
    return mm_per_px_of_numbers(high, FRAME, BOX, rulers, shared_reader(), is_from_0=True)


def test_ticks_above_and_below_the_picture_stand_on_one_grid() -> None:
    found = hidden_ticks(_screen({}), FRAME, BOX, None)
    assert found
    assert found[0].rows == pytest.approx(FIRST + STEP * np.arange(15), abs=1.0)


@pytest.mark.parametrize("numbers", [{5: "5", 12: "12"}, {5: "5"}])
def test_a_number_beside_a_ruler_that_begins_at_0_tells_its_step(numbers: dict[int, str]) -> None:
    assert _size(_screen(numbers)) == pytest.approx(10 / STEP, rel=0.01)


@pytest.mark.parametrize("numbers", [{5: "7"}, {3: "3"}, {}])
def test_a_number_on_no_usual_step_tells_nothing(numbers: dict[int, str]) -> None:
    assert _size(_screen(numbers)) is None


def test_ticks_missing_on_black_end_a_ruler() -> None:
    """What stands as far apart by chance, below the picture, is another thing."""
    high = _screen({}, range(17))
    high[600:720] = 0
    found = hidden_ticks(high, FRAME, BOX, None)
    assert found[0].rows[-1] < 720  # to the end of the picture


def test_a_bar_s_labels_and_the_lines_below_them_are_no_ruler() -> None:
    high = _screen({})
    bar = Box(X - 24, FIRST - 6, 18, 590 - FIRST)
    assert hidden_ticks(high, FRAME, BOX, bar) == []
