"""A file that gave way to another of the same name: what was found on it stays, and does not count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.gui.session.commands import AcceptRoi, SetExcluded
from dlre_gui.gui.session.messages import text
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.gui.session.stored import session_of
from dlre_gui.store import rows
from dlre_gui.store.book import Book
from dlre_gui.store.records import StoredExam
from dlre_gui.store.replaced import replaced
from tests.gui.session.session_making import Model, answer_all, info, look_into, opened

FOLDER = Path("/exams/P0001")
PATHS = tuple(FOLDER / f"{i}.png" for i in range(2))
NOW = AcqKey(PATHS[0])
BEFORE = AcqKey(PATHS[0], former="0.png-sha")


def look_into_another(session: Session, sha256: str = "another") -> None:
    session.open_files([PATHS[0]], new=True)
    look_into(session, info(PATHS[0], sha256=sha256))
    answer_all(session)


def with_another(book: Book) -> Session:
    """Two screens of a folder were scored and accepted, then another file took the first one's name."""
    session = opened(FOLDER, 2, book)
    for path in PATHS:
        session.perform(AcceptRoi(AcqKey(path)))
    look_into_another(session)
    return session


def stored_in(book: Book) -> StoredExam:
    book.flush()
    stored = book.load_exam(str(FOLDER))
    assert stored is not None
    return stored


def shas(session: Session) -> list[tuple[str, str, bool]]:
    """Of the exam's acquisitions: file name, bytes, whether it is left out."""
    [exam] = session.exams
    return [(one.path.name, one.sha256, one.excluded) for one in exam.acquisitions]


def test_both_are_in_the_exam_and_only_the_file_that_is_there_counts(book: Book) -> None:
    session = with_another(book)
    assert session.current == NOW
    assert shas(session) == [("0.png", "another", False), ("0.png", "0.png-sha", True)]
    assert session.assessment(str(FOLDER)).result.n_scored == 1
    assert session.acquisition(BEFORE).scores is not None
    assert not any(want.key == BEFORE for want in session.wanted())


def test_both_are_there_when_the_exam_is_opened_or_exported_from_the_book(book: Book) -> None:
    with_another(book)
    again = session_of(stored_in(book), Model())
    everything = {("0.png", "another", False), ("1.png", "1.png-sha", False), ("0.png", "0.png-sha", True)}
    assert set(shas(again)) == everything
    assert again.assessment(str(FOLDER)).result.n_scored == 2
    assert again.facts(BEFORE).scores
    later = Session(book)
    later.use_model(Model())
    later.open_stored(stored_in(book))
    later.open_stored(stored_in(book))
    assert set(shas(later)) == everything
    assert not any(want.key == BEFORE for want in later.wanted(9))
    later.retry(BEFORE)
    assert later.facts(BEFORE).missing


def test_a_file_replaced_between_two_sittings_is_left_out_when_the_new_one_is_looked_into(book: Book) -> None:
    opened(FOLDER, 2, book)
    stored_in(book)
    later = Session(book)
    later.use_model(Model())
    look_into_another(later)
    assert shas(later) == [("0.png", "another", False), ("0.png", "0.png-sha", True)]


def test_the_replaced_one_is_taken_in_again_by_the_user_or_by_undo(book: Book) -> None:
    session = with_another(book)
    assert session.undo() == BEFORE
    assert session.assessment(str(FOLDER)).result.n_scored == 2
    assert session.redo() == BEFORE
    session.perform(SetExcluded(BEFORE, False))
    assert session.acquisition(BEFORE).scores is not None
    later = Session(book)
    later.use_model(Model())
    look_into_another(later)
    assert shas(later) == [("0.png", "another", False), ("0.png", "0.png-sha", False)]


def test_the_former_file_that_is_back_counts_again(book: Book) -> None:
    session = with_another(book)
    look_into_another(session, "0.png-sha")
    assert shas(session) == [("0.png", "0.png-sha", False), ("0.png", "another", True)]
    assert session.current == NOW
    assert session.keys_of(str(FOLDER)) == (NOW, AcqKey(PATHS[0], former="another"))


def test_the_window_tells_it_from_the_one_that_took_its_place(book: Book) -> None:
    session = with_another(book)
    session.select(BEFORE)
    state = window_state(session)
    row = next(row for row in state.rows if row.key == BEFORE)
    assert text(row.state) == "file replaced, results kept"
    assert state.canvas.message is not None
    assert "Another file lies in its place" in text(state.canvas.message)
    assert not state.acquisition.can_retry


def test_what_nothing_was_found_on_is_not_shown(book: Book) -> None:
    session = Session(book)
    session.open_files([PATHS[0]])
    look_into(session, info(PATHS[0]))
    session.use_model(Model())
    look_into_another(session)
    assert shas(session_of(stored_in(book), Model())) == [("0.png", "another", False)]


def test_the_file_that_lies_there_decides_else_the_last_one_that_came(book: Book) -> None:
    with_another(book)
    ids = [one.id for one in stored_in(book).acquisitions]
    first, _, another = ids
    assert replaced(ids) == {first}
    assert replaced(ids, {PATHS[0]: first.sha256}) == {another}
    assert replaced(ids, {PATHS[0]: "a third one"}) == {first}
    assert replaced([first, replace(first, frame=3)]) == frozenset()


def test_a_step_that_comes_by_itself_during_an_import_takes_no_number_of_it(book: Book) -> None:
    session = opened(FOLDER, 1, book)
    book.flush()
    first = book.ask(rows.last_number) + 1
    session.leave_numbers(1000)
    look_into_another(session)
    book.flush()
    [step] = stored_in(book).steps
    assert (step.command, step.number) == ("leave_replaced", first + 1000)
