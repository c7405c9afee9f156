"""What a closer look at a panel takes over from the look at the whole screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.plane_text import PlaneText

PIECE = Box(20, 10, 40, 12)
ORIGIN = (100, 50)


class Saying:
    """A reader that says the same of every line, so surely."""

    def __init__(self, text: str, certainty: float) -> None:
        self.line = ReadLine(text, (certainty,) * len(text), tuple(np.linspace(0, 1, len(text)).tolist()))

    def glance(self, line: np.ndarray) -> ReadLine:
        return self.line

    def glance_all(self, lines: Sequence[np.ndarray]) -> list[ReadLine]:
        return [self.line for _ in lines]

    def read(self, line: np.ndarray, careful: bool = False) -> ReadLine:
        return self.line

    def read_again(self, line: np.ndarray, first: ReadLine) -> ReadLine:
        return self.line


def text_that_says(text: str, certainty: float, off: int = 0) -> PlaneText:
    place = PIECE.shifted(off, off)
    return PlaneText(np.zeros((40, 80), dtype=np.uint8), [place], ORIGIN, Saying(text, certainty))


def read_closer(before: PlaneText, closer: PlaneText, is_alike: bool) -> str:
    before.glance(before.pieces[0])
    closer.remember(before, lambda piece: is_alike)
    closer.glance_all(closer.pieces)
    return closer.glance(closer.pieces[0]).text


@pytest.mark.parametrize(("is_alike", "told"), [(True, "11..Pa"), (False, "11.7kPa")])
def test_what_does_not_look_alike_is_read_anew(is_alike: bool, told: str) -> None:
    assert read_closer(text_that_says("11..Pa", 0.92), text_that_says("11.7kPa", 0.95, 1), is_alike) == told


def test_surer_reading_of_two_looks_counts() -> None:
    assert read_closer(text_that_says("0.91", 0.7), text_that_says(".91", 0.6), is_alike=False) == "0.91"
