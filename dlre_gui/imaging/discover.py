"""Finding the files to read: paths as given, folders walked in the order a person expects."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dlre_gui.domain.errors import FileMissingError, UnreadableFileError
from dlre_gui.imaging.dicom_elements import BrokenDataSetError, DataSet, Syntax, read_data_set
from dlre_gui.imaging.dicom_file import DICOMDIR_CLASS, uid, written_syntax
from dlre_gui.imaging.dicom_values import code
from dlre_gui.imaging.files import load_file, system_path

DIRECTORY_RECORDS, REFERENCED_FILE = 0x00041220, 0x00041500
NOT_OURS = frozenset(("__macosx", "$recycle.bin", "system volume information"))
HIDDEN_ON_WINDOWS = 2


def discover(paths: Iterable[Path]) -> Iterator[Path]:
    """The files behind paths given by a user, each once.

    A folder is walked in natural order (``img2`` before ``img10``); hidden files and folders are skipped,
    links in it are not followed. A DICOMDIR given by itself stands for the files it names, as far as they
    lie in its folder; in a folder it is skipped, as its files are walked anyway. Every other regular file
    is yielded: what cannot be read is reported when it is read. So is a folder that may not be listed.

    Raises
    ------
    FileMissingError
        If a given path is not there.
    UnreadableFileError
        If a given DICOMDIR is broken.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _behind(Path(path)):
            key = os.path.normcase(os.path.abspath(found))  # noqa: PTH100 - links stay as named
            if key not in seen:
                seen.add(key)
                yield found


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sorts names as a person counts: digits by value, letters without case."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [
        (0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts if part
    ]


def _behind(path: Path) -> Iterator[Path]:
    try:
        mode = os.stat(system_path(path)).st_mode  # noqa: PTH116
    except PermissionError:
        yield path
        return
    except (OSError, ValueError) as error:
        raise FileMissingError(
            path, f"{path} is not there.", "Check the name, the disk or network drive."
        ) from error
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif stat.S_ISREG(mode) and path.name.upper() == "DICOMDIR":
        yield from named_by_dicomdir(path)
    else:
        yield path


def _walk(root: Path) -> Iterator[Path]:
    """Depth first, without recursion: folders may be nested deeper than Python's stack."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        entries = _entries(path)
        if entries is None:
            yield path
        else:
            waiting.extend(reversed(entries))


def _entries(path: Path) -> list[Path] | None:
    """What a folder holds, sorted; None if the path is a file or a folder that may not be listed."""
    try:
        with os.scandir(system_path(path)) as entries:
            wanted = [entry.name for entry in entries if _is_wanted(entry)]
    except OSError:  # among them a share that was lost meanwhile, and names longer than the system allows
        return None
    return [path / name for name in sorted(wanted, key=lambda name: (natural_key(name), name))]


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name.casefold() in NOT_OURS or entry.is_symlink():
        return False
    if sys.platform == "win32" and entry.stat(follow_symlinks=False).st_file_attributes & HIDDEN_ON_WINDOWS:
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    return entry.is_file(follow_symlinks=False) and entry.name.upper() != "DICOMDIR"


def named_by_dicomdir(path: Path) -> Iterator[Path]:
    """The files that a DICOMDIR names (PS3.3 annex F), in its order, those outside its folder left out.

    Raises
    ------
    UnreadableFileError
        If it is broken or no DICOMDIR.
    """
    try:
        index = _read_index(load_file(path).data)
    except BrokenDataSetError as error:
        hint = "Open the folder instead."
        raise UnreadableFileError(path, f"{path} is a broken DICOMDIR: {error}.", hint) from error
    for record in index.items(DIRECTORY_RECORDS):
        parts = [part.strip() for part in code(record, REFERENCED_FILE).split("\\") if part.strip()]
        if parts and _stays_inside(parts):
            yield _as_on_disk(path.parent, parts)


def _read_index(data: bytes) -> DataSet:
    if data[128:132] != b"DICM":
        raise BrokenDataSetError("it has no DICOM header")
    meta, start = read_data_set(data, 132, len(data), Syntax(implicit=False, little=True), last_group=2)
    if uid(meta.raw(0x00020002)) != DICOMDIR_CLASS:
        raise BrokenDataSetError("it is another kind of DICOM file")
    syntax = written_syntax(data, start, uid(meta.raw(0x00020010)))
    return read_data_set(data, start, len(data), syntax)[0]


def _stays_inside(parts: list[str]) -> bool:
    return not any(part in (".", "..") or re.search(r"[/:\0]", part) for part in parts)


def _as_on_disk(folder: Path, parts: list[str]) -> Path:
    """The file as named, or in lower case, as some systems show ISO 9660 discs."""
    named, lower = folder.joinpath(*parts), folder.joinpath(*(part.lower() for part in parts))
    return lower if not named.exists() and lower.exists() else named
