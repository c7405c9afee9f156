"""Long work on the book tells how far it is, and ended early leaves all as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlre_gui.domain.errors import Cancelled
from dlre_gui.store.backup import back_up
from dlre_gui.store.book import Book
from dlre_gui.store.exporting import export_exams
from dlre_gui.store.importing import import_exams
from dlre_gui.store.progress import StoppedError
from tests.store.book_making import EXAM, THE_EXAM, fill, fill_further


def stop(done: int, total: int) -> None:
    raise StoppedError


@pytest.fixture
def book(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Book(tmp_path / "book.sqlite") as book:
        fill(book)
        fill_further(book)
        yield book


@pytest.mark.parametrize("write", [back_up, export_exams])
def test_a_stopped_copy_leaves_no_file(book: Book, tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "out"
    with pytest.raises(StoppedError):
        write(book, folder / "copy", progress=stop)
    assert list(folder.iterdir()) == []
    assert book.load_exam(EXAM.key) is not None


def test_a_stopped_import_takes_nothing(book: Book, tmp_path: Path) -> None:
    export_exams(book, tmp_path / "one.dlre-exams")
    with Book(tmp_path / "there.sqlite") as there:
        with pytest.raises(StoppedError):
            import_exams(there, tmp_path / "one.dlre-exams", stop)
        assert there.load_exam(EXAM.key) is None
        assert import_exams(there, tmp_path / "one.dlre-exams").new_exams == 1
        assert there.verify().holds


def test_a_long_verification_can_be_stopped(book: Book) -> None:
    for n in range(300):
        book.put_event(THE_EXAM, f"looked at {n}")
    told: list[tuple[int, int]] = []
    verdict = book.verify(progress=lambda done, total: told.append((done, total)))
    assert verdict.holds
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]
    with pytest.raises(StoppedError):
        book.verify(progress=stop)


def test_steps_count_on_from_the_imported_ones(book: Book, tmp_path: Path) -> None:
    export_exams(book, tmp_path / "one.dlre-exams")
    with Book(tmp_path / "there.sqlite") as there:
        assert there.last_number == 0
        done = import_exams(there, tmp_path / "one.dlre-exams")
    with Book(tmp_path / "there.sqlite") as there:
        assert done.last_number == there.last_number > 0


def test_to_stop_is_an_error_that_says_nothing_changed() -> None:
    assert "Nothing was changed" in str(StoppedError())
    assert issubclass(StoppedError, Cancelled)
