"""Short work away from the GUI thread: look through folders, write a picture."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

MOST_AT_ONCE = 16
"""Works wait for disks more than they compute: one that hangs on a lost share must not hold up the others."""


class Work(QObject):
    """One call on a thread of the pool; its answer comes back on the GUI thread.

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
        _alive.add(self)
        if self._may_hang:
            threading.Thread(target=self.run, name="work", daemon=True).start()
            return
        pool = QThreadPool.globalInstance()
        pool.setMaxThreadCount(max(pool.maxThreadCount(), MOST_AT_ONCE))
        pool.start(_Runner(self))

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
        _alive.discard(self)
        if self._dropped:
            return
        if error is None:
            self.done.emit(answer)
        else:
            self.failed.emit(error)


_alive: set[Work] = set()


class _Runner(QRunnable):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work.run()
