"""A warning has one name: in the window, in its guide and on a report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dlre_gui.domain.exam import Flag
from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.texts import say
from dlre_gui.report.dossier import Language
from dlre_gui.report.words import Words

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "help"


@pytest.fixture(params=[(ENGLISH, Language.ENGLISH, "en"), (CHINESE, Language.CHINESE, "zh")])
def language(request: pytest.FixtureRequest, qapp: object) -> Iterator[tuple[str, Language, str]]:
    use_language(request.param[0])
    yield request.param
    use_language(ENGLISH)


def test_report_and_guide_name_warnings_as_the_window_does(language: tuple[str, Language, str]) -> None:
    _, of_report, folder = language
    words, page = Words(of_report), (GUIDE / folder / "quality.md").read_text(encoding="utf-8")
    names = {flag: say(message(f"flag.{flag.value}")) for flag in Flag}
    assert [name for name in names.values() if name not in page] == []
    assert [flag for flag, name in names.items() if not words.flag(flag).startswith(name)] == []
