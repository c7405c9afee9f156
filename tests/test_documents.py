"""What the documents name is there: commands, options, files, benchmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from dlre_gui.cli import app

ROOT = Path(__file__).resolve().parents[1]
FOR_USERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "resources" / "help").glob("*/*.md"))]
FOR_DEVELOPERS = ROOT / "CONTRIBUTING.md"
OTHERS_OPTIONS = {"--algorithm", "--check", "--ignore-missing", "--verify"}  # of sha256sum and the like
PLACES = (ROOT, ROOT / "dlre_gui", ROOT / "dlre_gui" / "gui")
MADE_LATER = {"../shared/data", ".venv/dlre-gui-setup.json", "out/dlre-gut-simulated"}


def named(path: Path) -> Iterator[str]:
    """What stands there as code."""
    text = path.read_text(encoding="utf-8")
    yield from (" ".join(code.split()) for code in re.findall(r"`([^`]+)`", text))
    yield from re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)


def commands() -> dict[str, set[str]]:
    """Every command, ``model list`` too, with its options; those of `dlre-gui` itself under an empty name."""
    found: dict[str, set[str]] = {}

    def add(command: object, name: str) -> None:
        found[name] = {"--help"}.union(*((*one.opts, *one.secondary_opts) for one in command.params))
        for below, inner in getattr(command, "commands", {}).items():
            add(inner, f"{name} {below}".strip())

    add(typer.main.get_command(app), "")
    return found


@pytest.mark.parametrize("document", FOR_USERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_commands_and_options_that_users_are_told_exist(document: Path) -> None:
    known = commands()
    anywhere = set().union(*known.values()) | OTHERS_OPTIONS
    wrong = []
    for code in named(document):
        words = re.findall(r"[\w-]+", code.partition("dlre-gui ")[2] or code.partition("dlre-gui-cli ")[2])
        one = next((name for name in (" ".join(words[:2]), *words[:1]) if name in known), None)
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code))
        wrong += [f"{code}: {option}" for option in options - (known[one] if one else anywhere)]
        if words and one is None and not words[0].startswith(("-", "exam-folder", "VERSION")):
            wrong.append(code)
    assert wrong == []


def test_files_that_developers_are_told_exist() -> None:
    paths = {code for code in named(FOR_DEVELOPERS) if re.fullmatch(r"[\w./-]+/[\w.-]+", code)} - MADE_LATER
    assert len(paths) > 20
    assert {
        path for path in paths if not any((place / module_of(path)).exists() for place in PLACES)
    } == set()


def module_of(path: str) -> str:
    """``model/familiarity.py`` of ``model/familiarity`` and ``model/familiarity.TOLERANCES``."""
    bare = re.sub(r"\.[A-Z]+$", "", path)
    return next((f"{bare}.py" for place in PLACES if (place / f"{bare}.py").is_file()), bare)


def test_every_benchmark_is_told_and_there() -> None:
    told = set(re.findall(r"tests\.benchmarks\.(\w+)", FOR_DEVELOPERS.read_text(encoding="utf-8")))
    files = (ROOT / "tests" / "benchmarks").glob("*.py")
    assert told == {path.stem for path in files if "__main__" in path.read_text(encoding="utf-8")}
