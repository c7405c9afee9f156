"""File ▸ Score folder…: choose a folder and where the tables go, watch it, stop it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from dlre_gui.gui.background import Work
from dlre_gui.gui.desktop import begin_at, open_path
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.strip import Level, Offer, Strip
from dlre_gui.gui.texts import say_error, tip, without_key

if TYPE_CHECKING:
    from dlre_gui.batch.options import Counts, Summary
    from dlre_gui.gui.main_window import MainWindow

_OUT_NAME = "DLRE scores"


class BatchDialog(QDialog):
    """Scores one folder at a time; not modal, the window stays usable.

    Signals
    -------
    ended(summary)
        A run is over; None if it failed.
    """

    ended = Signal(object)
    _advanced = Signal(int, int, str, object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.model = window.controller.model
        self._cancelled = threading.Event()
        self._work: Work | None = None
        self.folder, self.out = QLineEdit(), QLineEdit()
        self.folder.setText(window.settings.last_folder)
        self.start_button, self.stop_button = QPushButton(), QPushButton()
        self._places = [(line, QLabel(), QPushButton()) for line in (self.folder, self.out)]
        self.bar, self.line, self.outcome = QProgressBar(), QLabel(), Strip()
        self._lay_out()
        self._propose_out()
        self.folder.textEdited.connect(self._propose_out)
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self._advanced.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._show_running(running=False)
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Score a folder"))
        self.start_button.setText(self.tr("&Score"))
        self.stop_button.setText(self.tr("S&top"))
        self.bar.setAccessibleName(self.tr("Files done"))
        names = self.tr("&Folder with screens"), self.tr("&Tables go to")
        for name, (_, label, choose) in zip(names, self._places, strict=True):
            label.setText(name)
            choose.setText(self.tr("Choose…"))
            choose.setAccessibleName(f"{without_key(name)} {choose.text()}")

    @property
    def running(self) -> bool:
        return self._work is not None

    def _lay_out(self) -> None:
        self.resize(620, 0)
        places = QGridLayout()
        places.setColumnStretch(1, 1)
        for row, (line, label, choose) in enumerate(self._places):
            self._add_place(places, row, line, label, choose)
        buttons = QHBoxLayout()
        buttons.addWidget(self.line, 1)
        for button in (self.start_button, self.stop_button):
            button.setMinimumSize(120, 40)
            buttons.addWidget(button)
        self.start_button.setDefault(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.hide()
        self.outcome.hide()
        column = QVBoxLayout(self)
        column.addLayout(places)
        column.addWidget(self.bar)
        column.addWidget(self.outcome)
        column.addLayout(buttons)

    def _add_place(
        self, grid: QGridLayout, at: int, line: QLineEdit, label: QLabel, choose: QPushButton
    ) -> None:
        label.setBuddy(line)
        line.setMinimumHeight(34)
        choose.setMinimumHeight(34)
        choose.clicked.connect(lambda: self._choose(line))
        for at_column, widget in enumerate((label, line, choose)):
            grid.addWidget(widget, at, at_column)

    def _choose(self, line: QLineEdit) -> None:
        name = QFileDialog.getExistingDirectory(self, self.windowTitle(), begin_at(line.text()))
        if name:
            line.setText(name)
            if line is self.folder:
                self._propose_out()

    def _propose_out(self) -> None:
        folder = self.folder.text().strip()
        if folder:
            self.out.setText(str(Path(folder).parent / f"{Path(folder).name} {_OUT_NAME}"))

    # --- running ---------------------------------------------------------------------------

    def start(self) -> None:
        """Score; what an earlier run into the same place has done is kept."""
        folder, out = self.folder.text().strip(), self.out.text().strip()
        if self.running or not folder or not out:
            self._say(self.tr("Choose a folder with screens first."), Level.WARNING)
            return
        self._cancelled.clear()
        self._work = Work(lambda: self._score(Path(folder), Path(out)))
        self._work.done.connect(self._show_summary)
        self._work.failed.connect(self._show_failure)
        self.outcome.hide()
        self.bar.setRange(0, 0)
        self._show_running(running=True)
        self._work.start()

    def stop(self) -> None:
        """Stop after the screens at hand; what is done is kept."""
        self._cancelled.set()
        self.stop_button.setEnabled(False)

    def _score(self, folder: Path, out: Path) -> Summary:
        from dlre_gui.batch.options import Options
        from dlre_gui.batch.score import score_folder

        options = Options(model=self.model)
        return score_folder([folder], out, options, self._advanced.emit, self._cancelled)

    def _show_progress(self, done: int, total: int, current: str, counts: Counts) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        words = self.tr("{scored} scored, {refused} refused, {failed} failed")
        self.line.setText(words.format(scored=counts.scored, refused=counts.refused, failed=counts.failed))
        self.line.setToolTip(tip(current))

    def _show_summary(self, summary: Summary) -> None:
        counts = summary.counts
        if summary.is_complete:
            words = self.tr("Done: {scored} screens scored, {refused} refused, {failed} failed.")
        else:
            words = self.tr(
                "Stopped: {scored} screens scored, {refused} refused, {failed} failed."
                " Score goes on from there."
            )
        words = words.format(scored=counts.scored, refused=counts.refused, failed=counts.failed)
        self._say(words, Level.INFO if summary.is_complete else Level.WARNING, offers_out=True)
        self._end(summary)

    def _show_failure(self, error: BaseException) -> None:
        self._say(say_error(error), Level.ERROR)
        self._end(None)

    def _end(self, summary: Summary | None) -> None:
        self._work = None
        self._show_running(running=False)
        self.line.clear()
        self.ended.emit(summary)

    def _say(self, words: str, level: Level, *, offers_out: bool = False) -> None:
        out = Path(self.out.text())
        offers = [Offer(self.tr("&Open tables"), lambda: open_path(out))] if offers_out else []
        self.outcome.say(words, level)
        self.outcome.offer(*offers)
        self.outcome.show()

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.stop_button.setEnabled(running)
        for widget in (self.start_button, self.folder, self.out):
            widget.setEnabled(not running)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing only hides: the run goes on, and the menu shows it again."""
        event.ignore()
        self.hide()
