"""Files of an exam that are not in their place: told, and looked for where the user says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.strip import Level, Offer
from dlre_gui.gui.texts import few

if TYPE_CHECKING:
    from dlre_gui.gui.main_window import MainWindow

_NOTICE = "missing"


class LostFiles(QObject):
    """The notice of lost files in one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._controller = window, window.controller
        self._notices = window.middle.notices
        self._controller.missing.connect(self.say)

    def say(self, exam_key: str, paths: tuple[Path, ...]) -> None:
        """Tell which files an exam lacks, and what does not count for that."""
        if not paths:
            self._notices.drop(_NOTICE)
            return
        words = self.tr("Not in their place any more: {names}. Results are kept.")
        words = words.format(names=few([path.name for path in paths]))
        n_other = self._controller.session.n_only_anothers(exam_key)
        if n_other:
            other = self.tr("%n of them only another model scored: they do not count now.", "", n_other)
            words += f" {other}"
        find = Offer(self.tr("&Find them…"), lambda: self._ask_where(exam_key))
        again = partial(self.say, exam_key, paths)
        self._notices.say(_NOTICE, words, Level.WARNING, find, again=again, place=exam_key)

    def _ask_where(self, exam_key: str) -> None:
        title = self.tr("Folder to look through for the exam's files")
        name = QFileDialog.getExistingDirectory(
            self._window, title, begin_at(self._window.settings.last_folder)
        )
        if name:
            self.look_in(exam_key, Path(name))

    def look_in(self, exam_key: str, folder: Path) -> None:
        """Look through a folder, as long as it takes or until the user stops it."""
        self._say_looking(folder)
        self._controller.open_exam(exam_key, [folder])

    def _say_looking(self, folder: Path) -> None:
        words = self.tr("Looking for the exam's files in {folder}…").format(folder=folder)
        stop = Offer(self.tr("&Stop"), self._controller.desk.stop_looking)
        self._notices.say(
            _NOTICE, words, Level.INFO, stop, again=partial(self._say_looking, folder), closable=False
        )
