"""What `pip install .` puts on a machine."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built without any download."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_wheel_holds_every_module_and_every_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {f"dlre_gui/{name}" for name in files_below(ROOT / "dlre_gui")}
    wanted |= {f"dlre_gui_resources/{name}" for name in files_below(ROOT / "resources")}
    assert wanted - names == set()


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"dlre_gui", "dlre_gui_resources"}


def test_installed_program_finds_its_resources_and_has_its_command(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    pip("install", "--no-deps", "--no-index", "--target", str(place), str(wheel))
    program = "from dlre_gui.places import resources_dir; print(resources_dir())"
    environment = os.environ | {"PYTHONPATH": str(place)}
    told = subprocess.check_output(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, text=True, timeout=60
    )
    assert Path(told.strip()) == place / "dlre_gui_resources"
    assert any((place / "bin").glob("dlre-gui*")) or any((place / "Scripts").glob("dlre-gui*"))
