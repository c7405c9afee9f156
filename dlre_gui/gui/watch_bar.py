"""The watched folder in the window: a thread that looks, and a line at the bottom that tells."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from dlre_gui.gui.actions import words
from dlre_gui.gui.arrivals import Arrivals
from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.held import hold, let_go
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.watch import FolderWatch, Look

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

LOOK_EVERY_S = 2.0
_REST_FACTOR = 5  # a share that takes long to list is listed more rarely


class Watcher(QObject):
    """Looks through one folder on a thread of its own; it is gone soon after it was stopped.

    Signals
    -------
    looked(look)
        A `watch.Look`, told on the GUI thread.
    """

    looked = Signal(object)
    _came = Signal(object)
    _ended = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._stopped = threading.Event()
        self._came.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._let_go, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="watch folder", daemon=True)

    def start(self) -> None:
        hold(self)
        self._thread.start()

    def stop(self) -> None:
        """Tell nothing more; a look that hangs on a lost share is left to itself."""
        self._stopped.set()

    def _run(self) -> None:
        watch = FolderWatch(self.folder)
        with suppress(RuntimeError):  # the program ended meanwhile: nobody listens
            while not self._stopped.is_set():
                begun = time.monotonic()
                look = watch.look(begun)
                if not self._stopped.is_set():
                    self._came.emit(look)
                took_s = time.monotonic() - begun
                self._stopped.wait(max(LOOK_EVERY_S, _REST_FACTOR * took_s))
            self._ended.emit()

    def _tell(self, look: Look) -> None:
        if not self._stopped.is_set():
            self.looked.emit(look)

    def _let_go(self) -> None:
        let_go(self)


class WatchFolder(QObject):
    """Watches as the settings say, opens what comes.

    Attributes
    ----------
    arrivals
        What came and is opened, or waits for a word of the user.
    looks
        How often the folder was looked through.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watcher: Watcher | None = None
        self._last, self._n_opened = Look(there=True), 0
        self.arrivals = Arrivals(window)
        self.arrivals.changed.connect(self._say_words)
        self.looks = 0
        self.line, self.stop_button = QLabel(), QPushButton()
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.line, 1)
        bar.addPermanentWidget(self.stop_button)
        bar.hide()
        self.stop_button.clicked.connect(self.stop)
        window.keeper.changed.connect(self._follow)
        follow_language(self._say_words)

    @property
    def watching(self) -> bool:
        return self._watcher is not None

    def begin(self) -> None:
        """Watch if the settings say so; when the window is shown."""
        settings = self._window.settings
        self.close()
        if settings.watching and settings.watch_folder:
            self._last, self._n_opened = Look(there=True), 0
            self._watcher = Watcher(Path(settings.watch_folder))
            self._watcher.looked.connect(self._on_look)
            self._watcher.start()
        self._say_words()

    def close(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None

    def choose_or_stop(self) -> None:
        """File ▸ Watch folder…: choose a folder and watch it, or stop."""
        if self.watching:
            self.stop()
            return
        title = self.tr("Folder into which the scanner writes")
        name = QFileDialog.getExistingDirectory(
            self._window, title, begin_at(self._window.settings.watch_folder)
        )
        if name:
            self._window.settings = replace(self._window.settings, watch_folder=name, watching=True)

    def stop(self) -> None:
        self._window.settings = replace(self._window.settings, watching=False)

    def _follow(self, names: frozenset[str]) -> None:
        if names & {"watching", "watch_folder"}:
            self.begin()

    def _on_look(self, look: Look) -> None:
        self.looks += 1
        if look.new:
            self._n_opened += len(look.new)
            self.arrivals.bring(look.new)
        if look.new or (look.there, look.n_writing) != (self._last.there, self._last.n_writing):
            self._last = look
            self._say_words()

    def _say_words(self) -> None:
        action = self._window.actions_by_name["watch"]
        next_patient = self._window.actions_by_name["next_patient"]
        next_patient.setEnabled(next_patient.isEnabled() or bool(self.arrivals.n_waiting))
        action.setText(words("Stop &watching") if self.watching else words("&Watch folder…"))
        self.stop_button.setText(self.tr("Stop watching"))
        self._window.statusBar().setVisible(self.watching)
        if self._watcher is not None:
            self.line.setText(self._state(str(self._watcher.folder)))
            self.line.setAccessibleName(self.line.text())

    def _state(self, folder: str) -> str:
        if not self._last.there:
            return self.tr("The watched folder is away: {folder}. It is looked for again.").format(
                folder=folder
            )
        parts = [self.tr("Watching {folder}").format(folder=folder)]
        n_waiting = self.arrivals.n_waiting
        if self._n_opened > n_waiting:
            parts.append(self.tr("%n file(s) opened", "", self._n_opened - n_waiting))
        if n_waiting:
            parts.append(self.tr("%n wait for you", "", n_waiting))
        if self._last.n_writing:
            parts.append(self.tr("%n not whole yet", "", self._last.n_writing))
        return " · ".join(parts)
