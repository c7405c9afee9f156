"""macOS: the .app in a compressed .dmg with the usual link to Applications."""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from installers.running import run

APP = "DLRE GUI.app"


def make(folder: Path, edition: str, version: str, out: Path) -> list[Path]:
    """Pack the .app that was built beside `folder`.

    Raises
    ------
    SetUpError
        If signing or hdiutil fails.
    """
    out.mkdir(parents=True, exist_ok=True)
    staging = out / "dmg"
    shutil.rmtree(staging, ignore_errors=True)
    shutil.copytree(folder.parent / APP, staging / APP, symlinks=True)
    (staging / "Applications").symlink_to("/Applications")
    run(["codesign", "--force", "--deep", "--sign", "-", str(staging / APP)])  # ad hoc: no certificate
    image = out / f"dlre-gui-{edition}-{version}-macos-{platform.machine()}.dmg"
    image.unlink(missing_ok=True)
    run(
        [
            "hdiutil",
            "create",
            "-volname",
            "DLRE GUI",
            "-srcfolder",
            str(staging),
            "-format",
            "ULMO",
            str(image),
        ]
    )
    shutil.rmtree(staging)
    return [image]
