"""File ▸ Export cohort…: only what the user says of the biopsy is a stage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dlre_gui.domain.errors import FileError
from dlre_gui.domain.exam import Stage
from dlre_gui.gui.cohort_dialog import CohortDialog
from dlre_gui.gui.cohort_work import CohortLine, stage_of, write_cohort
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.store.book import Book
from dlre_gui.store.progress import unheard
from dlre_gui.training.cohort import read_cohort
from tests.scoring_material import b_mode, model, screens  # noqa: F401

LINES = (
    CohortLine("a", "吴 秀英", "P1", "2026-01-01", 5, "F3"),
    CohortLine("b", "<b>X</b>", "P2", "2026-01-01", 5, "F0-1"),
    CohortLine("c", "Y", "", "2026-01-01", 1),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> CohortDialog:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = CohortDialog(parent, LINES)
    dialog._kept = parent  # type: ignore[attr-defined]
    dialog.show()
    return dialog


def type_stage(dialog: CohortDialog, row: int, text: str) -> bool:
    return dialog.model.setData(dialog.model.index(row, 5), text)


def test_a_conclusion_is_no_biopsy_until_the_user_says_so(dialog: CohortDialog) -> None:
    assert dialog.stages == {}
    assert not dialog.go_on.isEnabled()
    dialog.concluded.click()
    assert dialog.stages == {"a": Stage.F3}  # F0-1 names two stages: neither is taken
    dialog.concluded.click()
    assert dialog.stages == {}


def test_what_is_typed_counts_before_the_conclusion(dialog: CohortDialog) -> None:
    dialog.concluded.click()
    assert type_stage(dialog, 0, "4")
    assert type_stage(dialog, 1, "f1")
    assert not type_stage(dialog, 2, "F5")
    assert dialog.stages == {"a": Stage.F4, "b": Stage.F1}
    assert type_stage(dialog, 0, "")
    assert dialog.stages == {"b": Stage.F1}


def test_exams_without_a_stage_are_left_out_or_left_empty(dialog: CohortDialog, qtbot: QtBot) -> None:
    type_stage(dialog, 0, "2")
    assert "1 of 3 exams have a stage; 1 will be" in dialog.count.text()
    dialog.without.click()
    assert "1 of 3 exams have a stage; 3 will be" in dialog.count.text()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert chosen.args == [{"a": Stage.F2, "b": None, "c": None}]


def test_a_stage_is_typed_by_its_digit(dialog: CohortDialog, qtbot: QtBot) -> None:
    dialog.table.setFocus()
    qtbot.keyClicks(dialog.table, "3")
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stages == {"a": Stage.F3})  # Qt takes it in its next turn


@pytest.mark.parametrize("typed", ["5", "F", "F01", "-1", "二", "F2 or F3"])
def test_only_stages_are_stages(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        stage_of(typed)


def test_the_table_is_one_that_training_reads(
    exam: MainWindow, tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    session, path = exam.controller.session, tmp_path / "COHORT.csv"
    exam.book_acts.choose_cohort()
    until(lambda: exam.findChild(CohortDialog) is not None)
    dialog = exam.findChild(CohortDialog)
    assert dialog is not None
    assert [line.n_screens for line in dialog.model.lines] == [3]
    type_stage(dialog, 0, "F3")
    exam.book_acts.export_cohort(path, dialog.stages)
    dialog.reject()
    until(lambda: any("1 exam in the cohort" in text for text in exam.middle.notices.texts))
    cohort = read_cohort(path)
    assert {screen.stage for screen in cohort.screens} == {Stage.F3}
    rois = [session.acquisition(key).roi for key in session.keys]
    assert [screen.roi_xy for screen in cohort.screens] == [(roi.x, roi.y) for roi in rois if roi]


def test_an_unknown_stage_is_an_empty_cell_and_no_file_is_overwritten(
    exam: MainWindow, tmp_path: Path
) -> None:
    book, path = exam.controller.session.book, tmp_path / "COHORT.csv"
    assert isinstance(book, Book)
    book.flush()
    done = write_cohort(book, {exam.controller.session.exam_keys[0]: None}, path, unheard)
    assert (done.n_exams, done.n_rows, done.n_without) == (1, 3, 1)
    content = path.read_text("utf-8-sig")
    assert ",,1," in content.splitlines()[1]
    with pytest.raises(FileError, match="exists already"):
        write_cohort(book, {}, path, unheard)
    assert path.read_text("utf-8-sig") == content
