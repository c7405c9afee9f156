"""Does the audit trail hold: every entry in its place, every row as its last entry says?"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dlre_gui.store import trail
from dlre_gui.store.progress import Progress, unheard
from dlre_gui.store.trail import Head

TRAIL = "trail"
_OFTEN = 512


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as the program left it.

    Attributes
    ----------
    subject, row
        The table (``trail`` for the trail itself) and the row's key in it.
    what
        What is wrong with it, in a sentence.
    """

    subject: str
    row: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found. `head` is to be noted elsewhere and given to a later `verify`."""

    book_id: str
    n_entries: int
    n_rows: int
    head: Head
    n_heads_kept: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return not self.findings


def verify(db: sqlite3.Connection, heads: Iterable[Head] = (), progress: Progress = unheard) -> Verdict:
    """Check the whole trail and every row it covers.

    Parameters
    ----------
    heads
        Ends of the trail at earlier times, kept elsewhere; the trail must go through them.
    progress
        Told entries and rows looked at, of twice the entries: rows are fewer.
    """
    heads = tuple(heads)
    reader = _Reader(db, progress)
    findings = [*reader.entries(), *reader.ends(heads), *reader.rows()]
    return Verdict(
        trail.book_id(db), reader.n_entries, reader.n_rows, trail.head(db), len(heads), tuple(findings)
    )


class _Reader:
    """One walk through the trail, then one through the tables."""

    def __init__(self, db: sqlite3.Connection, progress: Progress) -> None:
        self._db, self._progress = db, progress
        self._most = 2 * db.execute("SELECT count(*) FROM trail").fetchone()[0]
        self._hashes: dict[int, str] = {0: trail.beginning(db)}
        self._last: dict[tuple[str, int], bytes] = {}
        self.n_entries = self.n_rows = 0

    def _tell(self) -> None:
        done = self.n_entries + self.n_rows
        if done % _OFTEN == 0:
            self._progress(min(done, self._most), self._most)

    def entries(self) -> Iterator[Finding]:
        """Entries that were changed, taken out, added or moved."""
        number, previous = 0, trail.beginning(self._db)
        for entry in self._db.execute("SELECT * FROM trail ORDER BY number"):
            if entry["number"] != number + 1:
                missing = f"{number + 1} to {entry['number'] - 1}"
                yield Finding(TRAIL, number + 1, f"entries {missing} are missing")
            elif entry["previous"] != previous:
                yield Finding(
                    TRAIL, entry["number"], "does not follow the entry before it (moved or replaced)"
                )
            if trail.hash_of(entry) != entry["hash"]:
                yield Finding(TRAIL, entry["number"], "was changed after it was written")
            number, previous = entry["number"], entry["hash"]
            self.n_entries += 1
            self._tell()
            self._hashes[number] = entry["hash"]
            self._last[entry["subject"], entry["row"]] = _digest(entry["content"])

    def ends(self, heads: tuple[Head, ...]) -> Iterator[Finding]:
        """A trail that was longer once, or another one."""
        last = max(self._hashes)
        ever = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'trail'").fetchone()
        longest = max([ever["seq"] if ever else 0, *(head.number for head in heads)])
        if longest > last:
            yield Finding(
                TRAIL,
                last + 1,
                f"entries {last + 1} to {longest} are missing: cut off, or an older copy put back",
            )
        for head in heads:
            if head.number in self._hashes and self._hashes[head.number] != head.hash:
                yield Finding(TRAIL, head.number, "is not the entry that was there when its hash was noted")

    def rows(self) -> Iterator[Finding]:
        """Rows that differ from their last entry, have none, or are gone."""
        for subject in trail.SUBJECTS:
            key = trail.key_of(subject)
            for row in self._db.execute(f"SELECT * FROM {subject} ORDER BY {key}"):
                self.n_rows += 1
                self._tell()
                said = self._last.pop((subject, row[key]), None)
                if said is None:
                    yield Finding(subject, row[key], "was added without an entry in the trail")
                elif said != _digest(trail.content_of(subject, row)):
                    yield Finding(subject, row[key], "is not as its last entry in the trail says")
        for subject, key_value in self._last:
            yield Finding(subject, key_value, "was deleted, or never belonged to this book")


def _digest(content: object) -> bytes:
    return hashlib.sha256(repr(content).encode()).digest()
