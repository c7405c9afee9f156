"""The scale by hand, where the colour bar's labels could not be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from dlre_gui.domain.findings import Given, Unit
from dlre_gui.gui.qbox_editor import NumberEdit


class ScaleForm(QWidget):
    """Maximum and unit of the colour bar.

    Signals
    -------
    given(Given)
        The user typed a scale from 0 to a maximum.
    """

    given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        words = QLabel(self.tr("Scale &0 to"))
        self.maximum = NumberEdit()
        self.maximum.setAccessibleName(self.tr("Maximum of the colour bar"))
        self.maximum.setFixedWidth(64)
        words.setBuddy(self.maximum)
        self.unit = QComboBox()
        self.unit.addItems([unit.value for unit in Unit])
        self.unit.setAccessibleName(self.tr("Unit of the colour bar"))
        self.use = QPushButton(self.tr("&Use scale"))
        self.unit.setMinimumHeight(34)
        self.use.setMinimumHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (words, self.maximum, self.unit, self.use):
            row.addWidget(widget)
        row.addStretch()
        self.use.clicked.connect(self._hand_in)
        self.maximum.handed_in.connect(self._hand_in)

    def _hand_in(self) -> None:
        typed = self.maximum.text().replace(",", ".").strip(".")
        if typed and float(typed) > 0:
            self.given.emit(Given(unit=Unit(self.unit.currentText()), minimum=0.0, maximum=float(typed)))
        else:
            self.maximum.setFocus()
