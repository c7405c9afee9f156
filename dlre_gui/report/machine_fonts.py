"""Which installed TrueType font has a character: read from the fonts' own tables, a few bytes each."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_MOST_TABLES = 64
_MOST_GROUPS = 100_000


def _folders() -> Iterator[Path]:
    """Where this system keeps fonts."""
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library" / "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
        yield Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "fonts"


@lru_cache(maxsize=1)
def installed_fonts() -> tuple[str, ...]:
    """Paths of TrueType files, in a fixed order; those with PostScript outlines cannot be embedded here."""
    kinds = {".ttf", ".ttc"}
    found = (path for folder in _folders() if folder.is_dir() for path in folder.rglob("*"))
    return tuple(sorted(str(path) for path in found if path.suffix.lower() in kinds))


@lru_cache(maxsize=512)
def font_on_machine(code: int) -> str | None:
    """The path of an installed font that has a character above U+FFFF or a rare one; None if none has."""
    return next((path for path in installed_fonts() if has_character(path, code)), None)


def has_character(path: str, code: int) -> bool:
    """Whether a TrueType font (the first of a collection) maps a character to a glyph and can be embedded."""
    try:
        with Path(path).open("rb") as file:
            tables = _tables(file)
            return b"glyf" in tables and b"cmap" in tables and _maps(file, tables[b"cmap"], code)
    except (OSError, struct.error, ValueError):
        return False


def _read(file: BinaryIO, at: int, form: str) -> tuple[int, ...]:
    file.seek(at)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _tables(file: BinaryIO) -> dict[bytes, int]:
    """Offsets of the font's tables by name (OpenType, table directory)."""
    start = 0
    file.seek(0)
    if file.read(4) == b"ttcf":
        (start,) = _read(file, 12, ">I")
    (n_tables,) = _read(file, start + 4, ">H")
    found = {}
    for at in range(min(n_tables, _MOST_TABLES)):
        file.seek(start + 12 + 16 * at)
        name, _, offset, _ = struct.unpack(">4sIII", file.read(16))
        found[name] = offset
    return found


def _maps(file: BinaryIO, cmap: int, code: int) -> bool:
    """Look into the full Unicode subtable (format 12)."""
    (n_subtables,) = _read(file, cmap + 2, ">H")
    for at in range(min(n_subtables, _MOST_TABLES)):
        platform, encoding, offset = _read(file, cmap + 4 + 8 * at, ">HHI")
        if (platform, encoding) in {(3, 10), (0, 4), (0, 6)}:
            kind, _, _, _, n_groups = _read(file, cmap + offset, ">HHIII")
            if kind == 12 and n_groups <= _MOST_GROUPS:
                return _in_groups(file.read(12 * n_groups), n_groups, code)
    return False


def _in_groups(content: bytes, n_groups: int, code: int) -> bool:
    """Groups of first code, last code, first glyph, in order of code."""
    low, high = 0, n_groups
    while low < high:
        middle = (low + high) // 2
        first, last, _ = struct.unpack_from(">III", content, 12 * middle)
        if first <= code <= last:
            return True
        low, high = (middle + 1, high) if code > last else (low, middle)
    return False
