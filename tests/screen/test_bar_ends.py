"""The ends of a colour bar: half a percent of the scale hangs on each row."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.screen.bar_shape import find_bars
from dlre_gui.screen.planes import planes_of
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.simulation.styles.palettes import PALETTES
from tests.screen.drawing import through_jpeg


@pytest.mark.parametrize("colours", ["supersonic", "dark_rainbow", "two_tone", "red_to_blue"])
def test_compression_makes_no_bar_longer(colours: str) -> None:
    assert colours in PALETTES
    [patient] = draw_patients(1, 41_000)
    shown = render(patient, 0, language="en", colours=colours)
    for quality in (75, 90):
        found = find_bars(planes_of(through_jpeg(shown.pixels, quality))).bars[0].box
        ends = (found.y, found.bottom)
        assert np.abs(np.subtract(ends, (shown.truth.colour_bar.y, shown.truth.colour_bar.bottom))).max() == 0
