"""``--screenshot FILE``: a picture of the window with everything scored, then quit."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Progress

_LOOK_EVERY_MS = 50
_LONGEST_MS = 180_000
_SETTLE_MS = 200


class Screenshot(QObject):
    """Waits until nothing is to do any more, then saves and quits."""

    def __init__(self, window: MainWindow, path: Path, *, expects_files: bool) -> None:
        super().__init__(window)
        self._window, self._path, self._expects_files = window, path, expects_files
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._try)
        self._last = QTimer(self)
        self._last.setSingleShot(True)
        self._last.setInterval(_LONGEST_MS)
        self._last.timeout.connect(lambda: self._give_up("not everything was scored in time"))

    def start(self) -> None:
        self._look.start()
        self._last.start()

    def _try(self) -> None:
        controller = self._window.controller
        if controller.failure is not None:
            self._look.stop()
            self._give_up(str(controller.failure))
        elif self._is_done():
            self._look.stop()
            QTimer.singleShot(_SETTLE_MS, self._save)

    def _is_done(self) -> bool:
        controller = self._window.controller
        session = controller.session
        if controller.ready is None or controller.busy:
            return False
        waiting = any(session.progress(key) is Progress.TO_DO for key in session.keys)
        seen = session.current is None or controller.pictures.image(session.current) is not None
        current_failed = session.current is not None and bool(session.facts(session.current).failure)
        something = bool(session.keys) or not self._expects_files or bool(self._window.middle.notices.texts)
        return something and not waiting and (seen or current_failed)

    def _save(self) -> None:
        saved = self._save_picture()
        if not saved:
            print(f"The picture could not be written to {self._path}.", file=sys.stderr)
        self._quit(0 if saved else 1)

    def _save_picture(self) -> bool:
        return self._window.picture().save(str(self._path))

    def _give_up(self, why: str) -> None:
        """Keep what there is to see, but fail."""
        self._save_picture()
        print(f"No finished picture: {why}.", file=sys.stderr)
        self._quit(1)

    def _quit(self, status: int) -> None:
        self._last.stop()
        self._window.close()
        QApplication.exit(status)
