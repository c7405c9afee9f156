"""What other rooms say in English is said in the window's language; the gate finds what nobody listed."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from dlre_gui.clinical import checks, laboratory, quality
from dlre_gui.domain.errors import FileMissingError, StoreError, UnreadableFileError
from dlre_gui.gui.reword import reworded, reworded_error
from dlre_gui.gui.sentences import KINDS, NUMBERS, PHRASES, SENTENCES
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.texts import say

PACKAGE = Path(__file__).resolve().parents[2] / "dlre_gui"
COMMANDS = (
    "simulation/", "cli/", "terminal.py", "doctor.py", "workflows/reproduce", "workflows/evaluat",
    "workflows/calibrate",
)  # fmt: skip
"""Nothing of these is shown by the window."""
SAME_IN_ALL = {"WHO 2015", "P(≥F2) ≥ P(≥F3) ≥ P(F4), ± 0.08/√n"}
SLOT = re.compile(r"\{[^{}]*\}")


# --- the gate ------------------------------------------------------------------------------


@cache
def trees() -> dict[str, ast.Module]:
    """The parsed modules of the package by their paths in it."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def kinds_of_error() -> set[str]:
    """Names of `DlreError` and all that is derived from it, anywhere in the package."""
    found = {"DlreError"}
    classes = [node for tree in trees().values() for node in tree.body if isinstance(node, ast.ClassDef)]
    while more := {c.name for c in classes if any(getattr(b, "id", "") in found for b in c.bases)} - found:
        found |= more
    return found


def forms(node: ast.expr, known: dict[str, list[ast.expr]]) -> list[str]:
    """The texts an expression can give, ``{}`` for what varies."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(some) for some in product(*(forms(part, known) for part in parts))]
        case ast.FormattedValue(value=ast.Name() as name):
            return forms(name, known)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [a + b for a in forms(left, known) for b in forms(right, known)]
        case ast.IfExp(body=body, orelse=other):
            return forms(body, known) + forms(other, known)
        case ast.Name(id=name) if name in known:
            less = {key: value for key, value in known.items() if key != name}
            return [text for value in known[name] for text in forms(value, less)]
        case _:
            return ["{}"]


def assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def said(tree: ast.Module, kinds: set[str]) -> Iterator[tuple[int, str]]:
    """Line and form of every text that a module gives to an error, a refusal or a finding."""
    outside = assigned(ast.Module([n for n in tree.body if isinstance(n, ast.Assign)], []))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        known = outside | assigned(function)
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            derived = function.name == "__init__" and name == "__init__"
            if name in kinds | {"Finding", "Seen"} or derived:
                for argument in call.args:
                    yield from ((call.lineno, text) for text in forms(argument, known))


def has_words(form: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2,} ", SLOT.sub("", form)))


def test_every_kind_of_error_has_a_sentence() -> None:
    assert kinds_of_error() == set(KINDS)


def is_listed(form: str) -> bool:
    """Whether a text of this form would be recognised, whatever stands in its slots."""
    same_form = form in {SLOT.sub("{}", text) for text in SENTENCES}
    filled = form.replace("{}", "７")
    return same_form or reworded(filled) != filled


def test_every_sentence_of_an_error_is_listed(chinese: None) -> None:
    kinds = kinds_of_error()
    missing = [
        f"{name}:{line}: {form}"
        for name, tree in trees().items()
        if not name.startswith(COMMANDS)
        for line, form in said(tree, kinds)
        for form in form.split("\n")
        if has_words(form) and not is_listed(form)
    ]
    assert missing == [], "list these in gui/sentences.py, then translate them"


def test_every_source_of_a_limit_is_listed() -> None:
    said = {criterion.source for criterion in quality.CRITERIA}
    said |= {*checks._PLAIN_OF_ACQUISITION.values(), *checks._PLAIN_OF_EXAM.values()}
    said |= {
        text for cuts in laboratory.CUTOFFS.values() for cut in cuts for text in (cut.meaning, cut.source)
    }
    assert {text for text in said if " " in text and text not in SENTENCES} <= SAME_IN_ALL


def test_no_sentence_is_listed_twice_and_slots_are_each_of_one_kind() -> None:
    forms_seen = [SLOT.sub("{}", text) for text in SENTENCES]
    assert sorted(forms_seen) == sorted(set(forms_seen))
    assert not NUMBERS & PHRASES
    for text in SENTENCES:
        names = SLOT.findall(text)
        assert len(names) == len(set(names)), text


# --- what is said --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "chinese_text"),
    [
        ("/a/b.png is empty. The file is damaged; export it from the scanner again.", "/a/b.png 是空文件。"),
        ("no SWE box: no coloured area lies in the B-mode picture", "未见 SWE 框：B 型图像中没有彩色区域"),
        ("/a. b/c. is not there. Check the name.", "/a. b/c. 不存在。请检查名称。"),
        ("/q could not be written: No space left on device.", "无法写入 /q：磁盘已满。"),
        ("a b cannot be used:\nrow 3: stage 'F9' is none of F0 to F4", "无法使用 a b：\n第 3 行："),
    ],
)
def test_what_others_said_is_found_again(english: str, chinese_text: str, chinese: None) -> None:
    assert reworded(english).startswith(chinese_text)


def test_the_sentence_that_says_most_is_taken(chinese: None) -> None:
    name = "/is empty. is a folder."
    assert reworded(f"{name} is a program, not a picture.").startswith(name)


def test_in_english_nothing_is_changed() -> None:
    text = "/a/b.png is empty. The file is damaged; export it from the scanner again."
    assert reworded(text) == text
    assert reworded_error(UnreadableFileError("/a/b.png", "/a/b.png is empty.", "Do it.")) == (
        "/a/b.png is empty. Do it."
    )


def test_an_error_nobody_listed_is_told_by_its_kind_with_its_file(chinese: None) -> None:
    assert reworded_error(FileMissingError("/a/吴.png", "Strange words.", "And more.")) == (
        "文件不存在，或无权读取。（/a/吴.png）"
    )
    assert reworded_error(StoreError("Strange words.")) == "检查簿无法打开、读取或写入。"


def test_a_systems_own_language_stays(chinese: None) -> None:
    assert reworded("/q could not be written: 磁盘已满了.") == "无法写入 /q：磁盘已满了。"


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EIO, errno.EPERM]
)
def test_usual_reasons_of_the_system_are_listed(code: int) -> None:
    assert os.strerror(code) in SENTENCES


def test_what_a_reader_wrote_is_never_touched(chinese: None) -> None:
    assert say(message("exam.reason", words="no SWE box")) == "no SWE box"
    assert say(message("row.reason", reason="no SWE box")) == "未见 SWE 框"


@pytest.mark.parametrize("unit", ["a is ", "a. is: ", "x. y: ", "is empty. ", "a claims 1 of 1 bits. "])
def test_a_hostile_name_costs_little(unit: str, chinese: None) -> None:
    """Backtracking would take minutes here, and the test's time limit."""
    assert isinstance(reworded(unit * (1400 // len(unit))), str)
    assert reworded(unit * 1000) == unit * 1000
