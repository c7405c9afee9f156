"""Opening the exam book's file, and what can stand in the way."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from dlre_gui.domain.errors import StoreError
from dlre_gui.store import heads, listing, owner
from dlre_gui.store.progress import Progress, unheard
from dlre_gui.store.schema import APPLICATION_ID, STEPS, Step, migrate, version_of

CHECKED_UP_TO_BYTES = 16 * 2**20
"""A larger book is not searched for damage when opened; that would delay the window."""


_PAGES = 1024
"""Copied at a time, then the copy may be stopped."""


class DamagedBookError(StoreError):
    """The file is no exam book any more; `set_aside` makes room for a new one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The exam book {path} is damaged ({why}).",
            "Set it aside (it is renamed, nothing is deleted) to start a new one, or restore a backup.",
        )
        self.path = path
        self.args = (path, why)


class BookInUseError(StoreError):
    """Another window or command has the book open."""

    def __init__(self, path: Path, holder: owner.Holder | None) -> None:
        where = f" ({holder})" if holder else ""
        super().__init__(
            f"The exam book {path} is open in another window{where}.",
            "Use that window, or close it and try again.",
        )
        self.path, self.holder = path, holder
        self.args = (path, holder)


def connect(path: Path, steps: tuple[Step, ...] = STEPS) -> sqlite3.Connection:
    """Open the book at `path`, for this process alone, brought to the present version.

    Raises
    ------
    StoreError
        As `store.book.Book` says.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise explained(path, error) from error
    try:
        _prepare(connection, path, steps)
    except sqlite3.Error as error:
        connection.close()
        raise explained(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, steps: tuple[Step, ...]) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before the first access: no shared memory file
    _check_ours(connection, path, len(steps))
    connection.execute("PRAGMA synchronous = EXTRA")  # a new book's rollback journal must not come back
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")  # takes the lock, and shows whether the file can be written
    connection.execute("COMMIT")
    owner.sign(path)
    _check_sound(connection, path)
    _keep_older(connection, path, len(steps))
    migrate(connection, steps)
    listing.count_uncounted(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    heads.keep(path, connection)


def _keep_older(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """A copy of a book of an older version, before it is brought forward."""
    version = version_of(connection)
    if 0 < version < newest:
        copy(connection, path.with_name(f"{path.stem}.version-{version}{path.suffix}"))


def _check_ours(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise DamagedBookError(path, "it is another program's file")
    version = version_of(connection)
    if version > newest:
        raise StoreError(
            f"The exam book {path} was written by a newer version of this program"
            f" (format {version}, this one knows up to {newest}).",
            "Install the newer version to open it.",
        )


def _check_sound(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size <= CHECKED_UP_TO_BYTES:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise DamagedBookError(path, str(found).splitlines()[-1])


_BUSY, _CORRUPT, _NO_DATABASE = sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB
_FULL, _READ_ONLY = sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY
_SAME_AS = {
    errno.ENOSPC: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}
"""What the folder says before SQLite is asked."""


def explained(path: Path, error: BaseException) -> StoreError:
    """The error as a person reads it, with the way out."""
    code = _SAME_AS.get(getattr(error, "errno", None) or 0, getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if code == _BUSY:
        return BookInUseError(path, owner.holder(path))
    if code in (_CORRUPT, _NO_DATABASE):
        return DamagedBookError(path, str(error))
    if code == _FULL:
        return StoreError(
            f"The exam book {path} cannot grow: the disk is full.",
            "Free some space; nothing is lost meanwhile.",
        )
    if code == _READ_ONLY:
        return StoreError(
            f"The exam book {path} is write-protected.", "Make the file and its folder writeable for you."
        )
    return StoreError(
        f"The exam book {path} cannot be opened or written ({getattr(error, 'strerror', None) or error}).",
        "Check that its folder exists and is writeable for you.",
    )


def not_written(target: Path, error: BaseException) -> StoreError:
    """Why a copy or an export of the book cannot be written to its place; the book itself is well."""
    code = _SAME_AS.get(getattr(error, "errno", None) or 0, getattr(error, "sqlite_errorcode", 0) & 0xFF)
    plain = {_FULL: "No space left on device", _READ_ONLY: "Permission denied"}
    reason = plain.get(code) or getattr(error, "strerror", None) or str(error)
    return StoreError(f"{target} could not be written: {reason}.", "Choose another folder.")


def copy(connection: sqlite3.Connection, target: Path, progress: Progress = unheard) -> None:
    """Copy an open book into one file, by SQLite's online backup; sqlite3.Error if it cannot be."""
    with closing(sqlite3.connect(target, isolation_level=None)) as to:
        connection.backup(to, pages=_PAGES, progress=lambda _, left, total: progress(total - left, total))
        to.execute("PRAGMA journal_mode = DELETE")  # one file, no side files


def set_aside(path: Path, why: str = "damaged") -> Path:
    """Rename a book, with its side files, so that another can take its place; the new name says why.

    Nothing is deleted. Call it only on the user's word.

    Raises
    ------
    StoreError
        If it cannot be renamed.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.{why}-{stamp}{path.suffix}")
    try:
        for side in ("-wal", "-shm", "-journal", ".heads", ""):
            file = path.with_name(path.name + side)
            if file.exists():
                file.rename(aside.with_name(aside.name + side))
    except OSError as error:
        raise explained(path, error) from error
    return aside
