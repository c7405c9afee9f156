"""Files that do not say whose they are: one folder, one patient after the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

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
