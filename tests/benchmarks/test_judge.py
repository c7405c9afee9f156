"""The benchmark's judge: right is right, and nothing wrong or missing passes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dlre_gui.domain.findings import ColourBar, Findings, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles import VariedScreen, varied_screen
from dlre_gui.simulation.styles.appearance import Appearance, PanelLook
from tests.benchmarks.judge import Judged, judge


def _look(look: Appearance) -> Appearance:
    shown = replace(
        look.panel, count=1, fields=("mean", "minimum", "sd"), place="left", unit="m/s", decimals=2
    )
    bar = replace(look.bar, unit="m/s", maximum=6.0, minimum=0.0)
    box = replace(look.box, opacity=1.0, void=0.05)
    return replace(look, panel=shown, bar=bar, box=box, size=(800, 600), ruler="numbers", regions=False)


@pytest.fixture(scope="module")
def drawn() -> VariedScreen:
    return varied_screen(9, 1, _look)


def perfect(drawn: VariedScreen) -> Findings:
    truth = drawn.truth
    kpa = np.where(truth.inside, 3 * np.clip(truth.stiffness, truth.scale_min, truth.scale_max) ** 2, np.nan)
    colours = np.zeros((2, 3), np.uint8)
    return Findings(
        frame=truth.frame,
        swe_box=SweBox(truth.swe_box, truth.outline, "colour"),
        colour_bar=ColourBar(truth.colour_bar, colours, Unit.M_PER_S, truth.scale_min, truth.scale_max),
        stiffness=StiffnessMap(kpa.astype(np.float32), truth.inside, truth.inside & False, truth.opacity),
        qboxes=truth.qboxes,
        mm_per_px=truth.mm_per_px,
    )


def judged(drawn: VariedScreen, findings: Findings) -> Judged:
    return judge(0, drawn.truth, findings, 1.0)


def test_perfect_reading_has_no_fault(drawn: VariedScreen) -> None:
    one = judged(drawn, perfect(drawn))
    assert one.faults == []
    assert (one.iou, one.scale, one.mm) == (1.0, "right", "right")
    assert one.map_error < 1e-5
    assert one.values == one.right == 3
    assert one.invented == one.speed_as_kpa == 0


def test_nothing_read_is_all_wrong(drawn: VariedScreen) -> None:
    one = judged(drawn, Findings(frame=drawn.truth.frame))
    assert (one.iou, one.scale, one.map_error, one.mm) == (0.0, "missing", 1.0, "missing")
    assert (one.right, one.missing, one.misread) == (0, one.values, 0)


def test_last_digit_counts(drawn: VariedScreen) -> None:
    read = perfect(drawn)
    mean = read.qboxes[0].mean or 0.0
    wrong = replace(read, qboxes=(replace(read.qboxes[0], mean=round(mean + 0.01, 2)),))
    assert (judged(drawn, wrong).right, judged(drawn, wrong).misread) == (2, 1)
    doubted = replace(read, qboxes=(replace(wrong.qboxes[0], doubtful=frozenset({"mean"})),))
    assert judged(drawn, doubted).doubted == 1


def test_speed_read_as_kpa_makes_every_value_wrong(drawn: VariedScreen) -> None:
    read = perfect(drawn)
    one = judged(drawn, replace(read, qboxes=(replace(read.qboxes[0], unit=Unit.KPA),)))
    assert (one.right, one.speed_as_kpa) == (0, 1)
    assert read.colour_bar is not None
    bar = replace(read.colour_bar, unit=Unit.KPA)
    assert judged(drawn, replace(read, colour_bar=bar)).scale == "unit"


def test_values_and_boxes_that_are_not_there_are_inventions(drawn: VariedScreen) -> None:
    read = perfect(drawn)
    more = replace(read.qboxes[0], maximum=9.9)
    assert judged(drawn, replace(read, qboxes=(more,))).invented == 1
    assert judged(drawn, replace(read, qboxes=(*read.qboxes, more))).invented == 1


def test_pixel_without_a_value_errs_by_the_whole_scale(drawn: VariedScreen) -> None:
    read = perfect(drawn)
    assert read.stiffness is not None
    empty = replace(read.stiffness, kpa=np.full_like(read.stiffness.kpa, np.nan))
    assert judged(drawn, replace(read, stiffness=empty)).map_error == 1.0


def test_box_elsewhere_is_not_found(drawn: VariedScreen) -> None:
    read = perfect(drawn)
    away = SweBox(Box(0, 0, 40, 40), (), "colour")
    assert judged(drawn, replace(read, swe_box=away, stiffness=None)).iou == 0.0


def _in_kpa(drawn: VariedScreen, off: float = 0.0, least: float | None = None) -> Findings:
    """The mean read in kPa, nothing else of the Q-Box but maybe its minimum."""
    shown = drawn.truth.qboxes[0]
    mean = round(3 * (shown.mean or 0.0) ** 2, 1) + off
    return replace(perfect(drawn), qboxes=(replace(shown, unit=Unit.KPA, mean=mean, minimum=least, sd=None),))


def test_mean_in_the_other_unit_is_right_where_the_panel_shows_it() -> None:
    both = varied_screen(9, 1, lambda look: replace(_look(look), panel=_in_both(_look(look).panel)))
    right = judged(both, _in_kpa(both))
    assert (right.right, right.missing, right.misread, right.speed_as_kpa) == (1, 2, 0, 0)
    wrong = judged(both, _in_kpa(both, off=0.1))
    assert (wrong.right, wrong.misread, wrong.speed_as_kpa) == (0, 1, 1)
    mixed = judged(both, _in_kpa(both, least=1.2))
    assert (mixed.right, mixed.speed_as_kpa) == (0, 1)


def test_mean_in_a_unit_that_the_panel_does_not_show_is_wrong(drawn: VariedScreen) -> None:
    one = judged(drawn, _in_kpa(drawn))
    assert (one.right, one.speed_as_kpa) == (0, 1)


def _in_both(panel: PanelLook) -> PanelLook:
    return replace(panel, both_units=True, unit_in_label=False)
