"""A window with its engine and exam book, and a keyboard: keys go through Qt as a keyboard's do."""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.benchmarks.heartbeat import Gap

LONGEST_WAIT_S = 120.0


class StoppedEarlyError(Exception):
    """What was waited for did not come, or somebody wants no more."""


class Walker:
    """Presses keys, waits for what they do, and tells how long the GUI thread was away.

    Parameters
    ----------
    out
        The folder for reports.
    """

    def __init__(self, out: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from dlre_gui.gui import app
        from tests.benchmarks.heartbeat import Heartbeat

        self.app = app.application()
        loaded = app.load()
        settings = replace(loaded.settings, tour_seen=True, export_folder=str(out))
        self.window = app.make_window(loaded=replace(loaded, settings=settings))
        self.session = self.window.controller.session
        self.heart = Heartbeat()
        self.keys = 0
        self._stopped = False
        self._begin: Callable[..., None] = app._begin
        self.window.show()
        self.window.activateWindow()

    def begin(self, paths: Sequence[Path] = ()) -> None:
        """As after the first painting: engine, exam book, files."""
        self._begin(self.window, list(paths))
        self.until(lambda: self.session.book is not None and self.window.controller.ready is not None)

    def press(self, key: str) -> None:
        """A key, or several together, as ``Ctrl+G``."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        self._come_to_front()
        pressed = QKeySequence(key)[0]
        target = self.app.activeModalWidget() or self.app.focusWidget() or self.window
        QTest.keyClick(target, pressed.key(), pressed.keyboardModifiers())
        self.keys += 1

    def _come_to_front(self) -> None:
        """After a dialog was closed, as a window manager does: without one no window is active then."""
        if self.app.activeWindow() is None:
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)
            if self.app.focusWidget() is None:
                self.window.middle.view.setFocus()

    def until(self, holds: Callable[[], object]) -> None:
        end = time.perf_counter() + LONGEST_WAIT_S
        while not holds():
            self.rest(0.01)
            if time.perf_counter() > end:
                raise StoppedEarlyError(f"waiting in vain: {self._where()}")

    def rest(self, seconds: float) -> None:
        """Let the window do what it does by itself."""
        from PySide6.QtTest import QTest

        QTest.qWait(round(1000 * seconds))
        if self._stopped:
            raise StoppedEarlyError(f"stopped: {self._where()}")

    def stop(self) -> None:
        """End at the next wait; may be called from anywhere, as an exception may not."""
        self._stopped = True

    def _where(self) -> str:
        """What was asked for, from where, and what the window shows."""
        calls = [f"{call.name}:{call.lineno}" for call in traceback.extract_stack()[:-2]]
        session, window = self.session, self.window
        told = {
            "exams": len(session.exam_keys),
            "screens": len(session.keys),
            "opening": session.n_opening,
            "busy": window.controller.busy,
            "at": session.current,
            "going on": session.going_on.value,
            "keyboard": repr(self.app.focusWidget()),
            "notices": window.middle.notices.texts,
            "dialogs": [type(one).__name__ for one in self.app.topLevelWidgets() if one.isVisible()],
        }
        return f"{self.heart.doing} ({' > '.join(calls)})\n  {told}"

    def is_read(self, key: object) -> bool:
        """The screen is on display with its scores, as a reader waits for them."""
        canvas = self.window.presenter.state.canvas
        return canvas.key == key and self.is_scored(key) and canvas.roi is not None

    def is_shown_done(self, key: object) -> bool:
        """The list says so: the decision is on disk."""
        shown = (row.progress for row in self.window.presenter.state.rows if row.key == key)
        return next(shown, None) in ("done", "flagged")

    def is_scored(self, key: Any) -> bool:
        return self.session.acquisition(key).scores is not None

    def say(self, did: str, exam: str = "", **more: object) -> None:
        """Acknowledge in a line of JSON, with the keys and gaps since the last time."""
        gaps, self.heart.gaps = self.heart.gaps, []
        told = {"did": did, "exam": exam, "keys": self.keys, "gaps": list(map(asdict, gaps))}
        print(json.dumps(told | more), flush=True)
        self.keys = 0


def gaps_of(said: Sequence[dict[str, Any]]) -> list[Gap]:
    """The gaps of lines that `Walker.say` wrote."""
    return [Gap(**gap | {"where": tuple(gap["where"])}) for line in said for gap in line["gaps"]]
