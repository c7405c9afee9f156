"""Qt's system libraries: the table is complete, and what is missing is installed or named."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt's wheels need this on Linux only")
ALWAYS_THERE = (
    "linux-vdso",
    "ld-linux",
    "libc.",
    "libm.",
    "libdl.",
    "libpthread.",
    "librt.",
    "libgcc_s",
    "libstdc++",
)


def direct_needs(library: Path) -> set[str]:
    """Names in a library's dynamic section, without those that lie beside it in Qt's own folder."""
    told = subprocess.check_output(["objdump", "-p", library], text=True, timeout=60)
    return {line.split()[1] for line in told.splitlines() if line.split()[:1] == ["NEEDED"]}


def system_needs(*libraries: Path) -> set[str]:
    """All system libraries that Qt's `libraries` need, through Qt's others."""
    own = {path.name: path for path in qt_folder().rglob("*.so*")}
    own |= {path.name: path for path in (qt_folder().parents[0] / "shiboken6").glob("*.so*")}
    seen: set[str] = set()
    waiting = list(libraries)
    while waiting:
        for name in direct_needs(waiting.pop()) - seen:
            seen.add(name)
            if name in own:
                waiting.append(own[name])
    return {name for name in seen if name not in own and not name.startswith(ALWAYS_THERE)}


def qt_folder() -> Path:
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@linux
@pytest.mark.skipif(not Path("/usr/bin/objdump").exists(), reason="needs binutils")
@pytest.mark.parametrize(
    ("platform", "plugin"), [("offscreen", "qoffscreen"), ("x11", "qxcb"), ("wayland", "qwayland")]
)
def test_table_names_every_library_that_qt_needs(script, platform: str, plugin: str) -> None:
    folder = qt_folder()
    modules = [folder / f"Qt{name}.abi3.so" for name in ("Core", "Gui", "Widgets", "Svg")]
    needs = system_needs(*modules, folder / "Qt" / "plugins" / "platforms" / f"lib{plugin}.so")
    assert needs - script("qt_libraries").NEEDED[platform].keys() == set()


@linux
def test_a_library_that_is_not_there_is_missing(script, monkeypatch: pytest.MonkeyPatch) -> None:
    libraries = script("qt_libraries")
    monkeypatch.setitem(libraries.NEEDED, "offscreen", {"libc.so.6": "libc6", "libnone.so.9": "libnone9"})
    assert libraries.missing("offscreen") == {"libnone.so.9": "libnone9"}


@linux
@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, ""), ({"DISPLAY": ":1"}, "x11"), ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland")],
)
def test_display_is_found_by_its_variables(
    script, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert script("qt_libraries").display() == expected


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that writes down what it is told; the only program on the PATH."""
    log = tmp_path / "apt.log"
    tool = tmp_path / "bin" / "apt-get"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent))
    return log


@linux
def test_root_installs_with_apt(script, apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script("system_packages").install(["libegl1", "libgl1"], "Libraries")
    assert apt.read_text().splitlines()[-1] == "-qq install --yes --no-install-recommends libegl1 libgl1"


@linux
def test_others_are_told_the_one_command(script, apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(script("problems").SetUpError, match=r"sudo apt-get install .* libegl1"):
        script("system_packages").install(["libegl1"], "Libraries")
    assert not apt.exists()


@linux
def test_without_apt_the_packages_are_named(script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(script("problems").SetUpError, match=r"your distribution calls.*\n.*libegl1"):
        script("system_packages").install(["libegl1"], "Libraries")
