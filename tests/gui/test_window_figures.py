"""Figures: editing Q-Box values, leaving acquisitions out, the exam's result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from dlre_gui.gui.exporting import dossier_of, to_export
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.report_pixels import PixelReader
from dlre_gui.gui.save_picture import report_screen, write_picture
from dlre_gui.report.secondary_capture import annotated_pixels

Until = Callable[[Callable[[], bool]], None]
NOW = datetime(2024, 5, 21, tzinfo=UTC)


def _type(window: MainWindow, qtbot: QtBot, field: str, text: str) -> QLineEdit:
    line = window.right.acquisition.qbox.fields[field].line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    return line


def test_a_typed_mean_counts_for_the_exam_and_can_be_undone(
    opened: MainWindow, qtbot: QtBot, until: Until
) -> None:
    before = opened.right.exam.lsm.value
    assert before != "11.4 kPa"
    _type(opened, qtbot, "mean", "11,4")
    until(lambda: opened.right.exam.lsm.value == "11.4 kPa")
    opened.actions_by_name["undo"].trigger()
    until(lambda: opened.right.exam.lsm.value == before)
    opened.actions_by_name["redo"].trigger()
    until(lambda: opened.right.exam.lsm.value == "11.4 kPa")


def test_enter_in_a_field_hands_the_value_in_but_accepts_nothing(
    opened: MainWindow, qtbot: QtBot, until: Until
) -> None:
    session = opened.controller.session
    before = session.current
    _type(opened, qtbot, "sd", "1.2")
    until(opened.middle.view.hasFocus)
    assert session.current == before
    assert before is not None
    assert session.is_open(before)


def test_letters_cannot_be_typed_as_a_value(opened: MainWindow, qtbot: QtBot) -> None:
    line = _type(opened, qtbot, "maximum", "-1x2.5e")
    assert line.text() == "12.5"


def test_a_lone_point_is_no_value_and_does_not_take_one_away(opened: MainWindow, qtbot: QtBot) -> None:
    session, before = opened.controller.session, opened.right.acquisition.qbox.fields["mean"].line.text()
    line = _type(opened, qtbot, "mean", "Dr. W.")
    assert line.text() == before
    assert session.current is not None
    assert session.facts(session.current).decision.qbox_edits == ()


def test_excluding_an_acquisition_changes_the_exam_result(
    exam: MainWindow, qtbot: QtBot, until: Until
) -> None:
    before = exam.presenter.state.exam.probabilities
    qtbot.keyClick(exam.middle.view, Qt.Key.Key_Delete)
    until(lambda: exam.right.exam.count.startswith("2 of 2 acquisitions scored"))
    assert exam.presenter.state.exam.probabilities != before
    qtbot.keyClick(exam.middle.view, Qt.Key.Key_Delete)
    until(lambda: exam.presenter.state.exam.probabilities == before)


def test_the_annotated_picture_is_written(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    session = opened.controller.session
    key = session.current
    assert key is not None
    screen = opened.controller.pictures.screen(key)
    assert screen is not None
    path = tmp_path / "picture.png"
    with qtbot.waitSignal(write_picture(opened, *report_screen(opened, key, screen), path).done):
        pass
    assert path.stat().st_size > 10_000
    assert str(path) in opened.middle.notices.texts[0]


def test_the_annotated_picture_is_the_exports_whatever_is_shown_meanwhile(
    exam: MainWindow, tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    session = exam.controller.session
    key = session.keys[0]
    screen = exam.controller.pictures.screen(key)
    assert screen is not None
    qtbot.keyClick(exam.middle.view, Qt.Key.Key_Return)
    until(lambda: exam.presenter.state.canvas.key == session.keys[1])
    path = tmp_path / "picture.png"
    with qtbot.waitSignal(write_picture(exam, *report_screen(exam, key, screen), path).done):
        pass
    one = to_export(session, session.exam_key_of(key), None)
    dossier = dossier_of(replace(one, pixels={(screen.sha256, 0): screen.pixels}), PixelReader(), NOW)
    exported = annotated_pixels(dossier.screens[0], dossier.contributions[0])
    assert np.array_equal(np.asarray(Image.open(path)), exported)


def test_every_control_has_an_accessible_name(opened: MainWindow) -> None:
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in opened.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_an_exam_is_done_by_keyboard_alone(exam: MainWindow, qtbot: QtBot, until: Until) -> None:
    session = exam.controller.session
    screen = exam.middle.view
    screen.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    until(lambda: exam.presenter.state.canvas.key == session.keys[1])
    qtbot.keyClick(screen, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(screen, Qt.Key.Key_Tab)
    line = exam.focusWidget()
    assert line is exam.right.acquisition.qbox.fields["mean"].line
    qtbot.keyClicks(line, "9.5")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    qtbot.keyClick(screen, Qt.Key.Key_Delete)
    qtbot.keyClick(screen, Qt.Key.Key_PageUp)
    until(lambda: session.current == session.keys[1])
    until(lambda: exam.right.exam.count.startswith("2 of 2 acquisitions scored"))
    edited = session.acquisition(session.keys[1]).qbox
    assert edited is not None
    assert edited.mean_kpa == 9.5
