"""Texts of the window: seen by translators, translated with their values, in the file the window reads."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def translations(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("translations")


@pytest.fixture
def wanted(translations: ModuleType, tmp_path: Path) -> set[tuple[str, str, bool]]:
    """Context, text and whether it has plural forms, of every text of the program as it is."""
    translations.update("zh_CN", tmp_path / "wanted.ts")
    return texts(translations, tmp_path / "wanted.ts")


def texts(translations: ModuleType, ts: Path) -> set[tuple[str, str, bool]]:
    return {(text.context, text.source, text.plural) for text in translations.texts_of(ts)}


def test_every_text_that_is_asked_for_can_be_seen_by_translators(translations: ModuleType) -> None:
    assert translations.unseen_by_lupdate() == []


def test_a_text_within_an_f_string_is_said_to_be_unseen(translations: ModuleType) -> None:
    assert translations.unseen_lines("self.tr('seen')\nf\"({self.tr('unseen')})\"\nself.tr(name)\n") == [2, 3]


def test_texts_of_code_and_tables_are_found(wanted: set[tuple[str, str, bool]]) -> None:
    assert ("actions", "Open &files…", False) in wanted
    assert ("session", "to do", False) in wanted
    assert ("settings", "Operator", False) in wanted
    assert ("Presenter", "Looking into %n file(s)…", True) in wanted


NOT_FOR_THE_READER = "{detail}"
"""A technician's English, which translations leave out (`gui/sentences.py`)."""


def test_translations_have_the_values_of_their_texts(translations: ModuleType) -> None:
    wrong = [
        source
        for language in translations.LANGUAGES
        for source, translation in translated(translations.ts_file(language))
        if values(source.replace(NOT_FOR_THE_READER, "")) != values(translation)
    ]
    assert wrong == []


def test_the_window_reads_the_newest_translations(translations: ModuleType, tmp_path: Path) -> None:
    for language in translations.LANGUAGES:
        translations.release(language, translations.ts_file(language), tmp_path / "now.qm")
        newest = (tmp_path / "now.qm").read_bytes()
        assert translations.qm_file(language).read_bytes() == newest, (
            "run: python packaging/translations.py release"
        )


def translated(ts: Path) -> list[tuple[str, str]]:
    """Texts with their translation, each plural form by itself."""
    pairs = []
    for message in ElementTree.parse(ts).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        pairs += [(message.findtext("source", ""), form) for form in forms if form]
    return pairs


def values(text: str) -> list[str]:
    """What is filled in: {name} and %n."""
    return sorted(re.findall(r"\{\w*\}|%n", text))
