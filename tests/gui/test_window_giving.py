"""Giving what could not be read: the box by drag or keys, the bar's ends, the scale; and carrying it over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QMouseEvent
from pytestqt.qtbot import QtBot

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import Given
from dlre_gui.domain.geometry import Box
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.screen_items import Label, Marks
from dlre_gui.gui.session.view_state import Tool
from dlre_gui.gui.tool_layer import ToolLayer
from tests.gui.conftest import click, n_scored, roi_of, send_mouse, settled

Until = Callable[[Callable[[], bool]], None]

PRESS, MOVE, RELEASE = (
    QMouseEvent.Type.MouseButtonPress,
    QMouseEvent.Type.MouseMove,
    QMouseEvent.Type.MouseButtonRelease,
)


@pytest.fixture
def boxless(window: MainWindow, b_mode: Path, until: Until) -> MainWindow:
    """The window with a screen on which no SWE box was found."""
    window.acts.open_paths([b_mode])
    until(lambda: window.middle.view.tool is Tool.BOX and not window.middle.view.image.isNull())
    return window


def _drag(window: MainWindow, *way: tuple[float, float]) -> None:
    send_mouse(window, PRESS, *way[0])
    for place in way[1:]:
        send_mouse(window, MOVE, *place)
    send_mouse(window, RELEASE, *way[-1])


def _given(window: MainWindow) -> Given:
    key = window.controller.session.current
    assert key is not None
    return window.controller.session.facts(key).decision.given or Given()


def _is_near(box: Box | None, wanted: Box) -> bool:
    return box is not None and box.iou(wanted) > 0.9


def test_a_screen_without_a_box_asks_for_it_and_a_drag_gives_it(boxless: MainWindow, until: Until) -> None:
    assert "Drag over it" in boxless.middle.ask.strip.text
    _drag(boxless, (200, 150), (260, 200), (320, 240))
    assert _is_near(_given(boxless).swe_box, Box(200, 150, 120, 90))
    until(lambda: not boxless.controller.busy)
    assert boxless.middle.view.tool is Tool.BAR
    assert "No colour bar was found" in boxless.middle.ask.strip.text
    boxless.actions_by_name["undo"].trigger()
    assert _given(boxless).swe_box is None


def test_the_key_of_a_tool_that_came_with_the_screen_keeps_it(boxless: MainWindow, until: Until) -> None:
    """The guide says: press B and drag."""
    boxless.actions_by_name["draw_box"].trigger()
    _drag(boxless, (200, 150), (260, 200), (320, 240))
    assert _is_near(_given(boxless).swe_box, Box(200, 150, 120, 90))
    until(lambda: boxless.middle.view.tool is Tool.BAR)
    boxless.actions_by_name["mark_bar"].trigger()
    assert boxless.middle.view.tool is Tool.BAR
    boxless.actions_by_name["mark_bar"].trigger()
    assert boxless.middle.view.tool is None


def test_a_corner_can_be_dragged_again_and_again(opened: MainWindow, until: Until) -> None:
    box = opened.presenter.state.canvas.swe_box
    assert box is not None
    opened.actions_by_name["draw_box"].trigger()
    for wider in (20, 40):
        _drag(opened, (box.right + wider - 20, box.bottom), (box.right, 300), (box.right + wider, box.bottom))
        assert _is_near(_given(opened).swe_box, Box(box.x, box.y, box.w + wider, box.h))
        until(lambda: settled(opened))
        assert opened.middle.view.tool is Tool.BOX
    click(opened, 600, 500)
    assert opened.middle.view.tool is None


def test_escape_in_a_drag_gives_nothing_and_the_next_one_leaves_the_tool(
    boxless: MainWindow, qtbot: QtBot
) -> None:
    view = boxless.middle.view
    send_mouse(boxless, PRESS, 200, 150)
    send_mouse(boxless, MOVE, 300, 250)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    send_mouse(boxless, RELEASE, 300, 250)
    assert _given(boxless) == Given()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.tool is None


def test_a_click_while_a_box_is_asked_for_places_no_roi(boxless: MainWindow) -> None:
    click(boxless, 300, 300)
    assert _given(boxless) == Given()
    assert boxless.middle.view.roi is None


def test_the_box_is_drawn_by_keys_alone(boxless: MainWindow, qtbot: QtBot) -> None:
    view = boxless.middle.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)  # shows it, in the middle
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    wider = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_Right, wider)
    assert _given(boxless) == Given()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert _given(boxless).swe_box == Box(250, 180, 250, 180)
    assert view.tool is None


def test_enter_without_a_change_leaves_the_box_as_it_was_read(
    opened: MainWindow, qtbot: QtBot, until: Until
) -> None:
    view = opened.middle.view
    opened.actions_by_name["draw_box"].trigger()
    assert view.tool is Tool.BOX
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.tool is None
    assert _given(opened) == Given()
    before = roi_of(opened)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert roi_of(opened) == (before[0] + 1, before[1])
    until(lambda: settled(opened))


@pytest.mark.parametrize(("x", "leftwards"), [(1400, True), (40, False)])
def test_the_names_of_the_bars_ends_stand_within_the_screen(qtbot: QtBot, x: int, leftwards: bool) -> None:
    layer = ToolLayer(QFont())
    layer.name_ends("minimum", "maximum")
    layer.take(Tool.BAR, QRectF(0, 0, 1440, 1080), Marks(bar_ends=((x, 400), (x, 100))))
    ends = [one for one in layer.items if isinstance(one, Label)]
    assert len(ends) == 2
    for one in ends:
        assert one.isVisible()
        assert one.x() == x
        assert (one.boundingRect().right() <= 0) is leftwards


def test_the_bar_is_marked_from_its_minimum_to_its_maximum(opened: MainWindow, until: Until) -> None:
    bar = opened.presenter.state.canvas.bar_box
    assert bar is not None
    opened.actions_by_name["mark_bar"].trigger()
    view = opened.middle.view
    assert "lowest value to its highest" in opened.middle.ask.strip.text
    opened.actions_by_name["fit_roi"].trigger()
    opened.actions_by_name["fit"].trigger()
    across = bar.x + bar.w / 2
    _drag(opened, (across, bar.bottom), (across, bar.bottom - 40), (across, bar.y + 2))
    ends = _given(opened).bar_ends
    assert ends is not None
    assert ends[0][1] > ends[1][1]
    until(lambda: settled(opened))
    assert view.tool is Tool.BAR


def test_a_scale_typed_once_counts_for_the_exams_other_screens(
    window: MainWindow, no_scale: Path, tmp_path: Path, until: Until, qtbot: QtBot
) -> None:
    for name in ("a.png", "b.png"):
        shutil.copy(no_scale, tmp_path / name)
    window.acts.open_paths([tmp_path])
    form = window.middle.ask.scale
    until(lambda: form.isVisible() and not window.controller.busy)
    session = window.controller.session
    window.controller.act(lambda: session.select(session.keys[0]))
    until(lambda: window.presenter.state.canvas.key == session.keys[0])
    window.actions_by_name["type_scale"].trigger()
    until(form.maximum.hasFocus)
    qtbot.keyClicks(form.maximum, "40")
    qtbot.keyClick(form.maximum, Qt.Key.Key_Return)
    until(lambda: n_scored(window) == 2)
    assert window.middle.view.hasFocus()
    window.actions_by_name["next"].trigger()
    until(lambda: "carried over from a.png" in window.middle.ask.strip.text)
    window.middle.ask.carried_declined.emit()
    until(lambda: n_scored(window) == 1)
    window.actions_by_name["undo"].trigger()
    until(lambda: n_scored(window) == 2)
    assert Flag.SCALE_DOUBTFUL in session.acquisition(session.keys[1]).flags
    window.middle.ask.carried_confirmed.emit()
    until(lambda: not window.middle.ask.strip.isVisible())
    assert Flag.SCALE_DOUBTFUL not in session.acquisition(session.keys[1]).flags
    assert n_scored(window) == 2


def test_a_scale_that_was_read_can_be_typed_over(opened: MainWindow, until: Until, qtbot: QtBot) -> None:
    opened.actions_by_name["type_scale"].trigger()
    form = opened.middle.ask.scale
    assert (form.minimum.text(), form.maximum.text()) == ("0", "40")
    qtbot.keyClicks(form.maximum, "20")
    form.use.click()
    until(lambda: settled(opened))
    key = opened.controller.session.current
    assert key is not None
    measured = opened.controller.session.acquisition(key).measured
    assert measured is not None
    assert measured.scale_max == 20
    assert not form.isVisible()


@pytest.mark.parametrize(("minimum", "maximum"), [("0", ""), ("0", "0"), ("50", "40")])
def test_an_impossible_scale_is_not_taken(opened: MainWindow, minimum: str, maximum: str) -> None:
    opened.actions_by_name["type_scale"].trigger()
    form = opened.middle.ask.scale
    form.minimum.setText(minimum)
    form.maximum.setText(maximum)
    form.use.click()
    assert _given(opened) == Given()
    assert form.isVisible()


def test_the_cursor_over_the_box_tells_the_stiffness(opened: MainWindow, until: Until) -> None:
    swe_box = opened.presenter.state.canvas.swe_box
    assert swe_box is not None
    send_mouse(opened, MOVE, *swe_box.centre)
    readout = opened.middle.view.readout
    assert readout.isVisible()
    assert "kPa" in readout.text()
    send_mouse(opened, MOVE, 5, 5)
    assert not readout.isVisible()
