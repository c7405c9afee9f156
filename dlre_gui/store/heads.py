"""The trail's ends in a file beside the book, so that a cut end of the trail can be told.

``exams.sqlite.heads``: one JSON object a line (`at`, `book`, `number`, `hash`), added whenever the
book is opened or closed. The trail must go through every one of them. A program that was killed has
not added its last one, and who can write the book can write this file, too: the surest place for a
head is another machine or paper.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

from dlre_gui.store import trail
from dlre_gui.store.trail import Head
from dlre_gui.store.values import now

MOST_BYTES = 16 * 2**20


def heads_path(book: Path) -> Path:
    return book.with_name(book.name + ".heads")


def keep(book: Path, db: sqlite3.Connection) -> bool:
    """Add the present head unless it is the last one kept; whether it is there now.

    A folder that cannot be written now costs this one line; the next opening adds its own.
    """
    head, identity = trail.head(db), trail.book_id(db)
    try:
        if kept(book, identity)[-1:] == [head]:
            return True
        line = {"at": now(), "book": identity, "number": head.number, "hash": head.hash}
        with heads_path(book).open("a", encoding="ascii") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def kept(book: Path, identity: str) -> list[Head]:
    """The heads that were kept for a book of this identity, oldest first; a torn line is passed over."""
    path = heads_path(book)
    if not path.is_file():
        return []
    with path.open("rb") as file:
        lines = file.read(MOST_BYTES).splitlines()
    found = [_parsed(line, identity) for line in lines]
    return [head for head in found if head is not None]


def _parsed(line: bytes, identity: str) -> Head | None:
    try:
        said = json.loads(line)
        return Head(int(said["number"]), str(said["hash"])) if said["book"] == identity else None
    except (ValueError, TypeError, KeyError):
        return None
