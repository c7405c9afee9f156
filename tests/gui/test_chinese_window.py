"""Hostile and hopeless files opened in the Chinese window: no English sentence reaches it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt

from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session import Progress
from tests.gui.shown_texts import shown_by

SENTENCE = re.compile(r"[A-Za-z]+(?:[ ,]+[a-z]{2,}){2,}")
"""Three words in a row, of which two are small, are no name."""
ENDS = (Progress.FAILED, Progress.REFUSED)


@pytest.fixture
def in_chinese(window: MainWindow) -> Iterator[MainWindow]:
    assert use_language(CHINESE)
    yield window
    use_language(ENGLISH)


def hostile_files(folder: Path, screen: Path, b_mode: Path) -> list[Path]:
    """Files of each kind that is refused, broken or not there."""
    good = screen.read_bytes()
    wide = good[:16] + (60_000).to_bytes(4, "big") * 2 + good[24:]
    contents = {
        "empty.png": b"",
        "text.dcm": b"not an image at all\n" * 20,
        "paper.pdf": b"%PDF-1.7 and so on",
        "program.png": b"MZ\x90\x00" + bytes(200),
        "cut.png": good[: len(good) // 2],
        "header.png": good[:20],
        "wide.png": wide,
        "broken.dcm": bytes(128) + b"DICM" + b"\x02\x00\x10\x00UI\x04\x001.2\0" + b"\xff" * 40,
        "numbers.tif": b"II*\0" + bytes(300),
        "clip.mp4": b"\0\0\0\x18ftypmp42" + bytes(64),
        "b-mode.png": b_mode.read_bytes(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents] + [folder / "gone.png"]


def told_by(window: MainWindow) -> Iterator[str]:
    """All that the window says of its files, tooltips included."""
    yield from shown_by(window.middle)
    yield from shown_by(window.right)
    model = window.left.list.model()
    for row in range(model.rowCount(QModelIndex())):
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            yield str(model.data(model.index(row, 0), role) or "")


def test_no_english_sentence_is_told_of_hopeless_files(
    in_chinese: MainWindow,
    tmp_path: Path,
    screens: list[Path],
    b_mode: Path,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    window, session = in_chinese, in_chinese.controller.session
    files = hostile_files(tmp_path, screens[0], b_mode)
    for path in files:  # each by its own name: of a folder what is no picture is passed over
        window.acts.open_paths([path])
    there = len(files) - 1
    until(lambda: len(session.keys) == there and all(session.progress(key) in ENDS for key in session.keys))
    said = set()
    for key in session.keys:
        window.controller.act(lambda key=key: session.select(key))
        assert session.acquisition(key).reason, key
        said |= {text for text in told_by(window) if SENTENCE.search(text.replace(str(tmp_path), ""))}
    assert said == set()
    assert any("不存在" in text for text in window.middle.notices.texts)
