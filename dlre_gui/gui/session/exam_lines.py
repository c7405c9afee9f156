"""What a line of the list of exams says, decided without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dlre_gui.domain.screen import readable_name, shown
from dlre_gui.store.records import ListedExam


class Mark(StrEnum):
    """How far an exam is, by the name of its icon."""

    TO_DO = "state-to_do"
    DONE = "state-scored"
    FLAGGED = "state-flagged"


class DayName(StrEnum):
    """Days that have a name."""

    TODAY = "today"
    YESTERDAY = "yesterday"


@dataclass(frozen=True, slots=True)
class ExamLine:
    """One line.

    Attributes
    ----------
    day
        A `DayName`, or the date in ISO 8601; empty where the line before is of the same day.
    title
        The patient's name, else ID, else the folder's name.
    patient_id
        Empty where it is the title, or unknown.
    n_open
        Acquisitions that await the user; None where nobody has counted.
    """

    key: str
    day: str
    title: str
    patient_id: str
    mark: Mark
    n_acquisitions: int
    n_open: int | None
    stage: str


def exam_line(exam: ListedExam, today: date) -> ExamLine:
    """The line of an exam, seen on a day."""
    name = readable_name(exam.patient_name or "")
    title = name or exam.patient_id or exam.folder.name or str(exam.folder)
    return ExamLine(
        key=exam.key,
        day=day_name(exam.day, today) if exam.first_of_day else "",
        title=shown(title),
        patient_id=shown(exam.patient_id or "") if name else "",
        mark=_mark(exam),
        n_acquisitions=exam.n_acquisitions,
        n_open=exam.n_open,
        stage=exam.stage,
    )


def day_name(day: str, today: date) -> str:
    """``today``, ``yesterday``, or the date as it is."""
    if day == today.isoformat():
        return DayName.TODAY
    return DayName.YESTERDAY if day == (today - timedelta(days=1)).isoformat() else day


def _mark(exam: ListedExam) -> Mark:
    if not exam.done:
        return Mark.TO_DO
    return Mark.FLAGGED if exam.flagged else Mark.DONE
