"""Pictures of odd shapes have no strip, and say so without a fault."""

import numpy as np
import pytest

from dlre_gui.screen.strips import find_strips


@pytest.mark.parametrize("shape", [(32, 2000), (33, 4000), (100, 8000), (1, 1), (4000, 33)])
def test_pictures_of_any_shape_are_looked_through(shape: tuple[int, int]) -> None:
    assert find_strips(np.zeros(shape, bool), 3, 40) == []
    find_strips(np.ones(shape, bool), 3, 40)
