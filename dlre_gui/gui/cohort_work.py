"""The cohort of the exam book: which exams, with which biopsy stage; worked on by other threads, no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dlre_gui.domain.errors import FileError
from dlre_gui.domain.exam import Stage
from dlre_gui.gui.session.exam_lines import exam_line
from dlre_gui.gui.session.stored import session_of
from dlre_gui.report.cohort import CohortExam, LeftOut, cohort_csv, cohort_rows, left_out
from dlre_gui.store.book import Book
from dlre_gui.store.progress import Progress
from dlre_gui.store.records import ExamSearch

_SINGLE = {"F2": Stage.F2, "F3": Stage.F3, "F4": Stage.F4}


@dataclass(frozen=True, slots=True)
class CohortLine:
    """An exam of the book that may be in a cohort.

    Attributes
    ----------
    concluded
        The reader's conclusion, ``F0-1``, ``F2``, ``F3`` or ``F4``; empty: none.
    """

    key: str
    title: str
    patient_id: str
    day: str
    n_screens: int
    concluded: str = ""

    @property
    def concluded_stage(self) -> Stage | None:
        """The one stage that the conclusion names; None for F0-1, which names two."""
        return _SINGLE.get(self.concluded)


@dataclass(frozen=True, slots=True)
class CohortWritten:
    """What was written; `n_without` exams have no stage, of `left_out` acquisitions there is no row."""

    path: Path
    n_exams: int
    n_rows: int
    n_without: int
    left_out: Mapping[LeftOut, int]


def cohort_lines(book: Book, progress: Progress) -> tuple[CohortLine, ...]:
    """Every exam of the book with a screen, latest first."""
    total = max(1, book.find_exams(ExamSearch(), 0, 1).total)
    return tuple(_lines(book, total, progress))


def _lines(book: Book, total: int, progress: Progress) -> Iterator[CohortLine]:
    for number, exam in enumerate(book.listed(ExamSearch())):
        progress(number, total)
        stored = book.load_exam(exam.key)
        if stored is None or not stored.acquisitions:
            continue
        conclusion = stored.details.conclusion
        yield CohortLine(
            exam.key,
            exam_line(exam, date.today()).title,
            exam.patient_id or "",
            exam.day,
            exam.n_acquisitions,
            conclusion.stage if conclusion is not None else "",
        )


def write_cohort(
    book: Book, stages: Mapping[str, Stage | None], path: Path, progress: Progress
) -> CohortWritten:
    """Write ``COHORT.csv`` of these exams, by key; where the stage is None its cells are empty.

    Raises
    ------
    FileError
        If there is such a file already, or it cannot be written.
    """
    from dlre_gui.report.atomic import write_atomic

    if path.exists():
        raise FileError(path, f"{path} exists already.", "Choose another name; nothing is overwritten.")
    exams = tuple(_exams(book, stages, progress))
    rows = cohort_rows(exams, path.parent)
    write_atomic(path, cohort_csv(rows))
    n_without = sum(exam.stage is None for exam in exams)
    return CohortWritten(path, len(exams), len(rows), n_without, left_out(exams))


def _exams(book: Book, stages: Mapping[str, Stage | None], progress: Progress) -> Iterator[CohortExam]:
    for number, (key, stage) in enumerate(stages.items()):
        progress(number, len(stages))
        stored = book.load_exam(key)
        if stored is None:
            continue
        session = session_of(stored, None)
        for opened in session.exam_keys[:1]:
            keys = enumerate(session.keys_of(opened), start=1)
            former = frozenset(number for number, one in keys if one.former)
            yield CohortExam(session.exam(opened), stage, session.details(opened), former)


def stage_of(typed: str) -> Stage | None:
    """``3``, ``F3`` or ``f3`` as a stage; None where it is empty.

    Raises
    ------
    ValueError
        For anything else.
    """
    digits = typed.strip().upper().removeprefix("F")
    if not digits and not typed.strip():
        return None
    if digits not in {"0", "1", "2", "3", "4"}:
        raise ValueError(typed)
    return Stage(int(digits))
