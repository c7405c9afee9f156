"""Windows on a display of 1920×1080 at 200 %: it has room for 960×540 of their pixels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.laboratory_dialog import LaboratoryDialog
from dlre_gui.gui.main_window import MainWindow


def test_the_window_with_all_its_columns_is_narrow_enough(opened: MainWindow) -> None:
    columns = [opened.left, opened.middle, opened.right]
    assert all(column.isVisible() for column in columns)
    assert sum(max(c.minimumSizeHint().width(), c.minimumWidth()) for c in columns) < 945


def test_a_window_gets_the_displays_size_where_that_is_smaller(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    resize_within(window, 100_000, 300)
    assert (window.width(), window.height()) == (room.width() - 16, 300)


def test_the_laboratory_values_with_their_buttons_are_low_enough(qtbot: QtBot) -> None:
    from dlre_gui.clinical.circumstances import Circumstances

    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = LaboratoryDialog(parent, ExamDetails(), Circumstances(), "")
    assert dialog.sizeHint().height() < 500
