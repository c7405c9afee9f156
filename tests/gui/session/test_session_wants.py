"""What is asked of the engine, and what becomes of its answers."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.domain.exam import Flag, Status
from dlre_gui.domain.findings import Given
from dlre_gui.domain.roi import place
from dlre_gui.domain.screen import Header
from dlre_gui.engine.messages import Refusal
from dlre_gui.gui.session import AcqKey, Progress, Session, Want, WantKind
from dlre_gui.gui.session.commands import GiveScale, PlaceRoi, ScoreAsShown, SetExcluded
from tests.gui.session.session_making import (
    FRAME,
    PROPOSED,
    Model,
    answer,
    answer_all,
    findings,
    info,
    opened,
    scores,
    screen,
)

FOLDER = Path("/exams/P0001")
KEYS = tuple(AcqKey(FOLDER / f"{i}.png") for i in range(3))
ELSEWHERE = place(FRAME, 650, 350)
OFF_THE_BOX = place(FRAME, 300, 300)


def test_a_new_file_is_looked_into_then_opened_and_scored() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    assert session.wanted() == (Want(WantKind.INFO, KEYS[0]),)
    session.record_opened(info(KEYS[0].path))
    assert session.wanted() == (Want(WantKind.OPEN, KEYS[0], score=True),)
    assert session.progress(KEYS[0]) is Progress.TO_DO


def test_between_analysis_and_score_only_the_score_is_wanted() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    session.record_read(KEYS[0], screen(KEYS[0].path))
    session.record_analysed(KEYS[0], findings(), PROPOSED, frozenset())
    assert session.wanted() == (Want(WantKind.SCORE, KEYS[0], roi=PROPOSED, sha256="0.png-sha"),)
    session.record_scored(KEYS[0], PROPOSED, scores())
    assert session.wanted() == ()
    assert session.progress(KEYS[0]) is Progress.SCORED


def test_the_current_one_comes_first_then_those_after_it() -> None:
    session = Session()
    session.open_files(key.path for key in KEYS)
    for key in KEYS:
        session.record_opened(info(key.path))
    session.select(KEYS[1])
    assert [want.key for want in session.wanted()] == [KEYS[1], KEYS[2], KEYS[0]]


def test_a_late_score_for_another_roi_is_not_shown_but_kept() -> None:
    session = opened(FOLDER, 1)
    session.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    late = scores(0.93)
    session.record_scored(KEYS[0], place(FRAME, 750, 400), late)
    assert session.acquisition(KEYS[0]).scores is None
    session.perform(PlaceRoi(KEYS[0], place(FRAME, 750, 400)))
    assert session.acquisition(KEYS[0]).scores == late
    assert session.wanted() == ()


def test_a_late_analysis_under_another_scale_is_not_shown() -> None:
    session = opened(FOLDER, 1)
    session.perform(GiveScale(KEYS[0], Given(maximum=70.0)))
    session.record_analysed(KEYS[0], findings(), PROPOSED, frozenset({Flag.VOID_HIGH}))
    assert session.acquisition(KEYS[0]).measured is None
    answer_all(session)
    measured = session.acquisition(KEYS[0]).measured
    assert measured is not None
    assert measured.scale_max == 70.0
    assert Flag.VOID_HIGH not in session.acquisition(KEYS[0]).flags


def test_answers_for_a_closed_exam_are_dropped() -> None:
    session = opened(FOLDER, 1)
    session.close_exam(session.exam_key_of(KEYS[0]))
    session.record_read(KEYS[0], screen(KEYS[0].path))
    session.record_analysed(KEYS[0], findings(), PROPOSED, frozenset())
    session.record_scored(KEYS[0], PROPOSED, scores())
    session.record_refused(KEYS[0], "no SWE box", Refusal.NO_SWE_BOX)
    session.record_failed(KEYS[0], "broken")
    assert session.exams == ()
    assert session.current is None


def test_another_model_wants_every_score_again() -> None:
    session = opened(FOLDER, 2)
    other = replace(Model(), sha256="b" * 64)
    session.use_model(other)
    assert [want.kind for want in session.wanted()] == [WantKind.SCORE, WantKind.SCORE]
    assert session.acquisition(KEYS[0]).scores is None
    session.use_model(Model())
    assert session.wanted() == ()


def test_an_unreadable_scale_is_scored_only_on_the_users_word() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    session.record_read(KEYS[0], screen(KEYS[0].path))
    session.record_analysed(KEYS[0], findings(scale=False), PROPOSED, frozenset({Flag.SCALE_UNKNOWN}))
    session.record_refused(KEYS[0], "scale not readable", Refusal.SCALE_UNKNOWN)
    assert session.wanted() == ()
    assert session.progress(KEYS[0]) is Progress.REFUSED
    session.perform(ScoreAsShown(KEYS[0]))
    assert session.wanted() == (
        Want(WantKind.SCORE, KEYS[0], roi=PROPOSED, as_shown=True, sha256="0.png-sha"),
    )
    session.record_scored(KEYS[0], PROPOSED, scores(as_shown=True))
    assert session.acquisition(KEYS[0]).status is Status.SCORED
    session.undo()
    assert session.progress(KEYS[0]) is Progress.REFUSED


def test_a_roi_off_the_swe_box_has_no_score_and_asks_for_none() -> None:
    session = opened(FOLDER, 1)
    session.record_scored(KEYS[0], OFF_THE_BOX, scores(0.9))  # as an earlier release kept it
    session.perform(PlaceRoi(KEYS[0], OFF_THE_BOX))
    assert session.wanted() == ()
    assert session.progress(KEYS[0]) is Progress.REFUSED
    found = session.acquisition(KEYS[0])
    assert (found.scores, found.reason) == (None, "the ROI does not lie on the SWE box")
    session.record_refused(KEYS[0], found.reason, Refusal.OFF_BOX)
    session.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    assert [want.roi for want in session.wanted()] == [ELSEWHERE]


def test_a_scale_entered_after_a_refusal_is_tried() -> None:
    session = opened(FOLDER, 1)
    session.record_refused(KEYS[0], "scale not readable", Refusal.SCALE_UNKNOWN)
    given = Given(maximum=40.0)
    session.perform(GiveScale(KEYS[0], given))
    assert session.wanted() == (Want(WantKind.OPEN, KEYS[0], given),)


def test_a_file_that_cannot_be_opened_gets_a_row_and_can_be_tried_again() -> None:
    session = Session()
    session.open_files([KEYS[0].path, KEYS[1].path])
    session.record_failed(KEYS[0], "/exams/P0001/0.png is cut.")
    session.record_opened(info(KEYS[1].path))
    assert session.keys == KEYS[:2]
    assert session.progress(KEYS[0]) is Progress.FAILED
    assert session.acquisition(KEYS[0]).reason == "/exams/P0001/0.png is cut."
    session.retry(KEYS[0])
    assert Want(WantKind.INFO, KEYS[0]) in session.wanted()
    session.record_opened(info(KEYS[0].path))
    assert session.keys == KEYS[:2]


def test_a_failed_scoring_is_tried_again_when_the_user_decides_anew() -> None:
    session = opened(FOLDER, 1)
    session.record_failed(KEYS[0], "The scoring process died.")
    assert session.wanted() == ()
    session.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    assert session.wanted() == (Want(WantKind.SCORE, KEYS[0], roi=ELSEWHERE, sha256="0.png-sha"),)


def test_an_excluded_one_is_read_but_not_scored() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    session.perform(SetExcluded(KEYS[0], True))
    assert session.wanted() == (Want(WantKind.OPEN, KEYS[0], score=False),)
    answer(session, session.wanted()[0])
    assert session.wanted() == ()
    session.undo()
    assert session.wanted() == (Want(WantKind.SCORE, KEYS[0], roi=PROPOSED, sha256="0.png-sha"),)


def test_a_file_that_changed_before_anything_was_found_on_it_starts_anew() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    session.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    assert session.record_read(KEYS[0], screen(KEYS[0].path, sha256="other bytes"))
    acquisition = session.acquisition(KEYS[0])
    assert acquisition.sha256 == "other bytes"
    assert acquisition.roi is None
    assert not session.can_undo


def test_another_file_in_the_place_of_a_scored_one_changes_nothing_of_it() -> None:
    session = opened(FOLDER, 2)
    [exam] = session.exam_keys
    before = session.assessment(exam).result
    other = screen(KEYS[0].path, sha256="another patient's")
    assert not session.record_read(KEYS[0], other)
    session.record_analysed(KEYS[0], findings(), None, frozenset())
    assert session.facts(KEYS[0]).missing
    assert session.assessment(exam).result == before
    assert session.acquisition(KEYS[0]).sha256 == f"{KEYS[0].path.name}-sha"


def test_another_patients_file_under_a_name_that_is_open_closes_the_former_exam() -> None:
    """As where a scanner uses the same names for every patient."""
    anna, ben = (Header(patient_id=name, study_uid=f"1.{name}") for name in ("anna", "ben"))
    session = Session()
    session.use_model(Model())
    session.open_files([KEYS[0].path, KEYS[1].path])
    for key in KEYS[:2]:
        session.record_opened(info(key.path, anna))
    answer_all(session)
    session.open_files([KEYS[0].path], new=True)
    assert session.wanted()[0] == Want(WantKind.INFO, KEYS[0])
    session.record_opened(info(KEYS[0].path, ben, sha256="ben's"))
    assert session.exam_keys == ("ben|1.ben",)
    assert session.current == KEYS[0]
    assert session.acquisition(KEYS[0]).scores is None


def test_the_same_file_told_as_new_stays_as_it_is() -> None:
    session = opened(FOLDER, 2)
    before = session.acquisition(KEYS[0])
    session.open_files([KEYS[0].path], new=True)
    session.record_opened(info(KEYS[0].path))
    assert session.acquisition(KEYS[0]) == before
    assert (session.n_opening, len(session.keys)) == (0, 2)


def test_an_open_file_told_as_new_that_is_gone_again_is_not_waited_for() -> None:
    session = opened(FOLDER, 2)
    session.open_files([KEYS[0].path], new=True)
    assert session.record_lost(KEYS[0])
    assert session.n_opening == 0
    assert session.acquisition(KEYS[0]).scores is not None


def test_what_is_told_of_files_that_were_closed_meanwhile_opens_nothing() -> None:
    session = Session()
    session.open_files([KEYS[0].path])
    session.stop_opening()
    session.record_opened(info(KEYS[0].path))
    assert session.keys == ()
    assert session.current is None


def test_patient_and_study_make_an_exam_across_folders() -> None:
    session = Session()
    header = Header(patient_id="P1", study_uid="1.2.3", patient_name="Wang^Li")
    paths = [Path("/a/1.dcm"), Path("/b/2.dcm"), Path("/a/3.png")]
    session.open_files(paths)
    session.record_opened(info(paths[0], header))
    session.record_opened(info(paths[1], header))
    session.record_opened(info(paths[2]))
    assert [len(exam.acquisitions) for exam in session.exams] == [2, 1]
    assert [session.exam_title(key) for key in session.exam_keys] == ["Wang Li · P1", "a"]


def test_files_stay_in_the_order_of_opening() -> None:
    session = Session()
    session.open_files(key.path for key in KEYS)
    for key in (KEYS[2], KEYS[0], KEYS[1]):
        session.record_opened(info(key.path))
    assert session.keys == KEYS


def test_a_file_is_not_opened_twice() -> None:
    session = opened(FOLDER, 2)
    session.open_files([KEYS[1].path, KEYS[0].path])
    assert session.wanted() == ()
    assert session.current == KEYS[1]
    assert len(session.keys) == 2


def test_another_frame_of_a_clip_is_an_acquisition_of_its_exam() -> None:
    session = Session()
    session.open_files([KEYS[0].path, KEYS[1].path])
    session.record_opened(info(KEYS[0].path, n_frames=30))
    session.record_opened(info(KEYS[1].path))
    assert session.add_frame(KEYS[0].path, 12) == AcqKey(KEYS[0].path, 12)
    assert session.keys == (KEYS[0], AcqKey(KEYS[0].path, 12), KEYS[1])


@pytest.mark.parametrize("n", [1, 3])
def test_everything_ends_with_nothing_wanted(n: int) -> None:
    session = opened(FOLDER, n)
    assert {session.progress(key) for key in session.keys} == {Progress.SCORED}


def test_a_refused_screen_can_be_tried_again() -> None:
    session = opened(FOLDER, 1)
    session.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    session.record_refused(KEYS[0], "no SWE box found", Refusal.NO_SWE_BOX)
    assert session.wanted() == ()
    session.retry(KEYS[0])
    assert session.wanted() == (Want(WantKind.OPEN, KEYS[0], roi=ELSEWHERE),)


def test_the_stiffness_map_is_not_kept() -> None:
    session = opened(FOLDER, 1)
    seen = findings()
    assert seen.stiffness is not None
    kpa = weakref.ref(seen.stiffness.kpa)
    session.record_analysed(KEYS[0], seen, PROPOSED, frozenset())
    del seen
    gc.collect()
    assert kpa() is None
