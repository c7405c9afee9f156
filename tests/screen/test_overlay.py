"""Coloured areas: what a picture of few colours holds."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.overlay import Overlay, find_overlays, in_two_panels, without_thin
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.plausible import is_lettering
from tests.screen.drawing import through_jpeg


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_picture_of_one_grey_holds_no_coloured_area(grey: int) -> None:
    assert find_overlays(planes_of(np.full((480, 640, 3), grey, np.uint8)), []) == []


def _two_maps(gap: int, level: int) -> np.ndarray:
    """Two coloured areas on B-mode, parted by a gap of some grey level from top to bottom."""
    rng = np.random.default_rng(1)
    picture = np.repeat(rng.integers(40, 120, (1000, 600, 1), dtype=np.uint8), 3, axis=2)
    picture[150:250, 200:400] = (200, 40, 40)
    picture[:, 300 : 300 + gap] = level
    return picture


@pytest.mark.parametrize("gap", [4, 20])
def test_maps_on_both_sides_of_the_gap_between_two_panels_are_two(gap: int) -> None:
    planes = planes_of(_two_maps(gap, 0))
    left, right = Box(200, 150, 100, 100), Box(300 + gap, 150, 100 - gap, 100)
    assert {overlay.box for overlay in find_overlays(planes, [])} == {left, right}
    assert in_two_panels(planes, left, right)


def test_parts_of_a_map_on_both_sides_of_a_void_are_one() -> None:
    planes = planes_of(_two_maps(4, 70))
    assert [overlay.box for overlay in find_overlays(planes, [])] == [Box(200, 150, 200, 100)]
    assert not in_two_panels(planes, Box(200, 150, 100, 100), Box(304, 150, 96, 100))


def test_ticks_and_outlines_are_thin() -> None:
    mask = np.zeros((100, 160), bool)
    mask[10:90, 10:100] = True
    mask[30:33, 100:120] = mask[60:64, 100:130] = True
    thick = without_thin(Overlay(Box(5, 5, 160, 100), mask, 1), 1080)
    assert thick is not None
    assert thick.box == Box(15, 15, 90, 80)


def test_a_coloured_wall_around_a_photographed_screen_is_no_part_of_a_map() -> None:
    rng = np.random.default_rng(1)
    picture = rng.integers((150, 50, 50), (190, 70, 70), (700, 900, 3), dtype=np.uint8)
    picture[60:640, 70:830] = 0
    picture[150:500, 200:700] = rng.integers(40, 120, (350, 500, 1), dtype=np.uint8)
    picture[250:350, 400:520] = (20, 60, 210)
    assert [overlay.box for overlay in find_overlays(planes_of(picture), [])] == [Box(400, 250, 120, 100)]


def test_panel_in_coloured_letters_is_lettering_and_a_map_is_none() -> None:
    picture = np.random.default_rng(2).integers(30, 90, (700, 900, 1), dtype=np.uint8).repeat(3, axis=2)
    picture[150:300, 500:700] = (20, 60, 210)
    panel = Image.new("RGB", (200, 240), (8, 8, 8))
    pen, font = ImageDraw.Draw(panel), ImageFont.load_default(20)
    pen.rectangle((1, 1, 198, 238), outline=(240, 220, 90))
    for row in range(8):
        pen.text((8, 8 + 28 * row), "Mean 12.4 kPa", (240, 220, 90), font)
    picture[400:640, 40:240] = np.asarray(panel)
    shown = through_jpeg(picture, 75)  # which spreads the letters' colour
    told = {overlay.box.x < 300: is_lettering(overlay) for overlay in find_overlays(planes_of(shown), [])}
    assert told == {False: False, True: True}
