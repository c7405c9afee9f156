"""Killed at any moment, the program loses nothing it has acknowledged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from book_making import EXAM

from dlre_gui.store.book import Book

ENDLESS = """
import sys
from pathlib import Path
from dataclasses import replace
sys.path.insert(0, {here!r})
from book_making import ACQUISITION, DECISION, EXAM, RECORD, SCORE, step
from dlre_gui.domain.roi import Roi
from dlre_gui.store.book import Book

book = Book(Path({path!r}))
book.put_acquisition(EXAM, ACQUISITION, RECORD)
n = book.last_number
while True:
    n += 1
    book.put_score(ACQUISITION, SCORE)
    if not book.put_step(step(n, replace(DECISION, roi=Roi(n, n, 250)))):
        book.flush()
    print(n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_kill_9_loses_nothing_acknowledged(tmp_path: Path) -> None:
    path, here = tmp_path / "exams.sqlite", str(Path(__file__).parent)
    program = ENDLESS.format(here=here, path=str(path))
    acknowledged = 0
    for lines in (1, 7, 20, 40):
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(lines):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split("\n")[:-1]
        acknowledged = int(rest[-1]) if rest else acknowledged
        process.stdout.close()
        process.wait()
        with Book(path) as book:
            stored = book.load_exam(EXAM.key)
        assert stored is not None
        numbers = [step.number for step in stored.steps]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) in (acknowledged, acknowledged + 1)
        roi = stored.acquisitions[0].decision.roi
        assert roi is not None
        assert roi.x == len(numbers)
        assert len(stored.acquisitions[0].scores) >= acknowledged
