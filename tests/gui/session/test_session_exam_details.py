"""What is entered about an exam: kept, undone, restored, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.clinical.cutoff_file import bundled_file, read_tables
from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.exam_details import Cause, Conclusion, ExamDetails, Laboratory
from dlre_gui.domain.roi import propose
from dlre_gui.domain.screen import Header
from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.gui.session.commands import SetExcluded
from dlre_gui.gui.session.messages import text
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.gui.session.stored import session_of
from dlre_gui.store.book import Book
from tests.gui.session.session_making import Model, findings, info, scores, screen

KEY = AcqKey(Path("/exams/P1/1.png"))
HEADER = Header(patient_id="P1", study_uid="1.2.3", study_date="2024-05-21")
EXAM = "P1|1.2.3"
FULL = ExamDetails(Laboratory(60, 80, 40, 150, sampled_on="2024-05-20"), age_years=45, cause=Cause.HBV)
PREFERENCES = Preferences(tables=read_tables(bundled_file()))


def sitting(book: Book | None = None) -> Session:
    """A session with one scored screen of a patient."""
    session = Session(book)
    session.prefer(PREFERENCES)
    session.use_model(Model())
    session.open_files([KEY.path])
    session.record_opened(info(KEY.path, HEADER))
    seen = findings()
    proposed = propose(seen.frame, seen.swe_box.box)
    session.record_read(KEY, replace(screen(KEY.path), header=HEADER))
    session.record_analysed(KEY, seen, proposed, frozenset())
    session.record_scored(KEY, proposed, scores(0.9))
    return session


def serum(session: Session) -> list[str]:
    return [text(said.text) for said in window_state(session).exam.serum]


def test_what_was_entered_shows_and_the_same_again_is_no_step() -> None:
    session = sitting()
    assert serum(session) == []
    assert session.set_details(EXAM, FULL)
    assert serum(session) == ["APRI 1.00", "FIB-4 2.01"]
    assert not session.set_details(EXAM, FULL)


def test_what_more_acquisitions_would_bring_is_told_with_the_papers_gain_as_the_papers() -> None:
    shown = window_state(sitting()).exam
    assert shown.count is not None
    told = [text(shown.count.text), *map(text, shown.count.explanation)]
    assert told[0] == "1 of 1 acquisitions scored, 2 more wanted"
    assert "AUC of the papers' networks with 1 / 3 / 5 screens, F4: 0.84 / 0.96 / 0.97" in told
    assert told[-1] == "Gut 2019;68:729, validation; the model in use here is another one."
    assert [text(one) for one in shown.spread] == ["The scatter needs two acquisitions."] * 3


def test_undo_goes_through_exam_and_acquisition_in_the_order_of_the_acts() -> None:
    session = sitting()
    session.perform(SetExcluded(KEY, True))
    session.set_details(EXAM, FULL)
    assert text(window_state(session).undo) == "edit exam details"
    session.undo()
    assert serum(session) == []
    assert session.acquisition(KEY).excluded
    session.undo()
    assert not session.acquisition(KEY).excluded
    session.redo()
    session.redo()
    assert serum(session) == ["APRI 1.00", "FIB-4 2.01"]


def test_another_act_makes_undone_details_gone() -> None:
    session = sitting()
    session.set_details(EXAM, FULL)
    session.undo()
    session.perform(SetExcluded(KEY, True))
    assert session.redo_step is None


def test_details_and_their_undo_survive_a_restart(own_data_dir: Path) -> None:
    with Book() as book:
        session = sitting(book)
        session.set_details(EXAM, FULL)
        session.set_details(EXAM, replace(FULL, fasting=True))
        session.undo()
    with Book() as book:
        session = sitting(book)
        session.open_stored(book.load_exam(EXAM))
        assert session.details(EXAM) == FULL
        session.redo()
        assert session.details(EXAM).fasting is True
        book.flush()
        assert book.load_exam(EXAM).details.fasting is True


def test_details_entered_before_the_book_was_there_are_kept(own_data_dir: Path) -> None:
    session = sitting()
    session.set_details(EXAM, FULL)
    with Book() as book:
        session.use_book(book)
        book.flush()
        assert book.load_exam(EXAM).details == FULL


def test_a_stored_exam_is_judged_by_the_model_that_scored_it_only(own_data_dir: Path) -> None:
    with Book() as book:
        sitting(book).set_details(EXAM, FULL)
        book.flush()
        stored = book.load_exam(EXAM)
    same, other = session_of(stored, Model(), PREFERENCES), session_of(stored, Model(sha256="b" * 64))
    assert same.assessment(EXAM).result.stage == "F4"
    assert other.assessment(EXAM).result.stage is None
    assert other.assessment(EXAM).result.p_f4 == 0.9


@pytest.mark.parametrize(
    ("conclusion", "said"),
    [
        (Conclusion("F4", agrees=True, program_stage="F4"), "Conclusion: F4, as the program"),
        (Conclusion("F2", False, "F4", "Ascites"), "Conclusion: F2 (program: F4)"),
        (
            Conclusion("F2", True, "F2"),
            "Conclusion: F2 ⚠, when the program said F2; it says F4 now",
        ),
    ],
)
def test_the_conclusion_is_told(conclusion: Conclusion, said: str) -> None:
    session = sitting()
    session.set_details(EXAM, replace(FULL, conclusion=conclusion), "conclude")
    state = window_state(session)
    assert text(state.exam.conclusion.text) == said
    assert text(state.undo) == "conclusion"


def test_the_exams_own_table_counts_before_the_usual_one() -> None:
    session = sitting()
    session.set_details(EXAM, ExamDetails(cutoffs="aixplorer-chb-herrmann-2018"))
    state = window_state(session).exam
    assert text(state.lsm_stage.text) == "LSM: F3 (unconfirmed)"
    assert "Hepatology 2018" in text(state.lsm_stage.explanation[0])


def test_a_folder_of_very_many_screens_is_no_exam_to_report_on() -> None:
    from dlre_gui.clinical.assessment import MOST_ACQUISITIONS

    session = Session()
    session.open_files(Path(f"/many/{n}.png") for n in range(MOST_ACQUISITIONS + 1))
    for n in range(MOST_ACQUISITIONS + 1):
        session.record_opened(info(Path(f"/many/{n}.png")))
    [key] = session.exam_keys
    assert session.assessment(key) is None
    assert window_state(session).exam.stage == "—"


def test_a_cut_off_table_that_is_gone_is_told_while_another_one_stages() -> None:
    session = sitting()
    assert window_state(session).notice is None
    session.set_details(EXAM, replace(FULL, cutoffs="our-own-2024"))
    notice = window_state(session).notice
    assert notice is not None
    assert text(notice) == (
        "The cut-off table our-own-2024 is not there any more: the LSM is staged by"
        f" {PREFERENCES.tables[0].title}."
    )
    session.set_details(EXAM, replace(FULL, cutoffs=PREFERENCES.tables[1].id))
    assert window_state(session).notice is None


def test_probabilities_carry_the_letter_of_the_stages() -> None:
    session = sitting()
    session.prefer(replace(PREFERENCES, labels=StageLabels.SCHEUER))
    state = window_state(session)
    shown = [text(one.label) for one in (*state.exam.probabilities, *state.acquisition.probabilities)]
    assert shown == ["P(≥S2)", "P(≥S3)", "P(S4)"] * 2
