"""The exam as a whole: how many acquisitions, mean probabilities, stage, LSM, warnings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dlre_gui.domain.exam import Task
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.flag_list import FlagList
from dlre_gui.gui.probability_table import ProbabilityTable
from dlre_gui.gui.session.view_state import ExamState
from dlre_gui.gui.texts import say

_NUMBERS = 1.4


class Figure(QWidget):
    """A large value over its small name."""

    def __init__(self, name: str, factor: float = 1.6) -> None:
        super().__init__()
        self._name, self._value = QLabel(name), QLabel()
        scaled_font(self._name, 0.9)
        scaled_font(self._value, factor, bold=True)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._value)

    @property
    def value(self) -> str:
        return self._value.text()

    def show_value(self, value: str) -> None:
        self._value.setText(value)
        self._value.setAccessibleName(f"{self._name.text()}: {value}")


class ExamPanel(QWidget):
    """Shows an `ExamState`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exam_panel")
        self._title, self._count = QLabel(), QLabel()
        scaled_font(self._title, 1.15, bold=True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        scaled_font(self._count, 0.9)
        self.stage = Figure(self.tr("Stage"))
        self.lsm = Figure(self.tr("LSM median"))
        self.iqr = Figure(self.tr("IQR/median"))
        self.table = ProbabilityTable(_NUMBERS)
        self.flags = FlagList()
        self._lay_out()

    @property
    def count(self) -> str:
        return self._count.text()

    def _lay_out(self) -> None:
        figures = QGridLayout()
        for at, figure in enumerate((self.stage, self.lsm, self.iqr)):
            figures.addWidget(figure, 0, at)
            figures.setColumnStretch(at, (3, 4, 3)[at])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._count)
        column.addLayout(figures)
        column.addWidget(self.table)
        column.addWidget(self.flags)

    def show_state(self, state: ExamState, thresholds: Mapping[Task, float]) -> None:
        title = self.tr("Exam") + (f" · {state.title}" if state.title else "")
        self._title.setText(title)
        self._title.setToolTip(title)
        self._count.setText(say(state.count))
        self.table.show_states(state.probabilities, thresholds)
        self.stage.show_value(state.stage)
        self.lsm.show_value(state.lsm_median)
        self.iqr.show_value(state.iqr_over_median)
        self.flags.show_flags(state.flags)
