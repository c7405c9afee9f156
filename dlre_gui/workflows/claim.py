"""A folder for one training or study, and for one run of it at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dlre_gui.batch.one_run import one_run
from dlre_gui.workflows.disk import made_folder


@contextmanager
def claimed(out: Path, lock: str, is_ours: Callable[[], bool], mark: Callable[[], None]) -> Iterator[None]:
    """Hold a folder that is free or ours, and mark it if it was free.

    It is marked only while it is held: of two runs that start at once in a free folder one begins, the other
    is refused, whatever it was to do.

    Parameters
    ----------
    lock
        Name of the file that is locked there.
    is_ours
        True if the folder bears our mark, False if it is free; raises if it holds anything else.

    Raises
    ------
    FolderInUseError
        If another run is at work there; or as `is_ours`, before anything is written.
    FileError
        If the folder cannot be made or written.
    """
    is_ours()
    made_folder(out)
    with one_run(out, lock):
        if not is_ours():
            mark()
        yield


def holds_anything(out: Path, lock: str) -> bool:
    """Whether it is a file, or a folder with more in it than the lock of a run that came to nothing."""
    return out.exists() and (not out.is_dir() or any(each.name != lock for each in out.iterdir()))
