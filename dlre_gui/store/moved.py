"""Finding files by their bytes: the same name or size first, the hash decides."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.store.replaced import sha256_of


@dataclass(frozen=True, slots=True)
class Sought:
    """A file that is not where it was; `n_bytes` is None where its size is not known."""

    name: str
    sha256: str
    n_bytes: int | None = None


def find_moved(
    sought: Iterable[Sought],
    folders: Iterable[Path],
    stopped: Callable[[], bool] = lambda: False,
    most_files: int | None = None,
) -> dict[str, Path]:
    """Where the files are now, by SHA-256; those that were not found are not in it.

    Parameters
    ----------
    folders
        Searched in this order with everything below, links not followed.
    most_files
        Look at no more files than these.
    """
    wanted = {one.sha256: one for one in sought}
    found: dict[str, Path] = {}
    for seen, (path, size) in enumerate(_files(folders)):
        if stopped() or len(found) == len(wanted) or seen == most_files:
            break
        candidates = [
            one for sha256, one in wanted.items() if sha256 not in found and _may_be(one, path, size)
        ]
        digest = sha256_of(path) if candidates else None
        if digest in wanted:
            found.setdefault(digest, path)
    return found


def _may_be(sought: Sought, path: Path, size: int) -> bool:
    if sought.n_bytes is not None:
        return size == sought.n_bytes
    return path.name == sought.name or path.suffix == Path(sought.name).suffix


def _files(folders: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """Regular files with their sizes, each once; folders that cannot be read are passed over."""
    seen: set[str] = set()
    for folder in folders:
        for at, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if os.path.join(at, name) not in seen)  # noqa: PTH118
            seen.add(at)
            for name in sorted(names):
                path = Path(at, name)
                size = _size(path)
                if size is not None:
                    yield path, size


def _size(path: Path) -> int | None:
    """Of a regular file; None for anything else, and where it vanished."""
    try:
        about = path.lstat()
    except OSError:
        return None
    return about.st_size if stat.S_ISREG(about.st_mode) else None
