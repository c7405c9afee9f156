"""Whether results may be written into a folder: never over files of somebody else's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dlre_gui.domain.errors import FileError


def refuse_others_files(out: Path, written: Iterable[str], marks: Iterable[str]) -> None:
    """Refuse a folder with a file or folder in our place that no run of ours made.

    Parameters
    ----------
    written
        Names that will be replaced there.
    marks
        Names of which one is there after every run of ours.

    Raises
    ------
    FileError
        If one of `written` is there, and none of `marks`.
    """
    if any((out / mark).exists() for mark in marks):
        return
    for name in written:
        if (out / name).exists():
            message = f"{out / name} is there, and was not written by a run of this program."
            raise FileError(out / name, message, "Choose a new or an empty folder for the results.")
