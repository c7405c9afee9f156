"""A drive that is lost while an exam is open: nothing found is lost, and it goes on by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dlre_gui.domain.exam import Status
from dlre_gui.gui import away
from dlre_gui.gui.away import there_again
from dlre_gui.gui.export_work import Exporter, Scope, Wanted, exams_of_book
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.report.bundle import ExportOptions
from dlre_gui.report.dossier import ReportStyle
from tests.gui.conftest import n_scored, settled
from tests.gui.session.session_making import opened

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def drive(screens: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three screens; what is gone from it is looked for all the time."""
    monkeypatch.setattr(away, "LOOK_EVERY_S", 0.05)
    (tmp_path / "drive" / "exam").mkdir(parents=True)
    for screen in screens:
        shutil.copy(screen, tmp_path / "drive" / "exam")
    return tmp_path / "drive"


def lost(window: MainWindow) -> list[str]:
    return [text for text in window.middle.notices.texts if "Not in their place any more" in text]


def test_a_lost_drive_costs_nothing_that_was_found_and_its_screens_come_back(
    window: MainWindow, drive: Path, until: Until
) -> None:
    window.acts.open_paths([drive])
    until(lambda: n_scored(window) == 3 and settled(window))
    session = window.controller.session
    [exam] = session.exam_keys
    before = session.assessment(exam).result
    drive.rename(drive.with_name("unplugged"))
    window.controller.pictures.clear()
    window.controller.act(session.next)
    until(lambda: bool(lost(window)))
    key = session.current
    assert key is not None
    assert session.acquisition(key).status is Status.SCORED
    assert session.assessment(exam).result == before
    assert key.path.name in lost(window)[0]
    window.acts.place_roi(400, 400)  # what is decided meanwhile waits for the drive
    drive.with_name("unplugged").rename(drive)
    until(lambda: not lost(window) and window.controller.pictures.image(key) is not None)
    until(lambda: n_scored(window) == 3)


def test_a_click_does_not_score_another_patients_file_that_took_the_place_of_the_one_shown(
    window: MainWindow, drive: Path, until: Until
) -> None:
    first, second, _ = sorted((drive / "exam").iterdir())
    window.acts.open_paths([first])
    until(lambda: n_scored(window) == 1 and settled(window))
    session = window.controller.session
    [key] = session.keys
    known = len(session.facts(key).scores)
    shutil.copy(second, first)
    window.acts.place_roi(400, 400)
    until(lambda: bool(lost(window)))
    assert len(session.facts(key).scores) == known
    window.actions_by_name["undo"].trigger()
    until(lambda: session.acquisition(key).status is Status.SCORED)


def test_files_that_went_before_they_were_looked_into_are_opened_when_they_are_back(
    window: MainWindow, drive: Path, until: Until
) -> None:
    paths = sorted((drive / "exam").iterdir())
    drive.rename(drive.with_name("unplugged"))
    window.controller.opening.open_found(paths)
    session = window.controller.session
    until(lambda: len(session.keys) == 3)
    assert {session.acquisition(key).status for key in session.keys} == {Status.FAILED}
    assert "is not there" in session.acquisition(session.keys[0]).reason
    drive.with_name("unplugged").rename(drive)
    until(lambda: n_scored(window) == 3)
    assert [key.path for key in session.keys] == paths


def test_folders_that_cannot_be_listed_hide_no_others(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.png").touch()
    sought = [tmp_path / "here" / "a.png", tmp_path / "here" / "b.png", tmp_path / "gone" / "a.png"]
    assert there_again(sought) == {tmp_path / "here" / "a.png"}


def test_screens_that_another_model_scored_and_that_are_away_are_told(
    window: MainWindow, tmp_path: Path, until: Until
) -> None:
    book, folder = window.controller.session.book, tmp_path / "unplugged"
    assert book is not None
    opened(folder, 5, book)
    book.flush()
    window.acts.open_exam(str(folder))
    until(lambda: bool(lost(window)))
    assert "5 of them only another model scored" in lost(window)[0]
    state = window.presenter.state.acquisition
    assert state.why_not is not None
    assert state.why_not.code == "why.other_model"
    exams = Exporter(window.controller.session, window.exam_acts._model()).taken(Wanted(Scope.CURRENT))
    options = ExportOptions(report_pdf=False, tables=True)
    left_out = exams.export(tmp_path / "out", options, ReportStyle(), "").left_out
    assert left_out[0] == ("Exam 1: acquisition 1 does not count: another model scored it, its file is away.")
    with_their_own = exams_of_book(book, None, window.controller.session.preferences, (str(folder),))
    assert [one.exam().acquisitions[0].status for one in with_their_own] == [Status.SCORED]
