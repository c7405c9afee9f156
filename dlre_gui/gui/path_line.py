"""A line for a file or a folder, with a button to choose it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.texts import without_key

_HEIGHT_PX = 36


class PathLine(QWidget):
    """Typed or chosen.

    Signals
    -------
    changed(text)
        By the user's hand.
    """

    changed = Signal(str)

    def __init__(self, *, is_file: bool = False) -> None:
        super().__init__()
        self._is_file = is_file
        self._title, self._kinds = "", ""
        self.line, self.choose = QLineEdit(), QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        for part in (self.line, self.choose):
            part.setMinimumHeight(_HEIGHT_PX)
        self.choose.setAutoDefault(False)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.changed)
        self.choose.clicked.connect(self._ask)

    @property
    def text(self) -> str:
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        self.line.setText(text)

    def say(self, title: str, kinds: str = "") -> None:
        """In the user's language: what it is for, and the kinds of files."""
        self._title, self._kinds = without_key(title), kinds
        self.line.setAccessibleName(self._title)
        choose = self.tr("Choose…")
        self.choose.setText(choose)
        self.choose.setAccessibleName(f"{self._title}: {choose}")

    def _ask(self) -> None:
        if self._is_file:
            name, _ = QFileDialog.getOpenFileName(self, self._title, begin_at(self.text), self._kinds)
        else:
            name = QFileDialog.getExistingDirectory(self, self._title, begin_at(self.text))
        if name:
            self.line.setText(name)
            self.changed.emit(name)
