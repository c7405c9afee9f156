"""What goes into the standalone program and its installers, as far as it can be checked on any system."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from PIL import Image

from dlre_gui import __version__

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "packaging" / "installers"
Script = Callable[[str], ModuleType]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("torch/test/cpp/jit.so", False),
        ("torch\\include\\ATen\\ATen.h", False),
        ("torch/bin/protoc", False),
        ("torch/bin/torch_shm_manager", True),
        ("torch/lib/libtorch_cpu.so", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("resources/models/dlre-gut-simulated/card.json", True),
        ("rapidocr/models/PP-OCRv6_rec_small.onnx", True),
    ],
)
def test_only_what_is_used_is_kept(script: Script, path: str, kept: bool) -> None:
    assert script("bundle.contents").is_needed(path) is kept


def test_libraries_of_what_was_left_out_go_with_it(script: Script) -> None:
    linked = {
        "/venv/qt.so": ["libX.so"],
        "/usr/lib/libX.so": ["libY.so"],
        "/usr/lib/libgtk.so": ["libpango.so"],
    }
    there = [
        ("qt.so", "/venv/qt.so", "BINARY"),
        *((f"lib{n}.so", f"/usr/lib/lib{n}.so", "BINARY") for n in ("X", "Y", "gtk", "pango")),
    ]
    left = script("bundle.contents").without_orphans(there, lambda path: linked.get(path, []))
    assert [name for name, _, _ in left] == ["qt.so", "libX.so", "libY.so"]


def test_the_menu_entry_is_a_valid_one() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(INSTALLERS / "dlre-gui.desktop", encoding="utf-8")
    section = entry["Desktop Entry"]
    assert section["Exec"] == "dlre-gui %F"
    assert {"application/dicom", "inode/directory"} <= set(section["MimeType"].split(";"))
    if shutil.which("desktop-file-validate"):
        done = subprocess.run(
            ["desktop-file-validate", INSTALLERS / "dlre-gui.desktop"], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout


def test_icons_are_what_windows_and_macos_expect() -> None:
    with Image.open(INSTALLERS / "dlre-gui.ico") as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]
    with Image.open(INSTALLERS / "dlre-gui.icns") as icon:
        assert {(128, 128, 1), (512, 512, 1)} <= set(icon.info["sizes"])


def test_inno_setup_script_is_per_user_and_leaves_the_exam_book() -> None:
    text = (INSTALLERS / "dlre-gui.iss").read_text(encoding="utf-8")
    sections = re.split(r"^\[(\w+)\]$", text, flags=re.MULTILINE)
    by_name = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert set(by_name) == {
        "Setup",
        "Languages",
        "InstallDelete",
        "Files",
        "Icons",
        "Tasks",
        "Registry",
        "Run",
    }
    assert "PrivilegesRequired=lowest" in by_name["Setup"]
    assert "[UninstallDelete]" not in text
    deleted = [line for line in by_name["InstallDelete"].splitlines() if line.startswith("Type:")]
    assert deleted == ['Type: filesandordirs; Name: "{app}\\_internal"']
    for line in by_name["Registry"].splitlines():
        assert not line.startswith("Root:") or line.startswith("Root: HKA;")
    for place in re.findall(r"^\w*File=(.+)$", by_name["Setup"], flags=re.MULTILINE):
        assert (INSTALLERS / place.replace("\\", "/")).is_file(), place


def test_man_page_lists_every_command(script: Script, tmp_path: Path) -> None:
    program = tmp_path / "dlre-gui"
    program.write_text(
        '#!/bin/sh\n[ "$1" = score ] && echo "-score: .dots\n.first" && exit\n'
        'echo "Usage: dlre-gui\n\nCommands:\n  score  Score folders.\n  doctor  Check."\n'
    )
    program.chmod(0o755)
    page = script("installers.manual").page(program, "1.2")
    assert '.SH "SCORE"' in page
    assert '.SH "DOCTOR"' in page
    assert "\\-score: .dots\n\\&.first" in page


def test_installers_carry_the_projects_version(script: Script) -> None:
    assert script("installers.packer").version() == __version__


def test_the_forges_workflow_builds_on_three_systems_with_our_command() -> None:
    text = (ROOT / ".github" / "workflows" / "installers.yml").read_text(encoding="utf-8")
    job = yaml.safe_load(text)["jobs"]["build"]
    assert {name.split("-")[0] for name in job["strategy"]["matrix"]["os"]} == {"ubuntu", "windows", "macos"}
    commands = [step.get("run", "") for step in job["steps"]]
    assert any("packaging/dev.py installer" in command for command in commands)
