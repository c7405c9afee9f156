"""Killed at any moment, the program loses nothing it has acknowledged.

A state machine of acts, undo and kills over one book: a child that is killed by SIGKILL tells over
a pipe each act that it saw on disk. Children are forked by a nursery process that has everything
imported, so that several hundred kills take seconds.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from dlre_gui.store.book import Book
from tests.store.book_acts import ACTS, Doing, Seen, seen_in, states

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
FEWEST_KILLS = 200
MEMORY = next((place for place in ("/dev/shm",) if Path(place).is_dir()), None)
"""A killed process leaves what it wrote to the system; no disk is needed for this (see the power cuts)."""

NURSERY = """
import json, os, sys
from pathlib import Path
from tests.store.book_acts import Doing, Seen
from dlre_gui.store.book import Book

def live(path, acts, seen, number):
    doing = Doing(seen, number)
    acts = [doing.act(letter) for letter in acts]
    book = Book(Path(path))
    for act in acts:
        act(book)
        os.write(1, b"+")
    book.close()
    os.write(1, b".")
    os._exit(0)

for line in sys.stdin:
    path, acts, seen, number = json.loads(line)
    seen["steps"] = tuple(tuple(step) for step in seen["steps"])
    child = os.fork()
    if child == 0:
        live(path, acts, Seen(**seen), number)
    os.write(1, f"{child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"!")
"""


class Nursery:
    """Brings up children that act on a book, and kills them."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.kills = 0

    @property
    def _said(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def live_and_die(self, path: Path, acts: str, seen: Seen, number: int, at: int, later_us: int) -> int:
        """Let a child act until it has acknowledged `at` acts and a moment more; how many it had."""
        assert self._process.stdin is not None
        task = [str(path), acts, {name: getattr(seen, name) for name in seen.__dataclass_fields__}, number]
        self._process.stdin.write((json.dumps(task) + "\n").encode())
        self._process.stdin.flush()
        told = b""
        while b"\n" not in told or told.count(b"+") < min(at, len(acts)):
            told += os.read(self._said.fileno(), 1)
        child = int(bytes(c for c in told if chr(c).isdigit()))
        select.select([], [], [], later_us / 1e6)  # the kill falls into the middle of the next act
        try:
            os.kill(child, signal.SIGKILL)
            self.kills += 1
        except ProcessLookupError:
            pass  # it had finished
        while not told.endswith(b"!"):
            told += os.read(self._said.fileno(), 1)
        return told.count(b"+")


@contextmanager
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-c", NURSERY]
    root = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=environment
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


def test_kill_9_loses_nothing_acknowledged() -> None:
    with nursery() as children, tempfile.TemporaryDirectory(dir=MEMORY) as folder:

        class Killing(RuleBasedStateMachine):
            """What the book must say, however often it was killed."""

            n_books = 0

            @initialize()
            def begin(self) -> None:
                Killing.n_books += 1
                self.path = Path(folder, f"{Killing.n_books}.sqlite")
                self.seen, self.number = Seen(), 0
                with Book(self.path) as book:
                    self._act(book, "a")

            @rule(
                acts=st.text(alphabet=ACTS, min_size=2, max_size=6),
                at=st.integers(0, 4),
                later_us=st.integers(0, 4_000),
            )
            def live_and_be_killed(self, acts: str, at: int, later_us: int) -> None:
                acknowledged = children.live_and_die(self.path, acts, self.seen, self.number, at, later_us)
                possible = list(enumerate(states(acts, self.seen, self.number)))[acknowledged:]
                with Book(self.path) as book:
                    found = book.ask(seen_in)
                    number = book.last_number
                matching = [n for n, seen in possible if seen == found]
                if not matching:  # an act of two writings, cut between them
                    done = found.steps[-1:] == ((number, True),)
                    assert done
                    assert any(
                        seen.steps[:-1] == found.steps[:-1] and seen.steps[-1] == (number, False)
                        for _, seen in possible
                        if seen.steps
                    )
                self.seen, self.number = found, number

            def _act(self, book: Book, letter: str) -> None:
                doing = Doing(self.seen, self.number)
                doing.act(letter)(book)
                self.seen, self.number = doing.seen, doing.number

        run_state_machine_as_test(
            Killing,
            settings=settings(
                max_examples=16,
                stateful_step_count=30,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert children.kills >= FEWEST_KILLS
