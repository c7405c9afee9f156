"""Help in the window: guide, keyboard, tour, about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from dlre_gui.gui.actions import ACTIONS
from dlre_gui.gui.help_dialogs import AboutDialog
from dlre_gui.gui.help_pages import ORDER, read_pages, with_made_pages
from dlre_gui.gui.help_view import HelpView
from dlre_gui.gui.keyboard_dialog import KeyboardDialog
from dlre_gui.gui.main_window import MainWindow
from dlre_gui.gui.settings_table import rows
from dlre_gui.gui.tour import STEPS, Tour, place_beside
from dlre_gui.places import resources_dir
from tests.gui.conftest import WAIT_MS

LANGUAGES = ["en", "zh_CN"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture
def guide(window: MainWindow, qtbot: QtBot) -> HelpView:
    view = HelpView(window)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: bool(view.pages), timeout=WAIT_MS)
    return view


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_its_links_lead_somewhere(language: str) -> None:
    pages = with_made_pages(read_pages(language), language)
    assert list(pages) == [name for name in ORDER if name in pages]
    pictures = {path.name for path in (resources_dir() / "help").rglob("*.png")}
    for page in pages.values():
        for target in LINK.findall(page.markdown):
            assert target.removesuffix(".md") in pages or target.split("/")[-1] in pictures, (
                page.name,
                target,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_the_model_says_what_its_card_says(language: str) -> None:
    card = json.loads((resources_dir() / "models" / "dlre-gut-simulated" / "card.json").read_text("utf-8"))
    page = read_pages(language)["model"].markdown
    for task, performance in zip(card["tasks"], card["performance"], strict=True):
        low, high = performance["auc_ci"]
        row = f"{performance['auc']:.2f} ({low:.2f}–{high:.2f}) | {task['threshold']:.2f} |"
        assert row in page
    assert "{" not in page


def test_the_guide_goes_from_link_to_link_and_back(guide: HelpView) -> None:
    first = guide.page
    guide.guide.anchorClicked.emit(QUrl("quality.md"))
    assert guide.page == "quality"
    guide.go_back()
    assert guide.page == first


def test_no_address_is_ever_opened(guide: HelpView, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    before = guide.page
    for address in ("https://example.org/quality.md", "file:///etc/passwd", "../../secret.md", "nowhere.md"):
        guide.guide.anchorClicked.emit(QUrl(address))
    assert (guide.page, opened) == (before, [])
    resource = guide.guide.loadResource(2, QUrl("https://example.org/x.png"))
    assert len(resource) == 0


def test_search_lists_only_pages_that_hold_it(guide: HelpView, qtbot: QtBot) -> None:
    every = guide.list.count()
    qtbot.keyClicks(guide.search, "CMD_NOWHERE_xyz")
    assert guide.list.count() == 0
    guide.search.setText("FIB-4")
    assert 0 < guide.list.count() < every
    qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.guide.textCursor().selectedText().casefold() == "fib-4"


def test_settings_and_keys_are_pages_made_from_their_tables(guide: HelpView) -> None:
    assert all(row.help in guide.pages["settings"].markdown for row in rows().values())
    keys = guide.pages["keyboard"].markdown
    assert all(info.tip in keys.replace("\\", "") for info in ACTIONS if info.keys)


def test_the_keyboard_dialog_searches_and_prints(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = KeyboardDialog(window)
    qtbot.addWidget(dialog)
    assert "Ctrl+E" in dialog.keys.toPlainText()
    dialog.search.setText("undo")
    assert "Ctrl+E" not in dialog.keys.toPlainText()
    dialog.search.setText("no such key")
    assert "Ctrl" not in dialog.keys.toPlainText()
    with qtbot.waitSignal(dialog.write(tmp_path / "keys.pdf").done, timeout=WAIT_MS):
        pass
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")


def test_the_tour_goes_through_all_steps_and_is_not_offered_again(
    window: MainWindow, qtbot: QtBot, until: Callable
) -> None:
    window.program_acts.offer_tour()
    assert len(window.middle.notices.texts) == 1
    window.program_acts.show_tour()
    [tour] = window.findChildren(Tour)
    until(lambda: len(window.controller.session.keys) == 5)
    for step in STEPS:
        assert tour.step is step
        assert window.rect().contains(tour.geometry())
        tour.go_on()
    until(lambda: not window.findChildren(Tour))
    assert window.settings.tour_seen
    window.program_acts.offer_tour()
    assert window.middle.notices.texts == []


def test_esc_ends_the_tour_and_the_window_stays_usable(
    opened: MainWindow, qtbot: QtBot, until: Callable
) -> None:
    opened.program_acts.show_tour()
    [tour] = opened.findChildren(Tour)
    assert len(opened.controller.session.keys) == 1, "nothing is opened over an open exam"
    opened.actions_by_name["exclude"].trigger()
    assert opened.controller.session.acquisition(opened.controller.session.keys[0]).excluded
    qtbot.keyClick(tour._next, Qt.Key.Key_Return)
    assert tour.step is STEPS[1], "Enter goes on with the tour, and accepts no ROI"
    qtbot.keyClick(tour._next, Qt.Key.Key_Escape)
    until(lambda: not opened.findChildren(Tour))


@pytest.mark.parametrize(
    "part", [QRect(0, 0, 200, 700), QRect(900, 50, 300, 700), QRect(0, 0, 1280, 30), QRect(0, 0, 1280, 800)]
)
def test_the_tours_card_stands_inside_the_window(part: QRect) -> None:
    room, card = QRect(0, 0, 1280, 800), QRect(0, 0, 340, 200)
    assert room.contains(QRect(place_beside(part, card, room), card.size()))
    assert place_beside(QRect(0, 0, 200, 700), card, room).x() > QPoint(200, 0).x()


def test_about_says_version_and_model(window: MainWindow, qtbot: QtBot) -> None:
    dialog = AboutDialog(window)
    qtbot.addWidget(dialog)
    assert dialog.tabs.count() == 1, "no licences from source"


def test_about_shows_the_licences_of_a_standalone_edition(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dlre_gui.edition import Edition

    (tmp_path / "licences.txt").write_text("Qt: LGPL-3.0")
    monkeypatch.setattr(
        "dlre_gui.gui.help_dialogs.edition", lambda: Edition("full", "1.0", "abc123+", tmp_path)
    )
    dialog = AboutDialog(window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "LGPL" in dialog.licences.toPlainText(), timeout=WAIT_MS)
