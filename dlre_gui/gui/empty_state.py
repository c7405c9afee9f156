"""What the canvas shows while nothing is open: what to do first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.icons import icon, tinted
from dlre_gui.gui.language import follow_language

_SIGN_PX = 96


class EmptyState(QWidget):
    """Drop files here, or open them.

    Signals
    -------
    open_files, open_folder
        A button was pressed.
    """

    open_files = Signal()
    open_folder = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("empty_state")
        self._sign, self._words = QLabel(), QLabel()
        scaled_font(self._words, 1.5, bold=True)
        self._more = QLabel()
        self._files = QPushButton()
        self._folder = QPushButton()
        self._files.clicked.connect(self.open_files)
        self._folder.clicked.connect(self.open_folder)
        for label in (self._sign, self._words, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._lay_out()
        self._paint()
        self._busy = ""
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self._words.setText(self._busy or self.tr("Drop an exam's screens or its folder here"))
        self._more.setText(self.tr("DICOM, PNG, JPEG, BMP or TIFF. Each SWE screen is scored at once."))
        self._files.setText(self.tr("O&pen files…"))
        self._folder.setText(self.tr("Open f&older…"))

    @property
    def words(self) -> str:
        return self._words.text()

    def say_busy(self, words: str) -> None:
        """What is being done instead of waiting for the user; empty: nothing."""
        self._busy = words
        self._say_words()

    def be_small(self, small: bool) -> None:
        """Beside the list of exams only the buttons are needed, and what is being done, in one row."""
        self._sign.setVisible(not small)
        self._more.setVisible(not small)
        way = QBoxLayout.Direction.LeftToRight if small else QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(way)
        self._parts.setStretchFactor(self._said, int(small))  # all the row, so that it need not wrap
        side = Qt.AlignmentFlag.AlignRight if small else Qt.AlignmentFlag.AlignHCenter
        self._words.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        height = QSizePolicy.Policy.Maximum if small else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, height)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self._files, self._folder):
            button.setMinimumSize(170, 48)
            buttons.addWidget(button)
        buttons.addStretch()
        self._said = QVBoxLayout()
        self._said.addStretch()
        for label in (self._sign, self._words, self._more):
            self._said.addWidget(label)
        self._said.addStretch()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.addStretch()
        self._parts.addLayout(self._said)
        self._parts.addSpacing(12)
        self._parts.addLayout(buttons)
        self._parts.addStretch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        colour = self.palette().placeholderText().color()
        self._sign.setPixmap(tinted("drop", colour, _SIGN_PX, self.devicePixelRatioF()))
        self._files.setIcon(icon("open-files", self.palette()))
        self._folder.setIcon(icon("open-folder", self.palette()))
