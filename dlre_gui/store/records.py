"""What the exam book keeps, as plain frozen values; no SQL here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from dlre_gui.domain.exam import Flag, Measured, Scores
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import QBOX_FIELDS, Given, Missing, QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header


@dataclass(frozen=True, slots=True)
class AcquisitionId:
    """One acquisition of one exam: a frame of a file with exactly these bytes."""

    exam_key: str
    path: Path
    frame: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExamRecord:
    """What names an exam; `key` as `domain.exam` says."""

    key: str
    folder: Path
    patient_id: str | None = None
    patient_name: str | None = None
    study_uid: str | None = None


@dataclass(frozen=True, slots=True)
class AcquisitionRecord:
    """What was learnt on opening the file; `n_bytes` is its size, None where not known."""

    width: int = 0
    height: int = 0
    n_frames: int = 1
    decoder: str = ""
    header: Header = field(default_factory=Header)
    n_bytes: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AnalysisRecord:
    """What was read off the screen under one `Given`; the arrays are not kept.

    Attributes
    ----------
    measured
        The figures of the findings.
    outline
        Of the SWE box, px of the screen.
    proposed
        The ROI the program proposed; None where it could not.
    qboxes
        As read; edits are a decision's, not kept here.
    flags
        As the engine gave them.
    reason
        Why the screen cannot be scored; empty if it can.
    bar_box
        Of the colour bar, px of the screen, also if its scale could not be read.
    missing
        What the screen needs that was not found on it.
    """

    measured: Measured | None = None
    outline: tuple[tuple[float, float], ...] = ()
    proposed: Roi | None = None
    qboxes: tuple[QBox, ...] = ()
    flags: frozenset[Flag] = frozenset()
    reason: str = ""
    bar_box: Box | None = None
    missing: tuple[Missing, ...] = ()

    @property
    def qbox_unit(self) -> Unit:
        """Of the Q-Box values, read or to be typed: the panel's, else the scale's."""
        if self.qboxes:
            return self.qboxes[0].unit
        return Unit(self.measured.scale_unit) if self.measured and self.measured.scale_unit else Unit.KPA

    def shows_as(self, other: AnalysisRecord) -> bool:
        """Whether a ROI of both readings gives the network the same picture: box, scale and map are alike."""
        return _of_map(self) == _of_map(other)


def _of_map(read: AnalysisRecord) -> tuple[object, ...]:
    """What the network's picture depends on; figures so far as another processor computes the same."""
    measured = read.measured and replace(
        read.measured,
        swe_box_source=None,
        mm_per_px=None,
        void_fraction=_rounded(read.measured.void_fraction),
        saturated_fraction=_rounded(read.measured.saturated_fraction),
        map_mean_kpa=_rounded(read.measured.map_mean_kpa),
    )
    return measured, tuple((round(x, 2), round(y, 2)) for x, y in read.outline)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything the user decided about one acquisition; the default is: nothing yet.

    Attributes
    ----------
    roi
        Accepted or placed; None while only the proposal stands.
    qbox_edits
        Pairs of a field of `QBOX_FIELDS` and its value (None: "there is none"), by field name.
    qbox_unit
        The unit that the stiffness values among them were typed in: where the screen says another one by
        now, they count no more. Empty where none was typed, or by an older program.
    qbox_confirmed, qbox_seen
        The values as read (and edited) were looked at and found right, and what had been read then:
        another reading is unconfirmed (`confirms`). None where an older program did not keep it.
    given
        What the user said where reading the screen failed or erred.
    as_shown
        Score the screen's own colours.
    declines_carried
        A scale given on another screen (`store.carry`) is not to count for this one.
    """

    roi: Roi | None = None
    qbox_edits: tuple[tuple[str, float | None], ...] = ()
    qbox_confirmed: bool = False
    excluded: bool = False
    given: Given | None = None
    as_shown: bool = False
    declines_carried: bool = False
    qbox_seen: QBox | None = None
    qbox_unit: str = ""

    def confirms(self, read: QBox | None) -> bool:
        """Whether the values read are those that were found right, in their unit, but for edited ones."""
        seen, edited = self.qbox_seen, dict(self.qbox_edits)
        if not self.qbox_confirmed or seen is None or read is None:
            return self.qbox_confirmed
        same = all(getattr(read, name) == getattr(seen, name) for name in QBOX_FIELDS if name not in edited)
        return same and read.unit == seen.unit


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """One score and exactly what it was computed on; never changed once written.

    Attributes
    ----------
    decoder, operator, at
        Of the pixels, who worked, and when; filled in by the book when it writes the score, empty
        where an older version of the book did not keep it. Two records that differ in nothing else
        are equal.
    """

    roi: Roi
    scores: Scores
    given: Given | None = None
    flags: frozenset[Flag] = frozenset()
    decoder: str = field(default="", compare=False)
    operator: str = field(default="", compare=False)
    at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One step of the undo history: a command and the decisions around it.

    `number` is unique in the book and grows with time.
    """

    number: int
    acquisition: AcquisitionId
    command: str
    before: Decision
    after: Decision
    done: bool = True


@dataclass(frozen=True, slots=True)
class ExamStepRecord:
    """One step of the undo history on the exam's details; numbered together with `StepRecord`."""

    number: int
    exam_key: str
    command: str
    before: ExamDetails
    after: ExamDetails
    done: bool = True


@dataclass(frozen=True, slots=True)
class StoredAcquisition:
    """An acquisition as it was left; `scores` on the present reading of the screen (`store.reading`)."""

    id: AcquisitionId
    record: AcquisitionRecord
    decision: Decision = Decision()
    analyses: tuple[tuple[Given | None, AnalysisRecord], ...] = ()
    scores: tuple[ScoreRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredExam:
    """An exam as it was left, with its undo history, oldest step first.

    `day` is that of the exam, ISO 8601; `stopped_at` the acquisition last looked at; `replaced` those in
    whose place another file of the exam lies (`store.replaced`).
    """

    exam: ExamRecord
    acquisitions: tuple[StoredAcquisition, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    details: ExamDetails = field(default_factory=ExamDetails)
    exam_steps: tuple[ExamStepRecord, ...] = ()
    day: str = field(default="", compare=False)
    stopped_at: AcquisitionId | None = field(default=None, compare=False)
    replaced: frozenset[AcquisitionId] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """Where a file lay when an exam got it; `contested` if another file of the exam lay there, too."""

    exam_key: str
    path: Path
    contested: bool


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that happened to an exam beside decisions and scores, such as a written report."""

    what: str
    details: tuple[tuple[str, str], ...] = ()
    operator: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExamSummary:
    """How far an exam is, for the list of exams.

    Attributes
    ----------
    stage
        Empty where unknown.
    n_open
        Acquisitions that await the user.
    flagged
        Whether the exam or one of its acquisitions has a quality warning.
    stopped_at
        The acquisition last looked at.
    """

    stage: str = ""
    n_open: int = 0
    flagged: bool = False
    stopped_at: AcquisitionId | None = None


class ExamFilter(StrEnum):
    """Which exams the list shows."""

    ALL = "all"
    TO_DO = "to_do"
    DONE = "done"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class ExamSearch:
    """What is looked for in the list of exams; every word of `text` must be found."""

    text: str = ""
    only: ExamFilter = ExamFilter.ALL


@dataclass(frozen=True, slots=True)
class ListedExam:
    """A line of the list of exams.

    Attributes
    ----------
    day
        Of the exam, ISO 8601.
    first_of_day
        Whether the line before shows another day.
    n_open
        Acquisitions that await the user; None: nobody has counted yet.
    thumbnails
        JPEG files, of the first acquisitions that have one.
    """

    key: str
    patient_id: str | None
    patient_name: str | None
    folder: Path
    day: str
    first_of_day: bool
    opened_at: datetime
    n_acquisitions: int
    n_open: int | None = None
    flagged: bool = False
    stage: str = ""
    thumbnails: tuple[bytes, ...] = ()

    @property
    def done(self) -> bool:
        return self.n_open == 0


@dataclass(frozen=True, slots=True)
class ExamPage:
    """Lines `offset` to ... of the `total` that were found."""

    total: int
    offset: int
    exams: tuple[ListedExam, ...]
