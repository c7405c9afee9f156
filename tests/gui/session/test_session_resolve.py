"""The session becomes what the window shows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.clinical.quality import iqr_criterion
from dlre_gui.domain.exam import ExamResult, Flag, Task
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import move, place
from dlre_gui.engine.messages import Refusal
from dlre_gui.gui.session import AcqKey, Progress, Session
from dlre_gui.gui.session.commands import (
    AcceptRoi,
    Command,
    ConfirmQBox,
    EditQBox,
    MoveRoi,
    PlaceRoi,
    SetExcluded,
)
from dlre_gui.gui.session.messages import SOURCES, message, text
from dlre_gui.gui.session.numbers import probability_states
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.gui.session.view_state import Mark, RoiStyle
from tests.gui.session.session_making import (
    FRAME,
    PROPOSED,
    QBOX,
    SWE_BOX,
    Model,
    findings,
    info,
    opened,
    scores,
    screen,
)

FOLDER = Path("/exams/P0001")
KEYS = tuple(AcqKey(FOLDER / f"{i}.png") for i in range(5))


def one(qbox: QBox | None = QBOX, flags: frozenset[Flag] = frozenset()) -> Session:
    """A session with one screen that shows this Q-Box."""
    session = Session()
    session.use_model(Model())
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    session.record_read(KEYS[0], screen(KEYS[0].path))
    session.record_analysed(KEYS[0], findings(qbox=qbox), PROPOSED, flags)
    session.record_scored(KEYS[0], PROPOSED, scores(0.1234))
    return session


def fields(session: Session) -> dict[str, tuple[str, str, Mark]]:
    return {f.name: (f.text, f.unit, f.mark) for f in window_state(session).acquisition.fields}


def test_an_empty_window_says_what_to_do() -> None:
    shown = window_state(Session())
    assert shown.canvas.message == message("why.nothing_open")
    assert shown.banner == (message("banner.research"),)
    assert [p.text for p in shown.exam.probabilities] == ["—", "—", "—"]


def test_the_simulated_model_is_named_in_the_banner() -> None:
    session = Session()
    session.use_model(Model())
    assert window_state(session).banner == (message("banner.research"), message("banner.simulated"))
    session.use_model(replace(Model(), simulated=False))
    assert window_state(session).banner == (message("banner.research"),)


def test_qbox_values_are_shown_as_the_scanner_does_and_marked() -> None:
    assert fields(one()) == {
        "mean": ("9.4", "kPa", Mark.OCR),
        "minimum": ("4.1", "kPa", Mark.OCR),
        "maximum": ("15.2", "kPa", Mark.DOUBTFUL),
        "sd": ("1.2", "kPa", Mark.OCR),
        "diameter_mm": ("20.0", "mm", Mark.OCR),
        "si_percent": ("97", "%", Mark.OCR),
    }


def test_an_edited_value_is_the_users() -> None:
    session = one()
    session.perform(EditQBox(KEYS[0], "maximum", 16.04))
    assert fields(session)["maximum"] == ("16.0", "kPa", Mark.EDITED)
    assert Flag.QBOX_DOUBTFUL not in session.acquisition(KEYS[0]).flags
    session.undo()
    assert fields(session)["maximum"] == ("15.2", "kPa", Mark.DOUBTFUL)
    assert Flag.QBOX_DOUBTFUL in session.acquisition(KEYS[0]).flags


def test_confirmed_values_are_no_longer_doubtful() -> None:
    session = one()
    assert window_state(session).acquisition.can_confirm_qbox
    session.perform(ConfirmQBox(KEYS[0]))
    assert {mark for _, _, mark in fields(session).values()} == {Mark.CONFIRMED}
    assert not window_state(session).acquisition.can_confirm_qbox
    assert Flag.QBOX_DOUBTFUL not in session.acquisition(KEYS[0]).flags


def test_values_typed_where_none_was_read_count() -> None:
    session = one(qbox=None)
    assert fields(session)["mean"] == ("—", "kPa", Mark.MISSING)
    assert Flag.QBOX_MISSING in session.acquisition(KEYS[0]).flags
    session.perform(EditQBox(KEYS[0], "mean", 7.25))
    assert fields(session)["mean"][2] is Mark.EDITED
    assert window_state(session).exam.lsm_median == "7.2 kPa"
    assert Flag.QBOX_MISSING not in session.acquisition(KEYS[0]).flags


def test_metres_per_second_are_never_shown_as_kpa() -> None:
    session = one(qbox=QBox(mean=1.73, unit=Unit.M_PER_S))
    assert fields(session)["mean"] == ("1.73", "m/s", Mark.OCR)
    assert window_state(session).exam.lsm_median == "1.73 m/s"


def test_probabilities_have_two_decimals() -> None:
    panel = window_state(one()).acquisition
    assert [p.text for p in panel.probabilities] == ["0.80", "0.60", "0.12"]
    assert panel.why_not is None
    assert panel.method is not None
    assert "gut-test" in text(panel.method)


def test_the_proposed_roi_is_dashed_and_the_accepted_one_solid() -> None:
    session = one()
    canvas = window_state(session).canvas
    assert (canvas.roi, canvas.roi_style) == (PROPOSED, RoiStyle.DASHED)
    assert (canvas.swe_box, canvas.frame, canvas.bar_box) == (SWE_BOX, FRAME, Box(1380, 140, 20, 220))
    assert canvas.circles == (QBOX.circle,)
    session.perform(AcceptRoi(KEYS[0]))
    assert window_state(session).canvas.roi_style is RoiStyle.SOLID


def test_a_roi_that_cuts_the_box_is_flagged_at_once() -> None:
    session = one()
    session.perform(MoveRoi(KEYS[0], move(FRAME, PROPOSED, 200, 0)))
    assert window_state(session).canvas.roi_cuts_box
    assert Flag.ROI_CUTS_BOX in {flag.flag for flag in window_state(session).acquisition.flags}
    session.undo()
    assert not window_state(session).canvas.roi_cuts_box


def test_while_a_score_is_on_its_way_the_panel_says_so() -> None:
    session = one()
    session.perform(PlaceRoi(KEYS[0], place(FRAME, 650, 350)))
    panel = window_state(session).acquisition
    assert [p.text for p in panel.probabilities] == ["—", "—", "—"]
    assert panel.why_not == message("why.scoring")
    assert panel.working


def test_a_refused_scale_offers_the_ways_out() -> None:
    session = Session()
    session.use_model(Model())
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    session.record_read(KEYS[0], screen(KEYS[0].path))
    session.record_analysed(KEYS[0], findings(scale=False), PROPOSED, frozenset())
    session.record_refused(KEYS[0], "scale not readable: no labels", Refusal.SCALE_UNKNOWN)
    panel = window_state(session).acquisition
    assert panel.can_score_as_shown
    assert not panel.working
    assert panel.why_not is not None
    assert "scale not readable: no labels" in text(panel.why_not)


def test_a_broken_file_says_why_and_offers_another_try() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    session.record_failed(KEYS[0], "/exams/P0001/0.png is cut.")
    shown = window_state(session)
    assert shown.acquisition.can_retry
    assert shown.canvas.message == message("why.failed", reason="/exams/P0001/0.png is cut.")
    assert shown.rows[0].progress is Progress.FAILED
    assert message("row.reason", reason="/exams/P0001/0.png is cut.") in shown.rows[0].tooltip


def test_the_exam_is_summed_up_without_what_is_excluded() -> None:
    session = opened(FOLDER, 3)
    for key, mean in zip(KEYS, (8.0, 9.0, 30.0), strict=False):
        session.perform(EditQBox(key, "mean", mean))
    exam = window_state(session).exam
    assert (exam.lsm_median, exam.stage) == ("9.0 kPa", "F3")
    assert exam.count is not None
    assert exam.count.text == message("exam.count_better", n_scored=3, n_images=3, more=2)
    session.perform(SetExcluded(KEYS[2], True))
    exam = window_state(session).exam
    assert (exam.lsm_median, exam.iqr_over_median) == ("8.5 kPa", "6 %")
    assert exam.count is not None
    assert exam.count.text == message("exam.count_more", n_scored=2, n_images=2, more=1)
    assert Flag.FEW_ACQUISITIONS in {flag.flag for flag in exam.flags}


def test_figures_just_beyond_a_limit_do_not_look_like_it() -> None:
    session = opened(FOLDER, 5)
    session.prefer(Preferences(tables=all_tables()))
    for key, mean in zip(KEYS, (11.0, 11.0, 12.96, 14.9, 17.0), strict=False):
        session.perform(EditQBox(key, "mean", mean))
    exam = window_state(session).exam
    assert (exam.lsm_median, exam.iqr_over_median) == ("12.96 kPa", "30.1 %")
    high = next(flag for flag in exam.flags if flag.flag is Flag.IQR_HIGH)
    assert message("check.figure", value="30.1 %", comparison=">", limit="30 %") in high.lines
    near = probability_states(ExamResult(5, 5, 0.497, 0.5, 0.2), dict.fromkeys(Task, 0.5))
    assert [state.text for state in near] == ["0.497", "0.50", "0.20"]


def test_the_warning_of_scatter_names_the_limit_of_either_unit() -> None:
    why = text(message("flag.iqr_high.why"))
    for unit in Unit:
        assert f"{100 * iqr_criterion(unit).limit:.0f} % in {unit.value}" in why


def test_rows_say_where_each_acquisition_stands() -> None:
    session = opened(FOLDER, 4)
    session.perform(AcceptRoi(KEYS[0]))
    session.perform(ConfirmQBox(KEYS[0]))
    session.perform(AcceptRoi(KEYS[1]))
    session.perform(SetExcluded(KEYS[2], True))
    shown = window_state(session)
    assert [row.progress for row in shown.rows] == [
        Progress.DONE,
        Progress.FLAGGED,
        Progress.EXCLUDED,
        Progress.SCORED,
    ]
    assert [row.current for row in shown.rows] == [True, False, False, False]
    assert (shown.exams[0].n_done, shown.exams[0].n_acquisitions) == (3, 4)


def test_equal_sessions_show_equal_windows() -> None:
    assert window_state(opened(FOLDER)) == window_state(opened(FOLDER))


@pytest.mark.parametrize("flag", list(Flag))
def test_every_flag_has_a_name_and_an_explanation(flag: Flag) -> None:
    assert f"flag.{flag.value}" in SOURCES
    assert f"flag.{flag.value}.why" in SOURCES


@pytest.mark.parametrize("progress", list(Progress))
def test_every_progress_has_a_text(progress: Progress) -> None:
    assert f"progress.{progress.value}" in SOURCES


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_has_a_text(mark: Mark) -> None:
    assert f"mark.{mark.value}" in SOURCES


@pytest.mark.parametrize("command", get_args(Command))
def test_every_command_has_a_name_for_the_undo_menu(command: type) -> None:
    name = re.sub(r"(?<!^)(?=[A-Z][a-z])", "_", command.__name__.replace("QBox", "Qbox")).lower()
    assert f"undo.{name}" in SOURCES


def test_no_text_is_left_over() -> None:
    """Codes are written out, or made of these families."""
    made = (
        *("progress.", "go_on.", "mark.", "undo.", "flag.", "task.", "qbox.", "line.roi_"),
        *("read.box_", "read.scale_", "read.qbox_", "hint.tool_"),
    )
    folder = Path(window_state.__code__.co_filename).parent
    here = "".join(file.read_text("utf-8") for file in folder.glob("*.py") if file.name != "messages.py")
    above = "".join(file.read_text("utf-8") for file in folder.parent.glob("*.py"))
    code = r'"([a-z]+\.(?!json")[a-z_]+)"'
    written = set(re.findall(code, here)) | set(re.findall(r"message\(\s*" + code, above))
    assert {code for code in SOURCES if not code.startswith(made)} == written
