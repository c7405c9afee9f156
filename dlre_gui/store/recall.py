"""Exams of the book whose files may lie elsewhere by now.

Reads folders and files, so never on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dlre_gui.store.book import Book
from dlre_gui.store.moved import Sought, find_moved
from dlre_gui.store.records import AcquisitionId, StoredAcquisition, StoredExam

FEW_FILES = 5_000
"""So many files are looked at without being asked, near the place where an exam was."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """An exam of the book, as it can be opened now.

    Attributes
    ----------
    missing
        Acquisitions whose file was not found; their results are kept.
    thumbnails
        JPEG files.
    """

    stored: StoredExam
    missing: frozenset[AcquisitionId] = frozenset()
    thumbnails: dict[AcquisitionId, bytes] = field(default_factory=dict)


def recall_exam(
    book: Book,
    exam_key: str,
    folders: Iterable[Path] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Recalled | None:
    """An exam as it was left, its moved files found again; None if the book does not know it.

    Parameters
    ----------
    folders
        Where to look for files that are not in their place, as long as it takes; None: in the
        exam's old folder and beside it, not for long.
    stopped
        Asked now and then; once it says so, the search ends with what was found.

    Raises
    ------
    StoreError
        If the book cannot be read.
    """
    stored = book.load_exam(exam_key)
    if stored is None:
        return None
    gone = [acquisition for acquisition in stored.acquisitions if not acquisition.id.path.is_file()]
    if gone:
        sought = [Sought(a.id.path.name, a.id.sha256, a.record.n_bytes) for a in gone]
        near = (stored.exam.folder, stored.exam.folder.parent)
        found = find_moved(
            sought, near if folders is None else folders, stopped, FEW_FILES if folders is None else None
        )
        for acquisition in gone:
            if acquisition.id.sha256 in found:
                book.relocate(acquisition.id, found[acquisition.id.sha256])
        stored = book.load_exam(exam_key) or stored
        gone = [a for a in stored.acquisitions if a.id.sha256 not in found and not a.id.path.is_file()]
    return Recalled(stored, frozenset(a.id for a in gone), book.thumbnails(exam_key))


def recall_file(
    book: Book, path: Path, exam_key: str, sha256: str, *, exam_is_known: bool = False
) -> StoredExam | None:
    """The exam that a file (of these bytes, of an exam with this key) belongs to; None for a new one.

    Where the caller knows already all that the book has of that exam, it is read only for a file that
    the book knows: a folder of thousands is one exam.
    Where the book knows the bytes, but at a place where they are no more, the file was moved: it
    belongs to the exam it came from, and so do the others that moved along.
    """
    with_file = book.keys_with_file(sha256)
    for key in dict.fromkeys(with_file if exam_is_known else (exam_key, *with_file)):
        stored = book.load_exam(key)
        same = [a for a in stored.acquisitions if a.id.sha256 == sha256] if stored else []
        if any(a.id.path == path for a in same):
            return stored
        moved = [a for a in same if not a.id.path.is_file()]
        if stored is not None and moved:
            book.relocate(moved[0].id, path)
            others = [a for a in stored.acquisitions if a.id.sha256 != sha256 and not a.id.path.is_file()]
            _find(book, others, [path.parent], most_files=FEW_FILES)
            return book.load_exam(key)
        if stored is not None and key == exam_key:
            return stored
    return None


def _find(
    book: Book,
    gone: list[StoredAcquisition],
    folders: Iterable[Path],
    stopped: Callable[[], bool] = lambda: False,
    most_files: int | None = None,
) -> None:
    """Look for files that are not in their place, and note where they are."""
    sought = [Sought(a.id.path.name, a.id.sha256, a.record.n_bytes) for a in gone]
    found = find_moved(sought, folders, stopped, most_files)
    for acquisition in gone:
        if acquisition.id.sha256 in found:
            book.relocate(acquisition.id, found[acquisition.id.sha256])
