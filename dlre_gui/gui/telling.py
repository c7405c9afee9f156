"""When the window is drawn anew: once a turn of the event loop, and decisions not before they are on disk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dlre_gui.domain.errors import StoreError
from dlre_gui.gui.session import Session
from dlre_gui.store.book import Book

PATIENCE_MS = 50
"""How long a drawing waits for the disk, less than a person notices; then the window says what is unsaved."""


class Telling(QObject):
    """What the window shows as decided is in the exam book, or the window says that it is not yet.

    Signals
    -------
    now
        Draw the session as it is.
    """

    now = Signal()
    _wrote = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._said_unsaved = False
        self._said_problem: StoreError | None = None
        self._turn, self._patience = self._timer(0), self._timer(PATIENCE_MS)
        self._turn.timeout.connect(self._end_turn)
        self._patience.timeout.connect(self._say)
        self._wrote.connect(self._on_written, Qt.ConnectionType.QueuedConnection)

    def _timer(self, wait_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        return timer

    def follow(self, book: Book) -> None:
        """Hear when the book has written something."""
        book.on_written(self._wrote.emit)

    def close(self) -> None:
        """Hear no more: the book may outlive the window."""
        if self._session.book is not None:
            self._session.book.on_written(None)

    def ask(self) -> None:
        """Something changed."""
        self._turn.start()

    @property
    def _unsaved(self) -> bool:
        """Whether the disk is still to come; where it failed, waiting does not help."""
        book = self._session.book
        return book is not None and book.problem is None and book.unsaved_decisions > 0

    def _end_turn(self) -> None:
        if not self._unsaved:
            self._say()
        elif not self._patience.isActive():
            self._patience.start()

    def _on_written(self) -> None:
        if self._unsaved:
            return
        book = self._session.book
        problem = book.problem if book is not None else None
        if self._patience.isActive() or self._said_unsaved or problem is not self._said_problem:
            self._say()

    def _say(self) -> None:
        self._patience.stop()
        book = self._session.book
        self._said_unsaved = book is not None and book.unsaved_decisions > 0
        self._said_problem = book.problem if book is not None else None
        self.now.emit()
