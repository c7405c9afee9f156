"""Opening: what appears without the user doing anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dlre_gui.domain.exam import Task
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Progress
from tests.gui.conftest import n_scored

Until = Callable[[Callable[[], bool]], None]


def test_an_empty_window_says_what_to_do(window: MainWindow) -> None:
    assert window.middle.empty.isVisible()
    assert "Drop" in window.middle.empty.words
    assert not window.actions_by_name["accept"].isEnabled()


def test_opened_screens_are_scored_on_the_proposed_roi_which_is_dashed(exam: MainWindow) -> None:
    assert exam.middle.view.roi_is_dashed
    assert exam.right.exam.count.startswith("3 of 3 acquisitions scored")
    for task in Task:
        assert 0.0 <= float(exam.right.acquisition.table.number(task)) <= 1.0
        assert exam.right.acquisition.table.bar(task).threshold == 0.5


def test_the_canvas_shows_the_files_own_pixels(exam: MainWindow, screens: list[Path]) -> None:
    from PySide6.QtGui import QImage

    truth = QImage(str(screens[0])).convertToFormat(QImage.Format.Format_RGB32)
    assert exam.middle.view.image == truth


def test_thumbnails_come_with_their_state(exam: MainWindow) -> None:
    rows = exam.left.list.rows
    for row in rows.rows:
        assert row.progress is Progress.SCORED
        assert exam.controller.thumbnails.get(row.key) is not None
    said = rows.data(rows.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "2: 1.png, scored, not accepted yet"


def test_the_banner_names_research_use_and_simulated_data(exam: MainWindow) -> None:
    assert exam.banner.text == "Research use only, not for diagnosis. Model trained on simulated data."
    assert exam.banner.isVisible()
    assert not exam.banner.findChildren(QWidget, "close")


def test_dropped_files_are_opened(window: MainWindow, screens: list[Path], until: Until) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in screens[:2]])
    where = QPointF(600, 400)
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(where.toPoint(), *how)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(where, *how))
    until(lambda: n_scored(window) == 2)


def test_a_broken_file_is_shown_in_place_beside_good_ones(
    window: MainWindow, screens: list[Path], tmp_path: Path, until: Until
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(screens[0].read_bytes()[:2000])
    window.acts.open_paths([broken, screens[0]])
    session = window.controller.session
    until(lambda: len(session.keys) == 2 and not window.controller.busy)
    [key] = [key for key in session.keys if key.path == broken]
    assert session.progress(key) is Progress.FAILED
    window.controller.act(lambda: session.select(key))
    until(lambda: window.presenter.state.canvas.key == key)
    said = window.right.acquisition.why_not
    assert said.isVisible()
    assert "broken.png" in said.text
    assert n_scored(window) == 1


def test_tables_in_a_folder_make_no_row_and_are_named_where_there_is_nothing_else(
    window: MainWindow, screens: list[Path], tmp_path: Path, until: Until
) -> None:
    folder, tables = tmp_path / "exam", tmp_path / "tables"
    for made in (folder, tables):
        made.mkdir()
        (made / f"{made.name}.csv").write_text("path,stage\n")
    shutil.copy(screens[0], folder)
    window.acts.open_paths([folder])
    until(lambda: n_scored(window) == 1 and not window.controller.busy)
    assert [key.path.name for key in window.controller.session.keys] == ["0.png"]
    assert window.middle.notices.texts == []
    window.acts.open_paths([tables])
    until(lambda: any("tables.csv" in text for text in window.middle.notices.texts))
    assert len(window.controller.session.keys) == 1


def test_a_file_in_a_folder_that_nobody_expects_there_is_named(
    window: MainWindow, screens: list[Path], tmp_path: Path, until: Until
) -> None:
    folder = tmp_path / "exam"
    folder.mkdir()
    shutil.copy(screens[0], folder)
    (folder / "clip.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(4000))
    window.acts.open_paths([folder])
    until(lambda: n_scored(window) == 1 and not window.controller.busy)
    assert "clip.mp4" in window.middle.notices.texts[0]


def test_a_picture_without_swe_box_is_refused_with_its_reason(
    window: MainWindow,
    b_mode: Path,
    until: Until,
) -> None:
    window.acts.open_paths([b_mode])
    until(lambda: "no SWE box" in window.right.acquisition.why_not.text)
    assert window.middle.view.roi is None
    assert window.right.acquisition.table.number(Task.F4) == "—"


def test_an_unknown_scale_is_scored_as_shown_on_the_users_word(
    window: MainWindow, no_scale: Path, until: Until
) -> None:
    window.acts.open_paths([no_scale])
    until(lambda: "colour bar" in window.right.acquisition.why_not.text)
    assert n_scored(window) == 0
    window.right.acquisition.as_shown_wanted.emit(window.controller.session.current)
    until(lambda: n_scored(window) == 1)
    until(lambda: "Scale unknown" in window.right.acquisition.flags.titles)


def test_a_scale_typed_by_hand_is_used(window: MainWindow, no_scale: Path, until: Until) -> None:
    window.acts.open_paths([no_scale])
    form = window.middle.ask.scale
    until(form.isVisible)
    form.maximum.setText("40")
    form.use.click()
    until(lambda: n_scored(window) == 1)


@pytest.mark.parametrize("name", ["", "nothing here.png"])
def test_what_cannot_be_found_is_said_in_place(
    window: MainWindow, tmp_path: Path, until: Until, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    wanted = tmp_path / "empty" / name
    window.acts.open_paths([wanted])
    until(lambda: len(window.middle.notices.texts) == 1)
    assert (name or "empty") in window.middle.notices.texts[0]


def test_recent_exams_open_again_as_they_were_left(
    exam: MainWindow, screens: list[Path], until: Until
) -> None:
    exam.actions_by_name["accept"].trigger()
    exam.actions_by_name["close_exams"].trigger()
    until(exam.middle.empty.isVisible)
    exam.acts.fill_recent()
    until(lambda: not exam.recent_menu.isEmpty())
    exam.recent_menu.actions()[0].trigger()
    session = exam.controller.session
    until(lambda: len(session.keys) == 3 and not exam.controller.busy)
    assert session.progress(session.keys[0]) in (Progress.DONE, Progress.FLAGGED)


def test_going_on_after_a_stop_looks_through_the_rest_of_the_folder(
    window: MainWindow, screens: list[Path], until: Until, qtbot: QtBot
) -> None:
    opening = window.controller.opening
    folder = screens[0].parent
    with qtbot.waitSignal(opening.stopped) as stopped:
        opening.open_paths([folder])
        opening.stop()
    assert stopped.args == [(), (folder,)]
    [text] = [text for text in window.middle.notices.texts if "Not looked through" in text]
    assert folder.name in text
    window.acts._go_on_opening(*stopped.args)
    until(lambda: {key.path for key in window.controller.session.keys} >= set(screens))
