"""Looking for new files in a folder again and again; safe on network shares, and no Qt here.

The folder is listed, and a few files are asked for their size and time: shares do not tell of changes
reliably. What lay there at the first look is old. A new file, or one written over another, counts once it
stayed as it is for a while and looks whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SETTLED_S = 3.0
"""How long a file must not change before it counts as written."""

DOUBTED_S = 30.0
"""The same where its end seems to be missing, or is empty as of space taken before it was written."""

_DEEPEST = 8
_MOST_FILES = 200_000
_MOST_ASKED = 500
"""So many known files are asked each time whether another one was written over them."""
_TAIL_BYTES = 4096
_HEAD_BYTES = 1 << 20
_PIXELS = b"\xe0\x7f\x10\x00"
_END_OF_FRAMES = b"\xfe\xff\xdd\xe0\x00\x00\x00\x00"
_UNDEFINED = 0xFFFFFFFF
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".!ut", ".lock")


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found.

    Attributes
    ----------
    there
        The folder could be listed.
    new
        Files that are written now, in the order of their writing; each is told once.
    n_writing
        Files that are new, but not whole yet.
    """

    there: bool
    new: tuple[Path, ...] = ()
    n_writing: int = 0


@dataclass(slots=True)
class _Growing:
    """A file that is perhaps still being written."""

    size: int
    changed_ns: int
    since: float


class FolderWatch:
    """One folder with all folders in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: set[str] | None = None
        self._states: dict[str, tuple[int, int]] = {}  # size and time of the last ones; of few old ones
        self._growing: dict[str, _Growing] = {}

    def look(self, now: float) -> Look:
        """List the folder.

        Parameters
        ----------
        now
            Seconds of a clock that never goes back.
        """
        try:
            found, everything = _files(str(self.folder))
        except OSError:
            return Look(there=False, n_writing=len(self._growing))
        if self._known is None:
            self._known = found
            self._note(found if len(found) <= _MOST_ASKED else ())
        if everything:
            self._known &= found  # a file that went and came again is new
        self._known -= self._overwritten()
        waiting = found - self._known
        self._growing = {path: one for path, one in self._growing.items() if path in waiting}
        new = sorted(path for path in waiting if self._is_written(path, now))
        new.sort(key=lambda path: self._growing[path].changed_ns)
        for path in new:
            del self._growing[path]
        self._note(new)
        self._known.update(new)
        return Look(True, tuple(map(Path, new)), len(waiting) - len(new))

    def _note(self, paths: Iterable[str]) -> None:
        """How the files are now; the first ones of too many are let go."""
        for path in paths:
            self._states.pop(path, None)
            state = _state(path)
            if state is not None:
                self._states[path] = state
        for path in list(self._states)[:-_MOST_ASKED]:
            del self._states[path]

    def _overwritten(self) -> set[str]:
        """Known files that are others by now; each is found once."""
        now = {path: _state(path) for path in self._states}
        others = {path for path, state in now.items() if state != self._states[path]}
        for path in others:
            del self._states[path]
        return {path for path in others if now[path] is not None}

    def _is_written(self, path: str, now: float) -> bool:
        state = _state(path)
        if state is None:
            return False
        seen = self._growing.get(path)
        if seen is None or (seen.size, seen.changed_ns) != state:
            self._growing[path] = _Growing(*state, now)
            return False
        still_s = now - seen.since
        return seen.size > 0 and still_s >= SETTLED_S and _looks_whole(path, seen.size, still_s)


def _state(path: str) -> tuple[int, int] | None:
    """Size and time of the last change, ns; None where it cannot be asked."""
    try:
        about = os.stat(path)  # noqa: PTH116 - many files, a path object each would cost
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns


def _files(root: str) -> tuple[set[str], bool]:
    """Every file that could be a screen, and whether all folders in it could be listed.

    Raises
    ------
    OSError
        Where the root itself cannot be listed.
    """
    found: set[str] = set()
    waiting, everything = [(root, 0)], True
    while waiting and len(found) < _MOST_FILES:
        folder, depth = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            if folder == root:
                raise
            everything = False
            continue
        for entry in filter(_is_ours, entries):
            if not entry.is_dir(follow_symlinks=False):
                found.add(entry.path)
            elif depth < _DEEPEST:
                waiting.append((entry.path, depth + 1))
    return found, everything and not waiting


def _is_ours(entry: os.DirEntry[str]) -> bool:
    from dlre_gui.imaging.discover import NOT_OURS

    name = entry.name.casefold()
    hidden = name.startswith((".", "~")) or name in NOT_OURS
    return not (hidden or name.endswith(_UNFINISHED) or entry.is_symlink())


def _looks_whole(path: str, size: int, still_s: float) -> bool:
    """Whether the end is there, as far as the kind of file tells; it must be free to read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see above
            head = file.read(_HEAD_BYTES)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read(_TAIL_BYTES)
    except OSError:
        return False
    if head.startswith(b"\x89PNG"):
        return b"IEND" in tail
    if head.startswith(b"\xff\xd8"):
        return b"\xff\xd9" in tail
    if head.startswith(b"BM") and len(head) >= 6:
        return size >= int.from_bytes(head[2:6], "little")
    if head[128:132] == b"DICM":
        return _has_pixels_to_their_end(head, tail, size) or still_s >= DOUBTED_S
    return any(tail) or still_s >= DOUBTED_S


def _has_pixels_to_their_end(head: bytes, tail: bytes, size: int) -> bool:
    """Whether a DICOM file has all of its Pixel Data (7FE0,0010; PS3.5 section 7), as far as can be seen."""
    if not any(tail):
        return False
    at = head.find(_PIXELS)
    while at >= 0:
        explicit = head[at + 4 : at + 6] in (b"OW", b"OB")
        place = at + (8 if explicit else 4)
        length = int.from_bytes(head[place : place + 4], "little")
        if length == _UNDEFINED:
            return _END_OF_FRAMES in tail
        if length and place + 4 + length == size:
            return True
        at = head.find(_PIXELS, at + 4)
    return False
