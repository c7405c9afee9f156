"""A disk that is full or slow: nothing is lost, nothing stands still."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from dlre_gui.domain.errors import StoreError
from dlre_gui.store.writer import Writer


def open_small(path: Path) -> sqlite3.Connection:
    """A database that says "disk is full" above 16 pages, until it is allowed more."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE notes (n INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("PRAGMA max_page_count = 16")
    return connection


def note(n: int, size: int = 10_000) -> object:
    return lambda db: db.execute("INSERT INTO notes VALUES (?, ?)", (n, "x" * size))


def count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM notes").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.sqlite"


def test_what_a_full_disk_refused_is_written_when_there_is_room(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    writer.tell(note(0), count=True)
    writer.flush()
    assert writer.unsaved_counted == 0
    writer.tell(note(1, 200_000), count=True)
    writer.tell(note(2))
    with pytest.raises(StoreError, match="disk is full"):
        writer.flush()
    assert (writer.unsaved, writer.unsaved_counted) == (2, 1)
    assert str(path) in str(writer.problem)
    writer.ask(lambda db: db.execute("PRAGMA max_page_count = 1000")).result()
    writer.flush()
    assert writer.problem is None
    assert writer.unsaved == writer.unsaved_counted == 0
    assert writer.ask(count).result() == 3
    writer.close()


def test_closing_with_something_unwritten_says_so(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    writer.tell(note(1, 200_000))
    with pytest.raises(StoreError, match="disk is full"):
        writer.close()
    with pytest.raises(StoreError, match="closed"):
        writer.tell(note(2))


def test_a_slow_disk_does_not_hold_the_caller_who_hears_when_it_is_done(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    busy, disk, heard = threading.Event(), threading.Event(), threading.Event()
    writer.heard = heard.set
    writer.ask(lambda db: (busy.set(), disk.wait(20)))
    busy.wait(20)
    writer.tell(note(1), count=True)  # returns, although the disk does nothing
    assert writer.unsaved_counted == 1
    assert not heard.is_set()
    disk.set()
    assert heard.wait(20)
    assert writer.unsaved_counted == 0
    writer.close()


def test_many_writings_keep_their_order(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    for n in range(500):
        writer.tell(note(n, 1))
    numbers = writer.ask(lambda db: [row[0] for row in db.execute("SELECT n FROM notes ORDER BY rowid")])
    assert numbers.result() == list(range(500))
    writer.close()


def test_an_unreadable_entry_is_told_and_the_book_goes_on(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    with pytest.raises(StoreError, match="cannot be understood"):
        writer.ask(lambda db: int("no number")).result()
    assert writer.ask(count).result() == 0
    writer.close()


def test_no_work_that_fails_ends_the_thread_of_the_book(path: Path) -> None:
    def fails(db: sqlite3.Connection) -> None:
        raise RuntimeError("a fault of ours")

    writer = Writer(path, lambda: open_small(path))
    with pytest.raises(RuntimeError, match="a fault of ours"):
        writer.ask(fails).result(10)
    writer.tell(fails)
    writer.tell(note(1))
    assert writer.ask(count).result(10) == 1
    assert "a fault of ours" in str(writer.problem)
    with pytest.raises(StoreError):
        writer.close()
