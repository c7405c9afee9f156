"""File ▸ Export… from the start page, and while the window goes on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dlre_gui.domain.screen import Header
from dlre_gui.gui.export_dialog import ExportDialog
from dlre_gui.gui.export_work import ExamClosedError, Exporter, Scope, Wanted
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Session
from dlre_gui.report.bundle import ExportOptions
from dlre_gui.report.dossier import ReportStyle
from dlre_gui.store.book import Book
from dlre_gui.store.records import AcquisitionId, AcquisitionRecord, ExamFilter, ExamRecord, ExamSummary
from tests.gui.conftest import n_scored

Until = Callable[[Callable[[], bool]], None]
NAMES = ("Wang^Li", "Wu^Hai", "Zhang^San")


def fill(book: Book) -> None:
    """Three exams of one day, listed as in NAMES; the last one is done."""
    for n, name in reversed(tuple(enumerate(NAMES))):
        exam = ExamRecord(f"P{n}|1", Path(f"/exams/P{n}"), f"P{n}", name)
        identity = AcquisitionId(exam.key, exam.folder / "a.dcm", 0, f"P{n}")
        book.put_acquisition(
            exam, identity, AcquisitionRecord(header=Header(f"P{n}", name, study_date="2026-05-05"))
        )
        book.put_summary(exam.key, ExamSummary("F2", int(n < 2), flagged=False))
    book.flush()


@pytest.fixture
def start(window: MainWindow, until: Until) -> MainWindow:
    """The window with three exams on its start page."""
    book = window.controller.session.book
    assert book is not None
    fill(book)
    page = window.middle.empty
    page.refresh()
    until(lambda: page.model.rowCount() == 3)
    return window


def dialog_of(window: MainWindow, until: Until) -> ExportDialog:
    assert window.actions_by_name["export"].isEnabled()
    window.actions_by_name["export"].trigger()
    until(lambda: bool(window.findChildren(ExportDialog)))
    [dialog] = window.findChildren(ExportDialog)
    return dialog


def exported(dialog: ExportDialog, folder: Path, until: Until) -> list[str]:
    """IDs of the patients that are written."""
    dialog.fields.pdf.setChecked(False)
    dialog.fields.tables.setChecked(True)
    dialog.fields.folder.set_text(str(folder))
    dialog.start_button.click()
    until(dialog.outcome.isVisible)
    with (folder / "exams.csv").open(encoding="utf-8-sig") as table:
        return [row["patient_id"] for row in csv.DictReader(table)]


def test_exams_chosen_on_the_start_page_are_exported(
    start: MainWindow, until: Until, qtbot: QtBot, tmp_path: Path
) -> None:
    page, shift = start.middle.empty, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.search, Qt.Key.Key_Down, shift)
    dialog = dialog_of(start, until)
    assert dialog.fields.scope.currentText() == "2 exams chosen in the list"
    assert start.controller.session.preferences.tables  # by which the exams are judged
    assert exported(dialog, tmp_path / "out", until) == ["P1", "P2"]
    dialog.close()


def test_clicks_with_ctrl_choose_and_a_click_alone_opens(start: MainWindow, qtbot: QtBot) -> None:
    page, left, ctrl = start.middle.empty, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    opened: list[str] = []
    page.exam_chosen.disconnect()
    page.exam_chosen.connect(opened.append)
    place = [page.list.visualRect(page.model.index(row)).center() for row in range(3)]
    for row in (0, 2):
        qtbot.mouseClick(page.list.viewport(), left, ctrl, place[row])
    assert (set(page.chosen), opened) == ({"P0|1", "P2|1"}, [])
    qtbot.mouseClick(page.list.viewport(), left, pos=place[1])
    assert opened == ["P1|1"]


def test_what_the_list_looks_for_is_what_is_exported_and_counted(
    start: MainWindow, until: Until, qtbot: QtBot, tmp_path: Path
) -> None:
    page = start.middle.empty
    qtbot.mouseClick(page.filters[ExamFilter.TO_DO], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.search, "w")
    until(lambda: page.model.rowCount() == 2)
    dialog = dialog_of(start, until)
    fields = dialog.fields
    assert (fields.wanted.scope, fields.found.text(), fields.only.currentText()) == (Scope.BOOK, "w", "To do")
    until(lambda: fields.count.text() == "2 exams" and not dialog.preview.pixmap().isNull())
    fields.found.setText("wang")
    until(lambda: fields.count.text() == "1 exam")
    assert exported(dialog, tmp_path / "out", until) == ["P0"]
    fields.found.setText("nobody")
    until(lambda: dialog.preview.text() == "No exam is like this.")
    dialog.close()


def test_this_exam_is_the_one_that_the_export_was_opened_for(exam: MainWindow, until: Until) -> None:
    session = exam.controller.session
    before = session.current_exam
    exporter = Exporter(session, None)
    [taken] = exporter.taken(Wanted(Scope.CURRENT)).exams
    assert (taken.key, len(taken.facts)) == (before, n_scored(exam))
    exam.controller.close_exams()
    with pytest.raises(ExamClosedError):
        exporter.taken(Wanted(Scope.CURRENT))


def test_a_chosen_exam_whose_key_is_anothers_by_now_is_not_exported(
    own_data_dir: Path, tmp_path: Path
) -> None:
    with Book() as book:
        fill(book)
        exporter = Exporter(Session(book), None, chosen=("P0|1",))
        assert exporter.look(Wanted(Scope.CHOSEN), ReportStyle(), "", deidentify=False).n_exams == 1
        book.give_way("P0|1")
        fill(book)
        with pytest.raises(ExamClosedError):
            exporter.taken(Wanted(Scope.CHOSEN)).export(tmp_path / "out", ExportOptions(), ReportStyle(), "")


def test_chosen_exams_are_exported_before_the_first_page_of_them_was_drawn(
    own_data_dir: Path, tmp_path: Path
) -> None:
    with Book() as book:
        fill(book)
        exams = Exporter(Session(book), None, chosen=("P0|1", "P2|1")).taken(Wanted(Scope.CHOSEN))
        done = exams.export(tmp_path / "out", ExportOptions(report_pdf=False, tables=True), ReportStyle(), "")
        assert done.n_exams == 2
        gone = Exporter(Session(book), None, chosen=("nobody",)).taken(Wanted(Scope.CHOSEN))
        with pytest.raises(ExamClosedError):
            gone.export(tmp_path / "other", ExportOptions(), ReportStyle(), "")


def test_the_preview_follows_the_exam_that_goes_on_behind_the_dialog(exam: MainWindow, until: Until) -> None:
    dialog = dialog_of(exam, until)
    until(lambda: not dialog.preview.pixmap().isNull())
    before = dialog.preview.pixmap().toImage()
    exam.actions_by_name["next"].trigger()  # which changes nothing of the exam
    assert not dialog._exporter.follow()
    exam.actions_by_name["exclude"].trigger()
    until(lambda: dialog.preview.pixmap().toImage() != before)
    exam.actions_by_name["close_exams"].trigger()
    dialog.follow()
    assert not dialog.preview.pixmap().isNull()
    dialog.close()
    exam.controller.changed.emit()
