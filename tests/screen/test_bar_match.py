"""How well an area shows a bar's colours: at any opacity, and where a photograph is darker at its rim."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.screen.bar_match import match
from dlre_gui.screen.chroma import chroma_of
from tests.screen.drawing import colour_at

BAR = colour_at(np.linspace(0, 1, 200)).astype(np.uint8)
AREA = colour_at(np.linspace(0.1, 0.5, 600))


@pytest.mark.parametrize("opacity", [0.35, 0.6, 1.0])
def test_area_in_the_bars_colours_over_grey_is_matched(opacity: float) -> None:
    found = match((opacity * AREA + (1 - opacity) * 90).astype(np.uint8), BAR)
    assert found.share >= 0.95
    assert found.opacity == pytest.approx(opacity, abs=0.06)


def test_tint_that_shines_through_is_not_the_overlays() -> None:
    """A beige B-mode moves a pale overlay's colours farther than those of the bar are apart."""
    beige = 90 * np.array((1.0, 0.92, 0.76))
    seen = (0.35 * AREA + 0.65 * beige).astype(np.uint8)
    tint = tuple(float(plane[0]) for plane in chroma_of(beige.astype(np.uint8)[None]))
    blind, found = match(seen, BAR), match(seen, BAR, tint)
    assert found.misfit <= 4.0
    assert found.misfit <= 0.5 * blind.misfit
    assert found.opacity == pytest.approx(0.35, abs=0.06)


def test_bar_at_the_darker_rim_of_a_photograph_is_matched() -> None:
    found = match(AREA.astype(np.uint8), (0.78 * BAR).astype(np.uint8))
    assert found.share >= 0.95
    assert found.opacity > 1.0


def test_area_in_other_colours_is_not_matched() -> None:
    assert match(AREA[:, [1, 0, 2]].astype(np.uint8), BAR).share < 0.5
