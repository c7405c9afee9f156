"""What goes into the standalone program and its installers, as far as it can be checked on any system."""

from __future__ import annotations

import configparser
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from dlre_gui import __version__, doctor

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
        ("PySide6\\Qt6Qml.dll", False),
        ("PySide6\\Qt6Widgets.dll", True),
        ("PySide6\\plugins\\tls\\qopensslbackend.dll", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", False),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("resources/models/dlre-gut-simulated/card.json", True),
        ("rapidocr/models/PP-OCRv6_rec_small.onnx", True),
        ("torch-2.13.0.dist-info/RECORD", False),
        ("pylibjpeg_openjpeg-2.6.0.dist-info/entry_points.txt", True),
        ("onnx-1.23.2.dist-info/METADATA", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans-Bold.ttf", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans-Oblique.ttf", False),
        ("matplotlib/mpl-data/fonts/ttf/STIXGeneral.ttf", False),
        ("PIL/_webp.cpython-311-x86_64-linux-gnu.so", False),
        ("pillow.libs/libtiff-20b7e810.so.6.3.0", True),
        ("resources/translations/dlre-gui_zh_CN.qm", True),
        ("resources/translations/dlre-gui_zh_CN.ts", False),
    ],
)
def test_only_what_is_used_is_kept(script: Script, path: str, kept: bool) -> None:
    assert script("bundle.contents").is_needed(path) is kept


@pytest.mark.parametrize(
    ("module", "kept"),
    [
        ("torch.testing._internal.logging_tensor", True),
        ("torch.testing._internal.common_utils", False),
        ("torch._inductor.codegen.cpp", False),
        ("torch._dynamo", True),
        ("torch._dynamo.config", False),
        ("torch.distributed.distributed_c10d", True),
        ("torch.distributed.tensor.placement_types", False),
        ("pygments.lexers.python", False),
        ("pygments.lexer", True),
    ],
)
def test_only_modules_that_are_used_are_kept(script: Script, module: str, kept: bool) -> None:
    assert script("bundle.contents").is_used(module) is kept


def test_torchs_settings_come_with_their_source(script: Script) -> None:
    spec = importlib.util.find_spec("torch")
    assert spec is not None
    assert spec.origin is not None
    top = Path(spec.origin).parent
    settings = [
        path for path in top.rglob("*config*.py") if "\ninstall_config_module(" in path.read_text("utf-8")
    ]
    names = {".".join(path.relative_to(top.parent).with_suffix("").parts) for path in settings}
    assert len(names) > 5
    contents = script("bundle.contents")
    assert {name for name in names if contents.is_used(name)} <= set(contents.WITH_SOURCE)


def test_what_doctor_looks_for_has_its_metadata(script: Script) -> None:
    contents = script("bundle.contents")
    assert {*doctor.LIBRARIES, *doctor.DECODERS} <= set(contents.METADATA)
    assert set(doctor.RESEARCH) <= set(contents.RESEARCH_METADATA)


@pytest.mark.parametrize(
    ("package", "licence"),
    [
        ("libssl3t64", "Apache-2.0"),
        ("libglib2.0-0", "LGPL-2.1-or-later"),
        ("libxcb-render-util0", "MIT"),
        ("libxkbcommon-x11-0", "MIT"),
        ("libuuid1", "BSD-3-Clause"),
        ("libreadline8", ""),
        ("libcap-ng0", ""),
    ],
)
def test_a_librarys_licence_is_known_only_if_it_was_looked_up(
    script: Script, package: str, licence: str
) -> None:
    assert script("bundle.system_licences").licence_of(package) == licence


def test_desktops_libraries_are_the_systems_and_wheels_libraries_are_ours(script: Script) -> None:
    left_to_system = script("bundle.contents").left_to_system
    assert left_to_system("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6")
    assert left_to_system("libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6")
    assert not left_to_system("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0")
    assert not left_to_system("libcrypto.so.3", "/venv/site-packages/other.libs/libcrypto.so.3")


ABSENT = """
import importlib.abc, sys
sys.path.insert(0, "packaging")
from bundle import contents
left_out = (*contents.EXCLUDED, *(contents.RESEARCH_ONLY if sys.argv[1:] == ["scoring"] else ()))
class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in contents.INSTEAD:
            return importlib.util.spec_from_file_location(name, "packaging/bundle/" + contents.INSTEAD[name])
        if any(name == one or name.startswith(one + ".") for one in left_out) or not contents.is_used(name):
            raise ModuleNotFoundError(name)
import importlib.util
sys.meta_path.insert(0, Absent())
"""
TRAINING = """
import torch
torch.manual_seed(1)
layer = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU(), torch.nn.Flatten())
optimiser = torch.optim.Adam(layer.parameters(), lr=1e-3, weight_decay=1e-4)
for _ in range(3):
    optimiser.zero_grad()
    with torch.autocast("cpu", torch.bfloat16):
        loss = layer(torch.ones(2, 3, 12, 12)).square().mean()
    loss.backward()
    optimiser.step()
optimiser.load_state_dict(optimiser.state_dict())
print([float(one.detach().double().sum()).hex() for one in layer.parameters()], "sympy" in sys.modules)
"""


def test_torch_trains_to_the_same_bits_without_its_compiler() -> None:
    without, whole = (_printed(start + TRAINING) for start in (ABSENT, "import sys"))
    assert without.endswith("False\n")
    assert without.rpartition(" ")[0] == whole.rpartition(" ")[0]


CHART = """
import hashlib, pyqtgraph
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
application = QApplication([])
chart = pyqtgraph.PlotWidget()
chart.resize(300, 200)
chart.plot([1, 2, 3], [3, 1, 2])
chart.show()
seen = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
print(hashlib.sha256(bytes(seen.constBits())).hexdigest(), seen.width())
"""


def test_charts_are_drawn_alike_without_qts_opengl() -> None:
    assert _printed(ABSENT + CHART) == _printed(CHART)


EVERYTHING = """
import ast, importlib, pathlib
def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
trees = [ast.parse(path.read_text("utf-8")) for path in pathlib.Path("dlre_gui").rglob("*.py")]
wanted = {name for tree in trees for name in imported(tree)}
missing = set()
for name in sorted(wanted):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing.add(name)
print(*sorted(missing), sep="\\n")
"""


def test_all_that_our_modules_import_is_in_the_full_edition() -> None:
    missing = _printed(ABSENT + EVERYTHING).split()
    assert set(missing) <= {"cv2", "rapidocr", "winreg", "_winapi", "msvcrt"}, missing


def test_what_the_statistics_import_late_is_there() -> None:
    _printed(f"{ABSENT}from scipy import stats; stats.mannwhitneyu([1, 2, 3], [2, 3, 5])")


def _printed(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", program, *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=170,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


SCORING = f"""{ABSENT}
import dlre_gui.batch.score, dlre_gui.cli, dlre_gui.doctor, dlre_gui.engine.workbench
import dlre_gui.gui.app, dlre_gui.gui.main_window, dlre_gui.model.library, dlre_gui.report.bundle
"""


def test_scoring_starts_without_what_its_edition_lacks() -> None:
    _printed(SCORING, "scoring")


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
