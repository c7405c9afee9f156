"""A strip of coloured ground with an icon, words and buttons: messages in place, never modal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from dlre_gui.gui.appearance import Tones, fill, tones
from dlre_gui.gui.icons import tinted
from dlre_gui.gui.language import follow_language

_ICON_PX = 24
_MARGIN_PX = 10
_WORDS_PX = 260
"""Narrower words beside buttons are a word a line."""


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
        self._buttons: list[QPushButton] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._offers = QHBoxLayout()
        self._lay_out(closable=closable)
        self._paint()

    def _lay_out(self, *, closable: bool) -> None:
        message = QHBoxLayout()
        message.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        message.addWidget(self._words, 1)
        self._row.addLayout(message, 1)
        self._row.addLayout(self._offers)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN_PX, 6, _MARGIN_PX, 6)
        row.addLayout(self._row, 1)
        if closable:
            self._add_close(row)

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
        self._turn()

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.text)
        button.setMinimumHeight(34)
        button.clicked.connect(lambda: offer.act())
        self._offers.addWidget(button)
        return button

    def minimumSizeHint(self) -> QSize:
        """As narrow as the buttons below the words allow, however they stand now."""
        least = super().minimumSizeHint()
        stacked = max(_WORDS_PX, self._buttons_px() + 2 * _MARGIN_PX)
        return QSize(min(least.width(), stacked), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """The buttons beside the words, or below them where too little is left for words."""
        beside = self.width() - self._buttons_px() >= _WORDS_PX or not self._buttons
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)

    def _buttons_px(self) -> int:
        return sum(button.sizeHint().width() + self._offers.spacing() for button in self._buttons)

    def _add_close(self, row: QHBoxLayout) -> None:
        button = QToolButton()
        button.setText("✕")
        button.setAutoRaise(True)
        button.setMinimumSize(32, 32)
        self._close = button
        follow_language(self._say_words)
        button.clicked.connect(self.closed)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _say_words(self) -> None:
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._paint()

    def _paint(self) -> None:
        shown = tones(QApplication.palette())
        fill(self, self._ground(shown), shown.on_strip)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(tinted(self._level.value, shown.on_strip, _ICON_PX, ratio))

    def _ground(self, shown: Tones) -> QColor:
        match self._level:
            case Level.INFO:
                return shown.info_strip
            case Level.WARNING:
                return shown.warning_strip
            case Level.ERROR:
                return shown.error_strip
