"""What the window shows of a folder is what the book and every report say of it."""

from __future__ import annotations

from pathlib import Path

from dlre_gui.domain.exam import ExamResult
from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.gui.session.stored import session_of
from dlre_gui.store.book import Book
from dlre_gui.store.records import ExamSearch
from tests.gui.session.session_making import Model, answer_all, info, opened

FOLDER = Path("/exams/P0001")
NEW = FOLDER / "new.png"


def another_sitting(book: Book) -> Session:
    session = Session(book)
    session.use_model(Model())
    session.open_files([NEW])
    return session


def result_of(session: Session) -> ExamResult:
    [exam] = session.exams
    return session.assessment(exam.key).result


def test_another_patient_in_the_same_folder_is_an_exam_of_its_own(book: Book) -> None:
    opened(FOLDER, 3, book)
    session = another_sitting(book)
    session.record_opened(info(NEW), over=True)
    answer_all(session)
    book.flush()
    assert [exam.n_acquisitions for exam in book.listed(ExamSearch())] == [1, 3]
    [shown] = session.exams
    assert [one.path for one in shown.acquisitions] == [NEW]
    assert session.patient_id(shown.key) is None


def test_screens_whose_files_are_gone_stay_in_the_window_as_in_the_book(book: Book) -> None:
    opened(FOLDER, 3, book)
    stored = book.load_exam(str(FOLDER))
    assert stored is not None
    lost = frozenset(one.id for one in stored.acquisitions[:2])
    session = another_sitting(book)
    session.open_files([FOLDER / "2.png"])
    session.record_opened(info(NEW), stored, lost)
    answer_all(session)
    [exam] = session.exams
    assert {one.path.name for one in exam.acquisitions} == {"0.png", "1.png", "2.png", "new.png"}
    assert session.facts(AcqKey(FOLDER / "0.png")).missing
    kept = book.load_exam(str(FOLDER))
    assert kept is not None
    assert result_of(session) == result_of(session_of(kept, Model()))


def test_a_file_of_an_exam_that_gave_way_joins_it_without_asking_the_book(book: Book) -> None:
    opened(FOLDER, 2, book)
    book.give_way(str(FOLDER))
    stored = book.load_exam(f"{FOLDER}\n1")
    assert stored is not None
    session = another_sitting(book)
    session.open_files([FOLDER / "0.png", FOLDER / "1.png"])
    first, second = (info(FOLDER / f"{n}.png") for n in range(2))
    session.record_opened(first, stored)
    assert session.remembers(second)
    session.record_opened(second)
    session.record_opened(info(NEW))
    answer_all(session)
    assert [len(exam.acquisitions) for exam in session.exams] == [2, 1]
