"""The standalone program: built by PyInstaller, stamped, and left alone while nothing changed."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import environment
import qt_libraries
import system_packages
from bundle import slim
from problems import SetUpError

ROOT = environment.ROOT
SPEC = ROOT / "packaging" / "bundle" / "dlre-gui.spec"
BUILD = ROOT / "build" / "bundle"
LARGEST_BYTES = {"full": 700_000_000, "scoring": 350_000_000}  # unpacked
EDITIONS = tuple(LARGEST_BYTES)
_INPUTS = ("dlre_gui", "resources", "packaging/bundle", "packaging/constraints.txt", "pyproject.toml")


def build(edition: str) -> Path:
    """Build an edition, if it is not there as the project's files now are.

    Parameters
    ----------
    edition
        ``full``, or ``scoring``: without training, validation and GPU.

    Returns
    -------
    Path
        The program's folder.

    Raises
    ------
    SetUpError
        If PyInstaller fails; its log is named.
    """
    if edition not in EDITIONS:
        raise SetUpError(f"There is no edition {edition!r}: choose {' or '.join(EDITIONS)}.")
    folder = BUILD / edition / "dlre-gui"
    stamp = BUILD / edition / "built-from.json"
    key = content_key(edition)
    if folder.is_dir() and _read(stamp).get("key") == key:
        return folder
    _prepare()
    stamp.unlink(missing_ok=True)
    _run_pyinstaller(edition)
    slim.finish(folder)
    stamp.write_text(json.dumps({"key": key}), encoding="utf-8")
    return folder


def _prepare() -> None:
    """Have PyInstaller, its tools, and the libraries that go into the program: none may be missing in it."""
    qt_libraries.ensure("x11")
    if sys.platform.startswith("linux") and not (shutil.which("objdump") and shutil.which("strip")):
        system_packages.install(["binutils"], "PyInstaller's tools")
    environment.ensure("bundle")


def content_key(edition: str) -> str:
    """Hash of everything the bundle is made from."""
    digest = hashlib.sha256(f"{edition} {platform.platform()} {sys.version}".encode())
    for path in sorted(_files()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> list[Path]:
    found: list[Path] = []
    for name in _INPUTS:
        top = ROOT / name
        found += [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]
    return [path for path in found if "__pycache__" not in path.parts]


def size(folder: Path) -> int:
    """Bytes of all files of a built program."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def commit() -> str:
    """The commit that the files are at, with a + if they differ from it; empty outside a checkout."""
    try:
        command = ["git", "describe", "--always", "--abbrev=12", "--dirty=+"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _run_pyinstaller(edition: str) -> None:
    target = BUILD / edition
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    log = target / "pyinstaller.log"
    places = ["--distpath", str(target), "--workpath", str(target / "work"), "--noconfirm"]
    command = [str(environment.python()), "-m", "PyInstaller", str(SPEC), *places]
    print(f"Building the {edition} edition: some minutes; what PyInstaller says is in {log}", flush=True)
    with log.open("wb") as stream:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=os.environ | {"DLRE_EDITION": edition, "DLRE_COMMIT": commit()},
        )
    if done.returncode:
        last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        raise SetUpError(f"{last}\nPyInstaller failed; all it said is in {log}.")


def _read(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
