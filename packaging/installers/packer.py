"""Which installers a system gets."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import environment

SUMS = "SHA256SUMS"


def pack(folder: Path, edition: str) -> list[Path]:
    """Make this system's installers of a built program, in ``dist/``.

    Beside them lie the program's bill of materials and ``SHA256SUMS``, by which a download is checked.
    """
    out = environment.ROOT / "dist"
    made = _make(folder, edition, out)
    bill = out / f"dlre-gui-{edition}-{version()}.cdx.json"
    shutil.copyfile(_about(folder) / "sbom.cdx.json", bill)
    write_sums(out, {path.name for path in [*made, bill]})
    return [*made, bill, out / SUMS]


def _make(folder: Path, edition: str, out: Path) -> list[Path]:
    if sys.platform == "win32":
        from installers import windows

        return windows.make(folder, edition, version(), out)
    if sys.platform == "darwin":
        from installers import macos

        return macos.make(folder, edition, version(), out)
    from installers import linux

    return linux.make(folder, edition, version(), out)


def _about(folder: Path) -> Path:
    inside = folder / "_internal" / "about"
    return inside if inside.is_dir() else folder / "about"


def write_sums(out: Path, names: set[str]) -> None:
    """SHA-256 of files in `out`, beside those of earlier calls that are still there."""
    table = out / SUMS
    rows = [line.split(maxsplit=1)[1] for line in table.read_text().splitlines()] if table.is_file() else []
    known = sorted({name for name in {*rows, *names} if (out / name).is_file()})
    lines = (f"{_sha256(out / name)}  {name}\n" for name in known)
    table.write_text("".join(lines), encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def version() -> str:
    """The project's version."""
    text = (environment.ROOT / "dlre_gui" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]
