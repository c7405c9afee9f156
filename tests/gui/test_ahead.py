"""What the first press of a button needs is there before it."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

import dlre_gui.gui
from dlre_gui.gui import language
from dlre_gui.gui.ahead import MODULES, get_ready
from dlre_gui.gui.language import CHINESE, ENGLISH, current_language, use_language

ROOM = Path(dlre_gui.gui.__file__).parent
AFTER_A_CRASH_OR_FOR_A_PICTURE = {"crash_dialog", "crash_report", "screenshot"}


def imported_in_acts(path: Path) -> set[str]:
    """Modules of the room that a module's functions import."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    names = {
        node.module
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dlre_gui.gui.")
    }
    return {name.removeprefix("dlre_gui.gui.") for name in names}


def test_all_that_acts_import_is_got_ready() -> None:
    acts = [*ROOM.glob("*_acts.py"), ROOM / "acts.py", ROOM / "looked.py", ROOM / "clips.py"]
    wanted = set().union(*map(imported_in_acts, acts)) - AFTER_A_CRASH_OR_FOR_A_PICTURE
    at_the_start = {
        "desktop",
        "strip",
        "texts",
        "language",
        "session.messages",
        "main_window",
        "translatable",
    }
    assert wanted - at_the_start - set(MODULES) == set()
    assert all(importlib.util.find_spec(f"dlre_gui.gui.{name}") for name in MODULES)


def test_the_files_of_a_language_are_not_read_when_it_is_changed(
    monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    get_ready()
    assert {f"dlre_gui.gui.{name}" for name in MODULES} <= sys.modules.keys()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} is read"))
    assert use_language(CHINESE)
    assert current_language() == CHINESE
    assert language._read[language._ours(CHINESE)]
    use_language(ENGLISH)
