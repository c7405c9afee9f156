"""File ▸ Exam book: backup, export, import and the check of the audit trail, from the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.gui.book_job import BookJob
from dlre_gui.gui.book_work import Chosen, proposed, with_ending
from dlre_gui.gui.export_exams_dialog import ExportExamsDialog
from dlre_gui.gui.findings_dialog import FindingsDialog
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.store.backup import check_backup
from dlre_gui.store.book import Book
from dlre_gui.store.exporting import export_exams
from dlre_gui.store.importing import import_exams
from dlre_gui.store.progress import Progress, StoppedError
from dlre_gui.store.records import ExamFilter, ExamSearch
from tests.gui.conftest import settled
from tests.scoring_material import b_mode, model, screens  # noqa: F401

Until = Callable[[Callable[[], bool]], None]


def told(window: MainWindow, words: str) -> bool:
    return any(words in text for text in window.middle.notices.texts)


def test_a_backup_is_made_checked_and_told(opened: MainWindow, tmp_path: Path, until: Until) -> None:
    opened.book_acts.back_up(tmp_path / "copy.sqlite")
    until(lambda: told(opened, "1 exam backed up and checked"))
    assert check_backup(tmp_path / "copy.sqlite").n_exams == 1


def test_no_file_is_overwritten(opened: MainWindow, tmp_path: Path, until: Until) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"mine")
    for act in (opened.book_acts.back_up, lambda path: opened.book_acts.export(path, Chosen())):
        act(there)
        until(lambda: told(opened, "exists already"))
    assert there.read_bytes() == b"mine"


def test_work_done_elsewhere_is_there_and_one_goes_on_after_it(
    opened: MainWindow, tmp_path: Path, until: Until
) -> None:
    session = opened.controller.session
    key, book = session.exam_keys[0], session.book
    assert book is not None
    opened.actions_by_name["accept"].trigger()
    export_exams(book, tmp_path / "out.dlre-exams")
    with Book(tmp_path / "elsewhere.sqlite") as elsewhere:
        import_exams(elsewhere, tmp_path / "out.dlre-exams")
        _edit_details(elsewhere, key)
        export_exams(elsewhere, tmp_path / "back.dlre-exams")
    opened.book_acts.import_(tmp_path / "back.dlre-exams")
    until(lambda: told(opened, "1 known exam") and key in session.exam_keys and settled(opened))
    assert session.details(key).age_years == 61
    assert session.undo_step is not None
    assert session.undo_step.command == "edit_details"
    opened.actions_by_name["exclude"].trigger()  # its number must be after the imported one's
    stored = book.load_exam(key)
    assert stored is not None
    numbers = [step.number for step in (*stored.steps, *stored.exam_steps)]
    assert len(numbers) == len(set(numbers)) == 3
    assert stored.acquisitions[0].decision.excluded
    assert book.verify().holds


def _edit_details(book: Book, key: str) -> None:
    from dlre_gui.store.records import ExamStepRecord

    with_age = ExamDetails(age_years=61)
    number = book.ask(lambda db: int(db.execute("SELECT max(number) FROM commands").fetchone()[0])) + 1
    book.put_step(ExamStepRecord(number, key, "edit_details", ExamDetails(), with_age))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\0" * 5000])
def test_a_hostile_file_is_refused_in_words(
    opened: MainWindow, tmp_path: Path, until: Until, content: bytes
) -> None:
    path = tmp_path / "坏.dlre-exams"
    path.write_bytes(content)
    keys = opened.controller.session.exam_keys
    opened.book_acts.import_(path)
    until(lambda: told(opened, "坏.dlre-exams cannot be imported"))
    assert told(opened, "Nothing was changed")
    assert opened.controller.session.exam_keys == keys


def test_the_open_exam_alone_is_exported(opened: MainWindow, tmp_path: Path, until: Until) -> None:
    key = opened.controller.session.exam_keys[0]
    opened.book_acts.export(tmp_path / "one.dlre-exams", Chosen(keys=(key,)))
    until(lambda: told(opened, "1 exam exported"))
    opened.book_acts.export(tmp_path / "none.dlre-exams", Chosen(found=ExamSearch("nobody is called so")))
    until(lambda: told(opened, "0 exams exported"))


def test_a_change_behind_the_programs_back_is_shown(opened: MainWindow, tmp_path: Path, until: Until) -> None:
    book = opened.controller.session.book
    assert book is not None
    opened.book_acts.check_audit()
    until(lambda: told(opened, "The audit trail holds"))
    [copy] = [one for one in opened.middle.notices.findChildren(QPushButton) if one.text() == "&Copy"]
    copy.click()
    head = book.verify().head
    assert QGuiApplication.clipboard().text() == f"{head.number}:{head.hash}"
    book.ask(lambda db: db.execute("UPDATE exams SET patient_name = 'X'"))
    opened.book_acts.check_audit()
    until(lambda: told(opened, "does not hold: 1 place"))
    opened.book_acts._show_findings(book.verify())
    dialog = opened.findChild(FindingsDialog)
    assert dialog is not None
    assert dialog.text.toPlainText().startswith("exams 1: is not as its last entry")
    dialog.close()


def test_without_a_book_the_acts_say_so(opened: MainWindow) -> None:
    session = opened.controller.session
    book, session.book = session.book, None
    opened.book_acts.check_audit()
    assert told(opened, "The exam book is not open.")
    session.book = book


def test_cancel_ends_the_work_and_the_dialog(qtbot: QtBot) -> None:
    parent, begun = QWidget(), threading.Event()
    qtbot.addWidget(parent)

    def work(progress: Progress) -> None:
        while True:
            progress(1, 4)
            begun.set()

    job = BookJob(parent, "Working…", work)
    with qtbot.waitSignal(job.failed) as failed:
        job.start()
        assert job.isModal()
        qtbot.waitUntil(lambda: job.bar.value() == 250)
        qtbot.mouseClick(job.cancel, Qt.MouseButton.LeftButton)
        assert not job.cancel.isEnabled()
    assert isinstance(failed.args[0], StoppedError)


@pytest.mark.parametrize(
    ("open_exam", "found", "chosen"),
    [
        (("k|1", "<b>吴</b>"), None, Chosen(keys=("k|1",))),
        (None, ExamSearch("wu", ExamFilter.DONE), Chosen(found=ExamSearch("wu", ExamFilter.DONE))),
        (None, None, Chosen()),
    ],
)
def test_the_likeliest_exams_are_proposed(
    qtbot: QtBot, open_exam: tuple[str, str] | None, found: ExamSearch | None, chosen: Chosen
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportExamsDialog(parent, open_exam, found)
    dialog.show()
    with qtbot.waitSignal(dialog.chosen) as said:
        dialog._choose()
    assert said.args == [chosen]


def test_a_dot_in_a_name_begins_no_ending(tmp_path: Path) -> None:
    assert with_ending(Path("a/exams 2026.11"), ".sqlite") == Path("a/exams 2026.11.sqlite")
    assert with_ending(Path("a/St. Mary exams"), ".dlre-exams") == Path("a/St. Mary exams.dlre-exams")
    assert with_ending(Path("a/COHORT.CSV"), ".csv") == Path("a/COHORT.CSV")
    assert proposed(str(tmp_path), "DLRE exams", ".dlre-exams").endswith(".dlre-exams")
