"""Coloured areas: what a picture of few colours holds."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.screen.overlay import find_overlays
from dlre_gui.screen.planes import planes_of


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_picture_of_one_grey_holds_no_coloured_area(grey: int) -> None:
    assert find_overlays(planes_of(np.full((480, 640, 3), grey, np.uint8)), []) == []
