"""File ▸ Exam book ▸ Export exams…: which ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from dlre_gui.gui.book_work import Chosen
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.texts import tip
from dlre_gui.store.records import ExamSearch


class ExportExamsDialog(QDialog):
    """Asks which exams go into the file.

    Parameters
    ----------
    open_exam
        Key and title of the exam that is shown; None: none is.
    found
        What the list of exams looks for now; None: it shows all.

    Signals
    -------
    chosen(which)
        A `book_work.Chosen`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, open_exam: tuple[str, str] | None, found: ExamSearch | None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export exams"))
        self._open_exam, self._found = open_exam, found
        self.this = QRadioButton(self.tr("&This exam"))
        self.listed = QRadioButton(self.tr("Those &found on the start page"))
        self.all = QRadioButton(self.tr("&All exams of the exam book"))
        self.this.setVisible(open_exam is not None)
        self.this.setToolTip(tip(open_exam[1]) if open_exam else "")
        self.listed.setVisible(found is not None)
        first = self.this if open_exam is not None else self.listed if found is not None else self.all
        first.setChecked(True)
        self._lay_out()

    def _lay_out(self) -> None:
        about = QLabel(
            self.tr(
                "One file for another place of work: results, decisions and laboratory values,"
                " with names and IDs, without the screens' pixels."
            )
        )
        about.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        go_on = buttons.button(QDialogButtonBox.StandardButton.Ok)
        go_on.setText(self.tr("Choose &file…"))
        plain_buttons(buttons).accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (about, self.this, self.listed, self.all, buttons):
            column.addWidget(part)
        for radio in (self.this, self.listed, self.all):
            radio.setMinimumHeight(34)
        self.setMinimumWidth(480)

    def _choose(self) -> None:
        self.accept()
        if self.this.isChecked() and self._open_exam is not None:
            self.chosen.emit(Chosen(keys=(self._open_exam[0],)))
        elif self.listed.isChecked():
            self.chosen.emit(Chosen(found=self._found))
        else:
            self.chosen.emit(Chosen())
