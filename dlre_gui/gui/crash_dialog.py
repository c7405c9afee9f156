"""After an error nobody caught: what it means for the user, and the report; one dialog at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.gui.background import Work
from dlre_gui.gui.crash_report import report_text, signature, write_report
from dlre_gui.gui.desktop import open_path
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.places import data_dir

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow


class Crashes(QObject):
    """Writes each kind of error down once, and shows the last one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._times: dict[str, int] = {}
        self.dialog: CrashDialog | None = None

    def show(self, error: BaseException) -> None:
        """An error came to the top."""
        kind = signature(error)
        self._times[kind] = self._times.get(kind, 0) + 1
        if self._times[kind] == 1:
            self._write(report_text(error, datetime.now(UTC)))
        elif self.dialog is not None:
            self.dialog.say_times(sum(self._times.values()))

    def _write(self, text: str) -> None:
        at, folder = datetime.now(UTC), data_dir() / "crash-reports"
        work = Work(lambda: write_report(folder, text, at))
        work.done.connect(lambda path: self._tell(text, path))
        work.failed.connect(lambda _: self._tell(text, None))
        work.start()

    def _tell(self, text: str, path: Path | None) -> None:
        if self.dialog is None:
            self.dialog = CrashDialog(self._window)
            self.dialog.finished.connect(self._forget)
        self.dialog.say(text, path, sum(self._times.values()))
        self.dialog.show()

    def _forget(self) -> None:
        self.dialog = None


class CrashDialog(QDialog):
    """Not modal: the window goes on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._path: Path | None = None
        self._times = 1
        self.words, self.place = QLabel(), QLabel()
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.open_folder, self.copy, self.go_on = QPushButton(), QPushButton(), QPushButton()
        for label in (self.words, self.place):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.open_folder.clicked.connect(self._open_folder)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.report.toPlainText()))
        self.go_on.clicked.connect(self.accept)
        self.go_on.setDefault(True)
        self.go_on.setFocus()
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Something went wrong"))
        self.report.setAccessibleName(self.tr("Report"))
        self.open_folder.setText(self.tr("Open &folder"))
        self.copy.setText(self.tr("&Copy report"))
        self.go_on.setText(self.tr("&Go on"))
        self._say_place()
        self.say_times(self._times)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.open_folder, self.copy, self.go_on):
            button.setMinimumHeight(40)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        for widget in (self.words, self.report, self.place):
            column.addWidget(widget)
        column.addLayout(buttons)
        resize_within(self, 640, 460)

    def say(self, report: str, path: Path | None, times: int) -> None:
        """Show a report; `path` is where it was written, None if it could not be."""
        self.report.setPlainText(report)
        self._path = path
        self.open_folder.setEnabled(path is not None)
        self._say_place()
        self.say_times(times)

    def _say_place(self) -> None:
        if self._path is not None:
            self.place.setText(self.tr("Written to {path}").format(path=self._path))
        else:
            self.place.setText(self.tr("The report could not be written: copy it."))

    def say_times(self, times: int) -> None:
        """How many errors there were since the program started."""
        self._times = times
        words = self.tr(
            "A part of the program failed; the window goes on, and what you did before is in the exam book."
            " If something looks wrong, close the exam and open it again. The report below holds nothing of"
            " a patient; please send it to whoever looks after the program."
        )
        if times > 1:
            words += "\n\n" + self.tr("Errors since the start: {n}").format(n=times)
        self.words.setText(words)

    def _open_folder(self) -> None:
        if self._path is not None:
            open_path(self._path.parent)
