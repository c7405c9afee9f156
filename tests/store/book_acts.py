"""Acts on an exam book that a test can repeat, and what the book must say after each.

An act is a letter: s(core), d(ecision), u(ndo the last), l(aboratory values), e(vent), a(nother acquisition).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dlre_gui.domain.roi import Roi
from dlre_gui.store import audit, loading
from dlre_gui.store.book import Book
from dlre_gui.store.records import Decision, ExamStepRecord, StepRecord
from tests.store.book_making import ACQUISITION, ANALYSIS, DETAILS, EXAM, RECORD, SCORE, THE_EXAM, exam_step

ACTS = "sdulea"


@dataclass(frozen=True)
class Seen:
    """What is looked at."""

    n_acquisitions: int = 0
    n_scores: int = 0
    n_events: int = 0
    roi_x: int | None = None
    age: float | None = None
    steps: tuple[tuple[int, bool], ...] = ()


class Doing:
    """Carries out acts, and knows what must come of them."""

    def __init__(self, seen: Seen = Seen(), number: int = 0) -> None:
        self.seen, self.number = seen, number

    def act(self, letter: str) -> Callable[[Book], None]:
        """The next act as a function of a book; it returns when all is on disk."""
        doing: Callable[[Book], object] = getattr(self, f"_{letter}")()
        return lambda book: _finish(book, doing)

    def _a(self) -> Callable[[Book], object]:
        n = self.seen.n_acquisitions
        self.seen = replace(self.seen, n_acquisitions=n + 1)
        identity = replace(ACQUISITION, frame=n)

        def put(book: Book) -> None:
            book.put_acquisition(EXAM, identity, RECORD)
            book.put_analysis(identity, None, ANALYSIS)

        return put

    def _s(self) -> Callable[[Book], object]:
        self.seen = replace(self.seen, n_scores=self.seen.n_scores + 1)
        return lambda book: book.put_score(ACQUISITION, SCORE)

    def _e(self) -> Callable[[Book], object]:
        self.seen = replace(self.seen, n_events=self.seen.n_events + 1)
        return lambda book: book.put_event(THE_EXAM, "seen", {"x": "y" * 500})

    def _d(self) -> Callable[[Book], object]:
        step = StepRecord(self._next(), ACQUISITION, "place_roi", Decision(), _at(self.number))
        self.seen = replace(self.seen, roi_x=self.number, steps=(*self.seen.steps, (self.number, True)))
        return lambda book: book.put_step(step)

    def _u(self) -> Callable[[Book], object]:
        """A decision and its undo in one act, as a person who changed their mind."""
        step = StepRecord(self._next(), ACQUISITION, "place_roi", Decision(), _at(self.number))
        self.seen = replace(self.seen, roi_x=None, steps=(*self.seen.steps, (self.number, False)))
        return lambda book: (book.put_step(step), book.put_step(replace(step, done=False)))

    def _l(self) -> Callable[[Book], object]:
        step: ExamStepRecord = exam_step(self._next(), replace(DETAILS, age_years=float(self.number)))
        self.seen = replace(self.seen, age=float(self.number), steps=(*self.seen.steps, (self.number, True)))
        return lambda book: book.put_step(step)

    def _next(self) -> int:
        self.number += 1
        return self.number


def _at(x: int) -> Decision:
    return Decision(roi=Roi(x, x, 250))


def _finish(book: Book, doing: Callable[[Book], object]) -> None:
    doing(book)
    book.flush()


def states(acts: str, seen: Seen = Seen(), number: int = 0) -> Iterator[Seen]:
    """What must be seen before the first act and after each; of an act of two writings only the end."""
    doing = Doing(seen, number)
    yield doing.seen
    for letter in acts:
        doing.act(letter)
        yield doing.seen


def seen_in(db: sqlite3.Connection) -> Seen:
    """What an open book says, its audit trail checked on the way."""
    verdict = audit.verify(db)
    assert verdict.holds, verdict.findings
    stored = loading.load_exam(db, EXAM.key)
    if stored is None:
        return Seen()
    first = next(a for a in stored.acquisitions if a.id == ACQUISITION)
    numbers = [(step.number, step.done) for step in (*stored.steps, *stored.exam_steps)]
    return Seen(
        len(stored.acquisitions),
        len(first.scores),
        len(loading.events(db, EXAM.key)),
        first.decision.roi.x if first.decision.roi else None,
        stored.details.age_years,
        tuple(sorted(numbers)),
    )
