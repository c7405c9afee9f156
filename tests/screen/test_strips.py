"""Strips of a mask: where they begin and end; pictures of odd shapes have none and say so without a fault."""

import numpy as np
import pytest

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.strips import find_strips


@pytest.mark.parametrize("shape", [(32, 2000), (33, 4000), (100, 8000), (1, 1), (4000, 33)])
def test_pictures_of_any_shape_are_looked_through(shape: tuple[int, int]) -> None:
    assert find_strips(np.zeros(shape, bool), 3, 40) == []
    find_strips(np.ones(shape, bool), 3, 40)


def test_strip_goes_on_behind_a_tick_but_not_behind_a_gap() -> None:
    mask = np.zeros((300, 400), bool)
    mask[100:200, 50:60] = True
    mask[150:153, 50:60] = False
    mask[220:260, 50:60] = True
    assert find_strips(mask, 30, 40)[0] == Box(47, 97, 16, 106)


def test_strip_at_the_lower_edge_is_apart_from_one_beside_it_at_the_upper_edge() -> None:
    mask = np.zeros((300, 400), bool)
    mask[240:, 50:60] = mask[:60, 60:70] = True
    assert set(find_strips(mask, 50, 40)) == {Box(47, 237, 16, 63), Box(57, 0, 16, 63)}
