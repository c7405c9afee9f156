"""The audit trail: every writing as an entry that holds the one before it.

An entry names a row of a table and what stood in it after the writing, and carries
``hash = SHA-256(number, at, operator, act, subject, row, content, previous)`` where `previous` is
the hash of the entry before; the first one's is the SHA-256 of the book's id. So no entry can be
changed, taken out or moved without every later hash being wrong, and no row can be changed without
disagreeing with its last entry.

Written in the transaction of what it is about. Not covered, because they can be made anew or say
nothing about a patient: `listing`, `thumbnails`, and when an exam was last opened.

What it cannot show: whoever can write the file and knows this page can compute all hashes again
from any entry on, and can cut off the end. Against that stand the heads kept beside the book
(`store.heads`), in every backup and export, and the one `dlre-gui audit verify` prints, to be
noted elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any, NamedTuple

from dlre_gui.store.values import now

SUBJECTS = (
    "exams",
    "acquisitions",
    "analyses",
    "scores",
    "commands",
    "decisions",
    "exam_details",
    "events",
)
"""The tables that the trail covers, parents first."""

_NOT_COVERED = {"exams": frozenset({"opened_at"})}
_KEYS = {"commands": "number"}
LONGEST_TEXT = 1000
"""Longer texts stand in an entry as their SHA-256."""


class Head(NamedTuple):
    """Where the trail ends: the number and hash of its last entry."""

    number: int
    hash: str


def key_of(subject: str) -> str:
    """The primary key's column."""
    return _KEYS.get(subject, "id")


def note(db: sqlite3.Connection, subject: str, row: int, by: str, act: str = "") -> None:
    """Enter what stands in a row now; nothing where its last entry says the same."""
    found = db.execute(f"SELECT * FROM {subject} WHERE {key_of(subject)} = ?", (row,)).fetchone()
    content = content_of(subject, found)
    last = db.execute(
        "SELECT content FROM trail WHERE subject = ? AND row = ? ORDER BY number DESC LIMIT 1", (subject, row)
    ).fetchone()
    if last is None or last["content"] != content:
        _append(db, by, act or ("added" if last is None else "changed"), subject, row, content)


def adopt(db: sqlite3.Connection) -> None:
    """Enter every row of a book that had no trail."""
    for subject in SUBJECTS:
        key = key_of(subject)
        for row in db.execute(f"SELECT * FROM {subject} ORDER BY {key}").fetchall():
            _append(db, "", "adopted", subject, row[key], content_of(subject, row))


def head(db: sqlite3.Connection) -> Head:
    """The trail's end; number 0 in a new book."""
    row = db.execute("SELECT number, hash FROM trail ORDER BY number DESC LIMIT 1").fetchone()
    return Head(row["number"], row["hash"]) if row else Head(0, beginning(db))


def book_id(db: sqlite3.Connection) -> str:
    """What tells this book from all others."""
    return str(db.execute("SELECT id FROM identity").fetchone()["id"])


def beginning(db: sqlite3.Connection) -> str:
    """What the first entry has as `previous`."""
    return hashlib.sha256(book_id(db).encode()).hexdigest()


def content_of(subject: str, row: sqlite3.Row) -> str:
    """The covered columns of a row, canonical: JSON, ASCII, sorted, no spaces."""
    left_out = _NOT_COVERED.get(subject, frozenset())
    return canonical({name: _brief(row[name]) for name in row.keys() if name not in left_out})  # noqa: SIM118


def hash_of(entry: sqlite3.Row | dict[str, Any]) -> str:
    """What the hash of an entry has to be."""
    names = ("number", "at", "operator", "act", "subject", "row", "content", "previous")
    return hashlib.sha256(canonical([_brief(entry[name], None) for name in names]).encode()).hexdigest()


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _brief(value: Any, longest: int | None = LONGEST_TEXT) -> Any:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if longest is not None and isinstance(value, str) and len(value) > longest:
        return {"sha256": hashlib.sha256(value.encode()).hexdigest()}
    return value


def _append(db: sqlite3.Connection, by: str, act: str, subject: str, row: int, content: str) -> None:
    last = head(db)
    entry: dict[str, Any] = {
        "number": last.number + 1,
        "at": now(),
        "operator": by,
        "act": act,
        "subject": subject,
        "row": row,
        "content": content,
        "previous": last.hash,
    }
    entry["hash"] = hash_of(entry)
    db.execute(
        "INSERT INTO trail (number, at, operator, act, subject, row, content, previous, hash) VALUES"
        " (:number, :at, :operator, :act, :subject, :row, :content, :previous, :hash)",
        entry,
    )
