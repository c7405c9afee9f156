"""The program with a window: show it first, load the engine after."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import dlre_gui.gui.unread_sources  # noqa: F401 - before all that it shortens
from dlre_gui import __version__
from dlre_gui.gui import appearance
from dlre_gui.gui.ahead import get_ready_soon
from dlre_gui.gui.background import Work
from dlre_gui.gui.controller import Controller
from dlre_gui.gui.engine_bridge import EngineBridge
from dlre_gui.gui.exception_hook import ExceptionHook
from dlre_gui.gui.freed_memory import give_back_what_is_freed
from dlre_gui.gui.icons import read_all, tinted
from dlre_gui.gui.language import use_language
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Session
from dlre_gui.gui.settings_file import Loaded, load
from dlre_gui.gui.short_pauses import keep_pauses_short
from dlre_gui.priority import let_children_give_way

_LONGEST_READ_S = 2.0


def main(
    paths: Sequence[Path], screenshot: Path | None = None, model: str | None = None, device: str = "auto"
) -> int:
    """Open the window on `paths`; returns the exit status when it is closed.

    Parameters
    ----------
    screenshot
        Show the window, wait until everything is scored, refused or failed, save a picture of
        the window here, and quit. The status is 1 if that did not work.
    model, device
        As `engine.client.Engine`.
    """
    reading = SettingsReading()
    app = application()
    loaded = reading.result()
    use_language(loaded.settings.language)
    window = make_window(model or loaded.settings.model or None, _device(device, loaded), loaded)
    if not loaded.read and not loaded.damaged:
        _take_later(window, reading)
    hook = ExceptionHook(window.program_acts.show_crash)
    hook.install()
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _begin(window, paths)))
    if screenshot is None:
        window.program_acts.offer_tour()
    else:
        from dlre_gui.gui.screenshot import Screenshot

        Screenshot(window, screenshot, expects_files=bool(paths)).start()
    window.show()
    status = app.exec()
    hook.remove()
    return status


def application() -> QApplication:
    """The one `QApplication`, named and dressed."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("DLRE GUI")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dlre-gui")
    appearance.set_up(app)
    app.setWindowIcon(tinted("app", app.palette().highlight().color(), 64))
    return app


def make_window(model: str | None = None, device: str = "auto", loaded: Loaded | None = None) -> MainWindow:
    """A window with its own session, without its exam book, and an engine that is not started yet."""
    return MainWindow(Controller(Session(), EngineBridge(model, device)), loaded)


class SettingsReading:
    """Reads the settings on a thread of its own while Qt starts."""

    def __init__(self) -> None:
        self._loaded = Loaded(read=False)
        self._thread = threading.Thread(target=self._read, name="settings", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        self._loaded = load()

    def result(self) -> Loaded:
        """What was read; the defaults where a disk takes longer than a start may."""
        self._thread.join(_LONGEST_READ_S)
        return self._loaded

    def at_last(self) -> Loaded:
        """What was read, however long it takes; never on the GUI thread."""
        self._thread.join()
        return self._loaded


def _take_later(window: MainWindow, reading: SettingsReading) -> None:
    """A disk slower than a start: its settings count as soon as they are there."""
    late = Work(reading.at_last)
    late.done.connect(window.keeper.take)
    late.done.connect(lambda _: window.effects.say_problems())
    late.start()


def _device(wanted: str, loaded: Loaded) -> str:
    """The command line's, else the settings'."""
    return loaded.settings.device if wanted == "auto" else wanted


def _begin(window: MainWindow, paths: Sequence[Path]) -> None:
    """The user sees the window: now load the engine, open the exam book and the files."""
    keep_pauses_short()
    let_children_give_way()
    give_back_what_is_freed()
    Work(read_all).start()
    window.effects.say_problems()
    window.controller.start()
    window.controller.desk.open_book()
    window.acts.open_paths(paths)
    window.watch.begin()
    get_ready_soon(window)
