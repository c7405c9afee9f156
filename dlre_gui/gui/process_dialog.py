"""A dialog over a process of the program: fields above, how far it is, what came of it; not modal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dlre_gui.domain.errors import DlreError
from dlre_gui.gui.own_program import Ended, OwnProgram, Said
from dlre_gui.gui.reword import reworded
from dlre_gui.gui.strip import Level, Offer, Strip
from dlre_gui.gui.texts import say_error

_BUTTON_PX = (120, 40)
_MOST_LISTED = 2000


class ProcessDialog(QDialog):
    """One process at a time; closing only hides it, the process goes on.

    Signals
    -------
    over(Ended)
        A process has ended, whatever it did.
    """

    over = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._program: OwnProgram | None = None
        self._then: Callable[[Said], None] = lambda _: None
        self.outcome, self.problems = Strip(), QListWidget()
        self.bar, self.line = QProgressBar(), QLabel()
        self.stop_button = QPushButton()
        self.problems.setWordWrap(True)
        self.problems.setMinimumHeight(110)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setWordWrap(True)
        self.stop_button.clicked.connect(self.stop)
        for part in (self.outcome, self.problems, self.bar):
            part.hide()

    def lay_out(self, fields: QWidget, *below: QWidget, buttons: Sequence[QPushButton]) -> None:
        """Fields, outcome, problems, what stands `below` them, bar, and the buttons in a row."""
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        for button in (*buttons, self.stop_button):
            button.setMinimumSize(*_BUTTON_PX)
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        for part in (fields, self.outcome, self.problems, *below, self.bar):
            column.addWidget(part, int(part in below or part is self.problems))
        column.addStretch(0)
        column.addLayout(row)

    # --- running ---------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._program is not None

    def run(self, arguments: Sequence[str], then: Callable[[Said], None]) -> None:
        """Start the program with these arguments; `then` gets what it made, if it ends well."""
        self._then = then
        self.outcome.hide()
        self.problems.hide()
        self.problems.clear()
        self.bar.setRange(0, 0)
        self._program = OwnProgram(arguments)
        self._program.told.connect(self.hear)
        self._program.ended.connect(self._end)
        self.show_running()
        self._program.start()

    def stop(self) -> None:
        """In order: what is finished is kept."""
        if self._program is not None:
            self._program.stop()
            self.stop_button.setEnabled(False)
            self.line.setText(self.tr("Stopping…"))

    def hear(self, said: Said) -> None:
        """A line of the running process; what is one step only has no share that is done."""
        total = int(said.get("total", 0))
        self.bar.setRange(0, total if total > 1 else 0)
        self.bar.setValue(int(said.get("done", 0)))

    def _end(self, how: Ended) -> None:
        self._program = None
        self.line.clear()
        self.show_running()
        last = how.last or {}
        match last.get("event"):
            case "done":
                self._then(last)
            case "stopped":
                self.say(self.tr("Stopped. What is finished is kept."), Level.WARNING, *self.ways_on())
            case "failed":
                self._show_failure(last)
            case _:
                self._show_crash(how)
        self.over.emit(how)

    def _show_failure(self, last: Said) -> None:
        problems = [reworded(str(problem)) for problem in last.get("problems") or ()]
        if problems:
            self.say(self.tr("%n problem(s); nothing was begun.", "", len(problems)), Level.ERROR)
            self.list(problems)
            return
        error = DlreError(str(last.get("message", "")), str(last.get("hint", "")))
        self.say(say_error(error), Level.ERROR)

    def _show_crash(self, how: Ended) -> None:
        if how.exit_code is None:
            words = self.tr("The process could not be started.")
        else:
            words = self.tr(
                "The process ended unexpectedly ({code}): perhaps the memory was not enough."
                " What is finished is kept."
            ).format(code=how.exit_code)
        self.say(words, Level.ERROR, *self.ways_on())
        if how.complaint:
            self.list(how.complaint.splitlines())

    # --- what subclasses show --------------------------------------------------------------

    def show_running(self) -> None:
        """Enable what can be used now."""
        self.bar.setVisible(self.running)
        self.stop_button.setEnabled(self.running)

    def ways_on(self) -> tuple[Offer, ...]:
        """After it was stopped or crashed."""
        return ()

    def say(self, words: str, level: Level, *offers: Offer) -> None:
        self.outcome.say(words, level)
        self.outcome.offer(*offers)
        self.outcome.show()

    def list(self, lines: Sequence[str]) -> None:
        """Problems, one a line."""
        self.problems.clear()
        self.problems.addItems(list(lines[:_MOST_LISTED]))
        self.problems.setVisible(bool(lines))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only hides; the menu shows it again."""
        event.ignore()
        self.hide()
