"""What the program knows about how it was built."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dlre_gui import __version__
from dlre_gui.domain.errors import DlreError
from dlre_gui.edition import edition, require_research


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    edition.cache_clear()
    yield
    edition.cache_clear()


def test_from_source_nothing_is_missing() -> None:
    assert str(edition()) == __version__
    require_research("Training")


def test_a_scoring_edition_says_what_it_cannot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    stamp = {"version": "9.9", "commit": "abc", "edition": "scoring"}
    (tmp_path / "about" / "version.json").write_text(json.dumps(stamp), encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert str(edition()) == "9.9 (scoring edition, abc)"
    with pytest.raises(DlreError, match="Training is not in this edition"):
        require_research("Training")


def test_a_damaged_stamp_stops_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert edition().version == __version__
