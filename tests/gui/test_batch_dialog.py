"""File ▸ Score folder… from the window."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dlre_gui.gui.batch_dialog import BatchDialog
from dlre_gui.gui.main_window import MainWindow


@pytest.fixture
def dialog(window: MainWindow) -> BatchDialog:
    window.acts.score_folder()
    made = window.acts._batch
    assert made is not None
    return made


def test_the_tables_place_is_proposed_beside_the_folder(dialog: BatchDialog, tmp_path: Path) -> None:
    dialog.folder.setText(str(tmp_path / "exams"))
    dialog.folder.textEdited.emit(dialog.folder.text())
    assert Path(dialog.out.text()) == tmp_path / "exams DLRE scores"


def test_a_folder_is_scored_from_the_window(
    dialog: BatchDialog, screens: list[Path], tmp_path: Path, model: str, own_data_dir: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "exams"
    folder.mkdir()
    shutil.copy(screens[0], folder)
    dialog.model = model
    dialog.folder.setText(str(folder))
    dialog.out.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.ended, timeout=60_000) as ended:
        dialog.start_button.click()
        assert dialog.running
    assert ended.args[0].counts.scored == 1
    with (tmp_path / "out" / "images.csv").open(encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert row["status"] == "scored"
    assert "1 screens scored" in dialog.outcome.text
    assert not dialog.running


def test_without_a_folder_the_dialog_says_what_to_do(dialog: BatchDialog) -> None:
    dialog.folder.clear()
    dialog.start_button.click()
    assert "Choose a folder" in dialog.outcome.text


def test_a_run_that_cannot_start_says_why(dialog: BatchDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.folder.setText(str(tmp_path / "not there"))
    dialog.out.setText(str(tmp_path / "out"))
    with qtbot.waitSignal(dialog.ended, timeout=60_000):
        dialog.start_button.click()
    assert "not there" in dialog.outcome.text
