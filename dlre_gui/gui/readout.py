"""A small label that follows the cursor over the canvas and says what stands there.

It is a widget of its own over the canvas, so that moving it repaints only where it was and is.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

_OFFSET = QPoint(18, 18)


class Readout(QLabel):
    """Shows what `probe` says of a point; hidden where it says nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("readout")
        self.probe: Callable[[float, float], str] = lambda x, y: ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setContentsMargins(6, 2, 6, 2)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        shown = self.palette()
        shown.setColor(QPalette.ColorRole.Window, QColor("#101010"))
        shown.setColor(QPalette.ColorRole.WindowText, QColor("#ffffff"))
        self.setPalette(shown)
        self.hide()

    def follow(self, cursor: QPoint, x: float, y: float) -> None:
        """The cursor is here on the parent, over (x, y) px of the screen."""
        words = self.probe(x, y)
        if not words:
            self.hide()
            return
        if words != self.text():
            self.setText(words)
            self.adjustSize()
        self.move(self._beside(cursor))
        self.setVisible(True)

    def _beside(self, cursor: QPoint) -> QPoint:
        """Right below the cursor; on its other side at the edge."""
        room = self._over.rect()
        at = cursor + _OFFSET
        if at.x() + self.width() > room.right():
            at.setX(cursor.x() - _OFFSET.x() - self.width())
        if at.y() + self.height() > room.bottom():
            at.setY(cursor.y() - _OFFSET.y() - self.height())
        return at
