"""A real window over a real engine; the engine is started once for all windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dlre_gui.gui import appearance
from dlre_gui.gui.controller import Controller
from dlre_gui.gui.engine_bridge import EngineBridge
from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Session
from dlre_gui.store.book import Book
from tests.scoring_material import b_mode, model, no_scale, screens  # noqa: F401

WAIT_MS = 20_000


class SharedBridge(EngineBridge):
    """Outlives the windows of the tests."""

    def close(self) -> None:
        """Only `really_close` closes it."""

    def really_close(self) -> None:
        super().close()


@pytest.fixture(scope="session")
def bridge(qapp: QApplication, model: str) -> Iterator[SharedBridge]:  # noqa: F811
    shared = SharedBridge(model)
    shared.start()
    yield shared
    shared.really_close()


@pytest.fixture
def window(
    bridge: SharedBridge, qtbot: QtBot, qapp: QApplication, own_data_dir: Path
) -> Iterator[MainWindow]:
    """A window of 1280×800 with an exam book of its own, in English."""
    qapp.setStyle("Fusion")
    use_language(ENGLISH)
    appearance.apply_scheme(qapp, Qt.ColorScheme.Light)
    qtbot.waitUntil(lambda: bridge.ready is not None, timeout=WAIT_MS)
    made = MainWindow(Controller(Session(Book()), bridge))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """The window's language for one test."""
    assert use_language(CHINESE)
    yield
    use_language(ENGLISH)


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Wait until something holds."""
    return lambda holds: qtbot.waitUntil(holds, timeout=WAIT_MS)


@pytest.fixture
def opened(window: MainWindow, screens: list[Path], until: Callable) -> MainWindow:  # noqa: F811
    """The window with one scored screen."""
    window.acts.open_paths(screens[:1])
    until(lambda: settled(window))
    return window


@pytest.fixture
def exam(window: MainWindow, screens: list[Path], until: Callable) -> MainWindow:  # noqa: F811
    """The window with three scored screens."""
    window.acts.open_paths(screens)
    until(lambda: n_scored(window) == 3 and window.presenter.state.canvas.roi is not None)
    return window


def n_scored(window: MainWindow) -> int:
    session = window.controller.session
    return sum(session.acquisition(key).scores is not None for key in session.keys)


def settled(window: MainWindow) -> bool:
    """The window shows the session as it is, and the current acquisition has its scores."""
    session = window.controller.session
    key = session.current
    shown = window.presenter.state.canvas
    return (
        key is not None
        and session.acquisition(key).scores is not None
        and shown.key == key
        and shown.roi == session.acquisition(key).roi
        and not window.controller.busy
    )


def roi_of(window: MainWindow) -> tuple[int, int]:
    """Upper left corner of the current ROI."""
    key = window.controller.session.current
    assert key is not None
    roi = window.controller.session.acquisition(key).roi
    assert roi is not None
    return roi.x, roi.y


def send_mouse(window: MainWindow, kind: QMouseEvent.Type, x: float, y: float) -> None:
    """A left-button mouse event at (x, y) px of the screen."""
    view = window.middle.view
    at = view.mapFromScene(x, y)
    left = Qt.MouseButton.LeftButton
    pressed = Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(
        kind,
        at.toPointF(),
        view.viewport().mapToGlobal(at).toPointF(),
        left,
        pressed,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def click(window: MainWindow, x: float, y: float) -> None:
    send_mouse(window, QMouseEvent.Type.MouseButtonPress, x, y)
    send_mouse(window, QMouseEvent.Type.MouseButtonRelease, x, y)
