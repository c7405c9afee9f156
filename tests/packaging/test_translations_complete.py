"""The gate: every text of the window is translated, and none is kept that is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

UPDATE = "run: python packaging/translations.py update; translate; release"


def test_the_files_hold_every_text_of_the_window_translated_and_no_other(
    script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    tool = script("translations")
    for language in tool.LANGUAGES:
        tool.update(language, tmp_path / f"{language}.ts")
        wanted = set(tool.texts_of(tmp_path / f"{language}.ts"))
        kept = tool.texts_of(tool.ts_file(language))
        translated = {text for text, done in kept.items() if done}
        assert (language, wanted - translated) == (language, set()), UPDATE
        assert (language, set(kept) - wanted) == (language, set()), UPDATE
