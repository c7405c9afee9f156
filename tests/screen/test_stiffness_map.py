"""The stiffness map: exact inside, void where there is no signal, without the lines drawn over it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from dlre_gui.domain.findings import ColourBar, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.outline import rectangle
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.stiffness import invert
from tests.screen.drawing import COLOURS, Drawn, Style, colour_at, draw, through_jpeg

STYLE = Style(opacity=0.6, void_share=0.1, seed=21)
CIRCLE = (700.0, 320.0, 60.0)


def bar(style: Style) -> ColourBar:
    """The bar as a reader would find it, exact."""
    places = (np.arange(220) + 0.5) / 220
    colours = np.rint(colour_at(places, style.colours)).astype(np.uint8)
    unit = Unit.M_PER_S if style.unit == "m/s" else Unit.KPA
    return ColourBar(Box(1386, 140, 18, 220), colours, unit, style.minimum, style.maximum)


def map_of(drawn: Drawn, style: Style, jpeg: int | None = None, stated: float | None = None) -> StiffnessMap:
    pixels = drawn.pixels if jpeg is None else through_jpeg(drawn.pixels, jpeg)
    box = SweBox(drawn.box, rectangle(drawn.box), "user")
    return invert(planes_of(pixels), box, bar(style), lambda: stated)


def errors(found: StiffnessMap, drawn: Drawn) -> NDArray[np.float32]:
    """Absolute error in kPa of the pixels that have a stiffness in both."""
    return np.abs(found.kpa - drawn.value)[np.isfinite(found.kpa) & ~drawn.void]


@pytest.mark.parametrize("jpeg", [None, 85])
@pytest.mark.parametrize("opacity", [0.5, 0.8, 1.0])
def test_map_is_right_to_a_hundredth_of_full_scale(opacity: float, jpeg: int | None) -> None:
    style = replace(STYLE, opacity=opacity)
    drawn = draw(style)
    off = errors(map_of(drawn, style, jpeg), drawn) / style.maximum
    assert np.median(off) <= 0.01
    assert np.percentile(off, 95) <= 0.04


@pytest.mark.parametrize("colours", [COLOURS, COLOURS[::-1]], ids=["usual", "reversed"])
def test_direction_of_the_colours_does_not_matter(colours: NDArray[np.float64]) -> None:
    style = replace(STYLE, colours=colours)
    drawn = draw(style)
    assert np.median(errors(map_of(drawn, style), drawn)) <= 0.01 * style.maximum


@pytest.mark.parametrize("opacity", [0.4, 0.55, 0.7, 0.85, 1.0])
def test_opacity_comes_back_to_a_hundredth(opacity: float) -> None:
    style = replace(STYLE, opacity=opacity)
    assert map_of(draw(style), style).opacity == pytest.approx(opacity, abs=0.01)


COOL_TO_WARM = np.array([(20, 40, 200), (60, 60, 190), (120, 60, 150), (200, 40, 70), (235, 30, 30)], float)


@pytest.mark.parametrize("opacity", [0.55, 0.72, 0.96])
def test_a_short_piece_of_the_bar_tells_the_opacity_by_lying_on_its_line(opacity: float) -> None:
    style = replace(STYLE, opacity=opacity, colours=COOL_TO_WARM, level=(0.11, 0.15), void_share=0.3)
    drawn = draw(style)
    assert np.median(errors(map_of(drawn, style), drawn)) <= 0.02 * style.maximum


def test_white_circle_over_the_map_leaves_no_trace() -> None:
    plain, circled = draw(STYLE), draw(replace(STYLE, circle=CIRCLE))
    before, after = map_of(plain, STYLE), map_of(circled, STYLE)
    ys, xs = np.mgrid[: plain.box.h, : plain.box.w] + 0.5
    away = np.abs(np.hypot(xs + plain.box.x - CIRCLE[0], ys + plain.box.y - CIRCLE[1]) - CIRCLE[2])
    on_line = (away < 4) & ~ndimage.binary_dilation(plain.void, iterations=6)
    assert on_line.sum() > 500
    assert np.isfinite(after.kpa[on_line]).all()
    change = np.abs(after.kpa - before.kpa)[on_line] / STYLE.maximum
    assert np.median(change) <= 0.015
    assert change.max() <= 0.08


def test_stiffness_reaches_to_the_edge_under_the_drawn_outline() -> None:
    style = replace(STYLE, void_share=0.0)
    drawn = draw(style)
    found = map_of(drawn, style)
    assert np.isnan(found.kpa).sum() <= 4
    rim = ~ndimage.binary_erosion(np.ones(found.kpa.shape, bool), iterations=2)
    assert np.nanmedian(np.abs(found.kpa - drawn.value)[rim]) <= 0.02 * style.maximum


@pytest.mark.parametrize("jpeg", [None, 75])
def test_void_is_nan_with_its_borders_in_place_and_no_islands(jpeg: int | None) -> None:
    style = replace(STYLE, void_share=0.4, opacity=0.5)
    drawn = draw(style)
    missing = np.isnan(map_of(drawn, style, jpeg).kpa)
    inner = ndimage.binary_erosion(drawn.void, iterations=4, border_value=1)
    outer = ndimage.binary_dilation(drawn.void, iterations=4)
    assert missing[inner].mean() > 0.98
    assert missing[~outer].mean() < 0.003
    assert missing.mean() == pytest.approx(drawn.void.mean(), abs=0.03)


def test_colours_beyond_the_scale_are_marked_saturated() -> None:
    style = replace(STYLE, level=(0.7, 1.6), void_share=0.0)
    drawn = draw(style)
    found = map_of(drawn, style)
    beyond = drawn.value >= style.maximum
    border = ndimage.binary_dilation(beyond, iterations=5) & ~ndimage.binary_erosion(beyond, iterations=5)
    assert found.saturated[beyond & ~border].mean() > 0.95
    assert found.saturated[~beyond & ~border & (drawn.value < 0.95 * style.maximum)].mean() < 0.01


@pytest.mark.parametrize(("opacity", "maximum"), [(1.0, 40.0), (0.5, 40.0), (0.5, 150.0)])
def test_typical_error_is_of_the_size_of_the_true_error(opacity: float, maximum: float) -> None:
    style = replace(STYLE, opacity=opacity, maximum=maximum)
    drawn = draw(style)
    found = map_of(drawn, style, 90)
    assert found.typical_error_kpa is not None
    assert 0.3 < np.median(errors(found, drawn)) / found.typical_error_kpa < 3.0


BLUE = replace(STYLE, level=(0.02, 0.06), opacity=0.5, void_share=0.0)


def test_stated_opacity_decides_where_the_colours_leave_it_open() -> None:
    drawn = draw(BLUE)
    assert map_of(drawn, BLUE, stated=0.5).opacity == 0.5
    assert np.median(errors(map_of(drawn, BLUE, stated=0.5), drawn)) <= 0.005 * BLUE.maximum


def test_stated_opacity_that_the_pixels_contradict_is_not_believed() -> None:
    found = map_of(draw(BLUE), BLUE, stated=1.0)
    assert found.opacity == pytest.approx(0.5, abs=0.12)


def test_box_without_any_colour_has_no_stiffness() -> None:
    style = replace(STYLE, void_share=1.0)
    found = map_of(draw(style), style)
    assert np.isnan(found.kpa).all()
    assert not found.saturated.any()
    assert found.typical_error_kpa is None


def test_speed_is_converted_and_so_is_its_error() -> None:
    style = replace(STYLE, unit="m/s", maximum=4.0, minimum=0.5)
    drawn = draw(style)
    found = map_of(drawn, style)
    expected = 3 * drawn.value**2
    known = np.isfinite(found.kpa) & ~drawn.void
    assert np.median(np.abs(found.kpa - expected)[known]) <= 0.02 * 48
    assert found.typical_error_kpa is not None
    assert 0.02 < found.typical_error_kpa < 2.0
