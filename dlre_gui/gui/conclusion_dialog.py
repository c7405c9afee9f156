"""The reader's conclusion where it is another stage than the program's, with the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.clinical.labels import StageLabels, labelled
from dlre_gui.clinical.staging import STAGES
from dlre_gui.domain.exam_details import Conclusion
from dlre_gui.gui.appearance import scaled_font
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.texts import without_key

_STAGE_HEIGHT_PX = 48


class ConclusionDialog(QDialog):
    """Four large buttons, a reason, a name; keys 1 to 4 choose.

    Signals
    -------
    concluded(stage, reason, reader)
        The user is done.
    """

    concluded = Signal(str, str, str)

    def __init__(
        self, parent: QWidget, program_stage: str, before: Conclusion | None, labels: StageLabels, reader: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Conclusion"))
        self._program_stage = program_stage
        self.stages = QButtonGroup(self)
        self.reason = QLineEdit(before.reason if before else "")
        self.reader = QLineEdit(before.reader if before and before.reader else reader)
        self.problem = QLabel()
        self._lay_out(labels)
        chosen = before.stage if before else program_stage
        if chosen in STAGES:
            self.stages.button(STAGES.index(chosen)).setChecked(True)

    def _lay_out(self, labels: StageLabels) -> None:
        grid = QGridLayout()
        for at, stage in enumerate(STAGES):
            button = QPushButton(f"&{at + 1}  {labelled(stage, labels)}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumHeight(_STAGE_HEIGHT_PX)
            button.setShortcut(str(at + 1))
            scaled_font(button, 1.2, bold=True)
            button.clicked.connect(self.reason.setFocus)
            self.stages.addButton(button, at)
            grid.addWidget(button, 0, at)
        for row, (words, line) in enumerate(
            ((self.tr("&Reason"), self.reason), (self.tr("Rea&der"), self.reader)), 1
        ):
            label = QLabel(words)
            label.setBuddy(line)
            line.setMaxLength(500)
            line.setMinimumHeight(34)
            line.setAccessibleName(without_key(words))
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1, 1, 3)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        plain_buttons(buttons).accepted.connect(self.hand_in)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(grid)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.resize(460, 0)

    def hand_in(self) -> None:
        """Give it away and close; another stage needs a reason."""
        at = self.stages.checkedId()
        if at < 0:
            self.problem.setText(self.tr("Choose a stage first."))
            return
        stage, reason = STAGES[at], self.reason.text().strip()
        if stage != self._program_stage and not reason:
            self.problem.setText(self.tr("Another stage than the program's needs a reason."))
            self.reason.setFocus()
            return
        if self.focusWidget() is self.reason and not self.reader.text():
            self.reader.setFocus()  # Enter goes on; a second one leaves the name out
            return
        self.concluded.emit(stage, reason, self.reader.text().strip())
        self.accept()
