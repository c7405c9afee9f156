"""Boxes that much is void of, told by the lines drawn around them; sides of small and outlined boxes."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Screen
from dlre_gui.screen import analyse
from dlre_gui.screen.drawn_around import drawn_around
from dlre_gui.screen.framed import framed_rectangle
from dlre_gui.screen.overlay import find_overlays
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.plausible import lies_in_b_mode
from dlre_gui.screen.sector import Sector, refined
from dlre_gui.screen.sides import outermost
from dlre_gui.screen.swe_box import completed, shape_of
from dlre_gui.simulation.others import other_picture

GREEN, WHITE = (30, 210, 60), (235, 235, 235)
BLUE = (30, 60, 200)


def _b_mode(h: int = 1080, w: int = 1200) -> np.ndarray:
    grey = np.random.default_rng(2).normal(70, 14, (h, w, 1)).clip(20, 130)
    return np.repeat(grey, 3, axis=2).astype(np.uint8)


def _outlined(sector: Sector, line: tuple[int, int, int], dash: int, gap: int) -> np.ndarray:
    """B-mode with a sector that is blue on its right third only, and its outline."""
    pixels = _b_mode()
    rows, columns = np.mgrid[: pixels.shape[0], : pixels.shape[1]] + 0.5
    angle = np.arctan2(columns - sector.x, rows - sector.y)
    radius = np.hypot(columns - sector.x, rows - sector.y)
    seen = (radius >= sector.near) & (radius < sector.far) & (angle < sector.high)
    ragged = sector.low + 0.66 * (sector.high - sector.low) + 0.01 * np.sin(rows / 7)
    pixels[seen & (angle > ragged)] = BLUE
    picture = Image.fromarray(pixels)
    pen = ImageDraw.Draw(picture)
    corners = [*sector.outline(), sector.outline()[0]]
    left = 0.0
    for (x0, y0), (x1, y1) in pairwise(corners):
        length = math.hypot(x1 - x0, y1 - y0)
        steps = np.arange(0, length, 0.5)
        for at in steps[(left + steps) % (dash + gap) < dash] / length:
            pen.point((round(x0 + at * (x1 - x0) - 0.5), round(y0 + at * (y1 - y0) - 0.5)), line)
        left += length
    return np.asarray(picture)


@pytest.mark.parametrize(("line", "dash", "gap"), [(GREEN, 7, 9), (WHITE, 8, 0)])
def test_sector_is_as_wide_as_the_line_drawn_around_its_void(
    line: tuple[int, int, int], dash: int, gap: int
) -> None:
    sector = Sector(600.0, -150.0, 500.0, 720.0, -0.3, 0.22)
    planes = planes_of(_outlined(sector, line, dash, gap))
    (overlay,) = find_overlays(planes, [])[:1]
    seen = shape_of(planes, overlay)
    whole = sector.bounds(Box(0, 0, 1200, 1080))
    assert seen.box.iou(whole) < 0.6
    assert completed(planes, seen, []).box.iou(whole) >= 0.98


def test_what_is_far_from_an_area_is_not_drawn_around_it() -> None:
    pixels = _b_mode()
    pixels[300:400, 500:640] = BLUE
    pixels[300:400, 670:672] = GREEN
    planes = planes_of(pixels)
    assert list(drawn_around(planes, find_overlays(planes, [])[0])) == []


def test_a_map_of_small_patches_is_found_when_it_is_looked_for_finely() -> None:
    pixels = _b_mode(540, 720)
    for y in range(200, 300, 20):
        for x in range(300, 420, 20):
            pixels[y : y + 7, x : x + 7] = BLUE
    pixels[[196, 310], 296:424] = pixels[196:311, [296, 423]] = GREEN
    planes = planes_of(pixels)
    assert find_overlays(planes, []) == []
    assert [one.box for one in find_overlays(planes, [], finely=True)] == [Box(296, 196, 128, 115)]


@pytest.mark.parametrize(("is_b_mode", "expected"), [(True, True), (False, False)])
def test_a_coloured_square_on_flat_ground_lies_in_no_b_mode(is_b_mode: bool, expected: bool) -> None:
    """Such a square is a transient elastogram, say; its labels alone make the ground vary."""
    pixels = _b_mode(540, 720) if is_b_mode else np.full((540, 720, 3), (30, 34, 45), np.uint8)
    pixels[200:300, 300:420] = BLUE
    pixels[200:212, 424:430] = WHITE
    assert lies_in_b_mode(planes_of(pixels), Box(300, 200, 120, 100)) is expected


def _profile(*levels: tuple[int, float]) -> np.ndarray:
    return np.concatenate([np.full(n, value, np.float32) for n, value in levels])


@pytest.mark.parametrize("inward", [1, -1])
def test_a_thick_line_belongs_to_the_box_with_its_outer_edge(inward: int) -> None:
    luma = _profile((20, 72), (1, 124), (1, 140), (1, 143), (1, 135), (17, 100))
    colour = _profile((20, 3), (4, 160), (17, 72))
    at = 20 if inward > 0 else len(luma) - 21
    assert outermost(luma[::inward], colour[::inward], at, inward) == at


def test_bright_tissue_before_a_side_without_colour_is_not_the_box() -> None:
    luma = _profile((14, 52), (3, 120), (3, 126), (21, 140))
    colour = _profile((20, 5), (21, 95))
    assert outermost(luma, colour, 20, 1) == 20


def test_the_sides_of_a_sharp_sector_stay_where_its_colour_ends() -> None:
    sector = Sector(600.0, -150.0, 500.0, 560.0, -0.05, 0.06)
    pixels = _b_mode()
    rows, columns = np.mgrid[: pixels.shape[0], : pixels.shape[1]] + 0.5
    angle, radius = np.arctan2(columns - 600, rows + 150), np.hypot(columns - 600, rows + 150)
    inside = (radius >= 500) & (radius < 560) & (np.abs(angle - 0.005) < 0.055)
    pixels[inside] = BLUE
    pixels[(radius < 500) & (radius >= 496)] = 85  # a bright layer just above
    assert refined(planes_of(pixels), sector, is_sharp=True) == sector


def test_lines_around_the_whole_picture_make_it_no_box() -> None:
    pixels = np.ascontiguousarray(other_picture(777, 4192).pixels)  # a plot on a tinted ground
    found = analyse(Screen(pixels, Path("plot.png"), 0, 1, "", ""))
    assert (found.swe_box, found.stiffness) == (None, None)


def test_the_sides_of_the_picture_are_no_outline_of_a_small_map_in_it() -> None:
    """Its colour tells where it is though one side of it is ragged by void."""
    pixels = np.full((720, 960, 3), 12, np.uint8)
    pixels[200:440, 300:560] = _b_mode()[:240, :260]
    pixels[[200, 439], 300:560] = pixels[200:440, [300, 559]] = WHITE
    pixels[290:345, 400:446] = BLUE
    for y in range(290, 345):
        pixels[y, 400 : 400 + round(8 + 7 * math.sin(y / 2.0))] = _b_mode()[y, :1]
    planes = planes_of(pixels)
    seen = shape_of(planes, find_overlays(planes, [])[0])
    assert completed(planes, seen, []).box.iou(Box(400, 290, 46, 55)) > 0.8


def test_dashed_line_at_the_end_of_the_picture_frames_a_box() -> None:
    """The B-mode begins where the box does: beyond its line is black."""
    pixels = np.zeros((600, 800, 3), np.uint8)
    pixels[100:500, 36:400] = _b_mode(400, 364)
    pixels[150:350, 100:390] = BLUE
    pixels[200:300:40, 100:130] = _b_mode(1, 30)  # its rim is ragged
    box = Box(36, 150, 354, 200)
    for at in range(0, 354, 12):
        pixels[(150, 349), 36 + at : min(36 + at + 7, 390)] = WHITE
    for at in range(0, 200, 12):
        pixels[150 + at : min(150 + at + 7, 350), (36, 389)] = WHITE
    found = framed_rectangle(planes_of(pixels), Box(100, 150, 290, 200))
    assert found is not None
    assert found[0].iou(box) >= 0.98
