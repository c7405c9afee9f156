"""A strip of coloured ground with an icon, words and buttons: messages in place, never modal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from dlre_gui.gui.appearance import fill, tones
from dlre_gui.gui.icons import tinted
from dlre_gui.gui.language import follow_language

_ICON_PX = 24


class Level(StrEnum):
    """How grave a message is; also the name of its icon."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out: the words on a button and what it does."""

    text: str
    act: Callable[[], None]


class Strip(QWidget):
    """Icon, wrapped words and buttons on a coloured ground.

    Signals
    -------
    closed
        The user closed it; only strips that can be closed.
    """

    closed = Signal()

    def __init__(self, level: Level = Level.INFO, *, closable: bool = False) -> None:
        super().__init__()
        self._level = level
        self._icon = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._words, 1)
        self._buttons: list[QPushButton] = []
        if closable:
            self._add_close()
        self._paint()

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, words: str, level: Level | None = None) -> None:
        """Show other words; they are also what a screen reader says."""
        self._level = level or self._level
        self._words.setText(words)
        self.setAccessibleName(words)
        self._paint()

    def offer(self, *offers: Offer) -> None:
        """Replace the buttons."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.text)
        button.setMinimumHeight(34)
        button.clicked.connect(lambda: offer.act())
        self._row.insertWidget(2 + len(self._buttons), button)
        return button

    def _add_close(self) -> None:
        button = QToolButton()
        button.setText("✕")
        button.setAutoRaise(True)
        button.setMinimumSize(32, 32)
        self._close = button
        follow_language(self._say_words)
        button.clicked.connect(self.closed)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _say_words(self) -> None:
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._paint()

    def _paint(self) -> None:
        from PySide6.QtWidgets import QApplication

        shown = tones(QApplication.palette())
        ground = self._ground(shown)
        fill(self, ground, shown.on_strip)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(tinted(self._level.value, shown.on_strip, _ICON_PX, ratio))

    def _ground(self, shown: object) -> QColor:
        return getattr(shown, f"{self._level.value}_strip")
