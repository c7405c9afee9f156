"""Room on a disk, taken before the work begins: a file that fills up later would end the process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dlre_gui.domain.errors import FileError

_SPARE_BYTES = 64 << 20  # for checkpoints and the package


def reserve(path: Path, n_bytes: int) -> None:
    """Give a new file its whole size on the disk, where the system can.

    Memory that is mapped to a file without room behind it kills its process (SIGBUS) when it is
    written, so a full disk has to be noticed here.

    Raises
    ------
    FileError
        If there is no room, or the file cannot be made.
    """
    need_room(path.parent, n_bytes)
    try:
        with path.open("wb") as file:
            if hasattr(os, "posix_fallocate") and n_bytes:
                os.posix_fallocate(file.fileno(), 0, n_bytes)
            else:
                file.truncate(n_bytes)
    except OSError as error:
        path.unlink(missing_ok=True)
        message = f"{path} cannot be made: {error.strerror}."
        raise FileError(path, message, "Free some space, or choose another folder.") from None


def need_room(folder: Path, n_bytes: int) -> None:
    """Refuse a folder whose disk has less than that and a little more.

    Parameters
    ----------
    folder
        May not exist yet: then the one that it would be made in counts.

    Raises
    ------
    FileError
        With what is needed and what is there.
    """
    there = next((place for place in (folder, *folder.parents) if place.is_dir()), Path())
    free = shutil.disk_usage(there).free
    if free < n_bytes + _SPARE_BYTES:
        message = f"{folder}: {_mb(n_bytes + _SPARE_BYTES)} MB are needed there, {_mb(free)} MB are free."
        raise FileError(folder, message, "Free some space, or choose another folder.")


def _mb(n_bytes: int) -> int:
    return -(-n_bytes >> 20)
