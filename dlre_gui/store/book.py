"""The exam book: one SQLite file that every exam, decision and score is in the moment it happens.

Writing is done by one thread of the book's own, in the order of the calls, which return at once:
`unsaved` says what is still on its way to the disk, `unsaved_decisions` what of it the user decided, and
`on_written` is called when there is news. Who acknowledges a decision waits for that (the window shows
it then) or calls `flush`. What could not be written (disk full, folder gone) is kept in order and tried
again with the next writing; `problem` says so until it succeeded.

One book is open in one window at a time: SQLite's exclusive lock, which ends with the process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.findings import Given
from dlre_gui.places import data_dir
from dlre_gui.store import audit, heads, listing, loading, owner, rows, trail
from dlre_gui.store.audit import Verdict
from dlre_gui.store.opening import connect
from dlre_gui.store.progress import Progress, unheard
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    EventRecord,
    ExamPage,
    ExamRecord,
    ExamSearch,
    ExamStepRecord,
    ExamSummary,
    KnownPlace,
    ListedExam,
    ScoreRecord,
    StepRecord,
    StoredExam,
)
from dlre_gui.store.trail import Head
from dlre_gui.store.writer import Writer

T = TypeVar("T")


def book_path() -> Path:
    """The exam book of this user."""
    return data_dir() / "exams.sqlite"


class Book:
    """The open exam book.

    Parameters
    ----------
    path
        Of the file, made if absent; None: `book_path`.
    operator
        Who works; stands with every score, decision and entry of the audit trail. May be set later.

    Attributes
    ----------
    last_number
        Of the last step of the undo history when the book was opened; 0 in a new one.

    Raises
    ------
    StoreError
        If another window has it open, the folder or file cannot be written, the file is damaged
        (`opening.DamagedBookError`, then `opening.set_aside` helps) or from a newer version.
    """

    def __init__(self, path: Path | None = None, operator: str = "") -> None:
        self.path = path or book_path()
        self.operator = operator
        self._writer = Writer(self.path, lambda: connect(self.path), self._leave)
        self.last_number: int = self.ask(rows.last_number)

    def on_written(self, heard: Callable[[], None] | None) -> None:
        """Let this be called on the book's thread after each writing, done or failed; it must be short."""
        self._writer.heard = heard

    def _leave(self, connection: sqlite3.Connection) -> None:
        """On the writer's thread, before the file is closed."""
        heads.keep(self.path, connection)
        owner.unsign(self.path)

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
        """Those of them that are the user's decisions."""
        return self._writer.unsaved_counted

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
        self._tell(lambda db, by: rows.add_acquisition(db, exam, identity, record, by))

    def put_analysis(self, identity: AcquisitionId, given: Given | None, analysis: AnalysisRecord) -> None:
        """A screen was analysed."""
        self._tell(lambda db, by: rows.add_analysis(db, identity, given, analysis, by))

    def put_score(self, identity: AcquisitionId, score: ScoreRecord) -> None:
        """A ROI was scored; time, operator and decoder are the book's to fill in."""
        self._tell(lambda db, by: rows.add_score(db, identity, score, by))

    def put_step(self, step: StepRecord | ExamStepRecord, dropped: tuple[int, ...] = ()) -> None:
        """A decision was made, extended, undone or redone; `dropped` steps can be redone no more."""
        self._tell(lambda db, by: rows.put_step(db, step, dropped, by), count=True)

    def put_event(self, exam: int, what: str, details: Mapping[str, str] | None = None) -> None:
        """Something happened to an exam (`number_of`) that is neither decision nor score, such as a report.

        It comes late, when another exam may have the key by now.
        """
        event = EventRecord(what, tuple((details or {}).items()))
        self._tell(lambda db, by: rows.put_event(db, exam, event, by))

    def put_summary(self, exam_key: str, summary: ExamSummary) -> None:
        """How far the exam is, for the list of exams."""
        self._tell(lambda db, by: rows.put_summary(db, exam_key, summary, by))

    def put_thumbnail(self, identity: AcquisitionId, jpeg: bytes) -> None:
        """A small picture of the screen, for the list of exams."""
        self._tell(lambda db, by: rows.put_thumbnail(db, identity, jpeg))

    def relocate(self, identity: AcquisitionId, new_path: Path) -> None:
        """The file of an acquisition, with all its frames, lies elsewhere now."""
        self._tell(lambda db, by: rows.relocate(db, identity, new_path, by))

    def give_way(self, exam_key: str) -> None:
        """An exam that is named by its folder is over: the next one there may have the folder's key."""
        self._tell(lambda db, by: rows.give_way(db, exam_key, by))

    # Reading: waits for the writings before it, so call it away from the GUI thread

    def load_exam(self, exam_key: str) -> StoredExam | None:
        """An exam as it was left; None if the book does not know it. StoreError if unreadable."""
        return self.ask(lambda db: loading.load_exam(db, exam_key))

    def exams_of_patient(self, patient_id: str) -> tuple[StoredExam, ...]:
        """Every exam of exactly this patient ID, oldest first. StoreError if unreadable."""
        return self.ask(lambda db: loading.exams_of_patient(db, patient_id))

    def places_of_file(self, sha256: str) -> tuple[KnownPlace, ...]:
        """Where a file of exactly these bytes lay, in every exam that holds it."""
        return self.ask(lambda db: loading.places_of_file(db, sha256))

    def number_of(self, exam_key: str) -> int | None:
        """What an exam goes by in the book for good, whatever its key; None if the book does not know it."""
        return self.ask(lambda db: loading.number_of(db, exam_key))

    def events(self, exam_key: str) -> tuple[EventRecord, ...]:
        """What happened to an exam, oldest first."""
        return self.ask(lambda db: loading.events(db, exam_key))

    def thumbnails(self, exam_key: str) -> dict[AcquisitionId, bytes]:
        """The small pictures of an exam's acquisitions, as JPEG files."""
        return self.ask(lambda db: loading.thumbnails(db, exam_key))

    def find_exams(self, wanted: ExamSearch | None = None, offset: int = 0, limit: int = 50) -> ExamPage:
        """A page of the list of exams, latest day first. StoreError if unreadable."""
        return self.ask(lambda db: listing.find(db, wanted or ExamSearch(), offset, limit))

    def keys(self, wanted: ExamSearch) -> tuple[str, ...]:
        """All exams that the list finds, in its order: for a work that goes on while the list changes."""
        return self.ask(lambda db: listing.keys(db, wanted))

    def listed(self, wanted: ExamSearch) -> Iterator[ListedExam]:
        """The exams of `keys`, each as it is when its turn comes."""
        for key in self.keys(wanted):
            exam = self.ask(partial(listing.line, key=key))
            if exam is not None:
                yield exam

    def recent(self, n: int = 10) -> tuple[ListedExam, ...]:
        """The exams opened last, latest first. StoreError if unreadable."""
        return self.ask(lambda db: listing.recent(db, n))

    def to_go_on_with(self) -> ListedExam | None:
        """The exam worked on last that still has something to do; None if there is none."""
        return self.ask(listing.to_go_on_with)

    def verify(self, heads_elsewhere: Iterable[Head] = (), progress: Progress = unheard) -> Verdict:
        """Check the audit trail and every row it covers, also against the heads kept beside the book."""

        def check(db: sqlite3.Connection) -> Verdict:
            return audit.verify(db, [*heads.kept(self.path, trail.book_id(db)), *heads_elsewhere], progress)

        return self.ask(check)

    def ask(self, read: Callable[[sqlite3.Connection], T]) -> T:
        """The answer of a function of the book's connection, run between its writings."""
        return self._writer.ask(read).result()

    def write(self, work: Callable[[sqlite3.Connection, str], T]) -> T:
        """Run a longer writing (an import) in one transaction; its answer when it is on disk.

        Raises
        ------
        StoreError
            If it could not be written; then none of it is.
        """
        by = self.operator
        self._writer.flush()
        return self.ask(lambda db: _in_one_piece(db, work, by))

    def _tell(self, work: Callable[[sqlite3.Connection, str], object], *, count: bool = False) -> None:
        by = self.operator
        self._writer.tell(lambda db: work(db, by), count=count)


def _in_one_piece(db: sqlite3.Connection, work: Callable[[sqlite3.Connection, str], T], by: str) -> T:
    db.execute("BEGIN IMMEDIATE")
    try:
        answer = work(db, by)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return answer
