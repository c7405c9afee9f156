"""The project's own .venv: made, filled with the pinned dependencies, and left alone when it is current."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import system_packages
from problems import SetUpError, explain_pip

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "dlre-gui-setup.json"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
INPUTS = (ROOT / "pyproject.toml", CONSTRAINTS, ROOT / "dlre_gui" / "__init__.py")


def python() -> Path:
    """The project's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(*groups: str) -> None:
    """Make .venv hold the pinned dependencies, those of `groups` of pyproject.toml, and the project.

    Returns at once if it already does.

    Raises
    ------
    SetUpError
        With the way out: no network, no rights, disk full, Python without venv.
    """
    stamp = _read_stamp()
    key = _key()
    there = stamp.get("groups")
    already = set(there) if isinstance(there, list) else set()
    if python().exists() and stamp.get("key") == key and already.issuperset(groups):
        return
    moved = stamp.get("root", str(ROOT)) != str(ROOT)
    wanted = sorted(already.union(groups))
    try:
        if moved or not _works():
            _create()
        STAMP.unlink(missing_ok=True)
        _install(wanted)
        STAMP.write_text(json.dumps({"key": _key(), "groups": wanted, "root": str(ROOT)}), encoding="utf-8")
    except OSError as error:
        raise SetUpError(f"{error}\n{explain_pip(str(error), ROOT)}") from error


def _read_stamp() -> dict[str, object]:
    try:
        content = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _key() -> str:
    """Changes whenever the environment has to be looked at again."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (VENV / "pyvenv.cfg", *INPUTS):
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()


def _works() -> bool:
    """Whether .venv has a Python that starts, is new enough and has pip."""
    if not python().exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python(), "-c", check], capture_output=True).returncode == 0


def _create() -> None:
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetUpError(f"{VENV} must be made anew, but this is its own Python. Call another: python3.")
    if importlib.util.find_spec("ensurepip") is None:
        system_packages.install([f"python3.{sys.version_info.minor}-venv"], "Python's venv module")
    print(f"Making {VENV} with Python {sys.version.split()[0]}", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    done = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if done.returncode:
        output = done.stdout + done.stderr
        raise SetUpError(f"{output}\n{explain_pip(output, ROOT).replace('pip failed', 'venv failed')}")


def _requirements(groups: Iterable[str]) -> list[str]:
    """What pyproject.toml asks for; the exact versions come from the constraints."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    always = [*content["build-system"]["requires"], *content["project"]["dependencies"]]
    return always + [one for group in groups for one in content["dependency-groups"][group]]


def _install(groups: Iterable[str]) -> None:
    print("Installing the pinned dependencies (the first time: some minutes)", flush=True)
    _pip("-c", str(CONSTRAINTS), *_requirements(groups))
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _pip(*arguments: str) -> None:
    """Run pip install; show what it downloads, and all it said if it fails."""
    command = [str(python()), "-m", "pip", "install", "--progress-bar=off", *arguments]
    lines: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_pip_environment(),
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if line.lstrip().startswith("Downloading "):
                print("  " + line.strip(), flush=True)
    if process.returncode:
        output = "".join(lines)
        raise SetUpError("".join(lines[-15:]) + explain_pip(output, ROOT))


def _pip_environment() -> dict[str, str]:
    ours = {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_USER": "0",
        "PYTHONUTF8": "1",
    }
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")} | ours
