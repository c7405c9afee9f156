"""Exams of an export file into the book: what is new is added, what is there is never changed.

An exam is known by its key, an acquisition by path, frame and SHA-256. A key that is a folder's path
is one workstation's own: of another book it stands for the same exam only if they share a file's bytes;
else the exam comes under that key and the other book's id. Analyses, scores and events
that the book does not have are added, but for those that say something else than the book's
(`uncontested`). Decisions (of an acquisition, and the exam's details) are a history: if the book's is the
beginning of the file's, the rest is added. Where book and file went apart, the book stays as it is and the
report says so.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from pydantic import BaseModel, ValidationError

from dlre_gui.domain.errors import StoreError
from dlre_gui.store import listing, rows, trail
from dlre_gui.store.book import Book
from dlre_gui.store.portable import (
    EXAMS,
    MANIFEST,
    AcquisitionRow,
    Manifest,
    OutcomeRow,
    PortableExam,
    column,
)
from dlre_gui.store.progress import Progress, unheard
from dlre_gui.store.uncontested import uncontested

MOST_BYTES = 2 * 2**30
"""Of the exams' text, unpacked."""
LONGEST_LINE = 64 * 2**20
_LONGEST_MANIFEST = 100_000
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1  # bit of an entry's flags (PKWARE, APPNOTE 4.4.4)


class UnusableExportError(StoreError):
    """An export file cannot be read; nothing of it was taken."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be imported: {why}.",
            "Nothing was changed. Export the exams again, or choose another file.",
        )
        self.path, self.why = path, why
        self.args = (path, why)


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes
    ----------
    apart
        Exams whose decisions in the file went another way than the book's, or of whose screens something
        else was read or computed: the book's stayed.
    last_number
        Of the last step of the book's undo history now; an open session counts on from it.
    """

    new_exams: int = 0
    known_exams: int = 0
    new_acquisitions: int = 0
    new_scores: int = 0
    new_decisions: int = 0
    apart: list[str] = field(default_factory=list)
    last_number: int = 0

    @property
    def n_added(self) -> int:
        """Acquisitions and decisions."""
        return self.new_acquisitions + self.new_decisions


def import_exams(book: Book, path: Path, progress: Progress = unheard) -> Imported:
    """Take the exams of a file into an open book, all of them or none.

    Raises
    ------
    StoreError
        If the file is missing, no export, damaged, of another version, or too large; or the book
        cannot be written; `StoppedError` if `progress` raised it.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        return book.write(lambda db, by: _merge_all(db, by, archive, manifest, path, progress))


def check_export(path: Path) -> None:
    """Whether a file is an export, as far as its head says; where it is not, no book need be made for it.

    Raises
    ------
    StoreError
        As `import_exams`.
    """
    with _opened(path) as archive:
        _manifest(archive, path)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnusableExportError(path, f"it is damaged or no export ({error})") from error
    except OSError as error:
        raise UnusableExportError(path, f"it cannot be read ({error.strerror or error})") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    with _entry(archive, MANIFEST, path) as file:
        content = file.read(_LONGEST_MANIFEST)
    try:
        said = json.loads(content)
        if isinstance(said, dict) and said.get("format") == "dlre-exams" and said.get("version") != 1:
            raise UnusableExportError(path, f"its format is {said.get('version')!r}, this program knows 1")
        return Manifest.model_validate(said)
    except (ValueError, RecursionError) as error:
        raise UnusableExportError(path, "its manifest is not that of an export") from error


def _entry(archive: zipfile.ZipFile, name: str, path: Path) -> BinaryIO:
    if archive.namelist().count(name) != 1:
        raise UnusableExportError(path, f"it does not hold {name} once")
    entry = archive.getinfo(name)
    if entry.compress_type not in _PACKED_AS or entry.flag_bits & _ENCRYPTED:
        raise UnusableExportError(path, f"it is damaged or no export ({name}: packed or encrypted otherwise)")
    return cast("BinaryIO", archive.open(name))


def _merge_all(
    db: sqlite3.Connection,
    by: str,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    path: Path,
    progress: Progress,
) -> Imported:
    done = Imported()
    try:
        for exam in _exams(archive, manifest, path):
            progress(done.new_exams + done.known_exams, manifest.n_exams)
            _Merge(db, by, done, manifest.book).exam(exam)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnusableExportError(path, f"it is damaged ({error})") from error
    listing.count_uncounted(db)
    done.last_number = rows.last_number(db)
    return done


def _exams(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> Iterator[PortableExam]:
    digest, n_bytes, n_exams = hashlib.sha256(), 0, 0
    with _entry(archive, EXAMS, path) as file:
        while line := file.readline(LONGEST_LINE):
            digest.update(line)
            n_bytes, n_exams = n_bytes + len(line), n_exams + 1
            if n_bytes > MOST_BYTES or len(line) == LONGEST_LINE or n_exams > manifest.n_exams:
                raise UnusableExportError(path, "it is larger than it says or than an export can be")
            yield _exam(line, n_exams, path)
    if digest.hexdigest() != manifest.exams_sha256 or n_exams != manifest.n_exams:
        raise UnusableExportError(path, "its content is not what was exported (cut or changed)")


def _exam(line: bytes, number: int, path: Path) -> PortableExam:
    try:
        return PortableExam.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnusableExportError(path, f"exam {number}: {where}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise UnusableExportError(path, f"exam {number} is no JSON") from error


class _Merge:
    """One exam into the book."""

    def __init__(self, db: sqlite3.Connection, by: str, done: Imported, origin: str) -> None:
        self._db, self._by, self._done, self._origin = db, by, done, origin

    def exam(self, said: PortableExam) -> None:
        key, before = self._key(said), self._done.n_added
        row = self._row(key)
        if row is None:
            exam = self._insert("exams", said, {"key": key, "opened_at": said.created_at})
            self._done.new_exams += 1
        else:
            exam = int(row["id"])
            self._done.known_exams += 1
        apart = [self._acquisition(exam, acquisition) for acquisition in said.acquisitions]
        apart.append(self._history(exam, None, said.details))
        self._add_missing("events", {"exam": exam}, said.events)
        listing.describe(self._db, exam)
        if self._done.n_added != before:
            n_open = said.listed.n_open if said.listed is not None and row is None else None
            flagged = said.listed is not None and said.listed.flagged
            listing.show_imported(self._db, exam, n_open, flagged=flagged)
        if any(apart):
            self._done.apart.append(said.patient_id or str(column(said.key)))

    def _row(self, key: str | bytes | None) -> sqlite3.Row | None:
        found: sqlite3.Row | None
        found = self._db.execute("SELECT id FROM exams WHERE key = ?", (key,)).fetchone()
        return found

    def _key(self, said: PortableExam) -> str | bytes | None:
        """Under which key the exam stands in this book."""
        told, own = column(said.key), trail.book_id(self._db)
        if said.study_uid and told == f"{said.patient_id}|{said.study_uid}":
            return told
        if self._origin == own:
            return self._key_now(told, said)
        home = _without(told, own)
        if home != told:
            return home  # it went out from here
        row, elsewhere = self._row(told), _with(told, self._origin)
        is_same = row is None or self._shares_a_file(int(row["id"]), said)
        return told if is_same and self._row(elsewhere) is None else elsewhere

    def _key_now(self, told: str | bytes | None, said: PortableExam) -> str | bytes | None:
        """Of an exam that went out from this book: its key may have given way to another one since."""
        for one in said.acquisitions:
            found = self._db.execute(
                "SELECT e.key FROM acquisitions a JOIN exams e ON e.id = a.exam"
                " WHERE a.path = ? AND a.frame = ? AND a.sha256 = ? ORDER BY e.key = ? DESC",
                (column(one.path), one.frame, one.sha256, told),
            ).fetchone()
            if found is not None:
                key: str | bytes = found["key"]
                return key
        return told

    def _shares_a_file(self, exam: int, said: PortableExam) -> bool:
        """Whether a file of these very bytes is in the book's exam too."""
        here = self._db.execute("SELECT sha256 FROM acquisitions WHERE exam = ?", (exam,))
        known = {row["sha256"] for row in here} - {""}
        return any(acquisition.sha256 in known for acquisition in said.acquisitions)

    def _acquisition(self, exam: int, said: AcquisitionRow) -> bool:
        """Whether its decisions went apart."""
        row = self._db.execute(
            "SELECT id FROM acquisitions WHERE exam = ? AND path = ? AND frame = ? AND sha256 = ?",
            (exam, column(said.path), said.frame, said.sha256),
        ).fetchone()
        if row is None:
            at = self._insert("acquisitions", said, {"exam": exam})
            self._done.new_acquisitions += 1
        else:
            at = int(row["id"])
        brought = uncontested(self._db, at, said)
        self._add_missing("analyses", {"acquisition": at}, brought.analyses)
        self._done.new_scores += self._add_missing("scores", {"acquisition": at}, brought.scores)
        return self._history(exam, at, said.decisions) or brought.apart

    def _insert(self, table: str, said: BaseModel, more: dict[str, object]) -> int:
        return rows.insert(self._db, table, _columns(said) | more, self._by, "imported")

    def _add_missing(self, table: str, owner: dict[str, object], said: Sequence[BaseModel]) -> int:
        """Rows that the book does not have, compared by every column; how many there were."""
        added = 0
        for one in said:
            values = owner | _columns(one)
            same = " AND ".join(f"{name} IS ?" for name in values)
            if (
                self._db.execute(f"SELECT 1 FROM {table} WHERE {same}", tuple(values.values())).fetchone()
                is None
            ):
                rows.insert(self._db, table, values, self._by, "imported")
                added += 1
        return added

    def _history(self, exam: int, acquisition: int | None, said: Sequence[OutcomeRow]) -> bool:
        """Add what follows on the book's own history; True where the two went apart."""
        table, column_ = ("exam_details", "details") if acquisition is None else ("decisions", "decision")
        owner = {"exam": exam} if acquisition is None else {"acquisition": acquisition}
        ((name, row),) = owner.items()
        have = self._db.execute(
            f"SELECT cause, {column_} AS outcome, at FROM {table} WHERE {name} = ? ORDER BY id", (row,)
        ).fetchall()
        known, told = [tuple(one) for one in have], [(one.cause, one.outcome, one.at) for one in said]
        if told[: len(known)] != known:
            return known[: len(told)] != told
        numbers: dict[int, int] = {}
        for one in said[len(known) :]:
            if one.number not in numbers:
                numbers[one.number] = self._command(exam, acquisition, one)
            values: dict[str, object] = {
                **owner,
                "command": numbers[one.number],
                "cause": one.cause,
                column_: one.outcome,
                "operator": one.operator,
                "at": one.at,
            }
            rows.insert(self._db, table, values, self._by, "imported")
            self._done.new_decisions += 1
        return False

    def _command(self, exam: int, acquisition: int | None, said: OutcomeRow) -> int:
        """The step of the undo history that an outcome came from, under the book's next number."""
        values: dict[str, object] = {
            "number": rows.last_number(self._db) + 1,
            "exam": exam,
            "acquisition": acquisition,
            "command": said.command,
            "before": said.before,
            "after": said.after,
            "state": said.state,
            "at": said.at,
        }
        return rows.insert(self._db, "commands", values, self._by, "imported")


def _with(key: str | bytes | None, book: str) -> str | bytes:
    """The key of another book's exam, where it would be taken for one of this book's."""
    return key + f"\n{book}".encode() if isinstance(key, bytes) else f"{key or ''}\n{book}"


def _without(key: str | bytes | None, book: str) -> str | bytes | None:
    end = f"\n{book}"
    return key.removesuffix(end.encode()) if isinstance(key, bytes) else (key or "").removesuffix(end)


def _columns(said: BaseModel) -> dict[str, Any]:
    """The columns of a row, without the lists of rows below it and what the list of exams showed."""
    values = {name: getattr(said, name) for name in type(said).model_fields if name != "listed"}
    return {name: column(value) for name, value in values.items() if not isinstance(value, list)}
