"""Messages in place: where they belong, and in which language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dlre_gui.gui.desktop import begin_at
from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.notices import EVERYWHERE, START_PAGE, Notices
from dlre_gui.gui.strip import Level
from dlre_gui.places import resources_dir

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language(ENGLISH)


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    made = Notices()
    qtbot.addWidget(made)
    return made


def put(notices: Notices, place: str) -> None:
    notices.say(place or "all", place or "everywhere", Level.INFO, again=None, place=place)


def test_a_message_is_seen_where_its_exam_is_and_goes_when_that_is_closed(notices: Notices) -> None:
    for place in (EVERYWHERE, START_PAGE, "a"):
        put(notices, place)
    assert notices.texts == ["everywhere", "start page"]
    notices.come_to("a", ["a"])
    assert notices.texts == ["everywhere", "a"]
    notices.come_to("b", ["a", "b"])
    assert notices.texts == ["everywhere"]
    notices.come_to("a", ["a", "b"])
    assert notices.texts == ["everywhere", "a"]
    notices.come_to(None, [])
    assert notices.texts == ["everywhere"], "neither the exam's nor what the start page had said before"
    notices.come_to("a", ["a"])
    assert notices.texts == ["everywhere"]


def test_a_hidden_message_is_hidden_and_one_that_is_said_again_stays_in_its_place(notices: Notices) -> None:
    notices.come_to("a", ["a", "b"])

    def say() -> None:
        words = notices.tr("Close this message")
        notices.say("x", words, Level.INFO, again=say, place=notices.here)

    say()
    notices.come_to("b", ["a", "b"])
    use_language(CHINESE)
    assert notices.texts == []
    assert notices.here == "b"
    notices.come_to("a", ["a", "b"])
    assert len(notices.texts) == 1


def test_what_a_window_told_follows_the_language_and_the_exam(opened: MainWindow, until: Until) -> None:
    opened.actions_by_name["trend"].trigger()  # there is no exam book
    opened.acts._say_skipped((Path("a.txt"),))
    opened.acts.say_error("cutoffs", ValueError("x"))
    assert [text for text in opened.middle.notices.texts if "A trend needs" in text or "a.txt" in text]
    n = len(opened.middle.notices.texts)
    opened.settings = replace(opened.settings, language=CHINESE)
    texts = opened.middle.notices.texts
    assert len(texts) == n
    assert any("趋势" in text for text in texts)
    assert any("未打开" in text and "a.txt" in text for text in texts)
    opened.actions_by_name["close_exams"].trigger()
    until(lambda: not [text for text in opened.middle.notices.texts if "趋势" in text or "a.txt" in text])


def test_a_file_dialog_begins_in_a_named_place_or_the_documents_never_where_the_program_started() -> None:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert (begin_at(), begin_at("", ""), begin_at("", "/a", "/b")) == (documents, documents, "/a")
    assert documents


def test_qts_own_file_dialog_speaks_chinese(qtbot: QtBot) -> None:
    use_language(CHINESE)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    texts = [label.text() for kind in (QLabel, QPushButton) for label in dialog.findChildren(kind)]
    assert [text for text in texts if re.search("[a-z]", text)] == []
    assert len(texts) > 4


def test_the_sample_exams_folder_is_no_place_to_begin_in(window: MainWindow, tmp_path: Path) -> None:
    window.remember_folder(resources_dir() / "sample-exam")
    assert window.settings.last_folder == ""
    window.remember_folder(tmp_path)
    assert window.settings.last_folder == str(tmp_path)
