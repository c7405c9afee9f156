"""The scanner's picture in a window: its sides step to what surrounds it, its own panels do not bound it."""

from __future__ import annotations

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.frame import find_frame
from dlre_gui.screen.planes import planes_of


def _speckle(height: int, width: int) -> np.ndarray:
    grey = np.random.default_rng(1).gamma(9.0, 7.0, (height, width, 1)).clip(12, 200)
    return np.repeat(grey, 3, axis=2).astype(np.uint8)


def _two_panels(width: int = 1280, height: int = 720) -> np.ndarray:
    """A screen with a grey header, two pictures beside each other and black below them."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:48] = 34
    pixels[80:578, 192:600] = _speckle(498, 408)
    pixels[80:578, 768:1176] = _speckle(498, 408) // 2 + 20
    return pixels


def test_black_below_the_pictures_belongs_to_the_screen() -> None:
    pixels = _two_panels()
    pixels[48:578, 768:1176] = _speckle(530, 408) // 8 + 30  # an even picture, as blurred ones are
    assert find_frame(planes_of(pixels)) == Box(0, 0, 1280, 720)


def test_sides_that_begin_with_the_picture_tell_its_upper_edge() -> None:
    """In a light window the header is as light as what lies above it; the sides tell where it begins."""
    window = np.full((1000, 1400, 3), 150, np.uint8)
    window[:120] = 245
    inner = _two_panels()
    window[220:940, 60:1340] = inner
    window[217:220] = 34  # as bright as the header, which so shows no edge
    window[120:217] = 34
    window[120:220, :60] = window[120:220, 1340:] = 34
    assert find_frame(planes_of(window)) == Box(60, 220, 1280, 720)


def test_outline_of_a_panel_is_no_side_of_the_picture() -> None:
    """A line is brighter than both its sides; what surrounds a picture is broader."""
    pixels = np.zeros((720, 1280, 3), np.uint8)
    pixels[90:650, 300:1200] = _speckle(560, 900)
    pixels[:48] = pixels[680:] = 34
    pixels[50:679, 14:17] = pixels[50:679, 150:153] = 190
    assert find_frame(planes_of(pixels)) == Box(0, 0, 1280, 720)


def test_edge_that_is_only_supposed_cuts_no_text() -> None:
    """A dark margin hides where the picture begins; what is bright just above is its own."""
    screen = np.zeros((1129, 1502, 3), np.uint8)
    screen[300:] = 26  # the margin is lighter below
    inner = np.zeros((1080, 1440, 3), np.uint8)
    inner[150:1060, 250:900] = _speckle(910, 650)
    inner[255:270, 10:200:4] = 200
    screen[30:1110, 34:1474] = inner
    frame = find_frame(planes_of(screen))
    assert frame.y <= 30
    assert frame.bottom >= 1110
