"""The standalone program, scoring edition: built here (once, while nothing changes) and used."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample-exam"
COPYLEFT_ALLOWED = {"pyinstaller", "pyinstaller-hooks-contrib"}  # with an exception for what they make

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tried on Linux only"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def program() -> Path:
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        from bundle.build import build

        folder: Path = build("scoring")
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    return folder / "dlre-gui-cli"


@pytest.fixture
def used(program: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def use(*arguments: str | Path, ok: bool = True) -> subprocess.CompletedProcess[str]:
        env = {
            "HOME": str(tmp_path),
            "DLRE_HOME": str(tmp_path / "数据 home"),
            "PATH": "/usr/bin:/bin",
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
        }
        done = subprocess.run([program, *arguments], env=env, capture_output=True, text=True, timeout=300)
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done

    return use


def test_doctor_finds_everything_in_order(used: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert "scoring edition" in used("doctor").stdout


def test_probabilities_are_those_from_source_to_the_last_bit(
    used: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    used("score", SAMPLE, "--out", tmp_path / "frozen")
    command = [sys.executable, "-m", "dlre_gui", "score", SAMPLE, "--out", tmp_path / "source"]
    subprocess.run(
        command, check=True, capture_output=True, cwd=ROOT, env=os.environ | {"DLRE_HOME": str(tmp_path)}
    )
    frozen, source = (_probabilities(tmp_path / name / "images.csv") for name in ("frozen", "source"))
    assert len(frozen) == 5
    assert frozen == source


def _probabilities(table: Path) -> list[tuple[str, ...]]:
    with table.open(encoding="utf-8", newline="") as stream:
        return [(row["path"], row["p_ge_f2"], row["p_ge_f3"], row["p_f4"]) for row in csv.DictReader(stream)]


def test_the_window_shows_itself_and_its_exam_can_be_exported(
    used: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    used("--screenshot", tmp_path / "window.png", SAMPLE)
    assert (tmp_path / "window.png").stat().st_size > 20_000
    used("export", "--out", tmp_path / "reports", "--kind", "pdf", "--kind", "sr", "--kind", "captures")
    written = [path.suffix for path in (tmp_path / "reports").rglob("*.*")]
    assert ".pdf" in written
    assert written.count(".dcm") > 1


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_what_is_not_in_this_edition_says_so(
    used: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, command: str
) -> None:
    done = used(command, tmp_path / "cohort.csv", "--out", tmp_path / "out", ok=False)
    assert "not in this edition" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_is_small_and_every_part_has_its_licence(
    program: Path, script: Callable[[str], ModuleType]
) -> None:
    build = script("bundle.build")
    assert build.size(program.parent) <= build.LARGEST_BYTES["scoring"]
    about = program.parent / "_internal" / "about"
    rows = json.loads((about / "licences.json").read_text(encoding="utf-8"))
    parts = {row["name"]: row["licence"] for row in rows}
    assert {"numpy", "onnxruntime", "PySide6_Essentials", "Python", "pydicom"} <= set(parts)
    assert all(parts.values()), [name for name, licence in parts.items() if not licence]
    assert {name for name, licence in parts.items() if _asks_for_gpl(licence)} <= COPYLEFT_ALLOWED
    system = {row["name"] for row in rows if row["kind"] == "system"}
    licence_of = script("bundle.system_licences").licence_of
    assert not {name for name in system if not licence_of(name)}, "look their licences up"


def _asks_for_gpl(licence: str) -> bool:
    """Whether no other licence may be chosen, and no exception lets other programs link it."""
    return all(re.search(r"(?<!L)GPL|(?<!Lesser )General Public", one) for one in licence.split(" OR ")) and (
        "exception" not in licence
    )


def test_its_bill_of_materials_is_valid_and_names_every_part(program: Path) -> None:
    about = program.parent / "_internal" / "about"
    text = (about / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    named = {component["name"] for component in json.loads(text)["components"]}
    assert named == {row["name"] for row in json.loads((about / "licences.json").read_text(encoding="utf-8"))}
