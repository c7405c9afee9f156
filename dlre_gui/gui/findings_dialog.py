"""What a check of the audit trail found, line by line, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.reword import reworded
from dlre_gui.store.audit import Verdict

_MOST = 1000


class FindingsDialog(QDialog):
    """The rows that are not as the program left them."""

    def __init__(self, parent: QWidget, verdict: Verdict) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._verdict = verdict
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        plain_buttons(buttons).rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        follow_language(self._say_words)
        resize_within(self, 720, 420)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Audit trail"))
        findings = self._verdict.findings
        lines = [f"{one.subject} {one.row}: {reworded(one.what)}" for one in findings[:_MOST]]
        if len(findings) > _MOST:
            lines.append(self.tr("… and %n more", "", len(findings) - _MOST))
        self.text.setPlainText("\n".join(lines))
