"""Errors that nobody caught, of any thread: shown in the window, which goes on; never swallowed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal


class ExceptionHook(QObject):
    """Takes over `sys.excepthook` and `threading.excepthook` while installed.

    Signals
    -------
    caught(error)
        The exception, with its traceback; told on the GUI thread.
    """

    caught = Signal(object)

    def __init__(self, show: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._before, self._before_in_threads = sys.excepthook, threading.excepthook
        self.caught.connect(show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = self._hook_in_thread

    def remove(self) -> None:
        sys.excepthook = self._before
        threading.excepthook = self._before_in_threads

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._before(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self.caught.emit(error.with_traceback(trace))

    def _hook_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        self._before_in_threads(caught)
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            self.caught.emit(caught.exc_value)
