"""The ROI: click, drag, keys, accept, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from dlre_gui.domain.roi import RoiSource
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Progress
from tests.gui.conftest import click, n_scored, roi_of, send_mouse, settled

Until = Callable[[Callable[[], bool]], None]


def _source(window: MainWindow) -> RoiSource:
    key = window.controller.session.current
    assert key is not None
    roi = window.controller.session.acquisition(key).roi
    assert roi is not None
    return roi.source


def test_click_near_edge_clamps_roi(opened: MainWindow, until: Until) -> None:
    click(opened, 718, 538)
    until(lambda: settled(opened) and _source(opened) is RoiSource.PLACED)
    roi = opened.middle.view.roi
    assert roi is not None
    assert (roi.x + roi.side <= 720, roi.y + roi.side <= 540) == (True, True)
    swe_box = opened.presenter.state.canvas.swe_box
    assert swe_box is not None
    assert roi.holds(swe_box)
    assert not opened.middle.view.roi_is_dashed


def test_enter_accepts_and_goes_to_next(exam: MainWindow, qtbot: QtBot, until: Until) -> None:
    session = exam.controller.session
    first = session.current
    qtbot.keyClick(exam.middle.view, Qt.Key.Key_Return)
    until(lambda: session.current == session.keys[1])
    assert first is not None
    assert session.progress(first) in (Progress.DONE, Progress.FLAGGED)
    until(lambda: exam.left.list.currentIndex().row() == 1)


def test_three_enters_finish_an_exam_of_three(exam: MainWindow, qtbot: QtBot, until: Until) -> None:
    session = exam.controller.session
    for _ in range(3):
        qtbot.keyClick(exam.middle.view, Qt.Key.Key_Return)
    until(lambda: not any(session.is_open(key) for key in session.keys))


@pytest.mark.parametrize(
    ("key", "modifier", "way"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, (1, 0)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, (0, -1)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, (-10, 0)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, (0, 10)),
    ],
)
def test_arrow_keys_move_the_roi(
    opened: MainWindow,
    qtbot: QtBot,
    until: Until,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    way: tuple[int, int],
) -> None:
    x, y = roi_of(opened)
    opened.middle.view.setFocus()
    qtbot.keyClick(opened.middle.view, key, modifier)
    assert roi_of(opened) == (x + way[0], y + way[1])
    until(lambda: settled(opened))


def test_dragging_moves_the_roi_and_undo_puts_it_back(opened: MainWindow, qtbot: QtBot, until: Until) -> None:
    x, y = roi_of(opened)
    send_mouse(opened, QMouseEvent.Type.MouseButtonPress, x + 20, y + 20)
    send_mouse(opened, QMouseEvent.Type.MouseMove, x + 50, y + 40)
    send_mouse(opened, QMouseEvent.Type.MouseMove, x + 60, y + 50)
    assert roi_of(opened) == (x, y), "nothing is decided before the button is released"
    send_mouse(opened, QMouseEvent.Type.MouseButtonRelease, x + 60, y + 50)
    moved = roi_of(opened)
    assert (abs(moved[0] - x - 40) <= 2, abs(moved[1] - y - 30) <= 2) == (True, True)
    until(lambda: settled(opened))
    opened.actions_by_name["undo"].trigger()
    assert roi_of(opened) == (x, y)
    until(opened.actions_by_name["redo"].isEnabled)
    opened.actions_by_name["redo"].trigger()
    assert roi_of(opened) == moved


def test_a_moved_roi_is_scored_anew(opened: MainWindow, until: Until) -> None:
    key = opened.controller.session.current
    assert key is not None
    first = opened.controller.session.acquisition(key).scores
    opened.acts.move_roi(-40, 25)
    until(lambda: settled(opened))
    assert opened.controller.session.acquisition(key).scores != first


def test_undo_gives_back_the_very_same_scores(opened: MainWindow, qtbot: QtBot, until: Until) -> None:
    session, key = opened.controller.session, opened.controller.session.current
    assert key is not None
    first = session.acquisition(key).scores
    click(opened, 300, 300)
    until(lambda: settled(opened))
    qtbot.keyClick(opened.middle.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.acquisition(key).scores == first


def test_escape_takes_a_drag_back(opened: MainWindow, qtbot: QtBot) -> None:
    before = roi_of(opened)
    send_mouse(opened, QMouseEvent.Type.MouseButtonPress, before[0] + 20, before[1] + 20)
    send_mouse(opened, QMouseEvent.Type.MouseMove, before[0] + 80, before[1] + 80)
    qtbot.keyClick(opened.middle.view, Qt.Key.Key_Escape)
    send_mouse(opened, QMouseEvent.Type.MouseButtonRelease, before[0] + 80, before[1] + 80)
    assert roi_of(opened) == before


def test_actual_size_is_one_pixel_for_one(opened: MainWindow) -> None:
    view = opened.middle.view
    opened.actions_by_name["actual_size"].trigger()
    assert view.zoom == pytest.approx(1.0)
    opened.actions_by_name["zoom_in"].trigger()
    assert view.zoom == pytest.approx(1.25)
    opened.actions_by_name["fit"].trigger()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.sceneRect().adjusted(2, 2, -2, -2))


def test_many_quick_moves_end_in_the_score_of_the_last(opened: MainWindow, until: Until) -> None:
    for _ in range(25):
        opened.acts.move_roi(1, 1)
    until(lambda: settled(opened))
    assert n_scored(opened) == 1
