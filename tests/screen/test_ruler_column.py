"""Numbers of a ruler are told from values and ordinals by where they stand."""

from __future__ import annotations

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ruler_column import of_rulers


def column(values: list[float], step: float, x: int = 190, y: int = 85) -> list[tuple[Box, float]]:
    """Numbers 10 px high under each other; wider from ten on, and all end at the same place."""
    boxes = [Box(x - 7 * (v >= 10), round(y + k * step), 6 + 7 * (v >= 10), 10) for k, v in enumerate(values)]
    return list(zip(boxes, values, strict=True))


LINES = [Box(11, 230 + 19 * k, 117, 14) for k in range(24)]
RULER = column([*range(1, 14)], 25.2)


def test_numbers_that_rise_evenly_down_a_column_are_a_rulers() -> None:
    pieces = [*LINES, *(piece for piece, _ in RULER)]
    assert of_rulers(RULER, pieces) == {piece for piece, _ in RULER}


def test_two_rulers_in_one_column_are_both_told() -> None:
    lower = column([*range(1, 14)], 25.2, y=446)
    numbers = [*RULER, *lower]
    assert of_rulers(numbers, [*LINES, *(piece for piece, _ in numbers)]) == {piece for piece, _ in numbers}


def test_ordinals_of_a_list_are_none() -> None:
    ordinals = column([1, 2, 3, 4, 5], 19, y=232)
    assert not of_rulers(ordinals, [*LINES, *(piece for piece, _ in ordinals)])


def test_values_of_a_table_are_none() -> None:
    values = column([8.8, 4.7, 14.1, 2.0, 9.5], 25.2)
    assert not of_rulers(values, [piece for piece, _ in values])
    assert not of_rulers(column([1, 2, 3], 25.2), [])
