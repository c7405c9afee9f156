"""Another language while the window runs: everything that is shown is said anew, and back again."""

from __future__ import annotations

import importlib
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
)

from dlre_gui.clinical.trend import TrendPoint
from dlre_gui.gui import language
from dlre_gui.gui.crash_dialog import CrashDialog
from dlre_gui.gui.export_dialog import ExportDialog
from dlre_gui.gui.findings_dialog import FindingsDialog
from dlre_gui.gui.keyboard_dialog import KeyboardDialog
from dlre_gui.gui.language import CHINESE, ENGLISH, current_language, language_of, use_language
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.settings_dialog import SettingsDialog
from dlre_gui.gui.texts import say
from dlre_gui.gui.trend_dialog import TrendDialog
from dlre_gui.report.bundle import Exported
from dlre_gui.store.audit import Finding, Verdict
from dlre_gui.store.trail import Head
from tests.gui.shown_texts import shown_by

SAME_IN_ALL = {
    "DLRE GUI",
    "SI",
    "SD",
    "Q-Box",
    "P(≥{letter}2)",
    "P(≥{letter}3)",
    "P({letter}4)",
    "kPa",
    "m/s",
}


def keep_english(folder: Path) -> None:
    (folder / "translations").mkdir()
    shutil.copy(language.resources_dir() / "translations" / "dlre-gui_en.qm", folder / "translations")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Resources with a made-up language that puts every text between marks, and all texts."""
    scripts = Path(__file__).resolve().parents[2] / "packaging"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(scripts))
        tool = importlib.import_module("translations")
    folder = tmp_path_factory.mktemp("resources")
    keep_english(folder)
    ts = folder / "marked.ts"
    tool.update("zh_CN", ts)
    tree = ElementTree.parse(ts)
    for text in tree.getroot().iter("message"):
        translation = text.find("translation")
        assert translation is not None
        translation.attrib.pop("type", None)
        for form in translation.findall("numerusform") or [translation]:
            form.text = f"⟦{text.findtext('source')}⟧"
    tree.write(ts, encoding="utf-8", xml_declaration=True)
    tool.release("zh_CN", ts, folder / "translations" / "dlre-gui_zh_CN.qm")
    return folder, {text.source for text in tool.texts_of(ts)}


@pytest.fixture
def all_texts(
    marked: tuple[Path, set[str]], monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> Iterator[set[str]]:
    folder, texts = marked
    monkeypatch.setattr(language, "resources_dir", lambda: folder)
    yield texts
    use_language(ENGLISH)


def test_all_of_a_window_with_an_exam_changes_its_language_and_back(
    opened: MainWindow, all_texts: set[str]
) -> None:
    before = sorted(filter(None, shown_by(opened)))
    opened.settings = replace(opened.settings, language=CHINESE)
    assert current_language() == CHINESE
    left = sorted({text for text in shown_by(opened) if text in all_texts} - SAME_IN_ALL)
    assert left == [], "still in the language before"
    assert opened.actions_by_name["open_files"].text() == "⟦Open &files…⟧"
    opened.settings = replace(opened.settings, language=ENGLISH)
    assert sorted(filter(None, shown_by(opened))) == before


def test_the_start_page_changes_its_language(window: MainWindow, all_texts: set[str]) -> None:
    use_language(CHINESE)
    left = sorted({text for text in shown_by(window) if text in all_texts} - SAME_IN_ALL)
    assert left == []


def test_dialogs_beside_the_window_change_their_language(
    window: MainWindow, all_texts: set[str], until: Callable[[Callable[[], bool]], None]
) -> None:
    window.actions_by_name["score_folder"].trigger()
    KeyboardDialog(window).show()
    window.actions_by_name["settings"].trigger()
    [settings] = window.findChildren(SettingsDialog)
    until(lambda: bool(settings.help.text()))  # of the row in focus
    use_language(CHINESE)
    left = sorted({text for text in shown_by(window) if text in all_texts} - SAME_IN_ALL)
    assert left == []


def test_dialogs_about_an_exam_change_their_language_and_back(
    opened: MainWindow, all_texts: set[str], until: Callable[[Callable[[], bool]], None]
) -> None:
    point = TrendPoint("a", "2023-05-01", 0.9, 0.5, 0.2, 9.0, (("m 1", "ab"),), True)
    for name in ("export", "what_was_read", "about"):
        opened.actions_by_name[name].trigger()
    trend = TrendDialog(opened, "A", (point,), n_of_others=1)
    FindingsDialog(
        opened,
        Verdict("b", 1, 1, Head(1, "h"), 0, (Finding("exams", 1, "was changed after it was written"),)),
    ).show()
    crash = CrashDialog(opened)
    crash.say("Report of an error", Path("/crash/1.txt"), 2)
    for dialog in (trend, crash):
        dialog.show()
    [export] = opened.findChildren(ExportDialog)
    export._show_done(
        Exported(Path("/out"), (), 3, (2,), ("The logo /x.png could not be read: the reports have none.",))
    )
    until(lambda: not trend._turn.isActive() and not export.preview.pixmap().isNull())
    before = sorted(filter(None, shown_by(opened)))
    use_language(CHINESE)
    own_names = {"English", "简体中文", "Export"}  # the last of a menu of pyqtgraph's, never shown
    left = sorted({text for text in shown_by(opened) if text in all_texts} - SAME_IN_ALL - own_names)
    assert left == []
    assert export.outcome.text.startswith("⟦The logo")
    assert trend._upper.getAxis("left").labelText == "⟦Probability⟧"
    use_language(ENGLISH)
    assert sorted(filter(None, shown_by(opened))) == before


def test_names_that_files_give_in_both_languages_follow(all_texts: set[str]) -> None:
    both = message("exam.lsm_stage", band="normal", band_zh="正常")
    only_english = message("exam.lsm_stage", band="normal", band_zh="")
    assert say(both) == "LSM: normal"
    use_language(CHINESE)
    assert (say(both), say(only_english)) == ("⟦LSM: 正常⟧", "⟦LSM: normal⟧")


def test_a_missing_language_leaves_english_and_says_so(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_english(tmp_path)
    monkeypatch.setattr(language, "resources_dir", lambda: tmp_path)
    window.settings = replace(window.settings, language=CHINESE)
    assert current_language() == ENGLISH
    assert any("missing" in text for text in window.middle.notices.texts)


def test_english_tells_one_from_many(window: MainWindow) -> None:
    words = [window.presenter.tr("Looking into %n file(s)…", "", n) for n in (0, 1, 2)]
    assert words == ["Looking into 0 files…", "Looking into 1 file…", "Looking into 2 files…"]


@pytest.mark.parametrize(
    ("system", "wanted"), [("zh-Hans-CN", CHINESE), ("zh_TW", CHINESE), ("de-DE", ENGLISH), ("", ENGLISH)]
)
def test_the_systems_language_is_followed(system: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self: [system] if system else [])
    assert language_of("") == wanted
    assert language_of("en") == ENGLISH


def test_what_is_drawn_follows_the_language_in_the_next_turn(
    opened: MainWindow, all_texts: set[str], until: Callable[[Callable[[], bool]], None]
) -> None:
    def is_said_anew() -> bool:
        return any("⟦Exam⟧" in label.text() for label in opened.findChildren(QLabel))

    use_language(CHINESE)
    until(is_said_anew)
