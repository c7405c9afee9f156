"""Which coloured area shows the stiffness, where strips in nearly its colours stand beside the bar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_shape import Bars, BarShape
from dlre_gui.screen.choose import has_circle, in_colours_of
from dlre_gui.screen.circle import find_circles
from dlre_gui.screen.overlay import find_overlays
from dlre_gui.screen.planes import Planes, planes_of
from dlre_gui.screen.swe_box import Shape, shape_of
from tests.screen.drawing import colour_at

BAR = BarShape(Box(760, 40, 12, 240), colour_at(np.linspace(0, 1, 240)).astype(np.uint8))
MAP, OTHER = Box(120, 160, 200, 150), Box(460, 160, 200, 150)


def _b_mode() -> np.ndarray:
    grey = np.random.default_rng(2).normal(70, 14, (600, 800, 1)).clip(20, 130)
    return np.repeat(grey, 3, axis=2).astype(np.uint8)


def _shapes(pixels: np.ndarray) -> tuple[Planes, list[Shape]]:
    planes = planes_of(pixels)
    return planes, [shape_of(planes, overlay) for overlay in find_overlays(planes, [])]


def test_a_strip_that_fits_a_map_a_little_better_takes_nothing_from_the_bar() -> None:
    """Compression moves a map's colours by as much."""
    off = np.array((-3, -3, 3))
    pixels = _b_mode()
    pixels[MAP.slices] = BAR.colours[100] + off
    strip = BarShape(Box(760, 400, 8, 60), np.clip(BAR.colours[60:140] + off, 0, 255).astype(np.uint8))
    planes, shapes = _shapes(pixels)
    chosen = in_colours_of(planes, shapes, BAR, Bars([], [strip]))
    assert chosen is not None
    assert chosen.shape.box == MAP


def test_a_round_spot_makes_no_map_of_an_area_by_another_bar() -> None:
    off = np.array((8, -8, 8))
    pixels = _b_mode()
    pixels[MAP.slices] = colour_at(np.linspace(0.3, 0.5, MAP.w))[None]
    pixels[OTHER.slices] = BAR.colours[100] + off
    picture = Image.fromarray(pixels)
    ImageDraw.Draw(picture).ellipse((530, 210, 570, 250), outline=(255, 255, 255), width=2)
    by_map = replace(BAR, box=Box(20, 40, 12, 240))
    by_other = BarShape(Box(760, 40, 12, 240), np.clip(BAR.colours + off, 0, 255).astype(np.uint8))
    planes, shapes = _shapes(np.asarray(picture))
    chosen = in_colours_of(planes, shapes, by_map, Bars([by_other], []))
    assert chosen is not None
    assert chosen.shape.box == MAP


@pytest.mark.parametrize("tilt", [0.0, 0.6])
def test_map_of_spreading_waves_is_not_taken_for_the_stiffness(tilt: float) -> None:
    """Its colours run through all of the bar from one wave to the next."""
    pixels = _b_mode()
    rows, columns = np.mgrid[: OTHER.h, : OTHER.w]
    smooth = 0.2 + 0.15 * np.sin(rows / 40) + 0.1 * columns / OTHER.w
    waves = (columns + tilt * rows) / 14 % 1.0
    for box, shown in ((MAP, smooth), (OTHER, waves)):
        pixels[box.slices] = (0.5 * colour_at(shown) + 0.5 * pixels[box.slices]).astype(np.uint8)
    planes, shapes = _shapes(pixels)
    assert len(shapes) == 2
    chosen = in_colours_of(planes, shapes, BAR, Bars([], []))
    assert chosen is not None
    assert chosen.shape.box == MAP
    assert chosen.rivals == []


def test_map_over_tinted_b_mode_is_told_from_a_map_of_one_colour_of_the_bar() -> None:
    """So looks a quality map beside a stiffness map, both of little opacity."""
    pixels = (_b_mode() * np.array((1.0, 0.9, 0.75))).astype(np.uint8)
    soft = 0.12 + 0.1 * np.sin(np.arange(MAP.w) / 30)
    for box, colours in ((MAP, colour_at(soft)[None]), (OTHER, np.array((90, 200, 110)))):
        pixels[box.slices] = (0.35 * colours + 0.65 * pixels[box.slices]).astype(np.uint8)
    planes, shapes = _shapes(pixels)
    assert len(shapes) == 2
    chosen = in_colours_of(planes, shapes, BAR, Bars([], []))
    assert chosen is not None
    assert chosen.shape.box.iou(MAP) >= 0.95


def test_a_stiff_spot_is_no_drawn_circle() -> None:
    """Around it run the colours between its own and those of the rest: as a ring, but of no line."""
    pixels = _b_mode()
    rows, columns = np.mgrid[: OTHER.h, : OTHER.w]
    spot = np.clip((8.0 - np.hypot(columns - 90, rows - 70)) / 5, 0, 1)
    pixels[MAP.slices] = colour_at(np.full((MAP.h, MAP.w), 0.1))
    pixels[OTHER.slices] = colour_at(0.45 + 0.5 * spot) + 10 * np.array((1, -1, 1))
    planes, shapes = _shapes(pixels)
    spotted = next(shape for shape in shapes if shape.box.iou(OTHER) > 0.9)
    assert find_circles(planes.cut(OTHER).rgb, np.ones((OTHER.h, OTHER.w), dtype=np.bool_))
    assert not has_circle(planes, spotted)


def test_map_in_pieces_is_chosen_before_a_whole_map_that_the_bar_fits_worse() -> None:
    """Voids part a stiffness map; the quality map in the other panel has none."""
    pixels = _b_mode()
    pixels[:, 380:400] = 0
    pixels[MAP.slices] = colour_at(np.full((MAP.h, MAP.w), 0.5)) + 14 * np.array((1, -1, 1))
    rows, columns = np.mgrid[: OTHER.h, : OTHER.w]
    width = 60 + 12 * np.sin(rows / 9)
    seen = (columns < width) | (columns > OTHER.w - width)
    pixels[OTHER.slices][seen] = colour_at(0.2 + 0.1 * columns / OTHER.w)[seen]
    planes, shapes = _shapes(pixels)
    assert len(shapes) == 3
    chosen = in_colours_of(planes, shapes, BAR, Bars([], []))
    assert chosen is not None
    assert OTHER.contains(chosen.shape.box)
    assert len(chosen.islands) == 1
