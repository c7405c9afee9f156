"""What the window shows as decided is on disk, and the GUI thread does not wait for that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dlre_gui.gui.session import Session
from dlre_gui.gui.session.commands import AcceptRoi
from dlre_gui.gui.session.messages import text
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.gui.telling import Telling
from dlre_gui.store.book import Book
from tests.gui.session.session_making import opened


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Book(tmp_path / "exams.sqlite") as book:
        session = opened(Path("/exams/P1"), 2, book)
        book.flush()
        yield session


@pytest.fixture
def telling(qtbot: QtBot, session: Session) -> Iterator[Telling]:
    parent = QObject()
    telling = Telling(session, parent)
    assert session.book is not None
    telling.follow(session.book)
    yield telling
    telling.close()


def drawn_by(telling: Telling, book: Book | None) -> list[int]:
    """How many decisions were unsaved each time the window was to be drawn."""
    assert book is not None
    drawn: list[int] = []
    telling.now.connect(lambda: drawn.append(book.unsaved_decisions))
    return drawn


def test_a_decision_is_drawn_when_it_is_on_disk(qtbot: QtBot, session: Session, telling: Telling) -> None:
    drawn = drawn_by(telling, session.book)
    telling._patience.setInterval(60_000)  # however slow this disk is
    session.perform(AcceptRoi(session.keys[0]))
    telling.ask()
    qtbot.waitUntil(lambda: drawn == [0], timeout=30_000)


def test_on_a_slow_disk_the_window_says_what_is_unsaved_until_it_is_saved(
    qtbot: QtBot, session: Session, telling: Telling
) -> None:
    drawn = drawn_by(telling, session.book)
    busy, disk, book = threading.Event(), threading.Event(), session.book
    assert book is not None
    book._writer.ask(lambda _: (busy.set(), disk.wait(30)))
    assert busy.wait(30)
    session.perform(AcceptRoi(session.keys[0]))
    telling.ask()
    qtbot.waitUntil(lambda: drawn == [1])
    assert text(window_state(session).notice).startswith("Saving…")
    disk.set()
    qtbot.waitUntil(lambda: drawn == [1, 0])
    assert window_state(session).notice is None


def test_a_full_disk_is_told_although_no_decision_waits(
    session: Session, telling: Telling, qtbot: QtBot
) -> None:
    book = session.book
    assert book is not None
    pages = book.ask(lambda db: int(db.execute("PRAGMA page_count").fetchone()[0]))
    number = book.number_of(session.exam_keys[0])
    assert number is not None
    book.ask(lambda db: db.execute(f"PRAGMA max_page_count = {pages}"))
    with qtbot.waitSignal(telling.now, timeout=10_000):
        book.put_event(number, "exported", {"much": "x" * 500_000})
    assert "the disk is full" in text(window_state(session).notice)
    with qtbot.waitSignal(telling.now, timeout=10_000):
        book.ask(lambda db: db.execute("PRAGMA max_page_count = 100000"))
        book.flush()
    assert window_state(session).notice is None
