"""The watched folder: what counts as a new file, and what the window does with it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dlre_gui.gui import watch as watch_module
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.watch import DOUBTED_S, SETTLED_S, FolderWatch, Look
from dlre_gui.gui.watch_bar import Watcher
from dlre_gui.places import resources_dir
from tests.gui.conftest import WAIT_MS

LATER, MUCH_LATER = SETTLED_S + 1, DOUBTED_S + 1
FILE = b"DICOM-like " * 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "from scanner"
    made.mkdir()
    return made


@pytest.fixture
def watch(folder: Path) -> FolderWatch:
    """A watch that has seen the empty folder."""
    made = FolderWatch(folder)
    assert made.look(0.0) == Look(there=True)
    return made


def test_files_that_lay_there_before_are_old(folder: Path) -> None:
    (folder / "old.dcm").write_bytes(FILE)
    watch = FolderWatch(folder)
    assert watch.look(0.0) == watch.look(100.0) == Look(there=True)


def test_a_new_file_is_told_once_when_it_has_settled(folder: Path, watch: FolderWatch) -> None:
    new = folder / "患者 1" / "IM0001"
    new.parent.mkdir()
    new.write_bytes(FILE)
    assert watch.look(1.0) == Look(True, (), n_writing=1)
    assert watch.look(1.0 + SETTLED_S / 2) == Look(True, (), n_writing=1)
    assert watch.look(1.0 + LATER) == Look(True, (new,))
    assert watch.look(100.0) == Look(there=True)


def test_a_file_that_grows_is_waited_for(folder: Path, watch: FolderWatch) -> None:
    new = folder / "a.dcm"
    new.write_bytes(FILE)
    watch.look(1.0)
    with new.open("ab") as file:
        file.write(FILE)
    assert watch.look(1.0 + LATER).new == ()
    assert watch.look(1.0 + 2 * LATER).new == (new,)


def test_an_empty_file_is_never_told(folder: Path, watch: FolderWatch) -> None:
    (folder / "empty.dcm").touch()
    watch.look(1.0)
    assert watch.look(1000.0) == Look(True, (), n_writing=1)


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp"])
def test_a_picture_without_its_end_is_never_told(
    folder: Path, watch: FolderWatch, kind: str, tmp_path: Path
) -> None:
    whole = tmp_path / f"whole.{kind}"
    Image.effect_noise((90, 80), 50).convert("RGB").save(whole)
    content = whole.read_bytes()
    part = folder / f"part.{kind}"
    part.write_bytes(content[: len(content) * 2 // 3])
    watch.look(1.0)
    assert watch.look(1000.0) == Look(True, (), n_writing=1)
    part.write_bytes(content)
    watch.look(1001.0)
    assert watch.look(1001.0 + LATER).new == (part,)


def test_space_that_is_taken_before_it_is_written_is_waited_for(folder: Path, watch: FolderWatch) -> None:
    (folder / "taken.dcm").write_bytes(FILE + bytes(9000))
    watch.look(1.0)
    assert watch.look(1.0 + LATER).new == ()
    assert watch.look(1.0 + MUCH_LATER).new == (folder / "taken.dcm",)


@pytest.mark.parametrize("syntax", ["compressed", "plain", "implicit"])
def test_a_dicom_file_without_all_of_its_pixels_is_waited_for(
    folder: Path, watch: FolderWatch, tmp_path: Path, syntax: str
) -> None:
    sample = resources_dir() / "sample-exam" / "acquisition-1.dcm"
    if syntax != "compressed":
        data = pydicom.dcmread(sample)
        data.decompress()
        if syntax == "implicit":
            data.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
            data["PixelData"].VR = "OW"
        sample = tmp_path / "plain.dcm"
        data.save_as(sample, implicit_vr=syntax == "implicit", little_endian=True)
    content = sample.read_bytes()
    part, whole = folder / "part.dcm", folder / "whole.dcm"
    part.write_bytes(content[: len(content) - 5000])
    whole.write_bytes(content)
    watch.look(1.0)
    assert watch.look(1.0 + LATER) == Look(True, (whole,), n_writing=1)
    part.write_bytes(content)
    watch.look(20.0)
    assert watch.look(20.0 + LATER).new == (part,)


@pytest.mark.parametrize("name", [".hidden", "~$lock.dcm", "a.dcm.part", "A.TMP", "b.filepart"])
def test_unfinished_and_hidden_names_are_passed_over(folder: Path, watch: FolderWatch, name: str) -> None:
    (folder / name).write_bytes(FILE)
    watch.look(1.0)
    assert watch.look(1000.0) == Look(there=True)


def test_a_link_is_not_followed_out_of_the_folder(folder: Path, watch: FolderWatch, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.dcm").write_bytes(FILE)
    (folder / "link").symlink_to(outside)
    watch.look(1.0)
    assert watch.look(1000.0) == Look(there=True)


def test_a_folder_that_comes_back_brings_only_what_is_new(folder: Path, watch: FolderWatch) -> None:
    (folder / "first.dcm").write_bytes(FILE)
    watch.look(1.0)
    assert watch.look(1.0 + LATER).new == (folder / "first.dcm",)
    away = folder.with_name("away")
    folder.rename(away)
    assert watch.look(20.0) == Look(there=False)
    (away / "second.dcm").write_bytes(FILE)
    away.rename(folder)
    watch.look(30.0)
    assert watch.look(30.0 + LATER).new == (folder / "second.dcm",)


def test_a_file_that_went_and_came_again_is_new(folder: Path, watch: FolderWatch) -> None:
    new = folder / "IM0001"
    for at in (0.0, 100.0):
        new.write_bytes(FILE)
        watch.look(at + 1)
        assert watch.look(at + 1 + LATER).new == (new,)
        new.unlink()
        watch.look(at + 50)


@pytest.mark.parametrize("was_there", [True, False])
def test_a_file_written_over_another_is_told(folder: Path, *, was_there: bool) -> None:
    """As where a scanner numbers anew for each patient."""
    file = folder / "IM1"
    if was_there:
        file.write_bytes(FILE)
    watch = FolderWatch(folder)
    watch.look(0.0)
    if not was_there:
        file.write_bytes(FILE)
        watch.look(1.0)
        assert watch.look(1.0 + LATER).new == (file,)
    file.write_bytes(FILE + b"another")
    assert watch.look(20.0) == Look(True, (), n_writing=1)
    assert watch.look(20.0 + LATER) == Look(True, (file,))
    assert watch.look(100.0) == Look(there=True)


def test_of_a_large_old_folder_only_what_came_since_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "_MOST_ASKED", 2)
    for n in range(3):
        (folder / f"old{n}").write_bytes(FILE)
    watch = FolderWatch(folder)
    watch.look(0.0)
    assert watch._states == {}
    for n in range(3):
        (folder / f"new{n}").write_bytes(FILE)
    watch.look(1.0)
    assert len(watch.look(1.0 + LATER).new) == 3
    assert len(watch._states) == 2


def test_files_come_in_the_order_of_their_writing(folder: Path, watch: FolderWatch) -> None:
    for at, name in enumerate(("z", "m", "a")):
        (folder / name).write_bytes(FILE)
        os.utime(folder / name, (1_700_000_000 + at, 1_700_000_000 + at))
    watch.look(1.0)
    assert [path.name for path in watch.look(1.0 + LATER).new] == ["z", "m", "a"]


def test_the_window_opens_what_comes_and_tells_of_it(
    window: MainWindow, folder: Path, screens: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dlre_gui.gui.watch_bar.LOOK_EVERY_S", 0.05)
    monkeypatch.setattr("dlre_gui.gui.watch.SETTLED_S", 0.1)
    assert not window.statusBar().isVisible(), "off by default"
    window.settings = replace(window.settings, watch_folder=str(folder), watching=True)
    assert window.watch.watching
    qtbot.waitUntil(lambda: window.statusBar().isVisible(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.watch.looks > 0, timeout=WAIT_MS)
    shutil.copy(screens[0], folder)
    (folder / "notes.txt").write_text("no screen")
    qtbot.waitUntil(lambda: len(window.controller.session.keys) == 1, timeout=WAIT_MS)
    assert window.controller.session.keys[0].path == folder / screens[0].name
    window.watch.stop()
    assert not window.statusBar().isVisible()
    assert not window.settings.watching


def test_a_folder_that_is_away_is_told(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.settings = replace(window.settings, watch_folder=str(tmp_path / "gone"), watching=True)
    qtbot.waitUntil(lambda: "away" in window.watch.line.text(), timeout=WAIT_MS)


def test_a_watcher_ends_on_the_gui_thread_not_on_its_own(folder: Path, qtbot: QtBot) -> None:
    watcher = Watcher(folder)
    with qtbot.waitSignal(watcher.looked):
        watcher.start()
    told: list[Look] = []
    watcher.looked.connect(told.append)
    watcher.stop()
    (folder / "new.dcm").write_bytes(FILE)
    qtbot.waitUntil(lambda: not isValid(watcher))  # though somebody has it still
    assert told == []
