"""packaging/dev.py's environment: made once, left alone, mended; on a small project without downloads."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "dlre-gui"
version = "0"
dependencies = ["pip"]  # there already: nothing to download
[dependency-groups]
dev = []
"""
BACKEND = """
import zipfile
from pathlib import Path


def build_editable(folder, config_settings=None, metadata_directory=None):
    info = "dlre_gui-0.dist-info"
    name = "dlre_gui-0-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        wheel.writestr("dlre.pth", str(Path.cwd()))
        wheel.writestr(info + "/METADATA", "Metadata-Version: 2.1\\nName: dlre-gui\\nVersion: 0\\n")
        kind = "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr(info + "/WHEEL", kind)
        wheel.writestr(info + "/RECORD", "")
    return name


build_wheel = build_editable
"""
SET_UP = "import environment; environment.ensure()"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, set up once by the real script."""
    project = tmp_path_factory.mktemp("set up") / "project ü"
    shutil.copytree(ROOT / "packaging", project / "packaging")
    (project / "packaging" / "constraints.txt").write_text("")
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "backend.py").write_text(BACKEND)
    (project / "dlre_gui").mkdir()
    (project / "dlre_gui" / "__init__.py").write_text("here = True\n")
    assert "Making" in set_up(project)
    return project


def set_up(project: Path) -> str:
    command = [sys.executable, "-c", SET_UP]
    done = subprocess.run(
        command, cwd=project / "packaging", capture_output=True, text=True, encoding="utf-8", timeout=150
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def project_imports(project: Path) -> bool:
    python = next(path for path in project.glob(".venv/*/python*") if path.stem == "python")
    command = [str(python), "-c", "import dlre_gui; assert dlre_gui.here"]
    return subprocess.run(command, cwd=project.parent, timeout=60).returncode == 0


def test_set_up_makes_the_project_importable(made: Path) -> None:
    assert project_imports(made)


def test_second_set_up_does_nothing(made: Path) -> None:
    assert set_up(made) == ""


def test_changed_constraints_install_again_in_the_same_environment(made: Path) -> None:
    marker = made / ".venv" / "marker"
    marker.touch()
    (made / "packaging" / "constraints.txt").write_text("# changed\n")
    assert "Installing" in set_up(made)
    assert marker.exists()


def test_interrupted_installation_is_taken_up_again(made: Path) -> None:
    (made / ".venv" / "dlre-gui-setup.json").unlink()
    next(made.glob(".venv/**/dlre.pth")).unlink()
    next(made.glob(".venv/**/dlre_gui-0.dist-info/RECORD")).write_text("")
    set_up(made)
    assert project_imports(made)


def test_environment_without_a_working_python_is_made_anew(made: Path) -> None:
    for python in [*made.glob(".venv/bin/python*"), *made.glob(".venv/Scripts/python*")]:
        python.unlink()
    assert "Making" in set_up(made)
    assert project_imports(made)


def test_moved_project_gets_a_new_environment(made: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(made, moved, symlinks=True)
    assert "Making" in set_up(moved)
    assert json.loads((moved / ".venv" / "dlre-gui-setup.json").read_text())["root"] == str(moved)


def test_unreachable_index_is_said_plainly(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = PYPROJECT.replace('["pip"]', '["dlre-none-such"]')
    before = (made / "pyproject.toml").read_text()
    (made / "pyproject.toml").write_text(wanted)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    command = [sys.executable, "dev.py", "run"]
    monkeypatch.delenv("DISPLAY", raising=False)
    done = subprocess.run(command, cwd=made / "packaging", capture_output=True, text=True, timeout=120)
    (made / "pyproject.toml").write_text(before)
    assert done.returncode == 2
    assert "package index cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("output", "way_out"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: Could not install: [Errno 13] Permission denied: '/x'", "No right to write"),
        ("ERROR: No matching distribution found for torch==2.13.0", "does not exist for this Python"),
        ("something else", "last lines are above"),
    ],
)
def test_failed_installation_tells_the_way_out(script, tmp_path: Path, output: str, way_out: str) -> None:
    assert way_out in script("problems").explain_pip(output, tmp_path)


def test_older_python_is_told_which_one_is_needed() -> None:
    old = "import sys; sys.version_info = (3, 8, 1)"
    program = f"{old}; import runpy; runpy.run_path('packaging/dev.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.8.1" in done.stderr


def test_older_python_can_read_the_script() -> None:
    ast.parse((ROOT / "packaging" / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))
