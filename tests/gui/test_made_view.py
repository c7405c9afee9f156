"""Help ▸ How the model was made: what is there is shown, and always said to be simulated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dlre_gui.gui.made_pages import made_folder, read_made
from dlre_gui.gui.made_view import MadeView
from dlre_gui.gui.main_window import MainWindow
from tests.gui.conftest import WAIT_MS

MARKDOWN = """# The study

**Simulated data.**

## AUC \\_beside\\_ the papers'

| Task | AUC |
| --- | --- |
| F4 | 0.97 |

Note.

- [all networks](networks.html)

- seed: 2019
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small result of the study."""
    results = {
        "simulated": True,
        "command": "dlre-gui reproduce --out x",
        "software": "1.0",
        "settings": {"seed": 2019, "patients": 398, "networks": ["gut", "spie"]},
        "reasons": ["≥F2: the network <b>lacks</b> patients."],
    }
    (tmp_path / "results.json").write_text(json.dumps(results), "utf-8")
    (tmp_path / "reproduce.md").write_text(MARKDOWN, "utf-8")
    (tmp_path / "bundled-model.md").write_text(
        "# X\n\n## The model: 9 other patients\n\n| ECE |\n| --- |\n", "utf-8"
    )
    (tmp_path / "cards").mkdir()
    card = {
        "id": "dlre-gut",
        "version": "2",
        "architecture": "gut",
        "training": {"n_patients": 266, "n_images": 1330, "seed": 2019},
        "performance": [{"task": "f4", "auc": 0.9712, "auc_ci": [0.94, 0.99], "cohort": "132 simulated"}, {}],
    }
    (tmp_path / "cards" / "dlre-gut.json").write_text(json.dumps(card), "utf-8")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x3366AA)
    assert image.save(str(tmp_path / "published.png"))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "cards" / "broken.json").write_text("[", "utf-8")
    return tmp_path


def test_command_tables_figures_and_cards_become_pages(folder: Path) -> None:
    pages = {page.title: page for page in read_made(folder).pages}
    assert list(pages) == [
        "Overview", "The model: 9 other patients", "AUC _beside_ the papers'", "Figure: published",
        "Card: dlre-gut",
    ]  # fmt: skip
    overview = pages["Overview"].markdown
    assert "`dlre-gui reproduce --out x`" in overview
    assert "2019" in overview
    assert "\\<b\\>lacks" in overview
    table = pages["AUC _beside_ the papers'"].markdown
    assert "| F4 | 0.97 |" in table
    assert "networks.html" not in table
    assert "0.971 (0.940–0.990)" in pages["Card: dlre-gut"].markdown
    assert all("Simulated data" in page.markdown for page in pages.values())


def test_every_page_says_simulated_in_chinese_too(folder: Path, chinese: None) -> None:
    pages = read_made(folder).pages
    assert all("模拟数据" in page.markdown for page in pages)
    assert pages[0].title == "概览"


def test_a_copy_without_the_study_says_so(tmp_path: Path) -> None:
    [page] = read_made(tmp_path / "nowhere").pages
    assert "does not hold the study" in page.markdown


def test_what_the_program_carries_can_be_read() -> None:
    made = read_made(made_folder())
    if made_folder().is_dir():
        assert len(made.pages) > 3
        assert made.pictures
    else:
        assert len(made.pages) == 1


def test_the_window_shows_the_pages(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["how_made"].trigger()
    view = window.findChild(MadeView)
    assert view is not None
    qtbot.waitUntil(lambda: view.list.count() > 0, timeout=WAIT_MS)
    assert view.page.toPlainText()
    view.reject()
