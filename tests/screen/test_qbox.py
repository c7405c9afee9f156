"""Q-Box values and circle come back as painted; contradictions are named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.screen import analyse
from dlre_gui.screen.circle import find_circles
from tests.screen.drawing import Drawn, Style, draw

CIRCLE = (712.0, 330.0, 60.0)


def measured(circle: tuple[float, float, float], style: Style) -> dict[str, float]:
    """Mean, minimum, maximum and SD of the painted values within a circle."""
    drawn = draw(style)
    ys, xs = np.ogrid[: drawn.box.h, : drawn.box.w]
    x, y, r = circle
    within = np.hypot(xs + drawn.box.x + 0.5 - x, ys + drawn.box.y + 0.5 - y) <= r
    values = drawn.value[within & drawn.inside & ~drawn.void]
    return {"mean": values.mean(), "minimum": values.min(), "maximum": values.max(), "sd": values.std()}


def panel(
    values: dict[str, float], names: tuple[str, ...] = ("Mean", "Min", "Max", "SD", "Diam", "SI")
) -> tuple:
    shown = [f"{values[key]:.1f} kPa" for key in ("mean", "minimum", "maximum", "sd")]
    return tuple(zip(names, [*shown, "20.0 mm", "93 %"], strict=True))


def with_panel(style: Style, **changed: float) -> Drawn:
    assert style.circle is not None
    values = {**measured(style.circle, style), **changed}
    return draw(replace(style, panel=panel(values)))


@pytest.mark.parametrize(("size", "k"), [((1440, 1080), 1.0), ((720, 540), 0.5)])
@pytest.mark.parametrize("jpeg", [None, 85])
def test_values_and_circle_are_read(size: tuple[int, int], k: float, jpeg: int | None) -> None:
    circle = (CIRCLE[0] * k, CIRCLE[1] * k, CIRCLE[2] * k)
    style = Style(size=size, circle=circle, void_share=0, seed=2)
    values = measured(circle, style)
    (qbox,) = analyse(with_panel(style).screen(jpeg)).qboxes
    expected = [round(float(values[key]), 1) for key in ("mean", "minimum", "maximum", "sd")]
    assert [qbox.mean, qbox.minimum, qbox.maximum, qbox.sd] == pytest.approx(expected, abs=1e-6)
    assert (qbox.diameter_mm, qbox.si_percent, qbox.unit) == (20.0, 93.0, Unit.KPA)
    assert qbox.circle is not None
    assert (qbox.circle.x, qbox.circle.y, qbox.circle.radius) == pytest.approx(circle, abs=1.5)
    assert qbox.doubtful == frozenset()


def test_no_qbox_where_none_is_shown() -> None:
    assert analyse(draw(Style(seed=3)).screen()).qboxes == ()


def test_circle_alone_is_no_qbox() -> None:
    assert analyse(draw(Style(seed=3, circle=CIRCLE)).screen()).qboxes == ()


def test_mean_that_contradicts_the_map_is_doubtful() -> None:
    style = Style(circle=CIRCLE, void_share=0, level=(0.2, 0.4), seed=4)
    (qbox,) = analyse(with_panel(style, mean=33.0, maximum=36.0).screen()).qboxes
    assert qbox.mean == 33.0
    assert "mean" in qbox.doubtful


def test_minimum_above_the_mean_is_doubtful() -> None:
    style = Style(circle=CIRCLE, void_share=0, seed=5)
    (qbox,) = analyse(with_panel(style, minimum=39.0).screen()).qboxes
    assert {"minimum", "mean"} <= qbox.doubtful


def test_speed_panel_keeps_its_unit_and_has_no_kpa() -> None:
    shown = (("Mean", "1.85 m/s"), ("Min", "1.42 m/s"), ("Max", "2.31 m/s"), ("SD", "0.21 m/s"))
    drawn = draw(Style(unit="m/s", maximum=5, prefix="", panel=shown, seed=6))
    (qbox,) = analyse(drawn.screen()).qboxes
    assert (qbox.mean, qbox.unit) == (1.85, Unit.M_PER_S)
    assert qbox.mean_kpa is None


@pytest.mark.parametrize(
    ("shown", "circle"),
    [
        ((("1  Vs = 1.02 m/s", ""), ("    Depth = 4.1 cm", "")), None),
        ((("1  Vel", "1.02 m/s"),), CIRCLE),
    ],
)
def test_ordinal_symbol_and_value_are_a_qbox(
    shown: tuple[tuple[str, str], ...], circle: tuple[float, float, float] | None
) -> None:
    drawn = draw(Style(unit="m/s", maximum=5, prefix="", circle=circle, panel=shown, seed=6))
    (qbox,) = analyse(drawn.screen()).qboxes
    assert (qbox.mean, qbox.unit, qbox.diameter_mm) == (1.02, Unit.M_PER_S, None)


@pytest.mark.parametrize(
    "names",
    [
        ("Mittel", "Min.", "Max.", "Stabw.", "Durchm.", "SI"),
        ("Moyenne", "Min", "Max", "Ecart-type", "Diam.", "SI"),
    ],
)
def test_other_languages_are_read(names: tuple[str, ...]) -> None:
    style = Style(circle=CIRCLE, void_share=0, seed=7)
    values = measured(CIRCLE, style)
    drawn = draw(replace(style, panel=panel(values, names)))
    (qbox,) = analyse(drawn.screen()).qboxes
    assert None not in (qbox.mean, qbox.minimum, qbox.maximum, qbox.sd, qbox.diameter_mm)


def test_decimal_comma_is_read() -> None:
    shown = (("Mean", "12,4 kPa"), ("Min", "10,1 kPa"), ("Max", "14,9 kPa"))
    (qbox,) = analyse(draw(Style(panel=shown, seed=8)).screen()).qboxes
    assert (qbox.mean, qbox.minimum, qbox.maximum) == (12.4, 10.1, 14.9)


def test_velocities_of_blood_are_no_qbox() -> None:
    shown = (("Mean", "40.4 cm/s"), ("Min", "12.9 cm/s"), ("Max", "77.1 cm/s"))
    assert analyse(draw(Style(panel=shown, seed=9)).screen()).qboxes == ()


def test_noise_holds_no_circle() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 260, 3)).astype(np.uint8)
    assert find_circles(noise, np.ones((200, 260), bool)) == []


@pytest.mark.parametrize("ground", [(10, 20, 220), (235, 240, 30), (235, 20, 15)])
@pytest.mark.parametrize("colour", [(235, 235, 235), (40, 210, 60), (60, 220, 235)])
def test_two_circles_of_any_colour_are_found_over_any_other(
    ground: tuple[int, int, int], colour: tuple[int, int, int]
) -> None:
    ys, xs = np.mgrid[:200, :300] + 0.5
    rgb = np.full((200, 300, 3), ground, np.uint8)
    for x, y, r in ((80, 100, 40), (200, 90, 55)):
        rgb[np.abs(np.hypot(xs - x, ys - y) - r) < 1] = colour
    found = sorted(round(c.radius) for c in find_circles(rgb, np.ones(rgb.shape[:2], bool)))
    assert found == [40, 55]


def test_kpa_of_a_qbox_in_kpa_is_its_value() -> None:
    assert QBox(mean=7.0).mean_kpa == 7.0
