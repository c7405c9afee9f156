"""Who has the exam book open: a note beside it, for whoever finds it locked.

The lock itself is SQLite's and ends with the process; the note only says whose it is, and a stale
one is never believed, because it is read only where the book is locked.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from dlre_gui.store.values import now

_MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a book open."""

    process: int
    host: str
    user: str
    since: str

    def __str__(self) -> str:
        here = "this computer" if self.host == socket.gethostname() else f"the computer {self.host}"
        return (
            f"process {self.process} of {self.user} on {here}, since {self.since[:16].replace('T', ' ')} UTC"
        )


def note_path(book: Path) -> Path:
    return book.with_name(book.name + ".open")


def sign(book: Path) -> None:
    """Say that this process has the book; where it cannot be said, the refusal just names nobody."""
    holder = Holder(os.getpid(), socket.gethostname(), _user(), now())
    with contextlib.suppress(OSError):
        note_path(book).write_text(json.dumps(asdict(holder)), encoding="utf-8")


def unsign(book: Path) -> None:
    """The book is not open any more."""
    with contextlib.suppress(OSError):
        note_path(book).unlink()


def holder(book: Path) -> Holder | None:
    """Who has a locked book; None where the note is not there or says nothing."""
    try:
        with note_path(book).open("rb") as file:
            said = json.loads(file.read(_MOST_BYTES))
        return Holder(int(said["process"]), str(said["host"]), str(said["user"]), str(said["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
