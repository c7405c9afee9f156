"""Names that are used again, files that move and come back: no exam gets what is another's."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from dlre_gui.domain.exam import Status
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.engine.messages import Event, ScreenRead
from dlre_gui.gui import away
from dlre_gui.gui.export_work import TakenExams
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.pictures import Picture
from dlre_gui.gui.session import AcqKey, Want
from dlre_gui.report.bundle import ExportOptions
from dlre_gui.report.dossier import ReportStyle
from tests.gui.conftest import n_scored, settled

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def folder(screens: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exam of two screens beside a third; what is gone is looked for all the time."""
    monkeypatch.setattr(away, "LOOK_EVERY_S", 0.05)
    (tmp_path / "exam").mkdir()
    for screen in screens[:2]:
        shutil.copy(screen, tmp_path / "exam")
    return tmp_path / "exam"


def lost(window: MainWindow) -> bool:
    return any("Not in their place" in text for text in window.middle.notices.texts)


def test_a_file_tried_again_while_it_is_read_brings_nothing_of_another_patient(
    window: MainWindow, folder: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted(folder.iterdir())
    window.acts.open_paths([first])
    until(lambda: n_scored(window) == 1 and settled(window))
    controller, session = window.controller, window.controller.session
    [key] = session.keys
    before, tried = dict(session.facts(key).analyses), []
    answer = controller._on_answer

    def and_tried_again(event: Event, picture: Picture | None) -> None:
        answer(event, picture)
        if isinstance(event, ScreenRead) and session.facts(key).missing and not tried:
            tried.append(event)
            controller.retry(key)

    monkeypatch.setattr(controller, "_on_answer", and_tried_again)
    shutil.copy(second, first)
    controller.pictures.clear()
    controller.refresh()
    until(lambda: bool(tried) and session.facts(key).missing and not controller.busy)
    assert session.facts(key).analyses == before
    assert lost(window)


def test_a_refused_screen_is_read_again_when_the_rest_of_its_exam_was_found_elsewhere(
    window: MainWindow, folder: Path, no_scale: Path, until: Until
) -> None:
    first, second = sorted(folder.iterdir())
    shutil.copy(no_scale, first)
    window.acts.open_paths([folder])
    controller, session = window.controller, window.controller.session
    until(lambda: len(session.keys) == 2 and n_scored(window) == 1 and not controller.busy)
    moved = folder.with_name("moved")
    moved.mkdir()
    second.rename(moved / second.name)
    controller.pictures.clear()
    controller.act(lambda: session.select(AcqKey(second)))
    until(lambda: lost(window))
    window.acts.open_paths([moved])
    until(lambda: AcqKey(moved / second.name) in session.keys)
    until(lambda: session.acquisition(AcqKey(first)).status is Status.REFUSED and not lost(window))


def test_a_file_of_the_book_that_is_no_picture_any_more_says_so(
    window: MainWindow, folder: Path, until: Until
) -> None:
    first, _ = sorted(folder.iterdir())
    window.acts.open_paths([folder])
    controller, session = window.controller, window.controller.session
    until(lambda: n_scored(window) == 2 and settled(window))
    [exam] = session.exam_keys
    controller.close_exams()
    first.write_text("a table, not a picture\n" * 20)
    controller.open_exam(exam)
    until(lambda: len(session.keys) == 2)
    controller.act(lambda: session.select(AcqKey(first)))
    until(lambda: lost(window))
    assert session.acquisition(AcqKey(first)).status is Status.SCORED


def test_findings_of_a_closed_exam_are_not_those_of_a_file_that_took_a_name_over(
    window: MainWindow, folder: Path, until: Until
) -> None:
    first, second = sorted(folder.iterdir())
    window.acts.open_paths([first])
    controller, session = window.controller, window.controller.session
    until(lambda: n_scored(window) == 1 and settled(window))
    old = controller.findings(AcqKey(first))
    controller.close_exams()
    whole = second.read_bytes()
    first.write_bytes(whole[: len(whole) // 2])
    window.acts.open_paths([first])
    until(lambda: session.has(AcqKey(first)) and bool(session.facts(AcqKey(first)).failure))
    assert old is not None
    assert controller.findings(AcqKey(first)) is None


def test_a_link_that_leads_nowhere_is_tried_ever_more_rarely_and_the_view_stays(
    window: MainWindow, folder: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = folder.with_name("other") / "x.png"
    link.parent.mkdir()
    link.symlink_to(folder / "not there.png")
    window.acts.open_paths([folder])
    controller, session = window.controller, window.controller.session
    until(lambda: n_scored(window) == 2 and settled(window))
    controller.opening.open_found([link])
    until(lambda: session.current == AcqKey(link))
    looks: list[int] = []
    asked: list[object] = []
    seek, submit = away.there_again, controller._submit

    def sought(paths: Iterable[Path]) -> set[Path]:
        looks.append(1)
        return seek(paths)

    def submitted(want: Want, *, for_pixels: bool = False) -> None:
        asked.append(want)
        submit(want, for_pixels=for_pixels)

    monkeypatch.setattr(away, "there_again", sought)
    monkeypatch.setattr(controller, "_submit", submitted)
    until(lambda: len(looks) > 10 and not controller.busy)
    assert len(asked) < 5
    assert session.current == AcqKey(link)


def test_the_notice_of_lost_files_goes_with_the_last_of_them(
    window: MainWindow, folder: Path, until: Until
) -> None:
    first, second = sorted(folder.iterdir())
    keep = shutil.copy2(first, folder.with_name("keep.png"))
    window.acts.open_paths([first])
    controller, session = window.controller, window.controller.session
    until(lambda: n_scored(window) == 1 and settled(window))
    [key] = session.keys
    shutil.copy(second, first)
    window.acts.place_roi(400, 400)
    until(lambda: lost(window))
    shutil.copy2(keep, first)
    controller.retry(key)
    until(lambda: not lost(window) and n_scored(window) == 1)


def test_a_file_in_the_place_of_an_exams_that_goes_by_its_folder_begins_the_next_patients(
    window: MainWindow, folder: Path, screens: list[Path], until: Until, tmp_path: Path
) -> None:
    first, _ = sorted(folder.iterdir())
    window.acts.open_paths([folder])
    controller, session = window.controller, window.controller.session
    until(lambda: n_scored(window) == 2 and settled(window))
    details = ExamDetails(age_years=61, operator="Li")
    session.set_details(str(folder), details)
    before = session.acquisition(AcqKey(first))
    shutil.copy(screens[2], first)
    controller.opening.open_found([first], new=True)
    until(lambda: session.current == AcqKey(first) and n_scored(window) == 1 and settled(window))
    assert session.details(str(folder)) == ExamDetails()
    assert any("was closed: another file lies where" in text for text in window.middle.notices.texts)
    controller.open_exam(f"{folder}\n1")
    until(lambda: len(session.keys) == 3 and settled(window))
    assert session.details(f"{folder}\n1") == details
    [former] = [key for key in session.keys if key.former]
    kept = session.acquisition(former)
    assert (kept.sha256, kept.scores, kept.roi) == (before.sha256, before.scores, before.roi)
    assert [session.assessment(key).result.n_scored for key in session.exam_keys] == [1, 2]
    taken = TakenExams((), session.book, None, session.preferences, whole_book=True)
    taken.export(tmp_path / "out", ExportOptions(report_pdf=False), ReportStyle(), "")
    with (tmp_path / "out" / "exams.csv").open(encoding="utf-8-sig") as table:
        assert sorted(row["n_scored"] for row in csv.DictReader(table)) == ["1", "2"]


def test_a_file_in_the_place_of_one_that_is_not_open_ends_the_open_exam(
    window: MainWindow, folder: Path, screens: list[Path], until: Until
) -> None:
    first, second = sorted(folder.iterdir())
    window.acts.open_paths([folder])
    session = window.controller.session
    until(lambda: n_scored(window) == 2 and settled(window))
    window.controller.close_exams()
    shutil.copy(screens[2], first)
    window.acts.open_paths([second])
    until(lambda: n_scored(window) == 1 and settled(window))
    window.acts.open_paths([first])
    until(lambda: session.current == AcqKey(first) and settled(window))
    assert [session.facts(key).id.path for key in session.keys_of(str(folder))] == [first]
    assert session.assessment(str(folder)).result.n_scored == 1
