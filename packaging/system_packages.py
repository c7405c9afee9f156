"""Packages of the operating system: installed as root on Debian and Ubuntu, otherwise named."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from problems import SetUpError

_NO_QUESTIONS = {"DEBIAN_FRONTEND": "noninteractive"}


def install(packages: Sequence[str], what: str) -> None:
    """Install Debian packages, or tell the person how.

    Parameters
    ----------
    packages
        Names of Debian packages.
    what
        What is missing, in words, for the message.

    Raises
    ------
    SetUpError
        If they are not installed afterwards; the message names the one command to run.
    """
    if shutil.which("apt-get") is None:
        names = " ".join(packages)
        raise SetUpError(
            f"{what}: missing on this system. Install what your distribution calls (in Debian's names):\n"
            f"  {names}"
        )
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if not _is_root():
        raise SetUpError(f"{what}: missing. Run this once, then try again:\n  sudo {' '.join(command)}")
    print(f"{what}: installing {' '.join(packages)}", flush=True)
    if not any(Path("/var/lib/apt/lists").glob("*Packages*")):
        _apt(["apt-get", "update"])
    try:
        _apt(command)
    except SetUpError:  # the lists may be older than the archive
        _apt(["apt-get", "update"])
        _apt(command)


def _apt(command: list[str]) -> None:
    done = subprocess.run(
        [command[0], "-qq", *command[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=os.environ | _NO_QUESTIONS,
    )
    if done.returncode:
        last_lines = "\n".join(done.stdout.splitlines()[-8:])
        raise SetUpError(f"{last_lines}\n`{' '.join(command)}` failed; mend that, then try again.")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
