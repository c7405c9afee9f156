"""What is typed belongs to the acquisition that was shown while it was typed, whatever comes meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dlre_gui.gui.actions import ACTIONS
from dlre_gui.gui.laboratory_dialog import LaboratoryDialog
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.qbox_editor import NumberEdit
from dlre_gui.gui.session import AcqKey, key_of
from dlre_gui.gui.session.commands import AcceptRoi
from dlre_gui.store.book import Book
from dlre_gui.store.records import ExamSearch
from tests.gui.conftest import settled
from tests.scoring_material import screens  # noqa: F401

Until = Callable[[Callable[[], bool]], None]


def mean_of(window: MainWindow, key: AcqKey | None) -> float | None:
    assert key is not None
    qbox = window.controller.session.acquisition(key).qbox
    return qbox.mean if qbox is not None else None


def begin_typing(window: MainWindow, qtbot: QtBot, text: str) -> QLineEdit:
    line = window.right.acquisition.qbox.fields["mean"].line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    return line


def test_a_value_typed_before_a_key_goes_on_stays_where_it_was_typed(
    exam: MainWindow, qtbot: QtBot, until: Until
) -> None:
    session = exam.controller.session
    first, other = session.keys[:2]
    session.select(first)
    exam.controller.refresh()
    until(lambda: exam.presenter.state.canvas.key == first)
    before = mean_of(exam, other)
    line = begin_typing(exam, qtbot, "33.3")
    qtbot.keyClick(line, Qt.Key.Key_PageDown)
    until(lambda: exam.presenter.state.canvas.key == other)
    assert line.text() == f"{before:.1f}"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (mean_of(exam, first), mean_of(exam, other)) == (33.3, before)
    assert session.facts(other).decision.qbox_edits == ()


@pytest.fixture
def patient(window: MainWindow, screens: list[Path], tmp_path: Path, until: Until) -> MainWindow:  # noqa: F811
    """The window with a patient whose one screen is done, and another patient's file beside."""
    for name, screen in zip(("A", "B"), screens, strict=False):
        (tmp_path / name).mkdir()
        shutil.copy(screen, tmp_path / name / "1.png")
    window.acts.open_paths([tmp_path / "A" / "1.png"])
    until(lambda: settled(window))
    key = window.controller.session.current
    assert key is not None
    window.controller.act(lambda: window.controller.session.perform(AcceptRoi(key)))
    return window


def test_who_types_is_not_taken_to_a_patient_who_comes(
    patient: MainWindow, tmp_path: Path, qtbot: QtBot, until: Until
) -> None:
    session, shown = patient.controller.session, patient.controller.session.current
    line = begin_typing(patient, qtbot, "33")
    coming = AcqKey(tmp_path / "B" / "1.png")
    patient.controller.opening.open_watched([coming.path])
    until(lambda: session.has(coming) and session.acquisition(coming).scores is not None)
    before = mean_of(patient, coming)
    assert session.current == shown
    qtbot.keyClicks(line, ".3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (mean_of(patient, shown), mean_of(patient, coming)) == (33.3, before)


def test_who_has_a_dialog_open_is_not_taken_to_a_patient_who_comes(
    patient: MainWindow, tmp_path: Path, until: Until
) -> None:
    session, shown = patient.controller.session, patient.controller.session.current
    patient.actions_by_name["laboratory"].trigger()
    until(lambda: any(one.isVisible() for one in patient.findChildren(LaboratoryDialog)))
    coming = AcqKey(tmp_path / "B" / "1.png")
    patient.controller.opening.open_watched([coming.path])
    until(lambda: session.has(coming))
    assert session.current == shown
    for dialog in patient.findChildren(LaboratoryDialog):
        dialog.close()
    shutil.copy(coming.path, coming.path.with_name("2.png"))
    patient.controller.opening.open_watched([coming.path.with_name("2.png")])
    until(lambda: session.current is not None and session.current.path.parent.name == "B")


def test_a_button_means_the_acquisition_it_was_shown_with(exam: MainWindow) -> None:
    session, panel = exam.controller.session, exam.right.acquisition
    shown, other = exam.presenter.state.canvas.key, session.keys[-1]
    assert shown is not None
    assert other != shown
    session.select(other)  # not drawn yet
    panel.confirm.click()
    panel.retry_wanted.emit(shown)
    assert session.facts(shown).decision.qbox_confirmed
    assert not session.facts(other).decision.qbox_confirmed
    assert not session.facts(shown).read, "it is read again"
    assert session.facts(other).read


def kept_mean(window: MainWindow, key: AcqKey) -> float | None:
    """As the exam book has it."""
    session = window.controller.session
    assert session.book is not None
    session.book.flush()
    (exam_key,) = session.book.keys(ExamSearch())
    stored = session.book.load_exam(exam_key)
    assert stored is not None
    (typed,) = [dict(one.decision.qbox_edits) for one in stored.acquisitions if key_of(one.id) == key]
    return typed.get("mean")


@pytest.mark.parametrize("act", ["close_exams", "next_patient", "undo", "trend", "what_was_read", "next"])
def test_an_act_hands_in_what_is_being_typed(exam: MainWindow, qtbot: QtBot, act: str) -> None:
    key = exam.presenter.state.canvas.key
    assert key is not None
    begin_typing(exam, qtbot, "33.3")
    exam.actions_by_name[act].setEnabled(True)
    exam.actions_by_name[act].trigger()
    for dialog in exam.findChildren(QDialog):
        dialog.close()
    if act == "undo":
        exam.actions_by_name["redo"].setEnabled(True)
        exam.actions_by_name["redo"].trigger()
    assert kept_mean(exam, key) == 33.3


def test_closing_the_window_hands_in_what_is_being_typed(exam: MainWindow, qtbot: QtBot) -> None:
    key = exam.presenter.state.canvas.key
    begin_typing(exam, qtbot, "33.3")
    exam.close()
    with Book() as book:
        (exam_key,) = book.keys(ExamSearch())
        stored = book.load_exam(exam_key)
        assert stored is not None
        typed = [dict(one.decision.qbox_edits) for one in stored.acquisitions if key_of(one.id) == key]
    assert typed == [{"mean": 33.3}]


def test_a_button_pressed_by_its_letter_hands_in_what_is_being_typed(exam: MainWindow, qtbot: QtBot) -> None:
    """Alt and a letter press a button and leave the cursor in the field."""
    key = exam.presenter.state.canvas.key
    begin_typing(exam, qtbot, "33.3")
    exam.right.exam.buttons.agree.clicked.emit()
    assert mean_of(exam, key) == 33.3


def test_a_scale_being_typed_counts_when_another_screen_is_chosen(
    exam: MainWindow, qtbot: QtBot, until: Until
) -> None:
    session = exam.controller.session
    key, other = session.keys[:2]
    session.select(key)
    exam.presenter.draw()
    exam.actions_by_name["type_scale"].trigger()
    form = exam.middle.ask.scale
    form.maximum.selectAll()
    qtbot.keyClicks(form.maximum, "65")
    exam.left.list.chosen.emit(other)
    until(lambda: exam.presenter.state.canvas.key == other)
    given = session.facts(key).decision.given
    assert given is not None
    assert given.maximum == 65
    assert session.facts(other).decision.given is None


KEYS = [keys for info in ACTIONS if info.name not in ("undo", "redo") for keys in info.keys if "Ctrl" in keys]


@pytest.mark.parametrize("keys", KEYS)
def test_no_field_takes_the_key_of_an_act(qtbot: QtBot, keys: str) -> None:
    """On X11 lines of text use Ctrl+E and Ctrl+D themselves; Ctrl+Enter goes on, too."""
    line = NumberEdit()
    qtbot.addWidget(line)
    pressed = QKeySequence(keys)[0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key(), pressed.keyboardModifiers())
    event.ignore()
    line.event(event)
    assert not event.isAccepted()
