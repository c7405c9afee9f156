"""Short work away from the GUI thread: look through folders, write a picture."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from dlre_gui.gui.held import hold, let_go

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

MOST_AT_ONCE = 16
"""Works wait for disks more than they compute: one that hangs on a lost share must not hold up the others."""


class Work(QObject):
    """One call on a thread of the pool; its answer comes back on the GUI thread, and then it is gone.

    A call that `may_hang`, as on a lost share, has a thread of its own, which the program does not wait for
    when it ends.

    Signals
    -------
    done(result), failed(error)
        Exactly one of them, unless `drop` was called.
    """

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, call: Callable[[], Any], *, may_hang: bool = False) -> None:
        super().__init__()
        self._call, self._may_hang = call, may_hang
        self._dropped = False
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        hold(self)
        if self._may_hang:
            own_threads().submit(self.run)
        else:
            pool().submit(self.run)

    def drop(self) -> None:
        """The answer is not wanted any more."""
        self._dropped = True

    def run(self) -> None:
        try:
            answer, error = self._call(), None
        except Exception as caught:  # noqa: BLE001 - the border of the job runner
            answer, error = None, caught
        with suppress(RuntimeError):  # the program ended meanwhile: nobody waits for the answer
            self._ended.emit(answer, error)

    def _tell(self, answer: object, error: object) -> None:
        if not self._dropped and error is None:
            self.done.emit(answer)
        elif not self._dropped:
            self.failed.emit(error)
        self._let_go()

    def _let_go(self) -> None:
        """Of all it holds, on this thread: there may be widgets among it."""
        self._call = _nothing
        let_go(self)


class OwnThreads:
    """A thread for each call under way, for which nobody waits at the program's end.

    One that is idle is taken again: who starts a thread waits until it runs, which may take a tenth of a
    second where the processors are busy.
    """

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def submit(self, call: Callable[[], None]) -> None:
        self._calls.put(call)
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._run, name="own work", daemon=True).start()

    def _run(self) -> None:
        while True:
            self._calls.get()()
            self._idle.release()


def _nothing() -> None:
    """What a work does that was told."""


@cache
def own_threads() -> OwnThreads:
    """The threads of works that may hang."""
    return OwnThreads()


@cache
def pool() -> ThreadPoolExecutor:
    """The threads of all works; not Qt's, whose runnables stay in memory for good when Python made them."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(MOST_AT_ONCE, "work")
