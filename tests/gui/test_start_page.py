"""The start page: exams of the book by day, search, filter, and going on where one stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, Qt
from PySide6.QtGui import QImage, QImageWriter, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dlre_gui.domain.screen import Header
from dlre_gui.gui import appearance
from dlre_gui.gui.book_desk import BookDesk
from dlre_gui.gui.exam_list_model import PAGE, PICTURES_ROLE
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Session
from dlre_gui.gui.session.exam_lines import Mark, exam_line
from dlre_gui.gui.start_page import StartPage
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    ExamFilter,
    ExamRecord,
    ExamSummary,
    ListedExam,
)
from tests.scoring_material import b_mode, model, screens  # noqa: F401

TODAY = date.today()
NAMES = ("吴^秀英", "Müller^José", "单^丽")
N_EXAMS = 3 * PAGE

Until = Callable[[Callable[[], bool]], None]


def jpeg() -> bytes:
    image, buffer = QImage(32, 24, QImage.Format.Format_RGB32), QBuffer()
    image.fill(Qt.GlobalColor.darkGreen)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpg")).write(image)
    return bytes(buffer.data().data())


def fill(book: Book) -> None:
    """Two exams a day, the latest today; every third is done, the first is where one stopped."""
    for n in reversed(range(N_EXAMS)):
        patient, name = f"P{n:04}", NAMES[n % 3]
        day = (TODAY - timedelta(days=n // 2)).isoformat()
        exam = ExamRecord(f"{patient}|1", Path(f"/exams/{patient}"), patient, name)
        identity = AcquisitionId(exam.key, exam.folder / "a.dcm", 0, patient)
        header = Header(patient, name, study_date=day)
        book.put_acquisition(exam, identity, AcquisitionRecord(header=header))
        book.put_thumbnail(identity, jpeg())
        book.put_summary(exam.key, ExamSummary("F2", int(n % 3 > 0), flagged=n % 6 == 0))
    book.flush()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, own_data_dir: Path):  # type: ignore[no-untyped-def]
    with Book() as book:
        fill(book)
        page = StartPage()
        qtbot.addWidget(page)
        page.resize(640, 700)
        desk = BookDesk(Session(book))
        page.use(desk)
        page.show()
        page.activateWindow()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: page.model.rowCount() == N_EXAMS)
        yield page
        qtbot.waitUntil(lambda: not desk.busy)
        desk.close()


def titles(page: StartPage) -> list[str]:
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    return [line.title for line in lines if line is not None]


def test_exams_stand_under_their_days(page: StartPage) -> None:
    days = [line.day for row in range(6) if (line := page.model.line(row))]
    assert days == ["today", "", "yesterday", "", (TODAY - timedelta(days=2)).isoformat(), ""]
    first = page.model.index(0)
    assert page.model.data(first) == "吴 秀英 · P0000 · all 1 done · F2 · Today"
    assert len(page.model.data(first, PICTURES_ROLE)) == 1  # type: ignore[arg-type]


def test_lines_far_below_come_when_they_are_seen(page: StartPage, qtbot: QtBot) -> None:
    assert page.model.line(N_EXAMS - 1) is None
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.line(N_EXAMS - 1) is not None)


@pytest.mark.parametrize(
    ("typed", "name"), [("wxy", "吴 秀英"), ("shanli", "单 丽"), ("jose", "Müller José")]
)
def test_what_is_typed_is_found_and_enter_opens_it(
    page: StartPage, qtbot: QtBot, typed: str, name: str
) -> None:
    qtbot.keyClicks(page.search, typed)
    qtbot.waitUntil(lambda: page.model.rowCount() == PAGE)
    assert set(titles(page)) == {name}
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    second = page.model.line(1)
    assert second is not None
    with qtbot.waitSignal(page.exam_chosen) as chosen:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert chosen.args == [second.key]


def test_enter_pressed_at_once_means_what_is_typed_and_not_the_list_of_before(
    page: StartPage, qtbot: QtBot
) -> None:
    """A fast hand, or a barcode reader that sends Enter behind the ID."""
    qtbot.waitUntil(page.go_on.isVisible)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.chosen
    with qtbot.waitSignal(page.exam_chosen) as chosen:
        qtbot.keyClicks(page.search, "P0007")
        assert not page.chosen, "an export would mean what is typed, too"
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert chosen.args == ["P0007|1"]
    with qtbot.assertNotEmitted(page.exam_chosen, wait=400):
        page.search.selectAll()
        qtbot.keyClicks(page.search, "nobody")
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(page.exam_chosen, wait=400):
        page.search.selectAll()
        qtbot.keyClicks(page.search, "P0008")
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
        qtbot.keyClicks(page.search, "0")  # not that one, then


def test_escape_shows_all_exams_again(page: StartPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "nobody")
    qtbot.waitUntil(page.nothing.isVisible)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == N_EXAMS)
    assert page.list.isVisible()


def test_enter_goes_on_where_one_stopped(page: StartPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.go_on.isVisible)
    assert "Müller José" in page.go_on.text()  # P0001, opened last of those with something to do
    with qtbot.waitSignal(page.exam_chosen) as chosen:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert chosen.args == ["P0001|1"]


@pytest.mark.parametrize(
    ("only", "count"),
    [
        (ExamFilter.DONE, N_EXAMS // 3),
        (ExamFilter.TO_DO, N_EXAMS - N_EXAMS // 3),
        (ExamFilter.FLAGGED, N_EXAMS // 6),
    ],
)
def test_the_filter_buttons_filter(page: StartPage, qtbot: QtBot, only: ExamFilter, count: int) -> None:
    qtbot.mouseClick(page.filters[only], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == count)


def test_typing_in_the_list_searches(page: StartPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    qtbot.keyClicks(page.list, "w")
    assert page.search.text() == "w"


@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_E])
def test_the_windows_keys_are_not_the_search_lines(page: StartPage, key: Qt.Key) -> None:
    """Where a platform's lines of text know them (X11's do), they would take them."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    assert page.eventFilter(page.search, event)
    assert not event.isAccepted()


def test_without_exams_only_the_first_step_is_shown(qtbot: QtBot, own_data_dir: Path) -> None:
    with Book() as book:
        page, desk = StartPage(), BookDesk(Session(book))
        qtbot.addWidget(page)
        page.use(desk)
        page.show()
        qtbot.waitUntil(lambda: not desk.busy)
        assert page.empty.isVisible()
        assert not page.list.isVisible()
        assert not page.search.isVisible()


def test_a_line_names_who_is_known() -> None:
    from datetime import UTC, datetime

    exam = ListedExam("k", None, None, Path("/a/王"), "2026-01-01", True, datetime.now(UTC), 5, None)
    assert exam_line(exam, TODAY).title == "王"
    assert exam_line(replace(exam, patient_id="P1"), TODAY).title == "P1"
    assert exam_line(exam, TODAY).mark is Mark.TO_DO
    assert exam_line(replace(exam, n_open=0, flagged=True), TODAY).mark is Mark.FLAGGED


def test_an_exam_of_the_window_is_back_by_enter(exam: MainWindow, until: Until, qtbot: QtBot) -> None:
    exam.actions_by_name["accept"].trigger()
    stopped = exam.controller.session.current
    before = exam.controller.session.exams[0].acquisitions
    exam.actions_by_name["close_exams"].trigger()
    page = exam.middle.empty
    until(page.go_on.isVisible)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    until(lambda: exam.controller.session.current == stopped and not exam.controller.busy)
    again = exam.controller.session.exams[0].acquisitions
    assert [a.roi for a in again] == [a.roi for a in before]
    assert exam.controller.session.can_undo


def test_an_exam_whose_files_are_gone_keeps_its_results(
    exam: MainWindow,
    screens: list[Path],  # noqa: F811
    until: Until,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dlre_gui.store.recall.FEW_FILES", 0)  # else it is found at once
    session = exam.controller.session
    key, scores = session.exam_keys[0], session.acquisition(session.keys[0]).scores
    exam.actions_by_name["close_exams"].trigger()
    moved = tmp_path / "moved" / screens[0].name
    moved.parent.mkdir()
    moved.write_bytes(screens[0].read_bytes())
    content = screens[0].read_bytes()
    screens[0].unlink()
    try:
        exam.acts.open_exam(key)
        until(lambda: key in session.exam_keys)
        assert session.acquisition(session.keys[0]).scores == scores
        until(lambda: any(screens[0].name in text for text in exam.middle.notices.texts))
        exam.controller.open_exam(key, [tmp_path / "moved"])
        until(lambda: any(k.path == moved for k in session.keys) and not exam.controller.busy)
        assert all("Not in their place any more" not in text for text in exam.middle.notices.texts)
        assert sorted(k.path.name for k in session.keys) == sorted(screen.name for screen in screens)
        assert session.assessment(key).result.n_scored == len(screens)
        book = session.book
        assert book is not None
        book.flush()  # nothing is told to the book of files that it knows elsewhere
    finally:
        screens[0].write_bytes(content)


def test_a_long_search_for_the_files_can_be_stopped(
    exam: MainWindow,
    screens: list[Path],  # noqa: F811
    until: Until,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = threading.Event()

    def endless(
        sought: object, folders: object, stopped: Callable[[], bool], most: object
    ) -> dict[str, Path]:
        asked.set()
        while not stopped():
            pass
        return {}

    key = exam.controller.session.exam_keys[0]
    content = screens[0].read_bytes()
    exam.actions_by_name["close_exams"].trigger()
    screens[0].unlink()
    try:
        monkeypatch.setattr("dlre_gui.store.recall.find_moved", endless)
        exam.lost_files.look_in(key, tmp_path)
        until(asked.is_set)
        assert any("Looking for the exam's files" in text for text in exam.middle.notices.texts)
        exam.controller.desk.stop_looking()
        until(lambda: any("Not in their place any more" in text for text in exam.middle.notices.texts))
        assert key in exam.controller.session.exam_keys
    finally:
        screens[0].write_bytes(content)


def test_beside_the_list_nothing_empty_is_shown(exam: MainWindow, until: Until) -> None:
    widths = exam.left.width(), exam.right.width()
    exam.actions_by_name["close_exams"].trigger()
    until(lambda: not exam.left.isVisible() and not exam.right.isVisible())
    until(exam.middle.empty.go_on.isVisible)
    exam.middle.empty.go_on.click()
    until(lambda: (exam.left.width(), exam.right.width()) == widths)
    assert exam.left.isVisible()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_chosen_filter_differs_from_the_others_at_a_glance(
    page: StartPage, qtbot: QtBot, qapp: QApplication, scheme: Qt.ColorScheme
) -> None:
    appearance.apply_scheme(qapp, scheme)
    qtbot.mouseClick(page.filters[ExamFilter.DONE], Qt.MouseButton.LeftButton)
    ground = {
        only: button.grab().toImage().pixelColor(6, button.height() // 2)
        for only, button in page.filters.items()
    }
    chosen, other = ground[ExamFilter.DONE], ground[ExamFilter.TO_DO]
    appearance.apply_scheme(qapp, Qt.ColorScheme.Light)
    assert chosen.hsvSaturation() > other.hsvSaturation() + 80
