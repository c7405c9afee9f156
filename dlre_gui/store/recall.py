"""Exams of the book whose files may lie elsewhere by now.

Reads folders and files, so never on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from dlre_gui.domain.exam import folder_key
from dlre_gui.store.book import Book
from dlre_gui.store.moved import Sought, find_moved
from dlre_gui.store.records import AcquisitionId, KnownPlace, StoredAcquisition, StoredExam
from dlre_gui.store.replaced import looked_at, sha256_of

FEW_FILES = 5_000
"""So many files are looked at without being asked, near the place where an exam was."""

_FILES_COMPARED = 100  # to know whether a folder still is an exam's; most often the first one tells


@dataclass(frozen=True, slots=True)
class Recalled:
    """An exam of the book, as it can be opened now.

    Attributes
    ----------
    missing
        Acquisitions whose file was not found; their results are kept. Those of `StoredExam.replaced` are
        not in it: there is a file in their place.
    thumbnails
        JPEG files.
    """

    stored: StoredExam
    missing: frozenset[AcquisitionId] = frozenset()
    thumbnails: dict[AcquisitionId, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileRecall:
    """What the book knows of a file that was looked into.

    Attributes
    ----------
    stored
        The exam that it belongs to; None for a new one.
    missing
        As in `Recalled`.
    thumbnails
        JPEG files of the missing ones.
    over
        The exam that is named by the file's folder has no file there any more, or this one took the
        place of one: the folder is used again, most likely for another patient.
    """

    stored: StoredExam | None = None
    missing: frozenset[AcquisitionId] = frozenset()
    thumbnails: dict[AcquisitionId, bytes] = field(default_factory=dict)
    over: bool = False


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
    stored = looked_at(stored)
    gone = _gone(stored, stored.acquisitions)
    if gone:
        sought = [Sought(a.id.path.name, a.id.sha256, a.record.n_bytes) for a in gone]
        near = (stored.exam.folder, stored.exam.folder.parent)
        found = find_moved(
            sought, near if folders is None else folders, stopped, FEW_FILES if folders is None else None
        )
        for acquisition in gone:
            if acquisition.id.sha256 in found:
                book.relocate(acquisition.id, found[acquisition.id.sha256])
        stored = looked_at(book.load_exam(exam_key) or stored)
        gone = [one for one in _gone(stored, stored.acquisitions) if one.id.sha256 not in found]
    missing = frozenset(one.id for one in gone) - stored.replaced
    return Recalled(stored, missing, book.thumbnails(exam_key))


def recall_file(
    book: Book, path: Path, exam_key: str, sha256: str, *, exam_is_known: bool = False
) -> FileRecall:
    """The exam that a file (of these bytes, of an exam with this key) belongs to.

    Where the caller knows already all that the book has of that exam, it is read only for a file that
    the book knows: a folder of thousands is one exam.
    Where the book knows the bytes, but at a place where they are no more, the file was moved: it
    belongs to the exam it came from, and so do the others that moved along. An exam with a copy of the
    file that lies in its place is not read for it: a folder may hold thousands of copies.
    """
    places = book.places_of_file(sha256)
    here, left = [place.exam_key for place in places if place.path == path], _left(places, path)
    for key in dict.fromkeys(left if exam_is_known else (*here, exam_key, *left)):
        stored = _load(book, key, {path: sha256})
        same = [a for a in stored.acquisitions if a.id.sha256 == sha256] if stored else []
        if stored is not None and any(a.id.path == path for a in same):
            return _with_missing(book, stored)
        moved = _gone(stored, same) if stored else []
        if stored is not None and moved:
            book.relocate(moved[0].id, path)
            others = _gone(stored, (one for one in stored.acquisitions if one.id.sha256 != sha256))
            _find(book, others, [path.parent], most_files=FEW_FILES)
            return _with_missing(book, _load(book, key, {path: sha256}) or stored)
        if stored is not None and key == exam_key:
            over = _is_over(stored, path, sha256)
            return FileRecall(over=True) if over else _with_missing(book, stored)
    return FileRecall()


def _with_missing(book: Book, stored: StoredExam) -> FileRecall:
    gone = frozenset(one.id for one in stored.acquisitions if not one.id.path.is_file()) - stored.replaced
    pictures = book.thumbnails(stored.exam.key) if gone else {}
    return FileRecall(stored, gone, {one: jpeg for one, jpeg in pictures.items() if one in gone})


def _is_over(stored: StoredExam, path: Path, sha256: str) -> bool:
    """Whether an exam named by the folder of `path` has given it up.

    So it has where none of its files is there any more, or where this one, of other bytes, lies in the
    place of one of them: a sender that uses its names again begins with one file of the next patient.
    """
    if stored.exam.key != folder_key(path) or not stored.acquisitions:
        return False
    if any(one.id.path == path and one.id.sha256 != sha256 and one.analyses for one in stored.acquisitions):
        return True
    here = (one for one in stored.acquisitions if one.id.path.parent == path.absolute().parent)
    return not any(_is_in_place(one) for one in islice(here, _FILES_COMPARED))


def _is_in_place(one: StoredAcquisition) -> bool:
    """Whether the acquisition's own file lies where it lay, not another one of its name."""
    try:
        n_bytes = one.id.path.stat().st_size
    except OSError:
        return False
    return one.record.n_bytes in (None, n_bytes) and sha256_of(one.id.path) == one.id.sha256


def _left(places: Iterable[KnownPlace], path: Path) -> tuple[str, ...]:
    """The exams that hold a file as one that lies at `path`, or perhaps not any more where it was."""
    found: dict[str, None] = {}
    for place in places:
        if place.exam_key not in found and (
            place.path == path or place.contested or not place.path.is_file()
        ):
            found[place.exam_key] = None
    return tuple(found)


def _load(book: Book, exam_key: str, there: Mapping[Path, str]) -> StoredExam | None:
    stored = book.load_exam(exam_key)
    return looked_at(stored, there) if stored is not None else None


def _gone(exam: StoredExam, of: Iterable[StoredAcquisition]) -> list[StoredAcquisition]:
    """Those whose file is not where it was; another one may lie there."""
    return [one for one in of if one.id in exam.replaced or not one.id.path.is_file()]


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
