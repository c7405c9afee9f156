"""One piece of work on the whole exam book: how far it is, and a way to stop it.

While it is shown nothing else can be done in the program: no decision can come between.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from dlre_gui.gui.background import Work
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.store.progress import Progress, StoppedError

_TELL_EVERY_S = 0.05
_FINE = 1000  # steps of the bar


class BookJob(QDialog):
    """Runs on a thread of the pool from `start` on; closes by itself.

    Parameters
    ----------
    words
        What is being done, for the user.
    work
        Does it; gets the `Progress` that it tells.

    Signals
    -------
    finished_well(answer), failed(error)
        Exactly one of them; a stopped job failed by `StoppedError`, if it was still in time.
    """

    finished_well = Signal(object)
    failed = Signal(object)
    _advanced = Signal(int, int)

    def __init__(self, parent: QWidget, words: str, work: Callable[[Progress], Any]) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Exam book"))
        self._stopped, self._told_at = threading.Event(), 0.0
        self._work = Work(lambda: work(self._tell))
        self.words, self.bar = QLabel(words), QProgressBar()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setMinimumSize(110, 40)
        plain_buttons(buttons).rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self.words, self.bar, buttons):
            column.addWidget(part)
        self.setMinimumWidth(460)
        self._advanced.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._work.done.connect(self._end_well)
        self._work.failed.connect(self._end_badly)

    def start(self) -> None:
        self._work.start()
        self.show()

    def reject(self) -> None:
        """Cancel, Esc and the window's cross: stop as soon as can be, then close."""
        self._stopped.set()
        self.cancel.setEnabled(False)
        self.words.setText(self.tr("Stopping…"))

    def _tell(self, done: int, total: int) -> None:
        """On the work's thread."""
        if self._stopped.is_set():
            raise StoppedError
        now = time.monotonic()
        if now - self._told_at > _TELL_EVERY_S and total > 0:
            self._told_at = now
            self._advanced.emit(_FINE * done // total, _FINE)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _end_well(self, answer: object) -> None:
        self.accept()
        self.finished_well.emit(answer)

    def _end_badly(self, error: object) -> None:
        self.accept()
        self.failed.emit(error)
