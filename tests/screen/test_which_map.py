"""Which coloured area of a picture is the SWE box, and which are not: tints, other maps, other screens."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from dlre_gui.domain.findings import Given, Missing, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen import analyse
from dlre_gui.screen.overlay import MIN_CHROMA, find_overlays
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.plausible import has_grain
from tests.screen.drawing import Drawn, Style, as_screen, colour_at, draw, through_jpeg

SMALL = (720, 540)
BAR = Box(1386, 140, 18, 220)  # of a drawn screen, px of 1440×1080


def tinted(pixels: np.ndarray, tint: tuple[float, float, float]) -> np.ndarray:
    """The picture as on a scanner whose greys are not grey: bright ones the more so."""
    return (pixels * np.array(tint)).astype(np.uint8)


def without_bar(drawn: Drawn) -> np.ndarray:
    pixels = drawn.pixels.copy()
    k = pixels.shape[0] / 1080
    pixels[: round(400 * k), round(1290 * k) :] = 0
    return pixels


@pytest.mark.parametrize("tint", [(1.0, 0.92, 0.76), (0.78, 0.9, 1.0)])
def test_tinted_b_mode_is_no_part_of_the_box(tint: tuple[float, float, float]) -> None:
    drawn = draw(Style(size=SMALL, sector=True, seed=3))
    found = analyse(as_screen(through_jpeg(tinted(drawn.pixels, tint), 85))).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) >= 0.93


def test_flat_coloured_ground_is_no_overlay() -> None:
    drawn = draw(Style(size=SMALL, seed=4))
    pixels = drawn.pixels.copy()
    pixels[pixels.max(axis=2) == 0] = (8, 24, 44)
    found = analyse(as_screen(through_jpeg(pixels, 75))).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) >= 0.95


@pytest.mark.parametrize("level", [(0.05, 0.15), (0.1, 0.9)])
def test_plain_box_without_a_bar_is_proposed_but_shows_no_stiffness(level: tuple[float, float]) -> None:
    drawn = draw(Style(size=SMALL, level=level, void_share=0.0, seed=5))
    findings = analyse(as_screen(without_bar(drawn)))
    assert findings.swe_box is not None
    assert findings.swe_box.box.iou(drawn.box) >= 0.95
    assert (findings.colour_bar, findings.stiffness) == (None, None)
    assert findings.missing == (Missing.COLOUR_BAR,)


def test_area_of_one_colour_without_a_bar_is_not_proposed() -> None:
    """A window paints such areas over its text, which varies from px to px as speckle does."""
    drawn = draw(Style(size=SMALL, void_share=0.0, outline=None, seed=5))
    pixels = without_bar(drawn)
    pixels[drawn.box.slices] = (88, 164, 208)
    assert analyse(as_screen(through_jpeg(pixels, 90))).swe_box is None


@pytest.mark.parametrize(("height", "pale"), [(800, 0), (730, 0), (730, 1)], ids=["edge", "bar", "pale"])
def test_coloured_desktop_around_the_window_hides_no_box(height: int, pale: float) -> None:
    """A smooth one, which goes down to the picture's edge, ends at a grey bar, or pales to grey."""
    drawn = draw(Style(size=SMALL, seed=4))
    rows, columns = np.mgrid[:800, :1400] / np.array((800, 1400))[:, None, None]
    share = np.clip(1 - 1.3 * pale * (1 - columns), 0, 1)
    desktop = np.stack([40 + 60 * rows, 80 + 100 * columns, 130 - 30 * rows], axis=2)
    desktop = (desktop * share[..., None] + 110 * (1 - share[..., None])).astype(np.uint8)
    desktop[height:] = 34
    desktop[100:130, 300:1020] = 240
    desktop[130:670, 300:1020] = drawn.pixels
    found = find_overlays(planes_of(desktop), [])
    assert max(one.box.iou(drawn.box.shifted(300, 130)) for one in found) >= 0.9


def test_flow_that_fills_its_box_is_not_proposed() -> None:
    """Red and blue side by side with no hue between them: towards and away."""
    drawn = draw(Style(size=SMALL, void_share=0.0, seed=5))
    pixels = without_bar(drawn)
    flow = ndimage.gaussian_filter(np.random.default_rng(1).normal(size=(drawn.box.h, drawn.box.w)), 9)
    pixels[drawn.box.slices] = np.where(flow[..., None] > 0, (220, 40, 0), (0, 70, 230))
    assert analyse(as_screen(pixels)).swe_box is None


def test_shapeless_colour_over_a_smooth_picture_is_no_box() -> None:
    """An organ in colours over magnetic resonance, beside a bar in kPa: no ultrasound."""
    drawn = draw(Style(size=SMALL, maximum=8, seed=6))
    ys, xs = np.mgrid[: SMALL[1], : SMALL[0]]
    smooth = 90 + 60 * np.sin(xs / 60) * np.cos(ys / 45)
    pixels = drawn.pixels.copy()
    panel = slice(70, 520), slice(150, 545)
    pixels[panel] = smooth[panel][..., None].astype(np.uint8)
    organ = ((xs - 330) / 90) ** 2 + ((ys - 220) / 70) ** 2 < 1 + 0.25 * np.sin(
        np.arctan2(ys - 220, xs - 330) * 5
    )
    pixels[organ] = colour_at(0.2 + 0.5 * (xs[organ] / SMALL[0]))
    assert analyse(as_screen(pixels)).swe_box is None


@pytest.mark.parametrize(
    ("unit", "minimum", "maximum"), [("m/s", 0.0, 1.2), ("kPa", 0.0, 4.0), ("kPa", 98.0, 105.0)]
)
def test_scale_that_spans_no_tissue_is_none_of_stiffness(unit: str, minimum: float, maximum: float) -> None:
    """Flow in a vessel, shear at its wall, the pressure of air."""
    drawn = draw(Style(size=SMALL, unit=unit, minimum=minimum, maximum=maximum, prefix="", seed=7))
    assert analyse(drawn.screen()).swe_box is None


def test_sharp_box_over_smooth_blobs_of_grey_is_no_swe_box() -> None:
    """A plot with a patch in colours and a bar in kPa: what is grey around it has no grain."""
    drawn = draw(Style(size=SMALL, void_share=0.0, seed=6))
    pixels = drawn.pixels.copy()
    blobs = ndimage.gaussian_filter(np.random.default_rng(3).normal(size=(SMALL[1], SMALL[0])), 10)
    grey = np.clip(120 + 2200 * blobs, 12, 240).astype(np.uint8)[..., None]
    panel, box = (slice(70, 520), slice(150, 545)), drawn.box.slices
    inside = pixels[box].copy()
    pixels[panel] = grey[panel]
    pixels[box] = inside
    assert analyse(as_screen(pixels)).swe_box is None


@pytest.mark.parametrize(("grain_px", "expected"), [(1.0, True), (4.0, True), (14.0, False)])
def test_grain_counts_also_where_the_picture_was_enlarged(grain_px: float, expected: bool) -> None:
    grains = ndimage.gaussian_filter(np.random.default_rng(5).normal(size=(720, 960)), grain_px)
    grey = np.clip(110 + 35 * grains / grains.std(), 12, 240).astype(np.uint8)
    planes = planes_of(np.repeat(grey[..., None], 3, axis=2))
    assert has_grain(planes, Box(300, 250, 320, 220)) is expected


def test_of_two_maps_with_a_bar_each_the_one_by_the_stiffness_bar_is_taken() -> None:
    """Both bars have the same colours; the other map, in the other panel, shows more of them."""
    drawn = draw(replace(Style(seed=4), level=(0.3, 0.5), void_share=0.0))
    pixels = drawn.pixels.copy()
    other = drawn.box.shifted(0, 448)
    rough = ndimage.gaussian_filter(np.random.default_rng(2).normal(size=(other.h, other.w)), 14)
    rough = (rough - rough.min()) / np.ptp(rough)
    pixels[other.slices] = (0.7 * colour_at(rough) + 0.3 * pixels[other.slices]).astype(np.uint8)
    pixels[600:820, BAR.x : BAR.right] = pixels[BAR.slices]
    found = analyse(as_screen(pixels)).swe_box
    assert found is not None
    assert found.box.iou(drawn.box) >= 0.95


@pytest.mark.parametrize("across", [True, False])
def test_of_several_screens_one_is_read_and_it_is_said(across: bool) -> None:
    one, other = (draw(Style(size=SMALL, maximum=m, seed=s)) for m, s in ((40, 1), (60, 2)))
    w, h = SMALL
    viewer = np.full((h + 60, 2 * w + 60, 3) if across else (2 * h + 60, w + 60, 3), (40, 42, 46), np.uint8)
    places = [(20, 30), (w + 40, 30)] if across else [(30, 20), (30, h + 40)]
    for drawn, (x, y) in zip((one, other), places, strict=True):
        viewer[y : y + h, x : x + w] = drawn.pixels
    findings = analyse(as_screen(viewer))
    assert findings.several_screens
    assert findings.swe_box is not None
    assert findings.colour_bar is not None
    read = {40: (one, places[0]), 60: (other, places[1])}[round(findings.colour_bar.maximum)]
    drawn, (x, y) = read
    assert findings.frame.iou(Box(x, y, w, h)) >= 0.95
    assert findings.swe_box.box.iou(drawn.box.shifted(x, y)) >= 0.95


def test_one_screen_is_not_said_to_be_several() -> None:
    assert not analyse(draw(Style(size=SMALL, seed=1)).screen()).several_screens


def test_bar_that_the_user_marks_outside_the_frame_is_that_bar() -> None:
    drawn = draw(Style(size=SMALL, seed=6))
    window = np.full((800, 1100, 3), 240, np.uint8)
    window[130:670, 300:1020] = without_bar(drawn)
    window[250:470, 24:36] = colour_at(1 - (np.arange(220) + 0.5) / 220)[:, None]
    given = Given(bar_ends=((30, 468), (30, 252)), unit=Unit.KPA, minimum=0.0, maximum=40.0)
    findings = analyse(as_screen(window), given)
    assert findings.colour_bar is not None
    assert findings.colour_bar.box.x == pytest.approx(24, abs=2)
    assert findings.swe_box is not None
    assert findings.swe_box.box.iou(drawn.box.shifted(300, 130)) >= 0.95


def test_tint_of_one_panel_of_two_is_no_overlay() -> None:
    rng = np.random.default_rng(3)
    grey = np.clip(rng.normal(110, 28, (300, 500, 1)), 60, 200) * np.ones(3)
    grey[:, 250:] *= np.array([1.0, 0.9, 0.7])
    planes = planes_of(grey.astype(np.uint8))
    assert (planes.chroma > MIN_CHROMA).mean() < 0.02


def test_box_at_a_coloured_header_is_parted_from_it() -> None:
    rng = np.random.default_rng(4)
    grey = np.repeat(np.clip(rng.normal(90, 25, (540, 720, 1)), 20, 200), 3, axis=2).astype(np.uint8)
    grey[:44] = (9, 20, 52)
    grey[44:200, 200:380] = (30, 140, 120)
    overlays = find_overlays(planes_of(grey), [])
    assert overlays[0].box.iou(Box(200, 44, 180, 156)) >= 0.95


def test_widest_area_of_one_colour_is_no_ground_beside_black() -> None:
    picture = np.zeros((540, 720, 3), np.uint8)
    picture[150:420, 150:480] = (228, 51, 10)
    assert find_overlays(planes_of(picture), [])[0].box.iou(Box(150, 150, 330, 270)) >= 0.95


def _hot(n: int) -> np.ndarray:
    """Black, red, yellow, white, from the top down as shown."""
    level = np.linspace(3, 0, n)[:, None]
    return (255 * np.clip(level - np.arange(3), 0, 1)).astype(np.uint8)


@pytest.mark.parametrize("numbered", [True, False])
def test_bar_from_black_through_red_to_white_counts_where_it_has_a_scale(numbered: bool) -> None:
    rng = np.random.default_rng(5)
    screen = np.zeros((600, 800, 3), np.uint8)
    screen[80:520, 150:650] = np.clip(rng.normal(80, 24, (440, 500, 1)), 20, 180).astype(np.uint8)
    values = ndimage.gaussian_filter(rng.normal(size=(160, 200)), 16)
    places = np.interp(values, (values.min(), values.max()), (0.2, 0.6))
    screen[200:360, 300:500] = _hot(256)[::-1][(255 * places).astype(int)]
    screen[100:300, 730:746] = _hot(200)[:, None]
    picture = Image.fromarray(screen)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(15)
    pen.ellipse((340, 240, 390, 290), outline=(255, 255, 255), width=2)
    for y, words in ((78, "kPa"), (100, "40"), (200, "20"), (300, "0")) if numbered else ():
        pen.text((752, y), words, (230, 230, 230), font, anchor="lm")
    found = analyse(as_screen(np.asarray(picture)))
    if not numbered:
        assert found.swe_box is None
        return
    assert found.swe_box is not None
    assert found.swe_box.box.iou(Box(300, 200, 200, 160)) >= 0.95
    assert found.colour_bar is not None
    assert found.colour_bar.maximum == 40.0
    assert found.stiffness is not None
    error = np.abs(found.stiffness.kpa[4:-4, 4:-4] - 40 * places[4:-4, 4:-4])[100:]
    assert float(np.nanmedian(error)) <= 0.03 * 40


def test_thousands_of_coloured_squares_cost_little() -> None:
    picture = np.full((1080, 1920, 3), 90, np.uint8)
    for y in range(0, 1060, 26):
        for x in range(0, 1900, 26):
            picture[y : y + 13, x : x + 13] = (200, 40 + (x + y) % 100, 60)
    planes = planes_of(picture)
    started = time.process_time()
    assert find_overlays(planes, []) is not None
    assert time.process_time() - started < 2.0  # twice that when each was set beside each


def test_areas_in_a_chain_are_one() -> None:
    picture = np.full((540, 720, 3), 90, np.uint8)
    for k in range(12):
        picture[100 + 24 * k : 122 + 24 * k, 200 + 10 * k : 260 + 10 * k] = (40, 60, 200)
    assert [one.box for one in find_overlays(planes_of(picture), [])] == [Box(200, 100, 170, 286)]
