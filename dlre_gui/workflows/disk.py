"""What goes wrong with a folder during a long work, as errors that a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dlre_gui.domain.errors import FileError


def made_folder(folder: Path) -> Path:
    """The folder, made if it is not there.

    Raises
    ------
    FileError
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made: {error.strerror}."
        raise FileError(folder, message, "Choose another folder.") from None
    return folder


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """A system's error, such as a full disk, becomes a `FileError` that says how to go on."""
    try:
        yield
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror or error}."
        hint = "What was finished is kept: free some space or mend the disk, then run it again to go on."
        raise FileError(folder, message, hint) from error
