"""Where an SWE box ends: not at the tissue beside it, but with its outline, dashed or over a void."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.drawn_lines import four_lines
from dlre_gui.screen.overlay import find_overlays
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.plausible import lies_in_b_mode
from dlre_gui.screen.sides import line_outside, outermost
from dlre_gui.screen.swe_box import completed, shape_of

YELLOW, WHITE, BLUE = (240, 225, 40), (235, 235, 235), (30, 60, 200)
BOX = Box(200, 150, 240, 180)


def _b_mode(h: int = 600, w: int = 800) -> np.ndarray:
    grey = np.random.default_rng(2).normal(70, 14, (h, w, 1)).clip(20, 130)
    return np.repeat(grey, 3, axis=2).astype(np.uint8)


def _dashed(pixels: np.ndarray, box: Box, line: tuple[int, int, int], width: int, dash: int) -> np.ndarray:
    """The same with dashes along the inner side of a box's edge, as wide as the gaps between them."""
    rows, columns = np.mgrid[: box.h, : box.w]
    beside = [rows, columns, box.h - 1 - rows, box.w - 1 - columns]
    is_edge = np.minimum.reduce(beside) < width
    pixels[box.slices][is_edge & ((rows + columns) // dash % 2 == 0)] = line
    return pixels


def _profile(*levels: float) -> np.ndarray:
    return np.array(levels, np.float32)


def test_pale_map_goes_to_its_dashed_outline_of_strong_colour() -> None:
    pixels = _b_mode()
    pixels[BOX.slices] = (0.65 * pixels[BOX.slices] + 0.35 * np.array((60, 60, 200))).astype(np.uint8)
    (overlay,) = find_overlays(planes_of(_dashed(pixels, BOX, YELLOW, 2, 8)), [])
    assert overlay.box == BOX
    assert overlay.mask.mean() > 0.98


@pytest.mark.parametrize("inward", [1, -1])
@pytest.mark.parametrize(
    ("luma", "colour", "find"),
    [
        pytest.param(
            (72, 80, 77, 79, 88, 97, 106, 111, 117, 140, 167, 170, 171, 171, 170, 170, 171, 170, 168, 168),
            (1, 2, 2, 3, 9, 9, 10, 11, 11, 92, 177, 126, 103, 103, 109, 111, 112, 110, 107, 107),
            line_outside,
            id="tissue that grows pale",
        ),
        pytest.param(
            (30, 40, 64, 73, 78, 81, 83, 84, 81, 119, 41, 41, 41, 41, 41, 41, 41, 41, 41, 41),
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 159, 143, 143, 143, 143, 143, 143, 143, 143, 143, 143),
            line_outside,
            id="tissue brighter than the map",
        ),
        pytest.param(
            (79, 81, 81, 80, 94, 144, 162, 146, 100, 124, 119, 123, 124, 127, 125, 124, 130, 133, 127, 127),
            (4, 4, 4, 6, 6, 6, 7, 16, 42, 74, 103, 122, 136, 144, 146, 140, 137, 141, 141, 141),
            outermost,
            id="a bright layer a little off",
        ),
        pytest.param(
            (105, 104, 106, 109, 112, 108, 114, 115, 115, 140, 142, 74, 66, 64, 67, 66, 68, 70, 71, 71),
            (10, 9, 10, 12, 11, 12, 14, 14, 21, 112, 126, 140, 198, 216, 211, 204, 200, 193, 194, 194),
            outermost,
            id="a line of two px, the inner one brighter",
        ),
    ],
)
def test_side_stays_where_the_box_ends(luma: tuple, colour: tuple, find, inward: int) -> None:
    flat = 8  # px more on both sides
    shown, coloured = (np.pad(_profile(*one), flat, mode="edge") for one in (luma, colour))
    at = flat + 9
    wanted = at if inward > 0 else len(shown) - 1 - at
    assert find(shown[::inward], coloured[::inward], wanted, inward) == wanted


def test_box_that_touches_the_sides_of_its_picture_lies_in_b_mode() -> None:
    pixels = np.zeros((540, 720, 3), np.uint8)
    pixels[48:300, 135:343] = _b_mode()[:252, :208]
    pixels[48:170, 139:339] = BLUE
    assert lies_in_b_mode(planes_of(pixels), Box(139, 48, 200, 122))


def test_colour_on_black_lies_in_no_b_mode() -> None:
    pixels = np.zeros((540, 720, 3), np.uint8)
    pixels[48:170, 139:339] = BLUE
    pixels[168:178, 140:220] = _b_mode()[:10, :80]
    assert not lies_in_b_mode(planes_of(pixels), Box(139, 48, 200, 122))


def test_thick_white_dashes_are_the_box_and_not_the_layer_above_it() -> None:
    pixels = _b_mode(1480, 1200)
    box = Box(300, 300, 570, 490)
    pixels[box.slices] = BLUE
    pixels[255:258] = WHITE
    planes = planes_of(_dashed(pixels, box, WHITE, 4, 12))
    seen = shape_of(planes, find_overlays(planes, [])[0])
    assert completed(planes, seen, []).box.iou(box) >= 0.98


def test_void_side_of_a_box_at_the_picture_s_upper_edge_is_told_by_its_dashes() -> None:
    pixels = np.zeros((1080, 1200, 3), np.uint8)
    pixels[66:900, 100:1000] = _b_mode(834, 900)
    box = Box(240, 66, 490, 466)
    for y in range(box.y, box.bottom):
        pixels[y, box.x + 65 + round(25 * np.sin(y / 9) + 15 * np.sin(y / 23)) : box.right] = BLUE
    pixels[48:56, 150:900:3] = WHITE  # words in the header
    planes = planes_of(_dashed(pixels, box, WHITE, 2, 8))
    seen = shape_of(planes, find_overlays(planes, [])[0])
    assert seen.box.iou(box) < 0.95
    assert completed(planes, seen, []).box.iou(box) >= 0.98


def test_three_dashed_lines_and_the_picture_s_end_frame_a_box() -> None:
    dashes = np.arange(800) // 8 % 2 == 0
    upright, level = np.zeros((800, 534), bool), np.zeros((800, 534), bool)
    upright[:466, 20] = upright[:466, 509] = dashes[:466]
    level[465, 20:510] = dashes[20:510]
    lines = four_lines(upright, level, (79, 0, 510, 466))
    assert lines is not None
    assert (lines.left, lines.top, lines.right, lines.bottom) == (20, 0, 510, 466)
