"""What is put into the exam book comes out of it, exactly."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header
from dlre_gui.store.book import Book, book_path
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    Decision,
    ExamRecord,
    ExamSummary,
    StoredAcquisition,
    StoredExam,
)
from tests.store.book_making import (
    ACQUISITION,
    ANALYSIS,
    DECISION,
    DETAILS,
    EXAM,
    GIVEN,
    RECORD,
    SCORE,
    exam_step,
    fill,
    fill_further,
    step,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "exams.sqlite"


def test_everything_comes_back_exactly(path: Path) -> None:
    with Book(path) as book:
        fill(book)
    with Book(path) as book:
        assert book.load_exam(EXAM.key) == StoredExam(
            EXAM,
            (StoredAcquisition(ACQUISITION, RECORD, DECISION, ((None, ANALYSIS),), (SCORE,)),),
            (step(1),),
        )
        assert book.last_number == 1


def test_details_events_and_summary_come_back(path: Path) -> None:
    with Book(path) as book:
        fill(book)
        fill_further(book)
        book.put_score(ACQUISITION, SCORE)
    with Book(path) as book:
        stored = book.load_exam(EXAM.key)
        assert stored is not None
        assert (stored.details, stored.exam_steps) == (DETAILS, (exam_step(2),))
        assert (stored.day, stored.stopped_at) == (date.today().isoformat(), ACQUISITION)
        assert book.last_number == 2
        (event,) = book.events(EXAM.key)
        assert (event.what, dict(event.details)["file"], event.operator) == (
            "report_written",
            "P1.pdf",
            "Dr. 李",
        )
        before, after = stored.acquisitions[0].scores
        assert (before.operator, after.operator, after.decoder) == ("", "Dr. 李", RECORD.decoder)
        assert before.at < after.at


def test_undone_details_are_the_ones_before(path: Path) -> None:
    with Book(path) as book:
        fill(book)
        book.put_step(exam_step(2))
        book.put_step(replace(exam_step(2), done=False))
        stored = book.load_exam(EXAM.key)
        assert stored is not None
        assert (stored.details, [s.done for s in stored.exam_steps]) == (ExamDetails(), [False])
        book.put_step(step(3, Decision(), before=DECISION), dropped=(2,))
        stored = book.load_exam(EXAM.key)
    assert stored is not None
    assert stored.exam_steps == ()


def test_the_exams_of_a_patient_come_oldest_first(path: Path) -> None:
    with Book(path) as book:
        for day in ("2024-06-01", "2023-01-05", "2025-02-02"):
            exam = ExamRecord(f"P7|{day}", Path("/exams"), "P7")
            record = AcquisitionRecord(header=Header(study_date=day))
            book.put_acquisition(exam, AcquisitionId(exam.key, Path("/exams/a.dcm"), 0, day), record)
        book.put_acquisition(EXAM, ACQUISITION, RECORD)
        found = book.exams_of_patient("P7")
    assert [exam.day for exam in found] == ["2023-01-05", "2024-06-01", "2025-02-02"]


def test_a_moved_file_takes_all_its_frames_along(path: Path) -> None:
    cine = [replace(ACQUISITION, frame=frame) for frame in (0, 7)]
    with Book(path) as book:
        for identity in cine:
            book.put_acquisition(EXAM, identity, RECORD)
        book.relocate(ACQUISITION, Path("/elsewhere/b.dcm"))
        stored = book.load_exam(EXAM.key)
        assert book.verify().holds
    assert stored is not None
    assert [(a.id.path, a.id.frame) for a in stored.acquisitions] == [
        (Path("/elsewhere/b.dcm"), 0),
        (Path("/elsewhere/b.dcm"), 7),
    ]


def test_an_unknown_exam_is_none(path: Path) -> None:
    with Book(path) as book:
        assert book.load_exam("nobody") is None
        assert book.recent() == ()
        assert book.last_number == 0


def test_the_book_is_in_the_users_folder(own_data_dir: Path) -> None:
    Book().close()
    assert book_path() == own_data_dir / "exams.sqlite"
    assert book_path().is_file()


def test_a_decision_counts_as_unsaved_until_it_is_on_disk(path: Path) -> None:
    said: list[int] = []
    with Book(path) as book:
        book.on_written(lambda: said.append(book.unsaved_decisions))
        book.put_acquisition(EXAM, ACQUISITION, RECORD)
        book.put_step(step(1))
        book.flush()
        assert book.unsaved == book.unsaved_decisions == said[-1] == 0


def test_the_last_decision_counts_and_all_are_kept(path: Path) -> None:
    with Book(path) as book:
        fill(book)
        other = replace(DECISION, roi=Roi(9, 9, 250, RoiSource.PLACED))
        book.put_step(step(2, other, before=DECISION))
        book.put_step(replace(step(2, other, before=DECISION), done=False))
        stored = book.load_exam(EXAM.key)
        assert stored is not None
        assert stored.acquisitions[0].decision == DECISION
        assert [(s.number, s.done) for s in stored.steps] == [(1, True), (2, False)]
        book.put_step(step(3, Decision(), before=DECISION), dropped=(2,))
        stored = book.load_exam(EXAM.key)
        assert stored is not None
        assert stored.acquisitions[0].decision == Decision()
        assert [s.number for s in stored.steps] == [1, 3]
    rows = sqlite3.connect(path).execute("SELECT cause FROM decisions ORDER BY id").fetchall()
    assert rows == [("done",), ("done",), ("undone",), ("done",)]


def test_the_last_analysis_of_each_scale_counts(path: Path) -> None:
    with Book(path) as book:
        fill(book)
        later = replace(ANALYSIS, reason="no SWE box")
        book.put_analysis(ACQUISITION, GIVEN, ANALYSIS)
        book.put_analysis(ACQUISITION, None, later)
        stored = book.load_exam(EXAM.key)
    assert stored is not None
    assert dict(stored.acquisitions[0].analyses) == {None: later, GIVEN: ANALYSIS}


@pytest.mark.parametrize("table", ["scores", "decisions", "exam_details", "events", "trail"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET at = 'never'"])
def test_what_is_append_only_cannot_be_changed(path: Path, table: str, change: str) -> None:
    with Book(path) as book:
        fill(book)
        fill_further(book)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        sqlite3.connect(path).execute(change.format(table))


def test_recent_exams_come_latest_first(path: Path) -> None:
    with Book(path) as book:
        for i in range(3):
            exam = ExamRecord(f"P{i}", Path(f"/exams/P{i}"), f"P{i}")
            for frame in range(2):
                book.put_acquisition(
                    exam, AcquisitionId(f"P{i}", Path(f"/exams/P{i}/a.dcm"), frame, "0"), RECORD
                )
        book.put_summary("P1", ExamSummary("F4"))
        found = book.recent(2)
    assert [exam.key for exam in found] == ["P2", "P1"]
    assert found[1].stage == "F4"
    assert found[1].n_acquisitions == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows names are always Unicode")
def test_a_file_name_that_is_no_unicode_comes_back(path: Path) -> None:
    odd = Path(os.fsdecode(b"/exams/\xff\xfe/\xe9.png"))
    exam = ExamRecord(str(odd.parent), odd.parent)
    identity = AcquisitionId(exam.key, odd, 0, "0")
    with Book(path) as book:
        book.put_acquisition(exam, identity, RECORD)
        book.put_summary(exam.key, ExamSummary("F2"))
        stored, recent = book.load_exam(exam.key), book.recent()
    assert stored is not None
    assert stored.acquisitions[0].id == identity
    assert (recent[0].key, recent[0].folder, recent[0].stage) == (exam.key, odd.parent, "F2")


def test_a_writing_that_makes_no_sense_does_not_hold_up_the_others(path: Path) -> None:
    book = Book(path)
    unknown = replace(ACQUISITION, sha256="never opened")
    book.put_score(unknown, SCORE)
    with pytest.raises(StoreError, match="is not in the exam book"):
        fill(book)
    stored = book.load_exam(EXAM.key)
    assert stored is not None
    assert stored.acquisitions[0].decision == DECISION
    with pytest.raises(StoreError, match="is not in the exam book"):
        book.close()


def test_a_number_is_never_taken_over_by_another_step(path: Path) -> None:
    book = Book(path)
    book.put_acquisition(EXAM, ACQUISITION, RECORD)
    book.put_step(step(1))
    book.put_step(replace(step(1, Decision(), before=DECISION), command="another"))
    stored = book.load_exam(EXAM.key)
    with pytest.raises(StoreError, match="step 1 is another one"):
        book.close()
    assert stored is not None
    assert stored.steps == (step(1),)
