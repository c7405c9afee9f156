"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from dlre_gui.domain.errors import FileError


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, meets the old content or the new.

    Written beside its place, flushed to the disk, then renamed.

    Raises
    ------
    FileError
        If the folder cannot be written, or another program holds the file open.
    """
    # at most 4 bytes a character and 255 a name
    temporary = path.with_name(f".{path.name[:48]}.{secrets.token_hex(4)}.part")
    try:
        try:
            _write_through(temporary, content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _flush_folder(path.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{path} could not be written: {reason}."
        raise FileError(path, message, "Close it elsewhere, or choose another folder.") from error


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last, where the file system can; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
