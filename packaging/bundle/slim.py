"""The last touches to a built folder: symbols stripped, tables packed tight, the console twin linked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

WORTH_STRIPPING_BYTES = 100_000
_LEAVE = (".libs", "torch")  # already stripped by their makers; patched since, and broken by strip


def finish(folder: Path) -> None:
    """Strip debugging symbols where the system has the tool, and add ``dlre-gui-cli``."""
    for table in folder.rglob("highdicom/_standard/*.json"):
        content = json.loads(table.read_text(encoding="utf-8"))
        table.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")
    if sys.platform.startswith("linux") and shutil.which("strip"):
        _strip(folder)
    twin = folder / "dlre-gui-cli"
    if sys.platform != "win32" and not twin.exists():
        twin.symlink_to("dlre-gui")


def _strip(folder: Path) -> None:
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink() or path.stat().st_size < WORTH_STRIPPING_BYTES or _is_left(path.parent):
            continue
        slimmer = path.with_name(path.name + ".stripped")
        done = subprocess.run(
            ["strip", "--strip-unneeded", "-o", slimmer, path], capture_output=True, check=False
        )
        if done.returncode == 0 and slimmer.stat().st_size < path.stat().st_size:
            shutil.copymode(path, slimmer)
            slimmer.replace(path)
        slimmer.unlink(missing_ok=True)


def _is_left(folder: Path) -> bool:
    return any(part.endswith(_LEAVE) for part in folder.parts)
