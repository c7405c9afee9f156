from dataclasses import replace

import numpy as np

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import ColourBar, Findings, QBox, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi, propose
from dlre_gui.engine.flags import screen_flags
from dlre_gui.engine.measured import measured_from

FRAME = Box(0, 0, 1440, 1080)
SWE_BOX = SweBox(Box(600, 300, 200, 100), (), "colour")
ROI = propose(FRAME, SWE_BOX.box)


def findings(void: float = 0.0, saturated: float = 0.0, unit: Unit = Unit.KPA) -> Findings:
    kpa = np.full((100, 200), 8.0, np.float32)
    kpa[: round(100 * void)] = np.nan
    top = np.zeros((100, 200), bool)
    top[100 - round(100 * saturated) :] = True
    bar = ColourBar(Box(1400, 100, 10, 200), np.zeros((2, 3), np.uint8), unit, 0.0, 40.0)
    return Findings(FRAME, SWE_BOX, bar, StiffnessMap(kpa, np.ones((100, 200), bool), top))


def test_a_well_filled_box_inside_the_roi_raises_nothing() -> None:
    assert screen_flags(findings(void=0.3, saturated=0.2), ROI) == frozenset()


def test_void_and_saturation_are_flagged() -> None:
    assert screen_flags(findings(void=0.4, saturated=0.3), ROI) == {Flag.VOID_HIGH, Flag.SATURATED_HIGH}


def test_a_roi_that_cuts_the_box_is_flagged() -> None:
    assert screen_flags(findings(), Roi(700, 300, 250)) == {Flag.ROI_CUTS_BOX}


def test_several_screens_in_one_picture_are_flagged() -> None:
    assert Flag.SEVERAL_SCREENS in screen_flags(replace(findings(), several_screens=True), ROI)


def test_speeds_an_unknown_scale_and_several_qboxes_are_flagged() -> None:
    assert screen_flags(findings(unit=Unit.M_PER_S), ROI) == {Flag.UNIT_M_PER_S}
    unknown = replace(findings(), colour_bar=None, stiffness=None, qboxes=(QBox(8.0), QBox(9.0)))
    assert screen_flags(unknown, ROI) == {Flag.SCALE_UNKNOWN, Flag.SEVERAL_QBOXES}


def test_a_scale_whose_labels_disagree_with_its_ticks_is_flagged() -> None:
    seen = findings()
    assert seen.colour_bar is not None
    doubted = replace(seen, colour_bar=replace(seen.colour_bar, doubtful=True))
    assert screen_flags(doubted, ROI) == {Flag.SCALE_DOUBTFUL}


def test_no_swe_box_raises_nothing_its_refusal_says_all() -> None:
    assert screen_flags(Findings(FRAME, reason="no SWE box"), None) == frozenset()


def test_measured_keeps_the_figures() -> None:
    measured = measured_from(findings(void=0.4, saturated=0.3))
    assert (measured.swe_box, measured.scale_max, measured.map_mean_kpa) == (SWE_BOX.box, 40.0, 8.0)
    assert (measured.void_fraction, measured.saturated_fraction) == (0.4, 0.3)


def test_measured_of_nothing_is_unknown() -> None:
    measured = measured_from(Findings(FRAME, reason="no SWE box"))
    assert (measured.swe_box, measured.void_fraction, measured.map_mean_kpa) == (None, None, None)
