"""Windows: Inno Setup's compiler over dlre-gui.iss."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from installers.running import run
from problems import SetUpError

SCRIPT = Path(__file__).resolve().parent / "dlre-gui.iss"


def make(folder: Path, edition: str, version: str, out: Path) -> list[Path]:
    """Make the installer.

    Raises
    ------
    SetUpError
        If Inno Setup 6 is not there, or fails.
    """
    out.mkdir(parents=True, exist_ok=True)
    values = [f"/DVersion={version}", f"/DSource={folder}", f"/DEdition={edition}", f"/O{out}"]
    run([compiler(), *values, str(SCRIPT)])
    return [out / f"dlre-gui-{edition}-{version}-setup.exe"]


def compiler() -> str:
    """Path of ISCC.exe.

    Raises
    ------
    SetUpError
        If it is not installed.
    """
    places = [
        Path(os.environ.get(name, "")) / "Inno Setup 6" / "ISCC.exe"
        for name in ("ProgramFiles(x86)", "ProgramFiles")
    ]
    found = shutil.which("ISCC") or next((str(path) for path in places if path.is_file()), None)
    if found is None:
        raise SetUpError("Inno Setup 6 is not installed; get it from https://jrsoftware.org/isdl.php.")
    return found
