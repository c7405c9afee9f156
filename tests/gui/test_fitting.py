"""Windows on a display of 1920×1080 at 200 %: it has room for 960×540 of their pixels."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.gui.empty_state import EmptyState
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.laboratory_dialog import LaboratoryDialog
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.strip import Offer, Strip


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


def test_a_message_with_buttons_does_not_widen_the_window_and_is_read_as_lines(qtbot: QtBot) -> None:
    strip = Strip(closable=True)
    qtbot.addWidget(strip)
    strip.say("New here? A short tour shows the parts of the window on a simulated sample exam.")
    strip.offer(Offer("No, thanks", print), Offer("Take the tour", print))
    strip.show()
    words, buttons = strip.findChildren(QLabel)[1], strip.findChildren(QPushButton)
    strip.resize(345, 120)
    assert strip.minimumSizeHint().width() <= 310
    qtbot.waitUntil(lambda: all(button.y() >= words.geometry().bottom() for button in buttons))
    assert words.width() >= 200
    strip.resize(900, 60)
    qtbot.waitUntil(lambda: all(button.x() > words.geometry().right() for button in buttons))


def test_the_list_of_exams_has_the_room_of_a_low_window(qtbot: QtBot) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.be_small(True)
    empty.resize(900, 400)
    assert empty.sizeHint().height() < 90
    assert empty.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Maximum


def test_the_words_beside_the_list_of_exams_need_one_line_where_there_is_room(qtbot: QtBot) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.be_small(True)
    empty.resize(1300, 80)
    empty.show()
    words = next(label for label in empty.findChildren(QLabel) if label.text() == empty.words)
    qtbot.waitUntil(lambda: words.width() >= words.fontMetrics().horizontalAdvance(words.text()))
