"""The list of exams: what it shows of each, and finding them."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime

from dlre_gui.domain.screen import Header
from dlre_gui.store import search
from dlre_gui.store.coding import from_json
from dlre_gui.store.records import ExamFilter, ExamPage, ExamSearch, ListedExam
from dlre_gui.store.values import path, text

MOST_THUMBNAILS = 5

_HOLDS = {
    ExamFilter.ALL: "1",
    ExamFilter.TO_DO: "l.n_open IS NOT 0",
    ExamFilter.DONE: "l.n_open = 0",
    ExamFilter.FLAGGED: "l.flagged",
}
_COLUMNS = """
    e.id, e.key, e.patient_id, e.patient_name, e.folder, e.stage, e.opened_at, l.day, l.n_open, l.flagged,
    (SELECT count(*) FROM acquisitions a WHERE a.exam = e.id) AS n_acquisitions
"""
_LATEST_FIRST = "ORDER BY l.day DESC, e.opened_at DESC, e.id DESC"


def describe(db: sqlite3.Connection, exam: int) -> None:
    """Make the line of an exam, or bring its day and words up to date."""
    row = db.execute("SELECT * FROM exams WHERE id = ?", (exam,)).fetchone()
    said = db.execute("SELECT day, words FROM listing WHERE exam = ?", (exam,)).fetchone()
    headers = _headers(db, exam) if said is None or said["day"] == _local_day(row["created_at"]) else []
    if said is not None and not any(header.study_date or header.acquired_at for header in headers):
        return
    days = [day for header in headers if (day := header.study_date or (header.acquired_at or "")[:10])]
    day = min(days, default=_local_day(row["created_at"]))
    names = [row["patient_name"], row["patient_id"], *(header.accession_number for header in headers)]
    if not any(names):
        names = [path(row["folder"]).name.encode("utf-8", "replace").decode()]
    db.execute(
        "INSERT INTO listing (exam, day, words) VALUES (?, ?, ?)"
        " ON CONFLICT (exam) DO UPDATE SET day = excluded.day, words = excluded.words",
        (exam, day, search.words_of(names)),
    )


def shown(db: sqlite3.Connection, exam: int) -> dict[str, int | bool | None]:
    """How far an exam is, for another book's list."""
    row = db.execute("SELECT n_open, flagged FROM listing WHERE exam = ?", (exam,)).fetchone()
    return {"n_open": row["n_open"], "flagged": bool(row["flagged"])}


def show_imported(db: sqlite3.Connection, exam: int, n_open: int | None, *, flagged: bool) -> None:
    """An exam holds more than was counted: so much of it awaits the user (None: to be counted anew)."""
    db.execute(
        "UPDATE listing SET n_open = ?, flagged = flagged OR ? WHERE exam = ?", (n_open, flagged, exam)
    )


def count_uncounted(db: sqlite3.Connection) -> None:
    """Count what awaits the user in exams that no window counted: an older book's, or left too early.

    Every acquisition counts whose last decision neither has a ROI nor excludes it; what could not be
    scored is known when the exam is opened.
    """
    decided = (
        "SELECT CASE WHEN json_valid(d.decision) THEN json_extract(d.decision, '$.roi') IS NOT NULL"
        " OR json_extract(d.decision, '$.excluded') IS 1 ELSE 0 END"
        " FROM decisions d WHERE d.acquisition = a.id ORDER BY d.id DESC LIMIT 1"
    )
    db.execute(
        "UPDATE listing SET n_open = (SELECT count(*) FROM acquisitions a"
        f" WHERE a.exam = listing.exam AND ({decided}) IS NOT 1) WHERE n_open IS NULL"
    )


def _headers(db: sqlite3.Connection, exam: int) -> list[Header]:
    """What the exam's first file says; nothing where the entry cannot be understood any more."""
    row = db.execute("SELECT header FROM acquisitions WHERE exam = ? ORDER BY id LIMIT 1", (exam,)).fetchone()
    try:
        return [from_json(Header, row["header"])] if row is not None else []
    except (ValueError, TypeError, KeyError):
        return []


def _local_day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().date().isoformat()


def find(db: sqlite3.Connection, wanted: ExamSearch, offset: int, limit: int) -> ExamPage:
    """Exams by day, latest first; those of a day by when they were opened, latest first."""
    tables, patterns = _of(wanted)
    total = db.execute(f"SELECT count(*) {tables}", patterns).fetchone()[0]
    rows = db.execute(
        f"WITH found AS (SELECT e.id AS at, l.day AS on_day, e.opened_at AS moment {tables}"
        f" {_LATEST_FIRST} LIMIT ? OFFSET ?)"
        f" SELECT {_COLUMNS} FROM found JOIN exams e ON e.id = at JOIN listing l ON l.exam = at"
        " ORDER BY on_day DESC, moment DESC, at DESC",
        (*patterns, limit + 1, max(0, offset - 1)),  # one before, to see whether a day begins
    ).fetchall()
    shown = rows[1:] if offset else rows[:limit]
    days = [row["day"] for row in rows]
    before = days if offset else [None, *days]
    lines = [_line(db, row, row["day"] != day) for row, day in zip(shown, before, strict=False)]
    return ExamPage(total, offset, tuple(lines))


def keys(db: sqlite3.Connection, wanted: ExamSearch) -> tuple[str, ...]:
    """All that `find` finds, in its order, as they are at one moment."""
    tables, patterns = _of(wanted)
    found = db.execute(f"SELECT e.key {tables} {_LATEST_FIRST}", patterns)
    return tuple(os.fsdecode(row["key"]) for row in found)


def _of(wanted: ExamSearch) -> tuple[str, tuple[str, ...]]:
    """Where the exams that are wanted stand, as SQL with places for values, and these."""
    patterns = search.patterns(wanted.text)
    holds = " AND ".join([_HOLDS[wanted.only], *(r"l.words LIKE ? ESCAPE '\'" for _ in patterns)])
    return f"FROM listing l JOIN exams e ON e.id = l.exam WHERE {holds}", patterns


def line(db: sqlite3.Connection, key: str) -> ListedExam | None:
    """An exam as the list shows it; None if the book does not know it."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM exams e JOIN listing l ON l.exam = e.id WHERE e.key = ?", (text(key),)
    ).fetchone()
    return _line(db, row, first_of_day=False) if row else None


def recent(db: sqlite3.Connection, n: int) -> tuple[ListedExam, ...]:
    """The exams opened last, latest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM exams e JOIN listing l ON l.exam = e.id"
        " ORDER BY e.opened_at DESC, e.id DESC LIMIT ?",
        (n,),
    ).fetchall()
    return tuple(_line(db, row, first_of_day=False) for row in rows)


def to_go_on_with(db: sqlite3.Connection) -> ListedExam | None:
    """The exam worked on last that still has something to do; None if there is none."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM exams e JOIN listing l ON l.exam = e.id WHERE l.n_open IS NOT 0"
        " ORDER BY e.opened_at DESC, e.id DESC LIMIT 1"
    ).fetchone()
    return _line(db, row, first_of_day=False) if row else None


def _line(db: sqlite3.Connection, row: sqlite3.Row, first_of_day: bool) -> ListedExam:
    pictures = db.execute(
        "SELECT t.jpeg FROM thumbnails t JOIN acquisitions a ON a.id = t.acquisition"
        " WHERE a.exam = ? ORDER BY a.id LIMIT ?",
        (row["id"], MOST_THUMBNAILS),
    )
    return ListedExam(
        key=os.fsdecode(row["key"]),
        patient_id=row["patient_id"],
        patient_name=row["patient_name"],
        folder=path(row["folder"]),
        day=row["day"],
        first_of_day=first_of_day,
        opened_at=datetime.fromisoformat(row["opened_at"]),
        n_acquisitions=row["n_acquisitions"],
        n_open=row["n_open"],
        flagged=bool(row["flagged"]),
        stage=row["stage"],
        thumbnails=tuple(picture["jpeg"] for picture in pictures),
    )
