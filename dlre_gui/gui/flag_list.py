"""Quality warnings in words: an icon and a title each, the explanation on hover."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dlre_gui.gui.icons import tinted
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.view_state import FlagState
from dlre_gui.gui.texts import say, say_all

_ICON_PX = 18


class FlagList(QWidget):
    """As many lines as there are flags; nothing where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[FlagState, ...] | None = None
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        if self._shown is not None:
            shown, self._shown = self._shown, None
            self.show_flags(shown)

    @property
    def titles(self) -> list[str]:
        return [say(flag.title) for flag in self._shown or ()]

    def show_flags(self, flags: tuple[FlagState, ...]) -> None:
        if flags == self._shown:
            return
        self._shown = flags
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(flag) for flag in flags]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(flags))

    def _line(self, flag: FlagState) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        sign, words = QLabel(), QLabel(say(flag.title))
        colour = self.palette().windowText().color()
        sign.setPixmap(tinted("state-flagged", colour, _ICON_PX, self.devicePixelRatioF()))
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(sign)
        row.addWidget(words, 1)
        explanation = say_all((flag.explanation, *flag.lines))
        line.setToolTip(explanation)
        words.setAccessibleName(words.text())
        words.setAccessibleDescription(explanation)
        return line
