"""Reading a file's bytes: regular files only, bounded, hashed, never blocking on a pipe or device."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import FileMissingError, TooLargeError, UnreadableFileError, UnsupportedFileError
from dlre_gui.imaging.limits import EXPORT_AGAIN, MAX_FILE_BYTES

CHUNK_BYTES = 4 * 2**20
WINDOWS_SHORT_PATH = 240


@dataclass(frozen=True, slots=True, eq=False)
class FileBytes:
    """A file's content and its SHA-256 in hex."""

    data: bytes
    sha256: str


Loader = Callable[[Path], FileBytes]


_DRIVE_LOST = frozenset(
    getattr(errno, name)
    for name in (
        *("ESTALE", "ENODEV", "ENXIO", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ENETRESET"),
        *("ETIMEDOUT", "ENOTCONN", "ECONNRESET", "ECONNABORTED"),
    )
    if hasattr(errno, name)
)
_DRIVE_LOST_WINDOWS = frozenset({21, 53, 55, 59, 64, 67, 121, 1167, 1231})
"""Of a disk or network drive that is gone (on Windows by the system error codes, which errno blurs)."""


def system_path(path: Path, windows: bool = os.name == "nt") -> str:
    """The path as the operating system takes it, long ones on Windows included."""
    text = str(path)
    if not windows or len(text) < WINDOWS_SHORT_PATH or text.startswith("\\\\?\\"):
        return text
    text = os.path.abspath(text)  # noqa: PTH100 - Path.absolute keeps "..", which \\?\ does not take
    return "\\\\?\\UNC\\" + text[2:] if text.startswith("\\\\") else "\\\\?\\" + text


def load_file(path: Path) -> FileBytes:
    """Read and hash a regular file.

    Raises
    ------
    FileMissingError
        If it is not there or may not be read.
    UnsupportedFileError
        If it is a folder, a pipe or a device.
    UnreadableFileError
        If it is empty or the disk fails.
    TooLargeError
        If it is above 512 MiB.
    """
    try:
        return _read(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissingError(
            path, f"{path} is not there.", "Check the name, the disk or network drive."
        ) from error
    except PermissionError as error:
        raise FileMissingError(path, f"{path} may not be read.", "Ask for the right to read it.") from error
    except OSError as error:
        if error.errno in _DRIVE_LOST or getattr(error, "winerror", None) in _DRIVE_LOST_WINDOWS:
            raise FileMissingError(
                path, f"{path} is not there.", "Check the name, the disk or network drive."
            ) from error
        if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
            raise FileMissingError(
                path, f"{path} leads nowhere: {error.strerror}.", "Check the name."
            ) from error
        hint = "Copy it to a local disk and try again."
        raise UnreadableFileError(path, f"{path} cannot be read: {error.strerror}.", hint) from error
    except ValueError as error:
        raise FileMissingError(path, f"{str(path)!r} is not a possible file name.") from error


def _read(path: Path) -> FileBytes:
    name = system_path(path)
    _check_regular(path, os.stat(name))  # noqa: PTH116 - before opening: opening a pipe would wait for ever
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    )
    with open(os.open(name, flags), "rb", buffering=0) as stream:  # noqa: PTH123 - a descriptor, not a path
        _check_regular(path, os.fstat(stream.fileno()))
        return _hashed(path, stream.read)


def _check_regular(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnsupportedFileError(path, f"{path} is a folder.", "Open it as a folder.")
    if not stat.S_ISREG(status.st_mode):
        raise UnsupportedFileError(path, f"{path} is a pipe or device, not a file.", "Open a file or folder.")
    if status.st_size == 0:
        raise UnreadableFileError(path, f"{path} is empty.", EXPORT_AGAIN)
    _check_size(path, status.st_size)


def _check_size(path: Path, n_bytes: int) -> None:
    if n_bytes > MAX_FILE_BYTES:
        hint = f"At most {MAX_FILE_BYTES >> 20} MiB are read; export single screens instead."
        raise TooLargeError(path, f"{path} is {n_bytes >> 20} MiB long.", hint)


def _hashed(path: Path, read: Callable[[int], bytes | None]) -> FileBytes:
    digest = hashlib.sha256()
    chunks: list[bytes] = []
    total = 0
    while chunk := read(CHUNK_BYTES):
        digest.update(chunk)
        chunks.append(chunk)
        total += len(chunk)
        _check_size(path, total)  # a file may grow while it is read
    return FileBytes(chunks[0] if len(chunks) == 1 else b"".join(chunks), digest.hexdigest())


class LastFile:
    """A loader that keeps the last file, so that the frames of a clip are read and hashed once."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None
        self._file: FileBytes | None = None

    def __call__(self, path: Path) -> FileBytes:
        key = self._stamp(path)
        if self._file is not None and key is not None and key == self._key:
            return self._file
        self._file = None  # frees its memory before the next one is read
        self._key, self._file = key, load_file(path)
        return self._file

    @staticmethod
    def _stamp(path: Path) -> tuple[object, ...] | None:
        try:
            status = os.stat(system_path(path))  # noqa: PTH116
        except (OSError, ValueError):
            return None
        return path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
