"""One run at a time works in an output folder."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dlre_gui.batch.sources import LEDGER_NAME
from dlre_gui.domain.errors import FileError, FolderInUseError

_PLACE = 2**31 - 2
"""On Windows a place in the file is locked: far beyond its end, so that the ledger can still be written."""


@contextmanager
def one_run(out: Path, name: str = LEDGER_NAME) -> Iterator[None]:
    """Hold an output folder, made if absent, for one run; the lock ends with the process, however it ends.

    The lock is the system's, on a file that is never replaced. A disk that knows no locks does without.

    Parameters
    ----------
    name
        Of that file: the ledger of a folder run.

    Raises
    ------
    FolderInUseError
        If another run, in this program or another one, is at work there.
    FileError
        If the folder cannot be made or written.
    """
    with _opened(out, name) as file:
        if not _locks(file):
            message = f"Another run is writing its results into {out}."
            raise FolderInUseError(out, message, "Wait until it has ended, or choose another output folder.")
        yield


def _opened(out: Path, name: str) -> IO[bytes]:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The output folder {out} cannot be made or written: {error.strerror}."
        raise FileError(out, message, "Choose another output folder.") from error
    held = out / name
    try:
        return held.open("ab")
    except OSError as error:
        message = f"{held} cannot be written: {error.strerror}."
        raise FileError(held, message, "Choose another output folder.") from error


if sys.platform == "win32":
    import msvcrt

    def _locks(file: IO[bytes]) -> bool:
        file.seek(_PLACE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in (errno.EACCES, errno.EDEADLK)
        return True

else:
    import fcntl

    def _locks(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
        return True
