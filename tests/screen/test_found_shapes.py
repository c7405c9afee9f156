"""Sides of mostly void boxes, circles, bars with dark ends, frames in windows, what is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.findings import Given, Missing, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen import analyse
from dlre_gui.screen.bar_shape import find_bars
from dlre_gui.screen.circle import find_circles
from dlre_gui.screen.frame import find_frame
from dlre_gui.screen.planes import planes_of
from tests.screen.drawing import COLOURS, Drawn, Style, as_screen, colour_at, draw, through_jpeg

WHOLE = (1440, 1080)


def unlabelled(drawn: Drawn) -> np.ndarray:
    """The screen without any text at its bar."""
    pixels = drawn.pixels.copy()
    pixels[100:400, 1408:] = 0
    pixels[100:136, 1300:] = 0
    return pixels


@pytest.mark.parametrize(("share", "seed"), [(0.4, 0), (0.4, 2), (0.7, 0), (0.7, 4)])
def test_sector_without_outline_is_found_where_much_is_void(share: float, seed: int) -> None:
    drawn = draw(Style(sector=True, outline=None, void_share=share, seed=seed))
    found = analyse(drawn.screen(85)).swe_box
    assert found is not None
    assert len(found.outline) > 4
    assert found.box.iou(drawn.box) >= 0.95


def test_grey_outline_beside_a_bright_map_belongs_to_the_box() -> None:
    drawn = draw(Style(outline=(165, 165, 165), opacity=1.0, level=(0.5, 0.62), void_share=0.0))
    found = analyse(drawn.screen()).swe_box
    assert found is not None
    assert found.box == drawn.box


def test_coloured_figures_beside_a_box_are_no_part_of_it() -> None:
    drawn = draw(Style(outline=None, opacity=1.0, void_share=0.02))
    picture = Image.fromarray(drawn.pixels)
    pen = ImageDraw.Draw(picture)
    for k in range(4):
        pen.text(
            (drawn.box.right - 2, drawn.box.y + 10 + 45 * k),
            f"-{k}",
            (240, 200, 60),
            ImageFont.load_default(28),
        )
    found = analyse(as_screen(np.asarray(picture))).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) > 0.98


def test_small_map_in_the_bar_s_colours_is_taken_before_a_large_picture_in_gold() -> None:
    """A panel of contrast beside it: its gold is near a colour of the bar."""
    drawn = draw(Style(outline=None, opacity=1.0, void_share=0.0))
    pixels = drawn.pixels.copy()
    panel = np.s_[620:1000, 400:1000]
    pixels[panel] = np.clip(60 + 0.6 * pixels[panel].astype(float), 0, 255) * (0.85, 0.55, 0.12)
    found = analyse(as_screen(pixels)).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) > 0.95


def test_white_outline_around_a_void_half_is_the_box() -> None:
    """No colour tells the right half: only the thin white line does."""
    drawn = draw(Style(outline=(230, 230, 230), seed=3, void_share=0.0))
    bare = draw(Style(outline=(230, 230, 230), seed=3, void_share=1.0))
    pixels = drawn.pixels.copy()
    rows, columns = np.mgrid[: pixels.shape[0], : pixels.shape[1]]
    void = columns > drawn.box.x + 0.55 * drawn.box.w + 12 * np.sin(rows / 9)
    pixels[void & (rows < drawn.box.bottom)] = bare.pixels[void & (rows < drawn.box.bottom)]
    found = analyse(as_screen(pixels)).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) >= 0.95


@pytest.mark.parametrize("dashed", [False, True])
def test_every_circle_is_found_and_none_besides(dashed: bool) -> None:
    drawn = draw(Style(opacity=0.5, seed=1))
    wanted = [(700, 310, 40), (640, 300, 18), (770, 330, 25)]
    picture = Image.fromarray(drawn.pixels)
    pen = ImageDraw.Draw(picture)
    for x, y, r in wanted:
        for start in range(0, 360, 20):
            pen.arc((x - r, y - r, x + r, y + r), start, start + (11 if dashed else 20), (255, 255, 255), 2)
    rgb = through_jpeg(np.asarray(picture), 85)[drawn.box.slices]
    found = [(c.x + drawn.box.x, c.y + drawn.box.y, c.radius) for c in find_circles(rgb, drawn.inside)]
    assert sorted(found) == [pytest.approx(circle, abs=1.5) for circle in sorted(wanted)]


def test_bar_reaches_into_its_dark_ends() -> None:
    dark = np.vstack([[(0, 0, 20)], [(0, 0, 90)], COLOURS[1:-1], [(90, 0, 0)], [(25, 0, 0)]]).astype(float)
    (bar,) = find_bars(planes_of(draw(Style(colours=dark)).pixels)).bars
    assert (bar.box.y, bar.box.bottom) == pytest.approx((140, 360), abs=4)
    assert bar.colours[0].max() < 60


@pytest.mark.parametrize("columns", [(100, 112), (112, 124), (106, 118)])
def test_bar_below_coloured_letters_is_as_wide_as_it_is(columns: tuple[int, int]) -> None:
    picture = np.zeros((600, 400, 3), np.uint8)
    picture[100:300, 100:124] = colour_at(np.linspace(1, 0, 200))[:, None]
    picture[70:98, slice(*columns)] = (230, 200, 120)
    assert [bar.box for bar in find_bars(planes_of(picture)).bars] == [Box(100, 100, 24, 200)]


def test_bar_whose_last_column_is_coloured_in_parts_only_is_one() -> None:
    picture = np.zeros((600, 400, 3), np.uint8)
    picture[100:300, 100:124] = colour_at(np.linspace(1, 0, 200))[:, None]
    picture[105:195, 124:126] = picture[205:295, 124:126] = (90, 20, 20)
    bars = find_bars(planes_of(picture))
    assert [(bar.box.y, bar.box.bottom) for bar in bars.bars] == [(100, 300)]
    assert bars.others == []


@pytest.mark.parametrize("ground", [(240, 240, 240), (128, 128, 128), (45, 45, 48)])
def test_scanner_picture_in_a_window_of_any_brightness_is_the_frame(ground: tuple[int, int, int]) -> None:
    inner = draw(Style(seed=2)).pixels
    window = np.full((1300, 1600, 3), ground, np.uint8)
    window[150:1230, 90:1530] = inner
    window[:60] = (250, 250, 250)
    assert find_frame(planes_of(window)) == Box(90, 150, *WHOLE)


def test_plain_screen_is_its_own_frame() -> None:
    assert find_frame(planes_of(draw(Style(seed=2)).pixels)) == Box(0, 0, *WHOLE)


def test_bar_without_text_is_told_and_a_given_scale_is_obeyed() -> None:
    pixels = unlabelled(draw(Style(seed=6)))
    findings = analyse(as_screen(pixels))
    assert findings.swe_box is None
    assert findings.bar_box is not None
    assert findings.missing == (Missing.SWE_BOX, Missing.SCALE)
    given = analyse(as_screen(pixels), Given(unit=Unit.KPA, minimum=0.0, maximum=40.0))
    assert given.swe_box is not None
    assert given.stiffness is not None
    assert given.missing == ()


def test_map_of_another_scale_beside_the_box_is_left_out() -> None:
    """A map in greens with a bar of its own, as large as the box and in the other panel."""
    drawn = draw(replace(Style(seed=4), opacity=0.8))
    pixels = drawn.pixels.copy()
    other = drawn.box.shifted(0, 448)
    field = np.linspace(0, 1, other.w)[None, :, None] * np.ones((other.h, 1, 1))
    greens = (20, 60, 20) + field * np.array([100, 180, 100])
    pixels[other.slices] = (0.8 * greens + 0.2 * pixels[other.slices]).astype(np.uint8)
    pixels[600:800, 1386:1404] = (20, 60, 20) + np.linspace(1, 0, 200)[:, None, None] * np.array(
        [100, 180, 100]
    )
    found = analyse(as_screen(pixels)).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) >= 0.95
