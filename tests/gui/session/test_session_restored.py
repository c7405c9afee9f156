"""What was done to an exam is back when it is opened again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlre_gui.clinical.assessment import Assessment
from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.exam_details import Conclusion, ExamDetails
from dlre_gui.domain.findings import Given
from dlre_gui.domain.roi import RoiSource, place
from dlre_gui.engine.messages import Refusal
from dlre_gui.gui.session import AcqKey, Progress, Session, WantKind
from dlre_gui.gui.session.commands import AcceptRoi, Command, EditQBox, GiveScale, PlaceRoi, SetExcluded
from dlre_gui.gui.session.messages import text
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.store.book import Book
from tests.gui.session.drawn_commands import FOLDER, KEYS, some_command
from tests.gui.session.session_making import (
    FRAME,
    PROPOSED,
    Model,
    answer_all,
    info,
    look_into,
    opened,
    scores_for,
    screen,
)

ELSEWHERE = place(FRAME, 650, 350)


def looked_into(book: Book, n: int = 3) -> Session:
    """A later sitting: the files were looked into, nothing was read or scored yet."""
    session = Session(book)
    session.use_model(Model())
    session.open_files(key.path for key in KEYS[:n])
    for key in KEYS[:n]:
        look_into(session, info(key.path))
    return session


def test_roi_edits_exclusion_and_scores_are_back(book: Book) -> None:
    first = opened(FOLDER, 3, book)
    first.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    first.perform(EditQBox(KEYS[0], "mean", 8.8))
    first.perform(AcceptRoi(KEYS[1]))
    first.perform(SetExcluded(KEYS[2], True))
    first.perform(GiveScale(KEYS[1], Given(maximum=70.0)))
    answer_all(first)
    again = looked_into(book)
    assert again.exams == first.exams
    assert again.acquisition(KEYS[0]).scores == scores_for(ELSEWHERE, None, False)
    assert {want.kind for want in again.wanted()} == {WantKind.OPEN}
    assert not any(want.score for want in again.wanted())
    assert window_state(again).exam == window_state(first).exam


def test_undo_goes_on_where_it_stopped(book: Book) -> None:
    first = opened(FOLDER, 3, book)
    first.perform(AcceptRoi(KEYS[0]))
    first.perform(PlaceRoi(KEYS[1], ELSEWHERE))
    first.perform(SetExcluded(KEYS[1], True))
    first.undo()
    again = looked_into(book)
    assert again.redo() == KEYS[1]
    assert again.progress(KEYS[1]) is Progress.EXCLUDED
    assert [again.undo(), again.undo(), again.undo(), again.undo()] == [KEYS[1], KEYS[1], KEYS[0], None]
    assert again.acquisition(KEYS[1]).roi == PROPOSED
    third = looked_into(book)
    assert third.progress(KEYS[0]) is Progress.SCORED
    assert third.redo() == KEYS[0]


def test_steps_of_files_that_are_not_open_are_left_alone(book: Book) -> None:
    first = opened(FOLDER, 3, book)
    first.perform(AcceptRoi(KEYS[0]))
    first.perform(SetExcluded(KEYS[2], True))
    again = looked_into(book, 2)
    assert again.undo() == KEYS[0]
    assert not again.can_undo
    assert looked_into(book, 3).progress(KEYS[2]) is Progress.EXCLUDED


def test_other_bytes_under_the_same_name_start_anew(book: Book) -> None:
    first = opened(FOLDER, 1, book)
    first.perform(AcceptRoi(KEYS[0]))
    again = Session(book)
    again.count_on_from(1)  # as of a book that is opened anew
    again.open_files([KEYS[0].path])
    look_into(again, info(KEYS[0].path, sha256="other bytes"))
    assert again.acquisition(KEYS[0]).roi is None
    again.record_read(KEYS[0], screen(KEYS[0].path))
    roi = again.acquisition(KEYS[0]).roi
    assert roi is not None
    assert roi.source is RoiSource.ACCEPTED  # the bytes of the first sitting are back
    book.flush()
    stored = book.load_exam(again.exam_keys[0])
    assert stored is not None
    assert [(one.id.sha256, one.decision.excluded) for one in stored.acquisitions if one.analyses] == [
        (one.sha256, one.excluded) for one in again.exams[0].acquisitions
    ]
    assert [one.excluded for one in again.exams[0].acquisitions] == [False]


def test_a_closed_exam_comes_back_in_the_same_session(book: Book) -> None:
    session = opened(FOLDER, 2, book)
    session.perform(AcceptRoi(KEYS[0]))
    before = session.exams
    session.close_exam(session.exam_keys[0])
    session.open_files(key.path for key in KEYS[:2])
    answer_all(session)
    assert session.exams == before
    assert session.undo() == KEYS[0]


def test_recent_exams_tell_folder_count_and_stage(book: Book) -> None:
    opened(Path("/exams/P0001"), 2, book)
    opened(Path("/exams/P0002"), 1, book)
    book.flush()
    latest, earlier = book.recent()
    assert latest.folder == Path("/exams/P0002").absolute()
    assert (earlier.n_acquisitions, earlier.stage) == (2, "F3")
    assert latest.opened_at >= earlier.opened_at
    assert book.recent(1) == (latest,)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(some_command | st.sampled_from(["undo", "redo", "answer"]), max_size=12))
def test_any_sitting_is_back_as_it_was_left(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Command | str]
) -> None:
    path = tmp_path_factory.mktemp("book") / "exams.sqlite"
    with Book(path) as book:
        first = opened(FOLDER, 3, book)
        for act in acts:
            match act:
                case "undo":
                    first.undo()
                case "redo":
                    first.redo()
                case "answer":
                    answer_all(first)
                case _:
                    first.perform(act)  # type: ignore[arg-type]
        book.flush(30)  # a slow disk may take longer than a decision waits for it
        assert book.unsaved_decisions == 0
    with Book(path) as book:
        again = looked_into(book)
        assert again.exams == first.exams
        first.book = None  # closed meanwhile
        for session in (first, again):
            answer_all(session)
            while session.undo() is not None:
                pass
        assert again.exams == first.exams


def test_an_exam_that_cannot_be_read_back_is_told_and_the_work_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "exams.sqlite"
    with Book(path) as book:
        opened(FOLDER, 1, book)
    with sqlite3.connect(path) as damage:
        damage.execute("UPDATE acquisitions SET header = 'no JSON'")
    damage.close()
    with Book(path) as book:
        session = looked_into(book, 1)
        answer_all(session)
        assert session.progress(KEYS[0]) is Progress.SCORED
        notice = window_state(session).notice
        assert notice is not None
        assert notice.code == "notice.unreadable"


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "exams.sqlite"
    with Book(path) as book:
        session = opened(FOLDER, 1, book)
        book.flush()
        pages = book.ask(lambda db: int(db.execute("PRAGMA page_count").fetchone()[0]))
        book.ask(lambda db: db.execute(f"PRAGMA max_page_count = {pages}"))
        for n in range(200):
            session.perform(PlaceRoi(KEYS[0], place(FRAME, 300 + n, 300)))
        with pytest.raises(StoreError, match="the disk is full"):
            book.flush()
        notice = window_state(session).notice
        assert notice is not None
        assert notice.code == "notice.problem"
        assert "the disk is full" in text(notice)
        book.ask(lambda db: db.execute("PRAGMA max_page_count = 100000"))
        book.flush()
        assert window_state(session).notice is None
    with Book(path) as book:
        again = looked_into(book, 1)
        assert again.acquisition(KEYS[0]).roi == place(FRAME, 499, 300)
        while again.undo() is not None:
            pass
        assert again.acquisition(KEYS[0]).roi == PROPOSED


def test_an_exam_that_comes_late_does_not_take_the_users_place(book: Book) -> None:
    elsewhere = Path("/exams/P2")
    opened(elsewhere, 2, book)
    late = book.load_exam(str(elsewhere))
    assert late is not None
    session = opened(FOLDER, 2, book)
    session.open_stored(late, show=False)
    assert session.current == KEYS[0]
    assert len(session.exam_keys) == 2
    session.open_stored(late)
    assert session.current_exam == str(elsewhere)


class Counting(Session):
    """Counts how often the whole exam was judged."""

    n_judged = 0

    def assessment(self, exam_key: str) -> Assessment | None:
        self.n_judged += 1
        return super().assessment(exam_key)


def test_opening_a_large_exam_of_the_book_judges_it_no_more_often_than_a_small_one(book: Book) -> None:
    judged = []
    for n in (2, 12):
        folder = Path(f"/exams/large{n}")
        [exam_key] = opened(folder, n, book).exam_keys
        again = Counting(book)
        again.use_model(Model())
        stored = book.load_exam(exam_key)
        assert stored is not None
        again.open_stored(stored)
        assert len(again.keys) == n
        judged.append(again.n_judged)
    assert 0 < judged[0] == judged[1] <= 3


def test_an_exam_found_again_elsewhere_holds_each_screen_once_and_undo_goes_on(book: Book) -> None:
    first = opened(FOLDER, 2, book)
    first.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    answer_all(first)
    [exam] = first.exam_keys
    lost = book.load_exam(exam)
    assert lost is not None
    session = Session(book)
    session.use_model(Model())
    session.open_stored(lost, frozenset(one.id for one in lost.acquisitions))
    for one in lost.acquisitions:
        book.relocate(one.id, Path("/moved") / one.id.path.name)
    found = book.load_exam(exam)
    assert found is not None
    session.open_stored(found)
    assert [key.path.parent for key in session.keys] == [Path("/moved")] * 2
    assert session.assessment(exam).result.n_scored == 2
    assert session.undo() == AcqKey(Path("/moved") / KEYS[0].path.name)
    book.flush()


def test_the_book_is_asked_again_of_a_file_that_comes_back_in_the_place_of_another(book: Book) -> None:
    session, anna = opened(FOLDER, 2, book), info(KEYS[0].path)
    session.perform(PlaceRoi(KEYS[0], ELSEWHERE))
    answer_all(session)
    assert session.remembers(anna)
    session.open_files([KEYS[0].path], new=True)
    ben = info(KEYS[0].path, sha256="another patient's")
    assert not session.remembers(ben)
    look_into(session, ben)
    assert session.current == KEYS[0]
    session.open_files([KEYS[0].path], new=True)
    assert not session.remembers(anna)
    look_into(session, anna)
    roi = session.acquisition(KEYS[0]).roi
    assert roi is not None
    assert (roi.x, roi.y) == (ELSEWHERE.x, ELSEWHERE.y)


def test_an_exam_of_which_nothing_could_be_scored_is_to_do_until_somebody_concludes(book: Book) -> None:
    session = Session(book)
    session.use_model(Model())
    session.open_files(key.path for key in KEYS)
    for key in KEYS:
        look_into(session, info(key.path))
        session.record_read(key, screen(key.path))
        session.record_refused(key, "no scale", Refusal.SCALE_UNKNOWN)

    def n_open() -> int | None:
        book.flush()
        return book.find_exams().exams[0].n_open

    exam = session.exam_key_of(KEYS[0])
    assert n_open() == 3
    session.perform(SetExcluded(KEYS[0], True))
    assert n_open() == 2
    concluded = Conclusion("F2", agrees=False, program_stage="", reason="biopsy", reader="Li")
    session.set_details(exam, ExamDetails(conclusion=concluded), "conclude")
    assert n_open() == 0
    session.undo()
    assert n_open() == 2
