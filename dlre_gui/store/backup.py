"""A backup of the whole exam book: one file, looked into before it counts; and putting one back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import StoreError
from dlre_gui.store import trail
from dlre_gui.store.book import Book
from dlre_gui.store.opening import DamagedBookError, copy, explained, not_written, set_aside
from dlre_gui.store.progress import Progress, unheard
from dlre_gui.store.schema import APPLICATION_ID, STEPS, TRAIL_SINCE, version_of
from dlre_gui.store.trail import Head


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that holds a whole exam book; `head` is the end of its audit trail, number 0 without one."""

    path: Path
    n_exams: int
    n_bytes: int
    head: Head


def back_up(book: Book, target: Path, progress: Progress = unheard) -> Backup:
    """Copy an open book into one file, check that file, and only then give it its name.

    Raises
    ------
    StoreError
        If there is such a file already, it cannot be written, or the copy is not sound; `StoppedError`
        if `progress` raised it.
    """
    if target.exists():
        raise StoreError(f"{target} exists already.", "Choose another name; a backup overwrites nothing.")
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        head = book.ask(lambda db: _copied(db, part, progress))
        found = check_backup(part)
        if found.head != head:
            raise StoreError(f"The backup {target} is not like the book.", "Try again, on another disk.")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise not_written(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(target, found.n_exams, found.n_bytes, found.head)


def _copied(db: sqlite3.Connection, part: Path, progress: Progress) -> Head:
    copy(db, part, progress)
    return trail.head(db)


def check_backup(path: Path) -> Backup:
    """Open a backup for reading and look through all of it; one of an older version is as good.

    Raises
    ------
    StoreError
        If it is missing, no exam book, damaged, or from a newer version of the program.
    """
    if not path.is_file():
        raise StoreError(f"There is no file {path}.", "Choose the backup's file.")
    try:
        return _looked_through(path)
    except DamagedBookError as error:
        hint = "Choose a backup that was made by this program."
        raise StoreError(f"{path} is no sound backup ({error.args[1]}).", hint) from error


def _looked_through(path: Path) -> Backup:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            db.row_factory = sqlite3.Row
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise DamagedBookError(path, "it is another program's file")
            version = version_of(db)
            if not 0 < version <= len(STEPS):
                message = f"{path} is a book of format {version}, not {len(STEPS)}."
                raise StoreError(message, "Open it with the version of the program that wrote it.")
            found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise DamagedBookError(path, str(found).splitlines()[-1])
            n_exams = db.execute("SELECT count(*) FROM exams").fetchone()[0]
            head = trail.head(db) if version >= TRAIL_SINCE else Head(0, "")
            return Backup(path, n_exams, path.stat().st_size, head)
    except (OSError, sqlite3.Error) as error:
        raise explained(path, error) from error


def restore(backup: Path, book: Path) -> Path | None:
    """Put a backup in the book's place; the book that was there is set aside, its new name is returned.

    Raises
    ------
    StoreError
        If the backup is not sound (nothing is changed then), the book is open, or a file cannot be
        written.
    """
    check_backup(backup)
    part = book.with_name(f".{book.name}.part")
    try:
        book.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(backup.read_bytes())
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        aside = None
        if book.exists():
            _not_in_use(book)
            aside = set_aside(book, "replaced")
        part.rename(book)
    except OSError as error:
        raise explained(book, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return aside


def _not_in_use(book: Path) -> None:
    try:
        Book(book).close()
    except DamagedBookError:
        return  # nobody can have it open
