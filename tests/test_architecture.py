"""The architecture as tests: who may import whom, and what code here never does."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dlre_gui"
SOURCES = sorted(PACKAGE.rglob("*.py"))

LONGEST_FILE = 400
LONGEST_FUNCTION = 50

BORDERS = {  # where any exception may be caught, and why
    "engine/process.py": "job runner: the client must learn why the process cannot start",
    "engine/scheduler.py": "job runner: one job must not end the process",
    "gui/background.py": "job runner of the window",
    "store/writer.py": "the exam book's thread: one work must not end it",
    "imaging/read.py": "one file: decoders raise anything on damaged bytes",
    "training/prepare.py": "one file of a cohort",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_room_imports_only_what_it_may() -> None:
    check = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", check, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_two_test_files_have_one_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []  # pytest reads one of them only


def test_what_tests_share_is_imported_by_its_whole_name() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))
    shared = {path.stem for path in files}
    short = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.module}"
        for path in files
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module in shared
    ]
    assert short == []  # by two names it is two modules


def test_every_room_has_its_own_contract() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert {room for room in rooms if f'name = "{room} may import' not in contracts} == set()


def test_any_exception_is_caught_only_at_the_borders() -> None:
    broad = {name_of(path) for path in SOURCES for node in ast.walk(tree_of(path)) if catches_anything(node)}
    assert broad - BORDERS.keys() == set()


def catches_anything(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})
        for kind in caught
    )


def test_no_file_is_longer_than_one_reason_needs() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    lengths = {
        f"{name_of(path)}:{node.lineno} {node.name}": lines_of_code(node)
        for path in SOURCES
        for node in functions(path)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def lines_of_code(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From its first line to its last, without the docstring."""
    says = node.body[0] if ast.get_docstring(node) else None
    docstring = (says.end_lineno or 0) - says.lineno + 1 if says else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_the_window_uses_the_palette_and_no_style_sheets() -> None:
    users = [
        name_of(path)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet"
    ]
    assert users == []


def test_pictures_are_decoded_in_one_place_that_names_their_format() -> None:
    decoders = {"fromData", "loadFromData", "QImageReader"}
    users = {
        name_of(path)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and getattr(node, "attr", getattr(node, "id", "")) in decoders
    }
    assert users == {"gui/encoded.py"}


def test_nothing_is_unpickled_from_files_or_evaluated() -> None:
    forbidden = {("pickle", "load"), ("torch", "load"), ("", "eval"), ("", "exec")}
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and (called(node) in forbidden or allows_pickle(node))
    ]
    assert found == []


def called(node: ast.Call) -> tuple[str, str]:
    """Module (empty for a plain name) and name of the function that is called."""
    match node.func:
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return module, name
        case ast.Name(id=name):
            return "", name
    return "?", "?"


def allows_pickle(node: ast.Call) -> bool:
    """``numpy.load(..., allow_pickle=True)`` and the like; without the word numpy refuses."""
    allowed = (word.value for word in node.keywords if word.arg == "allow_pickle")
    return any(not (isinstance(value, ast.Constant) and value.value is False) for value in allowed)


def public_names(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Classes and functions at a module's top level that others may use."""
    for node in tree_of(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{name_of(path)}:{node.lineno} {node.name}", node


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in SOURCES if not ast.get_docstring(tree_of(path))]
    assert silent == []


def test_public_functions_say_what_they_do() -> None:
    silent = [
        name
        for path in SOURCES
        for name, node in public_names(path)
        if isinstance(node, ast.FunctionDef) and not ast.get_docstring(node) and not says_it_all(node)
    ]
    assert silent == []


def says_it_all(node: ast.FunctionDef) -> bool:
    """A one-liner with a typed result, whose name is its documentation."""
    return len(node.body) == 1 and isinstance(node.body[0], ast.Return)


HEAVY = ("torch", "scipy", "onnx", "onnxruntime", "rapidocr", "cv2", "matplotlib", "sklearn", "highdicom")


def modules_after(statement: str) -> set[str]:
    """What a fresh Python has imported after a statement."""
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import dlre_gui.cli", (*HEAVY, "PySide6", "pydicom", "numpy", "rich")),
        ("import dlre_gui.engine.client", (*HEAVY, "PySide6", "pydicom")),
        ("import dlre_gui.gui.app", HEAVY),
        ("import dlre_gui.engine.process", ("torch", "PySide6")),
    ],
)
def test_imports_stay_light(statement: str, unwanted: tuple[str, ...]) -> None:
    assert modules_after(statement) & set(unwanted) == set()
