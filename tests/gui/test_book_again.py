"""Work without the exam book, and the book then: what it knows is not written over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.exam_details import ExamDetails, Laboratory
from dlre_gui.gui import book_desk
from dlre_gui.gui.controller import Controller
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.gui.session.commands import EditQBox, SetExcluded
from dlre_gui.store.book import Book
from tests.gui.conftest import SharedBridge, settled
from tests.scoring_material import screens  # noqa: F401

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def known(own_data_dir: Path, window: MainWindow, screens: list[Path], until: Until) -> list[Path]:  # noqa: F811
    """Screens of an exam that was worked on last month; its window is closed."""
    session = window.controller.session
    window.acts.open_paths(screens)
    until(lambda: settled(window))
    first, last = session.keys[0], session.keys[-1]
    session.perform(EditQBox(first, "mean", 21.0))
    session.perform(SetExcluded(last, True))
    session.set_details(str(session.current_exam), ExamDetails(operator="Li"))
    assert session.book is not None
    session.book.flush()
    session.book.close()
    session.book = None
    window.close()
    return screens


@pytest.fixture
def without(known: list[Path], bridge: SharedBridge, qtbot: QtBot) -> Iterator[MainWindow]:
    """Another window, which could not open the book."""
    made = MainWindow(Controller(Session(), bridge))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_what_the_book_knows_counts_and_what_was_done_without_it_is_told(
    without: MainWindow, known: list[Path], until: Until
) -> None:
    session = without.controller.session
    without.acts.open_paths(known)
    until(lambda: settled(without))
    exam = str(session.current_exam)
    session.set_details(exam, replace(session.details(exam), laboratory=Laboratory(ast=60.0)))
    session.perform(SetExcluded(session.keys[0], True))
    without.controller.desk.open_book()
    until(lambda: session.book is not None and settled(without) and len(session.keys) == len(known))
    assert session.details(exam) == ExamDetails(operator="Li")
    first, last = session.acquisition(session.keys[0]), session.acquisition(session.keys[-1])
    assert (first.qbox and first.qbox.mean, first.excluded, last.excluded) == (21.0, False, True)
    assert any("What was done meanwhile is not kept" in text for text in without.middle.notices.texts)
    assert session.book is not None
    session.book.flush()
    stored = session.book.load_exam(exam)
    assert stored is not None
    assert stored.details == ExamDetails(operator="Li")


def test_an_exam_that_the_book_does_not_know_is_kept_as_it_was_done(
    without: MainWindow, known: list[Path], tmp_path: Path, until: Until
) -> None:
    session, other = without.controller.session, tmp_path / "new patient"
    other.mkdir()
    content = bytearray(known[0].read_bytes())
    (other / "1.png").write_bytes(content + b"\0")  # other bytes, the same picture
    without.acts.open_paths([other / "1.png"])
    until(lambda: settled(without))
    exam = str(session.current_exam)
    session.set_details(exam, ExamDetails(laboratory=Laboratory(ast=60.0)))
    without.controller.desk.open_book()
    until(lambda: session.book is not None)
    assert session.details(exam).laboratory.ast == 60.0
    assert session.book is not None
    session.book.flush()
    stored = session.book.load_exam(exam)
    assert stored is not None
    assert stored.details.laboratory.ast == 60.0
    assert not any("not kept" in text for text in without.middle.notices.texts)


def test_a_file_of_which_the_book_cannot_say_what_it_knows_is_not_worked_on(
    window: MainWindow,
    screens: list[Path],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    until: Until,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The exam book cannot be read.")

    session, key = window.controller.session, AcqKey(screens[0])
    with monkeypatch.context() as patch:
        patch.setattr(book_desk, "recall_file", fail)
        window.acts.open_paths(screens[:1])
        until(lambda: session.has(key) and bool(session.facts(key).failure))
    assert session.facts(key).id.sha256 == "", "nothing of it is written"
    assert isinstance(session.book, Book)
    session.book.flush()
    assert session.book.recent() == ()
    window.acts.retry(key)
    until(lambda: settled(window))
    assert session.acquisition(key).scores is not None
