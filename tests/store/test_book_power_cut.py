"""The power fails at any moment: what was acknowledged is in the book, and the book is sound.

SQLite's own calls (`recording_disk`) are played back up to any one of them. What was synced is on
the disk; of what was written since, any part may be: each write is there, or not, or only some of
its 512-byte sectors, whatever their order (SQLite's documented assumption is that a sector which
is not written stays as it was). A truncation or deletion since the last sync may have
happened or not, unless its folder was synced with it.
"""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.book_acts import Seen, seen_in, states
from tests.store.recording_disk import Entry

SECTOR = 512
N_CUTS = 1_050
WORDS = ("asdealsdudse", "daelssdd", "usedla")


class Disk:
    """Files as the log leaves them: what is synced, and the calls since."""

    def __init__(self) -> None:
        self.synced: dict[str, bytes] = {}
        self.since: dict[str, list[Entry]] = {}

    def take(self, entry: Entry) -> None:
        if entry.kind == "delete" and entry.at:  # the folder was synced, too
            self.synced.pop(entry.file, None)
            self.since.pop(entry.file, None)
        elif entry.kind == "sync":
            content: bytes | None = self.synced.get(entry.file)
            for call in self.since.pop(entry.file, []):
                content = applied(content, call)
            self.synced[entry.file] = content if content is not None else b""
        else:
            self.since.setdefault(entry.file, []).append(entry)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files as they may be found when the power is back."""
        found: dict[str, bytes] = {}
        for file in self.synced.keys() | self.since.keys():
            content: bytes | None = self.synced.get(file)
            keep = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
            for call in self.since.get(file, []):
                content = survived(content, call, chance, keep)
            if content is not None:
                found[file] = content
        return found


def applied(content: bytes | None, call: Entry) -> bytes | None:
    if call.kind == "delete":
        return None
    before = content or b""
    if call.kind == "truncate":
        return before[: call.at]
    return before[: call.at].ljust(call.at, b"\0") + call.data + before[call.at + len(call.data) :]


def survived(content: bytes | None, call: Entry, chance: random.Random, keep: float) -> bytes | None:
    """What is on the disk of one call that was not synced: all, nothing, or some sectors of a write."""
    if call.kind != "write":
        return applied(content, call) if chance.random() < keep else content
    for at in range(0, len(call.data), SECTOR):
        if chance.random() < keep:
            part = call.data[at : at + SECTOR]
            content = applied(content, Entry("write", call.file, call.at + at, part))
    return content


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    folder = tmp_path_factory.mktemp("disk")
    program = Path(__file__).with_name("recording_disk.py")
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, str(program), str(folder / "exams.sqlite"), str(folder / "log"), *WORDS]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": root}
    )
    if "sqlite3_vfs_find" in done.stderr or "no other VFS" in done.stderr:
        pytest.skip("this Python's SQLite does not let its VFS be wrapped")
    assert done.returncode == 0, done.stderr
    return [Entry(*entry) for entry in pickle.loads((folder / "log").read_bytes())]


def test_the_log_shows_what_sqlite_promises(log: list[Entry]) -> None:
    kinds = {(entry.kind, entry.file) for entry in log}
    assert ("sync", "exams.sqlite-wal") in kinds
    assert ("sync", "exams.sqlite") in kinds  # of a checkpoint
    assert ("delete", "exams.sqlite-wal") in kinds  # of a closing
    acknowledged = [i for i, entry in enumerate(log) if entry.kind == "done"]
    assert len(acknowledged) == sum(map(len, WORDS))
    unsynced: set[str] = set()
    for entry in log:
        if entry.kind == "write" and entry.file.endswith("-wal"):
            unsynced.add(entry.file)
        elif entry.kind == "sync":
            unsynced.discard(entry.file)
        assert not (entry.kind == "done" and unsynced)


def test_a_disk_that_keeps_everything_holds_the_book(log: list[Entry], tmp_path: Path) -> None:
    disk = Disk()
    for entry in log:
        if entry.kind != "done":
            disk.take(entry)
    for file in list(disk.since):
        disk.take(Entry("sync", file))
    assert looked_at(disk.synced, tmp_path) == list(states("".join(WORDS)))[-1]


def test_a_thousand_power_cuts_lose_nothing_acknowledged(log: list[Entry], tmp_path: Path) -> None:
    chance = random.Random(7)
    expected = list(states("".join(WORDS)))
    cuts = sorted(chance.randrange(len(log)) for _ in range(N_CUTS))
    disk, acknowledged, at, torn = Disk(), 0, 0, 0
    for cut in cuts:
        for entry in log[at:cut]:
            if entry.kind == "done":
                acknowledged += 1
            else:
                disk.take(entry)
        at = cut
        found = disk.after_cut(chance)
        torn += any(disk.since.values())
        seen = looked_at(found, tmp_path)
        if seen is None:  # no book yet: nothing may have been acknowledged
            assert acknowledged == 0
            continue
        possible = expected[acknowledged : acknowledged + 2]
        assert seen in (*possible, *halves(possible)), f"cut {cut}, {acknowledged} acknowledged"
    assert len(cuts) >= 1_000
    assert torn > 500  # at more than half of them something was on its way


def halves(possible: list[Seen]) -> list[Seen]:
    """An act of two writings (a decision and its undo) may be cut between them."""
    return [s for s in map(_between, possible) if s is not None]


def _between(after: Seen) -> Seen | None:
    if not after.steps or after.steps[-1][1]:
        return None
    number = after.steps[-1][0]
    return replace(after, roi_x=number, steps=(*after.steps[:-1], (number, True)))


def looked_at(files: dict[str, bytes], folder: Path) -> Seen | None:
    """What a program finds that opens the book after the cut; None where there is no book."""
    for name in ("exams.sqlite", "exams.sqlite-wal", "exams.sqlite-journal"):
        path = folder / name
        if name in files:
            path.write_bytes(files[name])
        else:
            path.unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / "exams.sqlite", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA synchronous = OFF")  # the check need not survive a power cut
        version = db.execute("PRAGMA user_version").fetchone()[0]
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return seen_in(db) if version == 2 else None
