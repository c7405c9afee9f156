"""The exam book: one SQLite file that every exam, decision and score is in the moment it happens.

Writing is done by one thread of the book's own. A decision of the user (`put_step`) returns when
it is on disk, within some milliseconds; on a disk slower than `PATIENCE_S` it returns then, so that
the window never stands still, and `unsaved` says what is still on its way. What could not be
written (disk full, folder gone) is kept in order and tried again with the next writing; `problem`
says so until it succeeded. What the engine can compute again is written without waiting.

One book is open in one window at a time: SQLite's exclusive lock, which ends with the process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.findings import Given
from dlre_gui.places import data_dir
from dlre_gui.store import rows
from dlre_gui.store.opening import connect
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    ExamRecord,
    RecentExam,
    ScoreRecord,
    StepRecord,
    StoredExam,
)
from dlre_gui.store.writer import Writer

T = TypeVar("T")

PATIENCE_S = 0.08
"""How long a decision waits for the disk: less than a person notices."""


def book_path() -> Path:
    """The exam book of this user."""
    return data_dir() / "exams.sqlite"


class Book:
    """The open exam book.

    Parameters
    ----------
    path
        Of the file, made if absent; None: `book_path`.

    Raises
    ------
    StoreError
        If another window has it open, the folder or file cannot be written, the file is damaged
        (`opening.DamagedBookError`, then `opening.set_aside` helps) or from a newer version.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or book_path()
        self._writer = Writer(self.path, lambda: connect(self.path))

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def unsaved(self) -> int:
        """Writings that are not on disk yet."""
        return self._writer.unsaved

    @property
    def unsaved_decisions(self) -> int:
        """Those of them that are the user's, and that the disk was too slow for."""
        return self._writer.late

    @property
    def problem(self) -> StoreError | None:
        """Why writings wait; None while all is well."""
        return self._writer.problem

    def flush(self, timeout_s: float | None = None) -> None:
        """Wait until everything is on disk.

        Raises
        ------
        StoreError
            If it cannot be, or not in time.
        """
        self._writer.flush(timeout_s)

    def close(self) -> None:
        """Write what is left and close the file.

        Raises
        ------
        StoreError
            If something could not be written; the book is closed all the same.
        """
        self._writer.close()

    # Writing

    def put_acquisition(self, exam: ExamRecord, identity: AcquisitionId, record: AcquisitionRecord) -> None:
        """An acquisition was opened, or more became known of it."""
        self._writer.tell(lambda db: rows.add_acquisition(db, exam, identity, record))

    def put_analysis(self, identity: AcquisitionId, given: Given | None, analysis: AnalysisRecord) -> None:
        """A screen was analysed."""
        self._writer.tell(lambda db: rows.add_analysis(db, identity, given, analysis))

    def put_score(self, identity: AcquisitionId, score: ScoreRecord) -> None:
        """A ROI was scored."""
        self._writer.tell(lambda db: rows.add_score(db, identity, score))

    def put_step(self, step: StepRecord, dropped: tuple[int, ...] = ()) -> bool:
        """A decision was made, extended, undone or redone; `dropped` steps can be redone no more.

        Returns whether it is on disk already.
        """
        return self._writer.tell(lambda db: rows.put_step(db, step, dropped), wait_s=PATIENCE_S)

    def put_stage(self, exam_key: str, stage: str) -> None:
        """The exam's stage, for the list of recent exams."""
        self._writer.tell(lambda db: rows.put_stage(db, exam_key, stage))

    # Reading

    def load_exam(self, exam_key: str) -> StoredExam | None:
        """An exam as it was left; None if the book does not know it. StoreError if unreadable."""
        return self._ask(lambda db: rows.load_exam(db, exam_key))

    def recent(self, n: int = 10) -> tuple[RecentExam, ...]:
        """The exams opened last, latest first. StoreError if unreadable."""
        return self._ask(lambda db: rows.recent(db, n))

    def last_number(self) -> int:
        """The number of the last step in the book; 0 in a new one."""
        return self._ask(rows.last_number)

    def _ask(self, read: Callable[[sqlite3.Connection], T]) -> T:
        answer: Future[T] = self._writer.ask(read)
        return answer.result()
