"""Files of the same content under different names: one screen must not count twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from pathlib import Path

_SAMPLE_BYTES = 16 << 10


def groups_of_same_content(paths: Iterable[Path]) -> list[list[Path]]:
    """Groups of two or more files with the same bytes, each in the given order.

    Only files that agree in size are opened, and only those that agree in a sample are read whole.
    A file that is empty or cannot be read is in no group.
    """
    groups = [list(dict.fromkeys(paths))]
    for look in (_size, _sample, _digest):
        groups = [part for group in groups for part in _parted(group, look)]
    return groups


def least_digest(paths: Iterable[Path]) -> str:
    """The smallest SHA-256 of the files, in hex; empty if none can be read.

    Of a set of files it mostly stays the same when one is added or taken away.
    """
    digests = []
    for path in paths:
        try:
            digests.append(_digest(path).hex())
        except OSError:
            continue
    return min(digests, default="")


def _parted(paths: list[Path], look: Callable[[Path], Hashable]) -> list[list[Path]]:
    """The parts of a group that look the same, without those of one file."""
    parts: dict[Hashable, list[Path]] = defaultdict(list)
    for path in paths:
        try:
            parts[look(path)].append(path)
        except OSError:
            continue
    return [part for part in parts.values() if len(part) > 1]


def _size(path: Path) -> int:
    size = path.stat().st_size
    if not size:
        raise OSError("an empty file is no picture")
    return size


def _sample(path: Path) -> bytes:
    """From the middle, where pictures of one scanner differ."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size // 2 - _SAMPLE_BYTES // 2))
        return file.read(_SAMPLE_BYTES)


def _digest(path: Path) -> bytes:
    status = path.stat()
    return _digest_as_of(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1 << 17)
def _digest_as_of(path: Path, _size: int, _mtime_ns: int) -> bytes:
    """Read once: a training asks several times which patients it knows."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
