"""Which installers a system gets."""

from __future__ import annotations

import sys
from pathlib import Path

import environment


def pack(folder: Path, edition: str) -> list[Path]:
    """Make this system's installers of a built program, in ``dist/``."""
    out = environment.ROOT / "dist"
    if sys.platform == "win32":
        from installers import windows

        return windows.make(folder, edition, version(), out)
    if sys.platform == "darwin":
        from installers import macos

        return macos.make(folder, edition, version(), out)
    from installers import linux

    return linux.make(folder, edition, version(), out)


def version() -> str:
    """The project's version."""
    text = (environment.ROOT / "dlre_gui" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]
