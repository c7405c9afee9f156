"""Of two maps the one is taken that holds the means of the Q-Boxes, if no circle is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dlre_gui.domain.findings import ColourBar, Findings, QBox, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.map_check import likeliest
from dlre_gui.screen.outline import rectangle

BAR = ColourBar(Box(700, 90, 12, 200), np.zeros((200, 3), np.uint8), Unit.KPA, 0.0, 30.0)


def _findings(box: Box, levels: tuple[float, float], means: tuple[float, ...]) -> Findings:
    kpa = np.tile(np.linspace(*levels, box.w, dtype=np.float32), (box.h, 1))
    shown = StiffnessMap(kpa, np.ones_like(kpa, bool), np.zeros_like(kpa, bool), 0.6)
    qboxes = tuple(QBox(mean=mean, confidence=(("mean", 0.99),)) for mean in means)
    swe_box = SweBox(box, rectangle(box), "colour")
    return Findings(Box(0, 0, 800, 600), swe_box, colour_bar=BAR, stiffness=shown, qboxes=qboxes)


@pytest.mark.parametrize(
    ("means", "taken"), [((15.1, 12.4, 19.0), 1), ((15.0, 15.2), 0), ((), 0), ((29.0,), 0)]
)
def test_map_without_the_means_gives_way_to_one_that_holds_them(means: tuple[float, ...], taken: int) -> None:
    uniform = _findings(Box(500, 100, 90, 90), (14.8, 15.2), means)
    varied = _findings(Box(100, 100, 90, 90), (8.0, 24.0), means)
    assert likeliest(uniform, [varied]) is (uniform, varied)[taken]


def test_map_without_the_circle_that_another_shows_holds_no_mean() -> None:
    """Any map of many values has the mean somewhere."""
    shown = _findings(Box(100, 100, 90, 90), (8.0, 24.0), (15.0,))
    circled = replace(shown, qboxes=(replace(shown.qboxes[0], circle=Circle(115, 145, 8)),))
    other = _findings(Box(500, 100, 90, 90), (8.0, 24.0), (15.0,))
    assert likeliest(circled, [other]) is circled
