"""The window's texts for translators, and the translations for the window.

    python packaging/translations.py update    new texts into resources/translations/*.ts, gone ones out
    python packaging/translations.py release   the .ts files into the .qm files that the window reads
    python packaging/translations.py missing   what is not translated yet; exit status 1 if anything is

Run it with the project's Python (`.venv/bin/python`). Texts in the code are found by Qt's `lupdate`, which
knows ``self.tr("…")`` and ``translate("context", "…")``; those of the tables (actions, messages, settings
and so on) are read from the tables themselves, so that a row needs no mark. Translate with `pyside6-linguist`
or an editor.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "dlre_gui" / "gui"
FOLDER = ROOT / "resources" / "translations"
ENGLISH = "en"
"""The language of the code; its file has only the texts that differ for one and for many."""
LANGUAGES = (ENGLISH, "zh_CN")
TABLES = ("actions", "session", "settings", "keys", "tour", "sentences")
"""Contexts whose texts stand in tables: code may ask for them by a row."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate; `plural`: it has a form for each number."""

    context: str
    source: str
    plural: bool = False


def ts_file(language: str) -> Path:
    return FOLDER / f"dlre-gui_{language}.ts"


def qm_file(language: str) -> Path:
    return FOLDER / f"dlre-gui_{language}.qm"


def table_texts() -> Iterator[Text]:
    """Those that stand in tables, and the words of menus and buttons that code asks for by `words`."""
    sys.path.insert(0, str(ROOT))
    from dlre_gui.gui import translatable

    for context, source in translatable.table_texts():
        yield Text(context, source)
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words":
                [argument, *_] = node.args
                if isinstance(argument, ast.Constant):
                    yield Text("actions", str(argument.value))


def unseen_by_lupdate() -> list[str]:
    """Places that ask for what nobody could translate: no literal, or one within an f-string."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in sorted(SOURCES.rglob("*.py"))
        for line in unseen_lines(path.read_text(encoding="utf-8"))
    ]


def unseen_lines(code: str) -> list[int]:
    """Lines of a file's code that ask for a translation where `lupdate` reads none."""
    tree = ast.parse(code)
    hidden = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted(call.lineno for call in calls if _asks_for_what_none_reads(call, within=call in hidden))


def _asks_for_what_none_reads(call: ast.Call, *, within: bool) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if len(call.args) < {"tr": 1, "translate": 2}.get(name, sys.maxsize):
        return False
    first, text = call.args[0], call.args[0 if name == "tr" else 1]
    of_a_table = isinstance(first, ast.Name) and first.id == "_CONTEXT"
    of_a_table |= isinstance(first, ast.Constant) and first.value in TABLES and name == "translate"
    return (within or not isinstance(text, ast.Constant)) and not of_a_table


def update(language: str, ts: Path) -> None:
    """Bring a .ts file up to date; translations of texts that are still there are kept."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables.py"
        lines = (f"translate({text.context!r}, {text.source!r})" for text in sorted(set(table_texts())))
        tables.write_text("\n".join(lines) + "\n", encoding="utf-8")
        files = [*map(str, sorted(SOURCES.rglob("*.py"))), str(tables)]
        options = [
            "-locations",
            "none",
            "-no-obsolete",
            "-source-language",
            "en",
            "-target-language",
            language,
            *(["-pluralonly"] if language == ENGLISH else []),
        ]
        _run("lupdate", *options, *files, "-ts", str(ts))


def release(language: str, ts: Path, qm: Path) -> None:
    """Compile a .ts file."""
    _run("lrelease", "-silent", str(ts), "-qm", str(qm))


def texts_of(ts: Path) -> dict[Text, bool]:
    """The texts of a .ts file, and whether each is translated."""
    found = {}
    for context in ElementTree.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            found[Text(name, message.findtext("source", ""), plural)] = _is_translated(message)
    return found


def _is_translated(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") is not None:
        return False
    forms = translation.findall("numerusform")
    return all((form.text or "").strip() for form in forms or [translation])


def missing(language: str) -> list[Text]:
    """Texts of the program that are not in the language's file, or not translated there."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.ts"
        update(language, wanted)
        kept = texts_of(ts_file(language))
        return sorted(text for text in texts_of(wanted) if not kept.get(text))


def _run(tool: str, *arguments: str) -> None:
    """One of Qt's tools, as PySide6 brings them along."""
    name = f"pyside6-{tool}"
    beside = Path(sys.executable).with_name(name + (".exe" if os.name == "nt" else ""))
    program = str(beside) if beside.is_file() else shutil.which(name)
    if program is None:
        sys.exit(f"{name} was not found beside {sys.executable}: run this with the project's Python.")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed: {done.stderr or done.stdout}")


def main(arguments: list[str]) -> int:
    """Carry out one of the commands; the exit status."""
    if len(arguments) != 1 or arguments[0] not in ("update", "release", "missing"):
        print(__doc__)
        return 2
    FOLDER.mkdir(exist_ok=True)
    n_missing = 0
    for language in LANGUAGES:
        if arguments[0] == "update":
            update(language, ts_file(language))
        elif arguments[0] == "release":
            release(language, ts_file(language), qm_file(language))
        else:
            gone = missing(language)
            n_missing += len(gone)
            for text in gone:
                print(f"{language}: {text.context}: {text.source}")
    return 1 if n_missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
