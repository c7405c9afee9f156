"""A disk that is full or slow: nothing is lost, nothing stands still."""

from __future__ import annotations

import sqlite3
import threading
import time
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
    assert writer.tell(note(0), wait_s=10)
    assert not writer.tell(note(1, 200_000), wait_s=10)
    assert not writer.tell(note(2), wait_s=10)
    assert writer.unsaved == writer.late == 2
    assert writer.problem is not None
    assert "disk is full" in str(writer.problem)
    assert str(path) in str(writer.problem)
    with pytest.raises(StoreError, match="disk is full"):
        writer.flush()
    writer.ask(lambda db: db.execute("PRAGMA max_page_count = 1000")).result()
    writer.flush()
    assert writer.problem is None
    assert writer.unsaved == writer.late == 0
    assert writer.ask(count).result() == 3
    writer.close()


def test_closing_with_something_unwritten_says_so(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    writer.tell(note(1, 200_000))
    with pytest.raises(StoreError, match="disk is full"):
        writer.close()
    with pytest.raises(StoreError, match="closed"):
        writer.tell(note(2))


def test_a_slow_disk_does_not_hold_the_caller(path: Path) -> None:
    writer = Writer(path, lambda: open_small(path))
    busy, disk = threading.Event(), threading.Event()
    writer.ask(lambda db: (busy.set(), disk.wait(20)))
    busy.wait(20)
    started = time.perf_counter()
    assert not writer.tell(note(1), wait_s=0.05)
    assert time.perf_counter() - started < 5
    assert writer.late == 1
    disk.set()
    writer.flush()
    assert writer.late == 0
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
