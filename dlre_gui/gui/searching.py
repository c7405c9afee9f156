"""Looking through files and folders away from the GUI thread: what is found comes some at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from dlre_gui.gui.background import Work

_MOST_AT_ONCE = 250
_LONGEST_S = 0.2


class Search(QObject):
    """One search; it is gone when it ended.

    Attributes
    ----------
    told
        For whoever listens: something was found already.

    Signals
    -------
    found(paths)
        Files, in their order; told again and again.
    ended(n), failed(error)
        Exactly one of them at the end, unless it was stopped; `n` files were found.
    """

    found = Signal(object)
    ended = Signal(int)
    failed = Signal(object)
    _came = Signal(object)

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__()
        self.paths, self.told = tuple(paths), False
        self._stopped = threading.Event()
        self._room = threading.Semaphore()  # for some more; a folder of thousands is not taken in one turn
        self._work = Work(self._look, may_hang=True)
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._work.done.connect(lambda n: self.ended.emit(n))
        self._work.failed.connect(lambda error: self.failed.emit(error))
        self._work.destroyed.connect(self.deleteLater)

    def start(self) -> None:
        self._work.start()

    def stop(self) -> None:
        """Tell nothing more; a folder that hangs on a lost share is left to itself."""
        self._stopped.set()
        self._room.release()
        self._work.drop()

    def _look(self) -> int:
        """On the pool's thread."""
        from dlre_gui.imaging.discover import discover

        some: list[Path] = []
        n, told = 0, time.monotonic()
        for n, path in enumerate(discover(self.paths), 1):
            if self._stopped.is_set():
                return n
            some.append(path)
            if len(some) >= _MOST_AT_ONCE or time.monotonic() - told > _LONGEST_S:
                self._hand_on(some)
                some, told = [], time.monotonic()
        self._hand_on(some)
        return n

    def _hand_on(self, some: list[Path]) -> None:
        """Once what was handed on before is taken."""
        self._room.acquire()
        self._came.emit(some)

    def _tell(self, some: list[Path]) -> None:
        self._room.release()
        if some and not self._stopped.is_set():
            self.found.emit(some)
