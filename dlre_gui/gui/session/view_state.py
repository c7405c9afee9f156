"""What the window shows, decided; the Qt views only draw it.

All texts are `Message` values (a code of `messages.SOURCES` and its values) so that the Qt layer
can translate them; numbers are formatted already. "—" stands for unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dlre_gui.domain.exam import Flag, Task
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi
from dlre_gui.gui.session.ids import AcqKey, Progress

UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Message:
    """A text to show: a code of `messages.SOURCES` and what goes into its braces."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


class Mark(StrEnum):
    """Where a Q-Box value comes from."""

    OCR = "ocr"
    DOUBTFUL = "doubtful"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FlagState:
    """A quality warning: its name and its plain explanation."""

    flag: Flag
    title: Message
    explanation: Message


@dataclass(frozen=True, slots=True)
class RowState:
    """One thumbnail. `tooltip` holds one line each; `title` is the file's name."""

    key: AcqKey
    title: str
    progress: Progress
    state: Message
    tooltip: tuple[Message, ...]
    flagged: bool
    current: bool


@dataclass(frozen=True, slots=True)
class ExamRowState:
    """One open exam in the list of exams."""

    key: str
    title: str
    n_done: int
    n_acquisitions: int
    current: bool


class RoiStyle(StrEnum):
    """How the ROI is drawn."""

    DASHED = "dashed"  # proposed, not accepted yet
    SOLID = "solid"


@dataclass(frozen=True, slots=True)
class CanvasState:
    """What is drawn over the screen, in px of the screen; `frame` bounds clicks and moves."""

    key: AcqKey | None = None
    frame: Box | None = None
    swe_box: Box | None = None
    outline: tuple[tuple[float, float], ...] = ()
    bar_box: Box | None = None
    circles: tuple[Circle, ...] = ()
    roi: Roi | None = None
    roi_style: RoiStyle = RoiStyle.DASHED
    roi_cuts_box: bool = False
    excluded: bool = False
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class QBoxFieldState:
    """One value of the Q-Box panel; `text` without unit, "—" where unknown."""

    name: str
    label: Message
    text: str
    unit: str
    mark: Mark
    mark_text: Message


@dataclass(frozen=True, slots=True)
class ProbabilityState:
    """One probability: `value` for the bar (None: no bar), `text` with two decimals."""

    task: Task
    label: Message
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class AcquisitionState:
    """The panel of the current acquisition.

    Attributes
    ----------
    why_not
        Why there are no probabilities (being computed, refused, failed...); None where there are.
    working
        Whether they will come without the user doing anything.
    can_score_as_shown, can_give_scale, can_retry
        Which ways out to offer.
    method
        Model, device and runtime behind the probabilities.
    """

    title: str = ""
    fields: tuple[QBoxFieldState, ...] = ()
    probabilities: tuple[ProbabilityState, ...] = ()
    why_not: Message | None = None
    working: bool = False
    flags: tuple[FlagState, ...] = ()
    lines: tuple[Message, ...] = ()
    method: Message | None = None
    can_accept: bool = False
    can_confirm_qbox: bool = False
    can_score_as_shown: bool = False
    can_give_scale: bool = False
    can_retry: bool = False


@dataclass(frozen=True, slots=True)
class ExamState:
    """The panel of the exam; texts are "—" where too little is known."""

    title: str = ""
    count: Message | None = None
    probabilities: tuple[ProbabilityState, ...] = ()
    stage: str = UNKNOWN
    lsm_median: str = UNKNOWN
    iqr_over_median: str = UNKNOWN
    flags: tuple[FlagState, ...] = ()


@dataclass(frozen=True, slots=True)
class WindowState:
    """Everything the window shows. `rows` are those of the current exam."""

    exams: tuple[ExamRowState, ...] = ()
    rows: tuple[RowState, ...] = ()
    canvas: CanvasState = CanvasState()
    acquisition: AcquisitionState = AcquisitionState()
    exam: ExamState = ExamState()
    banner: tuple[Message, ...] = ()
    notice: Message | None = None
    n_opening: int = 0
    can_undo: bool = False
    can_redo: bool = False
    undo: Message | None = None
    redo: Message | None = None
