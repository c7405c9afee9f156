"""The scale by hand: what stands at the two ends of the colour bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from dlre_gui.domain.findings import Unit
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.qbox_editor import NumberEdit


class ScaleForm(QWidget):
    """Minimum, maximum and unit of the colour bar.

    Signals
    -------
    given(minimum, maximum, unit)
        The user typed a scale.
    left
        Esc was pressed.
    """

    given = Signal(float, float, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words, self._to = QLabel(), QLabel()
        self.minimum, self.maximum = NumberEdit(), NumberEdit()
        self.minimum.setText("0")
        self.unit = QComboBox()
        self.unit.addItems([unit.value for unit in Unit])
        self.use = QPushButton()
        self._words.setBuddy(self.maximum)
        for field in (self.minimum, self.maximum):
            field.setFixedWidth(68)
            field.handed_in.connect(self._hand_in)
        self.unit.setMinimumHeight(34)
        self.use.setMinimumHeight(34)
        self.use.clicked.connect(self._hand_in)
        row = QHBoxLayout(self)
        for widget in (self._words, self.minimum, self._to, self.maximum, self.unit, self.use):
            row.addWidget(widget)
        row.addStretch()
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self._words.setText(self.tr("S&cale from"))
        self._to.setText(self.tr("to"))
        self.minimum.setAccessibleName(self.tr("Minimum of the colour bar"))
        self.maximum.setAccessibleName(self.tr("Maximum of the colour bar"))
        self.unit.setAccessibleName(self.tr("Unit of the colour bar"))
        self.use.setText(self.tr("&Use scale"))

    def begin(self, minimum: float | None, maximum: float | None, unit: str | None) -> None:
        """Show what is known, to be typed over."""
        self.minimum.setText(_shown(minimum) or "0")
        self.maximum.setText(_shown(maximum))
        if unit is not None:
            self.unit.setCurrentText(unit)
        self.maximum.setFocus()
        self.maximum.selectAll()

    def forget(self) -> None:
        """What was being typed was another screen's."""
        self.minimum.setText("0")
        self.maximum.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._be_untouched()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def take_typed(self) -> tuple[float, float, Unit] | None:
        """Minimum, maximum and unit that are being typed, once; None where that is no scale (yet)."""
        typed = self.minimum.isModified() or self.maximum.isModified()
        minimum, maximum = _number(self.minimum.text()), _number(self.maximum.text())
        if not typed or minimum is None or maximum is None or minimum >= maximum:
            return None
        self._be_untouched()
        return minimum, maximum, Unit(self.unit.currentText())

    def _be_untouched(self) -> None:
        self.minimum.setModified(False)
        self.maximum.setModified(False)

    def _hand_in(self) -> None:
        minimum, maximum = _number(self.minimum.text()), _number(self.maximum.text())
        if maximum is None or maximum <= 0:
            self.maximum.setFocus()
        elif minimum is None or minimum >= maximum:
            self.minimum.setFocus()
            self.minimum.selectAll()
        else:
            self._be_untouched()
            self.given.emit(minimum, maximum, Unit(self.unit.currentText()))


def _number(typed: str) -> float | None:
    digits = typed.replace(",", ".").strip(".")
    return float(digits) if digits else None


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
