"""The stiffness under the cursor, the lines of what was read, warnings in full, the best frame."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.exam import Acquisition, Flag, Measured
from dlre_gui.domain.findings import Findings, Given, Missing, QBox, StiffnessMap, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import Header
from dlre_gui.engine.messages import FrameRating
from dlre_gui.gui.session.clip_quality import best_frame
from dlre_gui.gui.session.flag_details import flag_details
from dlre_gui.gui.session.messages import SOURCES, message, text
from dlre_gui.gui.session.under_cursor import stiffness_under
from dlre_gui.gui.session.what_was_read import ReadLine, lines_read
from tests.gui.session.session_making import FRAME, SWE_BOX, findings


def _mapped() -> Findings:
    """8 kPa; void left of column 50, saturated in the lowest rows, outside the region above row 10."""
    found = findings()
    assert found.stiffness is not None
    kpa = np.full((SWE_BOX.h, SWE_BOX.w), 8.04, np.float32)
    inside = np.ones(kpa.shape, bool)
    kpa[:, :50], inside[:10] = np.nan, False
    saturated = np.zeros(kpa.shape, bool)
    saturated[-5:, 50:] = True
    return replace(found, stiffness=StiffnessMap(kpa, inside, saturated, 0.7))


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (660.9, 400.2, "8.0 kPa"),
        (649.9, 400.0, "no signal"),
        (660.0, 449.9, "≥ 40 kPa"),
        (660.0, 309.9, ""),  # above the sector
        (599.9, 400.0, ""),
        (800.0, 400.0, ""),
        (660.0, 450.0, ""),
    ],
)
def test_the_cursor_tells_the_stiffness_below_it(x: float, y: float, words: str) -> None:
    told = stiffness_under(_mapped(), x, y)
    assert (text(told) if told else "") == words


def test_speeds_are_told_as_converted() -> None:
    found = _mapped()
    assert found.colour_bar is not None
    in_speed = replace(found, colour_bar=replace(found.colour_bar, unit=Unit.M_PER_S, maximum=4.0))
    told = stiffness_under(in_speed, 660, 400)
    assert told is not None
    assert text(told) == "8.0 kPa, converted from 1.64 m/s"
    top = stiffness_under(in_speed, 660, 449)
    assert top is not None
    assert text(top) == "≥ 48 kPa"


def test_without_a_map_the_cursor_tells_nothing() -> None:
    assert stiffness_under(findings(scale=False), 660, 400) is None


def _by_label(lines: tuple[ReadLine, ...]) -> dict[str, ReadLine]:
    return {text(line.label): line for line in lines}


def test_every_thing_read_has_its_line_with_value_and_pixels() -> None:
    lines = _by_label(lines_read(_mapped(), FRAME, Header(manufacturer="SuperSonic"), None, carried=False))
    box = lines["SWE box"]
    assert box.value is not None
    assert text(box.value) == "200 × 150 px, at 600, 300"
    assert box.place is not None
    assert box.place.contains(SWE_BOX)
    assert lines["Scale, maximum"].value == message("read.value", value="40", unit="kPa")
    assert lines["Scale, maximum"].source == message("read.from_screen")
    assert lines["Without signal"].value == message("read.plain", value="25 %")
    assert lines["Q-Box 1, Mean"].value == message("read.value", value="9.4", unit="kPa")
    assert lines["Q-Box 1, Max"].doubtful
    assert not lines["Q-Box 1, Min"].doubtful
    assert lines["Size of a pixel"].value is None
    assert lines["Scanner"].value == message("read.plain", value="SuperSonic")


def test_a_q_box_value_tells_its_confidence_and_where_its_panel_stands() -> None:
    panel = Box(20, 500, 200, 120)
    read = QBox(mean=7.9, sd=0.4, panel=panel, confidence=(("mean", 0.97),))
    found = replace(_mapped(), qboxes=(read,))
    lines = _by_label(lines_read(found, FRAME, Header(), None, carried=False))
    assert lines["Q-Box 1, Mean"].source == message("read.confidence", percent="97 %")
    assert lines["Q-Box 1, SD"].source == message("read.from_screen")
    place = lines["Q-Box 1, Mean"].place
    assert place is not None
    assert place.contains(panel)


def test_what_the_user_said_is_told_as_such() -> None:
    given = Given(unit=Unit.KPA, minimum=0.0, maximum=40.0)
    typed = _by_label(lines_read(_mapped(), FRAME, Header(), given, carried=False))
    assert typed["Scale, maximum"].source == message("read.typed")
    carried = _by_label(lines_read(_mapped(), FRAME, Header(), given, carried=True))
    assert carried["Scale, maximum"].source == message("read.carried")


def test_a_screen_without_anything_has_lines_without_values() -> None:
    nothing = Findings(frame=FRAME, missing=(Missing.SWE_BOX,), bar_box=Box(1380, 140, 20, 220))
    lines = _by_label(lines_read(nothing, FRAME, Header(), None, carried=False))
    assert lines["SWE box"].value is None
    assert lines["Scale, maximum"].value is None
    assert lines["Colour bar"].place is not None


def test_a_warning_is_told_with_its_figure_limit_and_what_to_do() -> None:
    measured = Measured(FRAME, SWE_BOX, void_fraction=0.45, saturated_fraction=0.0)
    flags = frozenset({Flag.VOID_HIGH, Flag.SI_LOW})
    acquisition = Acquisition(
        Path("a.png"), 0, measured=measured, qbox=QBox(mean=8.0, si_percent=82.5), flags=flags
    )
    void, si = flag_details(acquisition)
    assert void.figure == message("detail.figure", value="45 %", limit="> 33 %")
    assert si.figure is not None
    assert dict(si.figure.values) == {"value": "82.5 %", "limit": "< 90 %"}
    assert void.advice == message("do.measure_again")
    assert void.source is not None


def test_every_acquisition_warning_says_what_to_do() -> None:
    of_exam = {
        *(Flag.FEW_ACQUISITIONS, Flag.IQR_HIGH, Flag.PROBABILITIES_CONTRADICT, Flag.LSM_AND_DLRE_DISAGREE),
        *(Flag.NOT_FASTING, Flag.OTHER_VENDOR, Flag.OTHER_CAUSE),
        *(Flag.REPEATED, Flag.SEVERAL_FRAMES, Flag.FEW_LSM),
    }
    flags = frozenset(Flag) - of_exam
    details = flag_details(Acquisition(Path("a.png"), 0, flags=flags))
    assert [detail.flag for detail in details if detail.advice is None] == []
    assert all(detail.meaning.code in SOURCES for detail in details)


def _rating(frame: int, signal: float, saturated: float = 0.0, change: float | None = 1.0) -> FrameRating:
    return FrameRating(frame, signal, saturated, 8.0, change)


@pytest.mark.parametrize(
    ("ratings", "best"),
    [
        ([], None),
        ([_rating(0, 0.0), _rating(1, 0.0)], None),
        ([_rating(0, 0.5), _rating(1, 0.9), _rating(2, 0.6)], 1),
        ([_rating(0, 0.9, saturated=0.5), _rating(1, 0.8)], 1),
        ([_rating(0, 0.95, change=None), _rating(1, 0.96, change=2.0), _rating(2, 0.95, change=0.2)], 2),
    ],
)
def test_the_best_frame_shows_most_known_stiffness_and_is_steady(
    ratings: list[FrameRating], best: int | None
) -> None:
    assert best_frame(ratings) == best
