"""After an error that nobody caught: a report without a patient in it, and a window that goes on."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dlre_gui.domain.errors import FileMissingError
from dlre_gui.gui import crash_report
from dlre_gui.gui.crash_report import note_act, report_text, signature, write_report
from dlre_gui.gui.exception_hook import ExceptionHook
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.imaging.discover import discover
from tests.gui.conftest import WAIT_MS

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SECRETS = ("Müller^Anna", "李梅", "PID-4711", "1984-05-06", "secret folder")


def an_error() -> BaseException:
    """One that passes through our code and carries what must not come out."""
    try:
        try:
            list(discover([Path("/secret folder/Müller^Anna PID-4711")]))
        except FileMissingError as error:
            secret = {"name": "李梅", "born": "1984-05-06"}
            raise KeyError(f"{secret} {SECRETS}") from error
    except KeyError as caught:
        return caught
    raise AssertionError


def test_a_report_names_our_lines_and_no_patient() -> None:
    note_act("open_files")
    report = report_text(an_error(), NOW)
    assert [secret for secret in SECRETS if secret in report] == []
    assert "dlre_gui/imaging/discover.py:" in report
    assert "raise FileMissingError(" in report
    assert "dlre_gui.domain.errors.FileMissingError" in report
    assert report.rstrip().endswith("KeyError")
    assert "open_files" in report
    assert str(Path(__file__).parent) not in report, "others' code is only counted"


def test_errors_of_one_place_have_one_signature() -> None:
    assert signature(an_error()) == signature(an_error())
    assert signature(an_error()) != signature(ValueError())


def test_reports_do_not_pile_up(tmp_path: Path) -> None:
    for second in range(crash_report._N_REPORTS + 5):
        last = write_report(tmp_path, f"{second}", NOW.replace(second=second))
    assert last.read_text() == f"{second}"
    assert len(list(tmp_path.iterdir())) == crash_report._N_REPORTS


def test_one_dialog_however_often_it_happens(window: MainWindow, own_data_dir: Path, qtbot: QtBot) -> None:
    acts = window.program_acts
    for _ in range(3):
        acts.show_crash(an_error())
    crashes = acts._crashes
    assert crashes is not None
    qtbot.waitUntil(lambda: crashes.dialog is not None and crashes.dialog.isVisible(), timeout=WAIT_MS)
    dialog = crashes.dialog
    assert dialog is not None
    acts.show_crash(an_error())
    assert crashes.dialog is dialog
    assert "4" in dialog.words.text()
    [report] = list((own_data_dir / "crash-reports").iterdir())
    assert str(report) in dialog.place.text()
    assert dialog.report.toPlainText() == report.read_text(encoding="utf-8")
    dialog.go_on.click()
    assert crashes.dialog is None
    assert window.isVisible()


def test_where_no_report_can_be_written_it_can_be_copied(
    window: MainWindow, own_data_dir: Path, qtbot: QtBot
) -> None:
    own_data_dir.mkdir(parents=True, exist_ok=True)
    (own_data_dir / "crash-reports").write_text("a file where the folder should be")
    window.program_acts.show_crash(an_error())
    crashes = window.program_acts._crashes
    assert crashes is not None
    qtbot.waitUntil(lambda: crashes.dialog is not None, timeout=WAIT_MS)
    assert crashes.dialog is not None
    assert not crashes.dialog.open_folder.isEnabled()
    crashes.dialog.close()


def test_errors_of_other_threads_are_caught(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda caught: None)
    shown: list[BaseException] = []
    hook = ExceptionHook(shown.append)
    hook.install()
    try:
        thread = threading.Thread(target=lambda: [][1])
        thread.start()
        thread.join()
    finally:
        hook.remove()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert isinstance(shown[0], IndexError)
