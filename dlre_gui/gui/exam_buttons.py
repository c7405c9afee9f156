"""What to do with an exam, below its figures."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QWidget

from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.view_state import UNKNOWN, ExamState

_HEIGHT_PX = 34


class ExamButtons(QWidget):
    """They stay in their place while the figures above are scrolled.

    Signals
    -------
    agreed, another_stage, laboratory_wanted, report_wanted, cutoffs_wanted, trend_wanted, export_wanted
        A button or a line of the menu was chosen.
    """

    agreed = Signal()
    another_stage = Signal()
    laboratory_wanted = Signal()
    report_wanted = Signal()
    cutoffs_wanted = Signal()
    trend_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.agree = self._button(self.agreed)
        self.other = self._button(self.another_stage)
        self.laboratory = self._button(self.laboratory_wanted)
        self.report = self._button(self.report_wanted)
        self.more = QPushButton()
        self.more.setMinimumHeight(_HEIGHT_PX)
        menu = QMenu(self.more)
        menu.setToolTipsVisible(True)
        self.cutoffs = self._line(menu, self.cutoffs_wanted)
        self.trend = self._line(menu, self.trend_wanted)
        self.export = self._line(menu, self.export_wanted)
        self.more.setMenu(menu)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 4)
        grid.setSpacing(4)
        for button, row, column, width in (
            (self.agree, 0, 0, 3),
            (self.other, 0, 3, 3),
            (self.laboratory, 1, 0, 2),
            (self.report, 1, 2, 2),
            (self.more, 1, 4, 2),
        ):
            grid.addWidget(button, row, column, 1, width)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.agree.setText(self.tr("A&gree"))
        self.other.setText(self.tr("&Another stage…"))
        self.laboratory.setText(self.tr("&Laboratory…"))
        self.report.setText(self.tr("&Report"))
        self.more.setText(self.tr("M&ore"))
        self.cutoffs.setText(self.tr("&Cut-offs…"))
        self.trend.setText(self.tr("&Trend…"))
        self.export.setText(self.tr("&Export…"))
        self.agree.setToolTip(self.tr("Conclude the stage that the program gives"))
        self.other.setToolTip(self.tr("Conclude another stage, with the reason"))
        self.laboratory.setToolTip(self.tr("AST, ALT, platelets, age; fasting, cause, operator (Ctrl+L)"))
        self.report.setToolTip(self.tr("Write the exam's report at once, as it was done last (Ctrl+R)"))
        self.cutoffs.setToolTip(self.tr("Which table stages the LSM, and what its rows say"))
        self.trend.setToolTip(self.tr("The patient's earlier exams (Ctrl+T)"))
        self.export.setToolTip(self.tr("Report, DICOM, tables (Ctrl+E)"))

    def _button(self, wanted: SignalInstance) -> QPushButton:
        button = QPushButton()
        button.setMinimumHeight(_HEIGHT_PX)
        button.clicked.connect(lambda: wanted.emit())
        return button

    def _line(self, menu: QMenu, wanted: SignalInstance) -> QAction:
        line = menu.addAction("")
        line.triggered.connect(lambda: wanted.emit())
        return line

    def show_state(self, state: ExamState) -> None:
        """Enabled where there is an exam; the stage to agree with stands on its button."""
        for button in (self.agree, self.other, self.laboratory, self.report, self.more):
            button.setEnabled(state.key is not None)
        self.agree.setEnabled(bool(state.agrees))
        words = self.tr("A&gree: {stage}").format(stage=state.stage)
        self.agree.setText(words if state.agrees and state.stage != UNKNOWN else self.tr("A&gree"))
