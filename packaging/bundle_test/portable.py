"""The archive that runs from any folder, in the minimal Debian, without any installation."""

from __future__ import annotations

import shutil
from pathlib import Path

from bundle_test import window
from bundle_test.chroot import Chroot
from bundle_test.material import probabilities

FOLDER = "程序 und Ordner"  # with spaces and Chinese characters


def runs_from_any_folder(chroot: Chroot, archive: Path, source: Path, user: str, picture: Path) -> str:
    """Unpacked by an ordinary user into the home folder, it scores as from source and shows its window.

    Parameters
    ----------
    source
        Table that scoring from source gave.
    picture
        Where the window's picture goes.
    """
    place = f"{chroot.home(user)}/{FOLDER}"
    program = _unpacked(chroot, archive, place, user)
    sample = f"{program}/_internal/resources/sample-exam"
    _said(chroot, user, f"{program}/dlre-gui-cli", "doctor")
    _said(chroot, user, f"{program}/dlre-gui-cli", "score", sample, "--out", f"{place}/out")
    frozen = probabilities(chroot.path(f"{place}/out/images.csv"))
    assert frozen == probabilities(source), frozen
    window.picture(chroot, user, picture, f"{program}/dlre-gui", sample)
    shutil.rmtree(chroot.path(place))
    return f"{len(frozen)} screens as from source; look at {picture}"


def _unpacked(chroot: Chroot, archive: Path, place: str, user: str) -> str:
    """The one folder that the archive holds."""
    chroot.as_root("apt-get", "install", "-qq", "-y", "--no-install-recommends", "xz-utils")
    chroot.path(place).mkdir()
    shutil.copyfile(archive, chroot.path(place) / archive.name)
    chroot.as_root("chown", "-R", f"{user}:{user}", place)
    _said(chroot, user, "tar", "-xf", f"{place}/{archive.name}", "-C", place)
    (folder,) = [path for path in chroot.path(place).iterdir() if path.is_dir()]
    return f"{place}/{folder.name}"


def _said(chroot: Chroot, user: str, *command: str) -> str:
    done = chroot.as_user(user, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
