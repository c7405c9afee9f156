"""What was used is gone afterwards: a window is open for days."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from dlre_gui.gui.background import Work
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.searching import Search

DIALOGS = (
    "laboratory",
    "another_stage",
    "cutoffs",
    "export",
    "what_was_read",
    "settings",
    "shortcuts",
)


def test_a_work_and_what_is_connected_to_it_are_gone_once_it_was_told(qtbot: QtBot) -> None:
    class Held:
        """Stands for a widget."""

    works, held, answers = [], [], []

    def ask(answer: int) -> None:
        one = Held()
        work = Work(lambda: (one, answer)[1])
        work.done.connect(lambda told: (answers.append(told), one, work))
        works.append(weakref.ref(work))
        held.append(weakref.ref(one))
        work.start()

    gc.disable()  # by themselves, not when the collector happens to come
    try:
        for number in range(20):
            ask(number)
        qtbot.waitUntil(lambda: len(answers) == 20)
        qtbot.waitUntil(lambda: not any(ref() for ref in held))
        qtbot.waitUntil(lambda: all(ref() is None for ref in works))
    finally:
        gc.enable()


@pytest.mark.parametrize("stopped", [False, True])
def test_a_search_is_gone_when_it_ended(qtbot: QtBot, tmp_path: Path, *, stopped: bool) -> None:
    search = Search([tmp_path])
    found: list[object] = []
    search.found.connect(lambda some, search=search: found.append((some, search)))
    with qtbot.waitSignal(search.destroyed):
        search.start()
        if stopped:
            search.stop()


def test_dialogs_are_gone_when_they_are_closed(
    exam: MainWindow, until: Callable[[Callable[[], bool]], None]
) -> None:
    for name in DIALOGS:
        exam.actions_by_name[name].trigger()
        until(lambda: bool(shown(exam)))
        for dialog in shown(exam):
            dialog.close()
    until(lambda: not exam.controller.desk.busy)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert exam.findChildren(QDialog) == []


def test_closed_exams_leave_no_pictures(exam: MainWindow) -> None:
    key = exam.controller.session.current
    assert key is not None
    assert exam.controller.pictures.image(key) is not None
    exam.actions_by_name["close_exams"].trigger()
    for kept in (
        exam.controller.pictures.image,
        exam.controller.pictures.thumbnail,
        exam.controller.pictures.jpeg,
    ):
        assert kept(key) is None


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_freed_screens_leave_the_programs_memory() -> None:
    """Between what lives on they leave holes that are of no use for the next ones."""
    script = """if True:
        import os
        import numpy as np
        from dlre_gui.gui.freed_memory import give_back_what_is_freed

        def resident_mb():
            return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

        give_back_what_is_freed()
        np.ones(30_000_000, np.uint8)  # freed at once: what makes glibc keep such blocks
        before = resident_mb()
        screens = [(np.ones(4_000_000, np.uint8), np.ones(50_000, np.uint8)) for _ in range(50)]
        kept = [small for _, small in screens]
        del screens
        print(resident_mb() - before)
    """
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert float(asked.stdout) < 20


def shown(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
