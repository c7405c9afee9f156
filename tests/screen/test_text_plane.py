"""What is text and what is the edge of a picture."""

import numpy as np
import pytest

from dlre_gui.screen.text_plane import _cut_off


@pytest.mark.parametrize(("hidden_level", "n_cut_off"), [(105, 0), (170, 1)])
def test_light_that_goes_on_in_a_picture_is_its_edge_and_a_blurred_letter_is_not(
    hidden_level: int, n_cut_off: int
) -> None:
    high, side = np.full((16, 8), 14, np.uint8), 8
    high[7, 3], high[8, 3] = 173, hidden_level  # the last row of one block, the first of the next
    bright = np.zeros_like(high)
    bright[7, 3], bright[8, 3] = 160, hidden_level // 3
    picture = np.array([[False], [True]])
    rows, columns = _cut_off(high, bright, picture, picture, side)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == [(7, 3)] * n_cut_off
