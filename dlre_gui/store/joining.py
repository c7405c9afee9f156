"""Whether files that come into a folder belong to the exam that goes by the folder.

Reads folders and files, so never on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dlre_gui.domain.exam import folder_key
from dlre_gui.store.book import Book

PAUSE = timedelta(minutes=30)
"""Between two screens of one exam; after a longer one another patient is as likely (ours)."""

_MOST_ASKED = 50  # the exam's last files; a share answers slowly


@dataclass(frozen=True, slots=True)
class Joining:
    """Files on their way into an exam: when its last file was written, and when they were; local times."""

    last: datetime
    came: datetime
    came_last: datetime

    @property
    def is_of_another_day(self) -> bool:
        return self.last.date() != self.came.date()

    @property
    def is_after_a_pause(self) -> bool:
        return self.came - self.last > PAUSE


def joining(book: Book, paths: Sequence[Path]) -> Joining | None:
    """What is known of the times where new files of one folder would join its exam.

    Parameters
    ----------
    paths
        One or more, all of one folder.

    Returns
    -------
    None
        Where they join no exam: the book has none of the folder, none of its files is there any more, or the
        new ones are among them.

    Raises
    ------
    StoreError
        If the book cannot be read.
    """
    stored = book.load_exam(folder_key(paths[0]))
    known = [one.id.path for one in stored.acquisitions] if stored is not None else []
    before = _written(dict.fromkeys(known[-_MOST_ASKED:]))
    now = _written(path for path in paths if path not in known)
    return Joining(max(before), min(now), max(now)) if before and now else None


def _written(paths: Iterable[Path]) -> list[datetime]:
    """When those files that are there were written."""
    found = []
    for path in paths:
        try:
            found.append(datetime.fromtimestamp(path.stat().st_mtime).astimezone())
        except OSError:
            continue
    return found
