"""The exam as a whole: the result first, then what it rests on; hovering explains."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dlre_gui.domain.exam import Task
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.elided import ElidedLabel
from dlre_gui.gui.exam_buttons import ExamButtons
from dlre_gui.gui.flag_list import FlagList
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.probability_table import ProbabilityTable
from dlre_gui.gui.session.view_state import ExamState, SaidState
from dlre_gui.gui.texts import say, say_all, tip

_NUMBERS = 1.4


class Figure(QWidget):
    """A large value over its small name."""

    def __init__(self, factor: float = 1.6) -> None:
        super().__init__()
        self._name, self._value = QLabel(), QLabel()
        scaled_font(self._name, 0.9)
        scaled_font(self._value, factor, bold=True)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._value)

    def name(self, words: str) -> None:
        """What the value is."""
        self._name.setText(words)

    @property
    def value(self) -> str:
        return self._value.text()

    def show_value(self, value: str, explanation: str = "") -> None:
        self._value.setText(value)
        self._value.setAccessibleName(f"{self._name.text()}: {value}")
        self.setToolTip(explanation)


class Said(QLabel):
    """A line that its tooltip explains; hidden where there is nothing to say."""

    def __init__(self, factor: float = 1.0) -> None:
        super().__init__()
        scaled_font(self, factor)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_said(self, *said: SaidState | None, between: str = "   ") -> None:
        known = [one for one in said if one is not None]
        self.setText(between.join(say(one.text) for one in known))
        explanation = "\n".join(say_all((one.text, *one.explanation)) for one in known)
        self.setToolTip(tip(explanation))
        self.setAccessibleDescription(explanation)
        self.setVisible(bool(known))


class ExamPanel(QWidget):
    """Shows an `ExamState`; its buttons are another widget, so that they can stand still."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exam_panel")
        self.buttons = ExamButtons()
        self._title, self._count = ElidedLabel(), Said(0.9)
        scaled_font(self._title, 1.15, bold=True)
        self.stage = Figure()
        self.lsm = Figure()
        self.iqr = Figure()
        self.table = ProbabilityTable(_NUMBERS)
        self.lsm_stage, self.serum, self.conclusion = Said(), Said(), Said()
        self.flags = FlagList()
        self._lay_out()
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.stage.name(self.tr("Stage"))
        self.lsm.name(self.tr("LSM median"))
        self.iqr.name(self.tr("IQR/median"))

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
        for widget in (self.table, self.lsm_stage, self.serum, self.conclusion, self.flags):
            column.addWidget(widget)

    def show_state(self, state: ExamState, thresholds: Mapping[Task, float]) -> None:
        self._title.say(self.tr("Exam") + (f" · {state.title}" if state.title else ""))
        self._count.show_said(state.count)
        self.table.show_states(state.probabilities, thresholds)
        self.table.setToolTip(self._spread(state))
        self.stage.show_value(state.stage, say(state.stage_note))
        iqr = self.tr("IQR") + f" {state.lsm_iqr}"
        self.lsm.show_value(state.lsm_median, iqr)
        self.iqr.show_value(state.iqr_over_median, iqr)
        self.lsm_stage.show_said(state.lsm_stage)
        self.serum.show_said(*state.serum)
        self.conclusion.show_said(state.conclusion)
        self.flags.show_flags(state.flags)
        self.buttons.show_state(state)

    def _spread(self, state: ExamState) -> str:
        pairs = zip(state.probabilities, state.spread, strict=False)
        return "\n".join(f"{say(probability.label)}: {say(spread)}" for probability, spread in pairs)
