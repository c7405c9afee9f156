"""Work away from the GUI thread."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from dlre_gui.gui.background import MOST_AT_ONCE, Work


def test_works_that_wait_for_a_lost_disk_do_not_hold_up_others(qtbot: QtBot) -> None:
    back = threading.Event()
    waiting = [Work(back.wait) for _ in range(MOST_AT_ONCE - 1)]
    try:
        for work in waiting:
            work.start()
        answers: list[int] = []
        quick = Work(lambda: 7)
        quick.done.connect(answers.append)
        quick.start()
        qtbot.waitUntil(lambda: answers == [7], timeout=10_000)
    finally:
        back.set()
