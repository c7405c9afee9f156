"""The banner that cannot be closed: research use, simulated data, which model on which device."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dlre_gui.gui.appearance import fill, scaled_font, tones
from dlre_gui.gui.texts import tip


class Banner(QWidget):
    """One line over the whole width: the research-use words large, the model's name small."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._words = QLabel()
        self._words.setWordWrap(True)
        scaled_font(self._words, 1.05, bold=True)
        self._model = QLabel()
        self._model.setTextFormat(Qt.TextFormat.PlainText)
        self._model.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        scaled_font(self._model, 0.9)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._model)
        self.repaint_ground()
        self.say(self.tr("Research use only, not for diagnosis."))

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        """The research-use words; never empty."""
        if words and words != self._words.text():
            self._words.setText(words)
            self.setAccessibleName(words)

    def say_model(self, words: str, details: str = "") -> None:
        """Model and device, with the card's details on hover."""
        self._model.setText(words)
        self._model.setToolTip(tip(details))

    def repaint_ground(self) -> None:
        """Take the colours that go with the program's palette."""
        shown = tones(QApplication.palette())
        fill(self, shown.research_strip, shown.on_strip)
