"""Painted screens with known truth: box, scale and stiffness come back."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.findings import Findings, Given, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.screen import analyse
from tests.screen.drawing import Drawn, Style, as_screen, draw

SMALL, LARGE = (720, 540), (1440, 1080)


def errors(drawn: Drawn, findings: Findings, span: float) -> np.ndarray:
    """Absolute errors as a share of full scale, of the pixels that have a value in both."""
    assert findings.stiffness is not None
    assert findings.swe_box is not None
    whole = np.full(drawn.pixels.shape[:2], np.nan, dtype=np.float32)
    whole[findings.swe_box.box.slices] = findings.stiffness.kpa
    part = whole[drawn.box.slices]
    known = drawn.inside & ~drawn.void & np.isfinite(part)
    assert known.mean() > 0.5
    return np.abs(part - drawn.value)[known] / span


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("sector", [False, True])
@pytest.mark.parametrize("jpeg", [None, 85])
def test_box_and_scale_come_back(size: tuple[int, int], sector: bool, jpeg: int | None) -> None:
    drawn = draw(Style(size=size, sector=sector, opacity=0.5, maximum=50, seed=3))
    findings = analyse(drawn.screen(jpeg))
    assert findings.swe_box is not None
    assert findings.swe_box.box.iou(drawn.box) >= 0.95
    assert (len(findings.swe_box.outline) > 4) == sector
    assert findings.colour_bar is not None
    assert (findings.colour_bar.minimum, findings.colour_bar.maximum) == (0, 50)
    assert not findings.colour_bar.doubtful


@pytest.mark.parametrize(("prefix", "doubtful"), [("≥", False), ("", True)])
def test_maximum_that_is_the_only_number_is_sure_where_both_readers_read_it(
    prefix: str, doubtful: bool
) -> None:
    drawn = draw(Style(maximum=50, prefix=prefix, seed=3))
    bar = analyse(drawn.screen()).colour_bar
    assert bar is not None
    pixels = drawn.pixels.copy()
    pixels[bar.box.y + 10 : bar.box.bottom + 40, bar.box.right + 2 :] = 0
    pixels[bar.box.y + 10 : bar.box.bottom + 40, bar.box.x - 60 : bar.box.x - 2] = 0
    lone = analyse(as_screen(pixels)).colour_bar
    assert lone is not None
    assert (lone.minimum, lone.maximum, lone.doubtful) == (0, 50, doubtful)


@pytest.mark.parametrize("opacity", [0.5, 0.75, 1.0])
@pytest.mark.parametrize("jpeg", [None, 85])
def test_stiffness_is_right_to_a_hundredth_of_full_scale(opacity: float, jpeg: int | None) -> None:
    drawn = draw(Style(opacity=opacity, sector=True, seed=5))
    findings = analyse(drawn.screen(jpeg))
    assert np.median(errors(drawn, findings, 40)) <= 0.01
    assert findings.stiffness is not None
    assert findings.stiffness.opacity == pytest.approx(opacity, abs=0.03)


def test_colours_inside_the_box_define_void() -> None:
    drawn = draw(Style(void_share=0.4, seed=8))
    stiffness = analyse(drawn.screen()).stiffness
    assert stiffness is not None
    assert stiffness.void_fraction == pytest.approx(0.4, abs=0.05)


def test_scale_that_does_not_start_at_zero() -> None:
    drawn = draw(Style(minimum=10, maximum=60, seed=9))
    bar = analyse(drawn.screen()).colour_bar
    assert bar is not None
    assert (bar.minimum, bar.maximum) == (10, 60)


def test_speed_scale_is_converted_to_kpa() -> None:
    drawn = draw(Style(unit="m/s", maximum=5, prefix="", seed=10))
    findings = analyse(drawn.screen())
    assert findings.colour_bar is not None
    assert findings.stiffness is not None
    assert findings.colour_bar.unit is Unit.M_PER_S
    found = np.nanmedian(findings.stiffness.kpa)
    expected = 3 * np.median(drawn.value[~drawn.void]) ** 2
    assert found == pytest.approx(expected, rel=0.05)


def test_given_values_win_over_read_ones() -> None:
    drawn = draw(Style(seed=11))
    given = Given(swe_box=Box(600, 230, 200, 150), unit=Unit.KPA, maximum=80)
    findings = analyse(drawn.screen(), given)
    assert findings.swe_box is not None
    assert findings.colour_bar is not None
    assert (findings.swe_box.box, findings.swe_box.source) == (given.swe_box, "user")
    assert (findings.colour_bar.maximum, findings.colour_bar.source) == (80, "user")


def test_bar_on_the_left_is_found() -> None:
    drawn = draw(Style(bar_on_left=True, seed=12))
    bar = analyse(drawn.screen()).colour_bar
    assert bar is not None
    assert bar.box.x < 200
    assert bar.maximum == 40
