"""What the exam book keeps, as plain frozen values; no SQL here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dlre_gui.domain.exam import Flag, Measured, Scores
from dlre_gui.domain.findings import Given, QBox
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
    """What was learnt on opening the file."""

    width: int = 0
    height: int = 0
    n_frames: int = 1
    decoder: str = ""
    header: Header = field(default_factory=Header)


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
        Of the colour bar, px of the screen.
    """

    measured: Measured | None = None
    outline: tuple[tuple[float, float], ...] = ()
    proposed: Roi | None = None
    qboxes: tuple[QBox, ...] = ()
    flags: frozenset[Flag] = frozenset()
    reason: str = ""
    bar_box: Box | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything the user decided about one acquisition; the default is: nothing yet.

    Attributes
    ----------
    roi
        Accepted or placed; None while only the proposal stands.
    qbox_edits
        Pairs of a field of `QBOX_FIELDS` and its value (None: "there is none"), by field name.
    qbox_confirmed
        The values as read (and edited) were looked at and found right.
    given
        What the user said where reading the screen failed or erred.
    as_shown
        Score the screen's own colours.
    """

    roi: Roi | None = None
    qbox_edits: tuple[tuple[str, float | None], ...] = ()
    qbox_confirmed: bool = False
    excluded: bool = False
    given: Given | None = None
    as_shown: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """One score and exactly what it was computed on; never changed once written."""

    roi: Roi
    scores: Scores
    given: Given | None = None
    flags: frozenset[Flag] = frozenset()


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
class StoredAcquisition:
    """An acquisition as it was left."""

    id: AcquisitionId
    record: AcquisitionRecord
    decision: Decision = Decision()
    analyses: tuple[tuple[Given | None, AnalysisRecord], ...] = ()
    scores: tuple[ScoreRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredExam:
    """An exam as it was left, with its undo history, oldest step first."""

    exam: ExamRecord
    acquisitions: tuple[StoredAcquisition, ...] = ()
    steps: tuple[StepRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class RecentExam:
    """A line of the list of recent exams.

    `paths` are the files to open to have the exam back; `stage` is empty where unknown.
    """

    key: str
    patient_id: str | None
    patient_name: str | None
    folder: Path
    paths: tuple[Path, ...]
    opened_at: datetime
    n_acquisitions: int
    stage: str = ""
