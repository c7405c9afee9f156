"""Acquisitions and exams: what was placed, read, scored and decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path

from dlre_gui.domain.findings import QBox
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header


class Task(StrEnum):
    """The three binary tasks, from the mildest stage on."""

    GE_F2 = "ge_f2"
    GE_F3 = "ge_f3"
    F4 = "f4"

    @property
    def label(self) -> str:
        """As a person reads it: ``≥F2``, ``≥F3``, ``F4``."""
        return {Task.GE_F2: "≥F2", Task.GE_F3: "≥F3", Task.F4: "F4"}[self]

    @property
    def first_stage(self) -> Stage:
        """The mildest stage that is positive."""
        return {Task.GE_F2: Stage.F2, Task.GE_F3: Stage.F3, Task.F4: Stage.F4}[self]


class Stage(IntEnum):
    """METAVIR fibrosis stage F0 to F4."""

    F0 = 0
    F1 = 1
    F2 = 2
    F3 = 3
    F4 = 4

    def is_positive(self, task: Task) -> bool:
        return self >= task.first_stage


class Flag(StrEnum):
    """Quality warnings of an acquisition or an exam, as written to files."""

    ROI_CUTS_BOX = "roi_cuts_box"
    SCALE_UNKNOWN = "scale_unknown"
    SCALE_DOUBTFUL = "scale_doubtful"
    UNIT_M_PER_S = "unit_m_per_s"
    VOID_HIGH = "void_high"
    SATURATED_HIGH = "saturated_high"
    QBOX_MISSING = "qbox_missing"
    QBOX_DOUBTFUL = "qbox_doubtful"
    QBOX_CONTRADICTS = "qbox_contradicts"
    QBOX_MIN_LOW = "qbox_min_low"
    SI_LOW = "si_low"
    SD_HIGH = "sd_high"
    SEVERAL_QBOXES = "several_qboxes"
    SEVERAL_SCREENS = "several_screens"
    QBOX_SMALL = "qbox_small"
    QBOX_OUTSIDE = "qbox_outside"
    UNLIKE_TRAINING = "unlike_training"
    NAME_DOUBTFUL = "name_doubtful"
    REPEATED = "repeated"
    SEVERAL_FRAMES = "several_frames"
    FEW_ACQUISITIONS = "few_acquisitions"
    FEW_LSM = "few_lsm"
    IQR_HIGH = "iqr_high"
    PROBABILITIES_CONTRADICT = "probabilities_contradict"
    LSM_AND_DLRE_DISAGREE = "lsm_and_dlre_disagree"
    NOT_FASTING = "not_fasting"
    OTHER_VENDOR = "other_vendor"
    OTHER_CAUSE = "other_cause"


class Status(StrEnum):
    """Where an acquisition stands."""

    PENDING = "pending"
    SCORED = "scored"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities of one acquisition and what computed them.

    Attributes
    ----------
    p_ge_f2, p_ge_f3, p_f4
        Probability of the positive class, 0 to 1.
    as_shown
        Scored on the screen's own colours, without scale harmonisation.
    device
        The device really used, e.g. ``cpu`` or ``cuda:0 NVIDIA ...``.
    runtime
        The library that ran the network, with its version.
    simulated
        Whether the model was trained on simulated data.
    """

    p_ge_f2: float
    p_ge_f3: float
    p_f4: float
    model_id: str
    model_version: str
    model_sha256: str
    device: str
    runtime: str
    software_version: str
    simulated: bool
    as_shown: bool = False

    def of(self, task: Task) -> float:
        return {Task.GE_F2: self.p_ge_f2, Task.GE_F3: self.p_ge_f3, Task.F4: self.p_f4}[task]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of `Findings` that are kept with an acquisition (no pixels).

    Attributes
    ----------
    void_fraction, saturated_fraction
        0 to 1; None if the scale is unknown.
    map_mean_kpa
        Mean of the stiffness map, kPa; None if the scale is unknown.
    """

    frame: Box
    swe_box: Box | None = None
    swe_box_source: str | None = None
    scale_unit: str | None = None
    scale_min: float | None = None
    scale_max: float | None = None
    void_fraction: float | None = None
    saturated_fraction: float | None = None
    map_mean_kpa: float | None = None
    mm_per_px: float | None = None


@dataclass(frozen=True, slots=True)
class Acquisition:
    """One screen with its ROI, Q-Box values and scores."""

    path: Path
    frame: int
    sha256: str = ""
    width: int = 0
    height: int = 0
    decoder: str = ""
    header: Header = field(default_factory=Header)
    status: Status = Status.PENDING
    reason: str = ""
    measured: Measured | None = None
    roi: Roi | None = None
    qbox: QBox | None = None
    scores: Scores | None = None
    excluded: bool = False
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Exam:
    """One patient on one day.

    `key` identifies it: PatientID + StudyInstanceUID, else the parent folder.
    """

    key: str
    patient_id: str | None = None
    patient_name: str | None = None
    study_uid: str | None = None
    acquisitions: tuple[Acquisition, ...] = ()


@dataclass(frozen=True, slots=True)
class ExamResult:
    """What the exam says as a whole; None where too little is known.

    Attributes
    ----------
    n_images, n_scored
        Acquisitions not excluded, the same screen once, and those of them with scores.
    p_ge_f2, p_ge_f3, p_f4
        Mean of the acquisitions' probabilities (how the papers combined them is not said; ours).
    stage
        ``F0-1``, ``F2``, ``F3`` or ``F4``: the highest task whose mean reaches the model's
        operating threshold.
    lsm_median_kpa, lsm_iqr_kpa, lsm_iqr_over_median
        Over the Q-Box means in kPa; IQR needs two or more, `n_lsm` says how many there were.
    lsm_median_m_per_s, lsm_iqr_m_per_s, lsm_iqr_over_median_m_per_s
        Over all Q-Box means in m/s, those of panels in kPa by c = √(E/3ρ); `n_lsm_m_per_s` of them.
    """

    n_images: int
    n_scored: int
    p_ge_f2: float | None = None
    p_ge_f3: float | None = None
    p_f4: float | None = None
    stage: str | None = None
    n_lsm: int = 0
    lsm_median_kpa: float | None = None
    lsm_iqr_kpa: float | None = None
    lsm_iqr_over_median: float | None = None
    n_lsm_m_per_s: int = 0
    lsm_median_m_per_s: float | None = None
    lsm_iqr_m_per_s: float | None = None
    lsm_iqr_over_median_m_per_s: float | None = None
    flags: frozenset[Flag] = frozenset()


def exam_key(header: Header, path: Path) -> str:
    """The exam a file belongs to.

    PatientID and StudyInstanceUID where both are known; else the folder, and in it the one that is known:
    where IDs, or the studies' UIDs, were taken out, a folder may hold many patients.
    """
    who = f"{header.patient_id or ''}|{header.study_uid or ''}"
    if header.patient_id and header.study_uid:
        return who
    folder = folder_key(path)
    return f"{folder}\n{who}" if header.patient_id or header.study_uid else folder


def folder_key(path: Path) -> str:
    """The exam of a file that does not say whose it is: all those of its folder."""
    return str(path.absolute().parent)


def patient_in_table(exam: Exam) -> str:
    """Whose exam it is in a table: the PatientID, else the exam's key in one line, distinct as that is."""
    folder, _, rest = exam.key.partition("\n")
    return exam.patient_id or (f"{folder} ({rest.strip('|')})" if rest else folder)
