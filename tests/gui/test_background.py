"""Work away from the GUI thread."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from dlre_gui.gui.background import MOST_AT_ONCE, OwnThreads, Work


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


def test_a_thread_of_its_own_is_taken_again_but_never_shared(qtbot: QtBot) -> None:
    threads, names, back = OwnThreads(), [], threading.Event()

    def told() -> None:
        names.append(threading.current_thread())

    threads.submit(told)
    qtbot.waitUntil(lambda: len(names) == 1 and threads._idle._value == 1, timeout=10_000)
    threads.submit(back.wait)
    threads.submit(told)
    qtbot.waitUntil(lambda: len(names) == 2, timeout=10_000)
    back.set()
    qtbot.waitUntil(lambda: threads._idle._value == 2, timeout=10_000)
    for _ in range(5):
        threads.submit(told)
        qtbot.waitUntil(lambda: threads._idle._value == 2, timeout=10_000)
    assert len(set(names)) <= 2
