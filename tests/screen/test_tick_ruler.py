"""A depth ruler without numbers tells mm per px by the lengths of its ticks, or nothing at all."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.tick_ruler import mm_per_px_of_ticks

FRAME = Box(0, 0, 400, 700)


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
        (9.1, 66, {1: 3, 5: 6, 10: 10}, 1 / 9.1),  # millimetres
    ],
)
def test_ticks_of_several_lengths_tell_the_size_of_a_pixel(
    step_px: float, n: int, lengths: dict[int, int], mm_per_px: float, side: int
) -> None:
    high = _ruler(step_px, n, lengths, side)
    assert mm_per_px_of_ticks(high, FRAME, Box(20, 100, 100, 200), None) == pytest.approx(mm_per_px, rel=0.01)


@pytest.mark.parametrize("lengths", [{1: 6}, {1: 4, 4: 9}, {1: 4, 2: 9}])
def test_ticks_that_leave_the_unit_open_tell_nothing(lengths: dict[int, int]) -> None:
    assert mm_per_px_of_ticks(_ruler(52.4, 12, lengths), FRAME, Box(20, 100, 100, 200), None) is None


def test_ticks_of_the_colour_bar_tell_nothing() -> None:
    high = _ruler(52.4, 12, {1: 4, 5: 9})
    bar = Box(180, 40, 18, 600)
    assert mm_per_px_of_ticks(high, FRAME, Box(20, 100, 100, 200), bar) is None


def test_ticks_that_end_above_the_box_tell_nothing() -> None:
    high = _ruler(30.0, 8, {1: 4, 5: 9})
    assert mm_per_px_of_ticks(high, FRAME, Box(20, 400, 100, 200), None) is None
