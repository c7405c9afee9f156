"""Exams of the book into one file (see `store.portable` for what is in it)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlre_gui import __version__
from dlre_gui.domain.errors import StoreError
from dlre_gui.store import listing, trail
from dlre_gui.store.book import Book
from dlre_gui.store.opening import not_written
from dlre_gui.store.portable import EXAMS, FORMAT, MANIFEST, VERSION, plain
from dlre_gui.store.progress import Progress, unheard
from dlre_gui.store.values import now, text

_LEFT_OUT = {"id", "exam", "acquisition", "opened_at"}
_COMMAND = "c.command, c.before, c.after, c.state, c.number"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    n_exams: int
    n_bytes: int


def export_exams(
    book: Book, target: Path, keys: Iterable[str] | None = None, progress: Progress = unheard
) -> Exported:
    """Write exams into one file: their rows, not the screens' pixels.

    Parameters
    ----------
    target
        Must not exist.
    keys
        Of the exams; None: all.

    Raises
    ------
    StoreError
        If an exam is not in the book, the file exists or cannot be written; `StoppedError` if
        `progress` raised it.
    """
    if target.exists():
        raise StoreError(f"{target} exists already.", "Choose another name; an export overwrites nothing.")
    part = target.with_name(f".{target.name}.part")
    wanted = None if keys is None else tuple(keys)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        n_exams = book.ask(lambda db: _write(db, part, wanted, progress))
        part.rename(target)
        return Exported(target, n_exams, target.stat().st_size)
    except OSError as error:
        raise not_written(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _write(db: sqlite3.Connection, part: Path, keys: tuple[str, ...] | None, progress: Progress) -> int:
    digest, n_exams = hashlib.sha256(), 0
    exams = _exams(db, keys)
    with part.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(EXAMS, "w", force_zip64=True) as lines:
                for exam in exams:
                    progress(n_exams, len(exams))
                    line = (json.dumps(_portable(db, exam), separators=(",", ":")) + "\n").encode("ascii")
                    lines.write(line)
                    digest.update(line)
                    n_exams += 1
            archive.writestr(MANIFEST, json.dumps(_manifest(db, n_exams, digest.hexdigest()), indent=1))
        file.flush()
        os.fsync(file.fileno())
    return n_exams


def _manifest(db: sqlite3.Connection, n_exams: int, sha256: str) -> dict[str, object]:
    head = trail.head(db)
    return {
        "format": FORMAT,
        "version": VERSION,
        "software_version": __version__,
        "created_at": now(),
        "book": trail.book_id(db),
        "head_number": head.number,
        "head_hash": head.hash,
        "n_exams": n_exams,
        "exams_sha256": sha256,
    }


def _exams(db: sqlite3.Connection, keys: tuple[str, ...] | None) -> list[sqlite3.Row]:
    if keys is None:
        return db.execute("SELECT * FROM exams ORDER BY id").fetchall()
    found = []
    for key in keys:
        row = db.execute("SELECT * FROM exams WHERE key = ?", (text(key),)).fetchone()
        if row is None:
            raise StoreError(f"The exam {key} is not in the exam book.", "Choose exams from its list.")
        found.append(row)
    return found


def _portable(db: sqlite3.Connection, exam: sqlite3.Row) -> dict[str, Any]:
    row = exam["id"]
    details = f"SELECT d.*, d.details AS outcome, {_COMMAND} FROM exam_details d JOIN commands c"
    return _row(exam) | {
        "acquisitions": [
            _acquisition(db, acquisition)
            for acquisition in db.execute("SELECT * FROM acquisitions WHERE exam = ? ORDER BY id", (row,))
        ],
        "details": _rows(db, f"{details} ON c.number = d.command WHERE d.exam = ? ORDER BY d.id", row),
        "events": _rows(db, "SELECT * FROM events WHERE exam = ? ORDER BY id", row),
        "listed": listing.shown(db, row),
    }


def _acquisition(db: sqlite3.Connection, acquisition: sqlite3.Row) -> dict[str, Any]:
    row = acquisition["id"]
    decisions = f"SELECT d.*, d.decision AS outcome, {_COMMAND} FROM decisions d JOIN commands c"
    return _row(acquisition) | {
        "analyses": _rows(db, "SELECT * FROM analyses WHERE acquisition = ? ORDER BY id", row),
        "scores": _rows(db, "SELECT * FROM scores WHERE acquisition = ? ORDER BY id", row),
        "decisions": _rows(
            db, f"{decisions} ON c.number = d.command WHERE d.acquisition = ? ORDER BY d.id", row
        ),
    }


def _rows(db: sqlite3.Connection, query: str, row: int) -> list[dict[str, object]]:
    return [_row(found) for found in db.execute(query, (row,))]


def _row(row: sqlite3.Row) -> dict[str, object]:
    """By column; of two columns of one name (the decision's and its command's) the later one."""
    return {name: plain(row[i]) for i, name in enumerate(row.keys()) if name not in _LEFT_OUT}
