"""A backup is one file that was looked into; it can be put back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dlre_gui.domain.errors import StoreError
from dlre_gui.store.backup import back_up, check_backup, restore
from dlre_gui.store.book import Book
from dlre_gui.store.opening import BookInUseError, connect
from dlre_gui.store.schema import STEPS, Step
from tests.store.book_making import EXAM, THE_EXAM, fill, fill_further


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "exams.sqlite"
    with Book(path) as book:
        fill(book)
        fill_further(book)
    return path


def test_a_backup_holds_everything_and_is_one_file(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "away" / "backup.sqlite"
    with Book(path) as book:
        made = back_up(book, target)
        assert (made.n_exams, made.head) == (1, book.verify().head)
        exam = book.load_exam(EXAM.key)
    assert [file.name for file in target.parent.iterdir()] == ["backup.sqlite"]
    with Book(target) as copy:
        assert copy.load_exam(EXAM.key) == exam
        assert copy.verify().holds


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with Book(path) as book, pytest.raises(StoreError, match="exists already"):
        back_up(book, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"


def test_a_backup_that_cannot_be_written_leaves_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Book(path) as book, pytest.raises(StoreError):
        back_up(book, tmp_path / "file" / "backup.sqlite")


def test_a_restored_book_is_the_backup_and_the_former_one_is_kept(path: Path, tmp_path: Path) -> None:
    with Book(path) as book:
        back_up(book, tmp_path / "backup.sqlite")
        book.put_event(THE_EXAM, "later")
    aside = restore(tmp_path / "backup.sqlite", path)
    assert aside is not None
    with Book(path) as book, Book(aside) as former:
        assert [event.what for event in book.events(EXAM.key)] == ["report_written"]
        assert [event.what for event in former.events(EXAM.key)] == ["report_written", "later"]


def test_an_open_book_is_not_replaced(path: Path, tmp_path: Path) -> None:
    with Book(path) as book:
        back_up(book, tmp_path / "backup.sqlite")
        with pytest.raises(BookInUseError):
            restore(tmp_path / "backup.sqlite", path)
        assert book.load_exam(EXAM.key) is not None
    assert path.exists()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" * 300])
def test_what_is_no_backup_is_refused_and_the_book_stays(path: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError):
        restore(tmp_path / "bad", path)
    assert path.read_bytes() == before


def test_a_cut_backup_is_refused(path: Path, tmp_path: Path) -> None:
    with Book(path) as book:
        back_up(book, tmp_path / "backup.sqlite")
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes((tmp_path / "backup.sqlite").read_bytes()[:-9000])
    with pytest.raises(StoreError):
        check_backup(cut)


@pytest.mark.parametrize("version", [1, 2])
def test_a_backup_of_an_older_version_is_put_back_and_opened(
    path: Path, tmp_path: Path, version: int
) -> None:
    old = tmp_path / "old.sqlite"
    db = sqlite3.connect(old)
    db.executescript((Path(__file__).parent / f"book_version_{version}.sql").read_text("utf-8"))
    db.close()
    assert check_backup(old).n_exams == 1
    restore(old, path)
    with Book(path) as book, Book(tmp_path / "today.sqlite") as today:
        fill(today)
        restored, expected = book.load_exam(EXAM.key), today.load_exam(EXAM.key)
        assert restored is not None
        assert expected is not None
        assert restored.acquisitions[0].scores == expected.acquisitions[0].scores
        assert book.verify().holds


def test_a_backup_of_a_newer_version_is_refused(path: Path, tmp_path: Path) -> None:
    connect(path, (*STEPS, Step("CREATE TABLE later (x)"))).close()
    with pytest.raises(StoreError, match="format 3"):
        restore(path, tmp_path / "mine.sqlite")
