"""The map's values in a Q-Box's circle."""

import numpy as np
import pytest

from dlre_gui.domain.findings import StiffnessMap
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.qbox_check import map_values

BOX = Box(40, 30, 90, 60)


@pytest.mark.parametrize(
    "circle",
    [Circle(85.2, 60.7, 22.4), Circle(41.0, 31.0, 15.3), Circle(128.5, 88.0, 9.0), Circle(3.0, 2.0, 40.0)],
)
def test_values_are_those_of_the_pixels_within_also_over_the_boxs_edge(circle: Circle) -> None:
    kpa = np.arange(BOX.area, dtype=np.float32).reshape(BOX.h, BOX.w)
    inside = [
        kpa[y - BOX.y, x - BOX.x]
        for y in range(BOX.y, BOX.bottom)
        for x in range(BOX.x, BOX.right)
        if np.hypot(x + 0.5 - circle.x, y + 0.5 - circle.y) <= circle.radius - 2
    ]
    found = map_values(StiffnessMap(kpa, np.ones(kpa.shape, bool), np.zeros(kpa.shape, bool)), BOX, circle)
    assert found.tolist() == inside


def test_circle_beside_the_map_has_none() -> None:
    kpa = np.ones((BOX.h, BOX.w), np.float32)
    stiffness = StiffnessMap(kpa, kpa > 0, kpa < 0)
    assert map_values(stiffness, BOX, Circle(300.0, 300.0, 20.0)).size == 0
