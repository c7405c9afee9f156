"""Files that do not say whose they are: one folder, one patient after the other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import AcqKey
from dlre_gui.places import resources_dir
from dlre_gui.store.records import ExamSearch
from tests.gui.conftest import n_scored, settled

Until = Callable[[Callable[[], bool]], None]


def sizes(window: MainWindow) -> list[int]:
    """Acquisitions of each open exam."""
    return [len(exam.acquisitions) for exam in window.controller.session.exams]


def test_after_the_next_patient_was_said_the_folder_is_another_exam(
    window: MainWindow, screens: list[Path], until: Until, tmp_path: Path
) -> None:
    folder = tmp_path / "grabber"
    folder.mkdir()
    for screen in screens[:2]:
        shutil.copy(screen, folder)
    window.acts.open_paths([folder])
    until(lambda: n_scored(window) == 2 and settled(window))
    before = [one.scores for one in window.controller.session.exams[0].acquisitions]
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert sizes(window) == []
    window.acts.open_paths([Path(shutil.copy(screens[2], folder))])
    until(lambda: n_scored(window) == 1 and settled(window))
    assert sizes(window) == [1]
    book = window.controller.session.book
    assert book is not None
    assert sorted(exam.n_acquisitions for exam in book.listed(ExamSearch())) == [1, 2]
    window.actions_by_name["close_exams"].trigger()
    window.acts.open_paths([folder])
    until(lambda: n_scored(window) == 3 and settled(window))
    assert sorted(sizes(window)) == [1, 2]
    [both] = [exam for exam in window.controller.session.exams if len(exam.acquisitions) == 2]
    assert [one.scores for one in both.acquisitions] == before
    assert book.verify().holds


def test_an_exam_that_says_whose_it_is_needs_no_such_word(window: MainWindow, until: Until) -> None:
    assert not window.actions_by_name["next_patient"].isEnabled()
    window.acts.open_paths([resources_dir() / "sample-exam"])
    until(lambda: n_scored(window) > 0)
    until(lambda: settled(window))
    assert not window.actions_by_name["next_patient"].isEnabled()
    assert window.actions_by_name["close_exams"].isEnabled()


def test_lost_screens_come_along_with_their_pictures_and_are_told(
    window: MainWindow, screens: list[Path], until: Until, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for screen in screens[:2]:
        shutil.copy(screen, folder)
    window.acts.open_paths([folder])
    until(lambda: n_scored(window) == 2 and settled(window))
    lost = sorted(folder.iterdir())[0]
    book = window.controller.session.book
    assert book is not None
    until(lambda: len(book.thumbnails(str(folder))) == 2)
    window.actions_by_name["close_exams"].trigger()
    lost.unlink()
    window.acts.open_paths([folder])
    until(lambda: sizes(window) == [2] and settled(window))
    assert window.controller.session.facts(AcqKey(lost)).missing
    assert any("Not in their place" in text for text in window.middle.notices.texts)
    until(lambda: window.controller.thumbnails.get(AcqKey(lost)) is not None)


NOON = datetime(2026, 1, 5, 12)


def old(path: Path, **ago: float) -> None:
    """Written so long before the noon at which the others come."""
    at = (NOON - timedelta(**ago)).timestamp()
    os.utime(path, (at, at))


@pytest.fixture
def grabber(window: MainWindow, screens: list[Path], until: Until, tmp_path: Path) -> Path:
    """A folder that is never emptied, with one exam in the window."""
    folder = tmp_path / "grabber"
    folder.mkdir()
    first = Path(shutil.copy(screens[0], folder / "1.png"))
    old(first, minutes=45)
    window.acts.open_paths([first])
    until(lambda: n_scored(window) == 1 and settled(window))
    return folder


def comes(window: MainWindow, screen: Path, to: Path) -> Path:
    """A file that the watched folder brings."""
    path = Path(shutil.copy(screen, to))
    old(path)
    window.watch.arrivals.bring([path])
    return path


def question(window: MainWindow) -> list[str]:
    return [text for text in window.middle.notices.texts if "The same patient?" in text]


def test_after_a_pause_what_comes_waits_until_the_user_says_whose_it_is(
    window: MainWindow, grabber: Path, screens: list[Path], until: Until
) -> None:
    comes(window, screens[1], grabber / "2.png")
    until(lambda: bool(question(window)))
    comes(window, screens[2], grabber / "3.png")
    until(lambda: "2 new screens" in question(window)[0])
    assert sizes(window) == [1]
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    until(lambda: n_scored(window) == 2 and settled(window))
    assert (sizes(window), question(window)) == ([2], [])
    book = window.controller.session.book
    assert book is not None
    assert sorted(exam.n_acquisitions for exam in book.listed(ExamSearch())) == [1, 2]


def test_who_says_it_is_the_same_patient_is_not_asked_again(
    window: MainWindow, grabber: Path, screens: list[Path], until: Until
) -> None:
    comes(window, screens[1], grabber / "2.png")
    until(lambda: bool(question(window)))
    window.watch.arrivals.answer(same=True)
    comes(window, screens[2], grabber / "3.png")
    until(lambda: n_scored(window) == 3)
    assert (sizes(window), question(window)) == ([3], [])


def test_soon_after_the_last_screen_nothing_is_asked(
    window: MainWindow, grabber: Path, screens: list[Path], until: Until
) -> None:
    old(grabber / "1.png", minutes=5)
    comes(window, screens[1], grabber / "2.png")
    until(lambda: n_scored(window) == 2)
    assert (sizes(window), question(window)) == ([2], [])


def test_an_exam_that_was_closed_is_not_gone_on_with_unasked(
    window: MainWindow, grabber: Path, screens: list[Path], until: Until
) -> None:
    old(grabber / "1.png", minutes=5)
    window.actions_by_name["close_exams"].trigger()
    comes(window, screens[1], grabber / "2.png")
    until(lambda: bool(question(window)))
    assert window.actions_by_name["next_patient"].isEnabled()
    window.actions_by_name["next_patient"].trigger()
    until(lambda: n_scored(window) == 1 and settled(window))
    assert sizes(window) == [1]


@pytest.mark.parametrize("is_open", [True, False])
def test_two_days_never_are_one_exam_unasked(
    window: MainWindow, grabber: Path, screens: list[Path], until: Until, *, is_open: bool
) -> None:
    old(grabber / "1.png", days=1)
    if not is_open:
        window.actions_by_name["close_exams"].trigger()
    comes(window, screens[1], grabber / "2.png")
    if is_open:
        until(lambda: bool(question(window)))
        window.watch.arrivals.answer(same=False)
    until(lambda: n_scored(window) == 1 and settled(window))
    [key] = window.controller.session.keys
    assert key.path.name == "2.png"
    told = any("a new exam was begun" in text for text in window.middle.notices.texts)
    assert told is not is_open
