"""One of several buttons of which one is chosen: seen at a glance, in the light and in the dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QToolButton


class ChosenButton(QToolButton):
    """A checkable button that has the colours of a selection while it is checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.toggled.connect(lambda _: self._paint())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._paint()

    def _paint(self) -> None:
        shown, roles = QPalette(QApplication.palette()), QPalette.ColorRole
        if self.isChecked():
            shown.setColor(roles.Button, shown.color(roles.Highlight))
            shown.setColor(roles.ButtonText, shown.color(roles.HighlightedText))
        self.setPalette(shown)
