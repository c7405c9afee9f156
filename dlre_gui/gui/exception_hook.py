"""Errors that nobody caught: shown in the window, which goes on; never swallowed."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal


class ExceptionHook(QObject):
    """Takes over `sys.excepthook` while installed.

    Signals
    -------
    caught(words, details)
        What happened in one line, and the traceback.
    """

    caught = Signal(str, str)

    def __init__(self, show: Callable[[str, str], None]) -> None:
        super().__init__()
        self._before = sys.excepthook
        self.caught.connect(show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._hook

    def remove(self) -> None:
        sys.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._before(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        words = "".join(traceback.format_exception_only(kind, error)).strip()
        self.caught.emit(words, "".join(traceback.format_exception(kind, error, trace)))
