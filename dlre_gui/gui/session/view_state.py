"""What the window shows, decided; the Qt views only draw it.

All texts are `Message` values (a code of `messages.SOURCES` and its values) so that the Qt layer
can translate them; numbers are formatted already. "—" stands for unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dlre_gui.domain.exam import Flag, Task
from dlre_gui.domain.findings import Missing
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi
from dlre_gui.gui.session.ids import AcqKey, Progress

if TYPE_CHECKING:
    from dlre_gui.gui.session.rows import Rows

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
    UNREADABLE = "unreadable"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FlagState:
    """A quality warning: its name, its plain explanation, and its figure, limit and source."""

    flag: Flag
    title: Message
    explanation: Message
    lines: tuple[Message, ...] = ()


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
    """What is drawn over the screen, in px of the screen; `frame` bounds clicks and moves.

    It is drawn, too, where the picture holds `several` screens.
    """

    key: AcqKey | None = None
    frame: Box | None = None
    several: bool = False
    swe_box: Box | None = None
    outline: tuple[tuple[float, float], ...] = ()
    bar_box: Box | None = None
    bar_ends: tuple[tuple[float, float], tuple[float, float]] | None = None
    circles: tuple[Circle, ...] = ()
    roi: Roi | None = None
    roi_style: RoiStyle = RoiStyle.DASHED
    roi_cuts_box: bool = False
    excluded: bool = False
    message: Message | None = None


class Tool(StrEnum):
    """What a drag over the screen means, beside moving the ROI."""

    BOX = "box"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Asking:
    """What to ask the user.

    Attributes
    ----------
    missing
        None: nothing is, but `hint` may still have something to say.
    hint
        The one line that says what is missing and what to do.
    tool
        What a drag does without asking for it.
    carried
        The scale is one that was carried over.
    offered_box
        The SWE box drawn on another screen of the same layout.
    """

    missing: Missing | None = None
    hint: Message | None = None
    tool: Tool | None = None
    carried: bool = False
    offered_box: Box | None = None


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
    key
        Whose panel it is; None: nobody's.
    why_not
        Why there are no probabilities (being computed, refused, failed...); None where there are.
    working
        Whether they will come without the user doing anything.
    can_score_as_shown, can_retry
        Which ways out to offer.
    method
        Model, device and runtime behind the probabilities.
    """

    key: AcqKey | None = None
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
    can_retry: bool = False


@dataclass(frozen=True, slots=True)
class SaidState:
    """A line of the exam panel and what explains it on hover."""

    text: Message
    explanation: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ExamState:
    """The panel of the exam; texts are "—" where too little is known.

    Attributes
    ----------
    key
        Of the exam; None where none is open.
    count
        How many acquisitions there are and how many are wanted.
    stage
        Under the labels the user chose; `stage_note` says what they are.
    spread
        Of each probability, in the order of `Task`.
    lsm_stage, serum, conclusion
        None where there is nothing to say.
    agrees
        What the reader may agree with; empty where the program has no stage.
    """

    key: str | None = None
    title: str = ""
    count: SaidState | None = None
    probabilities: tuple[ProbabilityState, ...] = ()
    spread: tuple[Message, ...] = ()
    stage: str = UNKNOWN
    stage_note: Message | None = None
    lsm_median: str = UNKNOWN
    lsm_iqr: str = UNKNOWN
    iqr_over_median: str = UNKNOWN
    lsm_stage: SaidState | None = None
    serum: tuple[SaidState, ...] = ()
    conclusion: SaidState | None = None
    agrees: str = ""
    flags: tuple[FlagState, ...] = ()


@dataclass(frozen=True, slots=True)
class WindowState:
    """Everything the window shows.

    `rows` are those of the current exam; None before there is a session. `at_result`: the exam is done,
    and its result is what comes next.
    """

    exams: tuple[ExamRowState, ...] = ()
    rows: Rows | None = None
    canvas: CanvasState = CanvasState()
    asking: Asking = Asking()
    acquisition: AcquisitionState = AcquisitionState()
    exam: ExamState = ExamState()
    banner: tuple[Message, ...] = ()
    notice: Message | None = None
    n_opening: int = 0
    can_undo: bool = False
    can_redo: bool = False
    undo: Message | None = None
    redo: Message | None = None
    going_on: Message | None = None
    at_result: bool = False
