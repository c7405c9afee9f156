"""What goes to the engine process and what comes back: frozen, picklable, numbered.

A client gives every job a number; every event carries the number of its job, so that a late
answer can be dropped. A job ends with exactly one of `Finished`, `Refused`, `Failed` and
`CancelledJob`; the others come before it, in the order of the classes below. Events with number
0 are about the engine as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.exam import Flag, Scores, Task
from dlre_gui.domain.findings import Findings, Given
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import FileInfo, Screen

ENGINE_WIDE = 0


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Look into a file without decoding its pixels: `FileOpened`, `Finished`."""

    path: Path


@dataclass(frozen=True, slots=True)
class OpenScreen:
    """Read, analyse and, unless `score` is false, score one frame of a file.

    `ScreenRead`, `ScreenAnalysed`, `ScreenScored`, `Finished`; a screen that cannot be scored
    is `Refused` after `ScreenAnalysed`.

    Attributes
    ----------
    given
        What the user says where reading failed; None: read everything.
    roi
        None: the proposed one.
    as_shown
        Score the screen's own colours, without scale harmonisation. The only way to score a
        screen whose scale cannot be read; then the flag is ``scale_unknown``.
    """

    path: Path
    frame: int = 0
    given: Given | None = None
    roi: Roi | None = None
    as_shown: bool = False
    score: bool = True


@dataclass(frozen=True, slots=True)
class ScoreRoi:
    """Score a ROI on a screen that was opened before: `ScreenScored`, `Finished`.

    Screen and findings come from the engine's memory, or are read again without a word.

    Attributes
    ----------
    sha256
        Of the file that was opened, in hex; if another one lies there by now, the job is `Failed`.
        Empty: whichever is there.
    """

    path: Path
    frame: int
    roi: Roi
    given: Given | None = None
    as_shown: bool = False
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class RateFrames:
    """How much signal each frame of a clip shows: a `FrameRated` each, in order, `Finished`.

    SWE box and colour bar are those of `frame`, or of another one where it has none; they are not
    looked for in every frame. `Refused` where no frame tried has both. `sha256` as in `ScoreRoi`.
    """

    path: Path
    frame: int
    n_frames: int
    given: Given | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Occlude:
    """Which parts of a ROI the probabilities rest on: `OcclusionGrew` as it goes, `Occluded`, `Finished`.

    `sha256` as in `ScoreRoi`.
    """

    path: Path
    frame: int
    roi: Roi
    given: Given | None = None
    as_shown: bool = False
    sha256: str = ""


Job = OpenFile | OpenScreen | ScoreRoi | RateFrames | Occlude


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """What a person must know of the model behind a score.

    Attributes
    ----------
    sha256
        Of the weights, in hex.
    simulated
        Whether it was trained on simulated data.
    thresholds
        Operating threshold of each task, 0 to 1.
    performance
        One line a task, as its card says.
    card
        The whole card.json, as text.
    """

    id: str
    version: str
    sha256: str
    simulated: bool
    title: str
    thresholds: Mapping[Task, float]
    limitations: str = ""
    performance: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class EngineReady:
    """The model is loaded and warm.

    Attributes
    ----------
    device, runtime
        What really computes.
    startup_s
        Seconds from the start of the process to this event.
    """

    model: ModelSummary
    device: str
    runtime: str
    startup_s: float
    number: int = field(default=ENGINE_WIDE, init=False)


@dataclass(frozen=True, slots=True)
class EngineFailed:
    """The engine cannot work until it is restarted; every waiting job has failed with it."""

    error: DlreError
    number: int = field(default=ENGINE_WIDE, init=False)


@dataclass(frozen=True, slots=True)
class FileOpened:
    number: int
    info: FileInfo


@dataclass(frozen=True, slots=True)
class ScreenRead:
    number: int
    screen: Screen


@dataclass(frozen=True, slots=True)
class ScreenAnalysed:
    """`roi` is the job's own or the proposed one; None where there is no SWE box."""

    number: int
    findings: Findings
    roi: Roi | None
    flags: frozenset[Flag]


@dataclass(frozen=True, slots=True)
class ScreenScored:
    number: int
    roi: Roi
    scores: Scores
    flags: frozenset[Flag]


@dataclass(frozen=True, slots=True)
class FrameRating:
    """One frame of a clip.

    Attributes
    ----------
    signal, saturated
        Shares of the SWE box with a stiffness, and at the top of its scale, 0 to 1.
    mean_kpa
        Of the stiffness map; None without signal.
    change_kpa
        Median change since the frame before, over the pixels that have a stiffness in both; None
        for the first frame and where there are none.
    """

    frame: int
    signal: float
    saturated: float
    mean_kpa: float | None
    change_kpa: float | None


@dataclass(frozen=True, slots=True)
class FrameRated:
    number: int
    rating: FrameRating


@dataclass(frozen=True, slots=True)
class OcclusionGrew:
    """`done` of `total` places were covered so far."""

    number: int
    done: int
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class Occluded:
    """The occlusion map of a ROI.

    Attributes
    ----------
    drop
        float32, shape (3, n, n), in the order of `Task`: by how much the probability falls, on
        the mean of all covers that hide this part of the ROI. Negative where hiding it raises it.
    """

    number: int
    roi: Roi
    drop: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Finished:
    number: int


class Refusal(StrEnum):
    """Why a readable screen is not scored."""

    NO_SWE_BOX = "no_swe_box"
    SCALE_UNKNOWN = "scale_unknown"
    OFF_BOX = "off_box"


@dataclass(frozen=True, slots=True)
class Refused:
    """The screen is readable, but cannot be scored; `reason` says why, for a person."""

    number: int
    reason: str
    code: Refusal


@dataclass(frozen=True, slots=True)
class Failed:
    number: int
    error: DlreError


@dataclass(frozen=True, slots=True)
class CancelledJob:
    number: int


End = Finished | Refused | Failed | CancelledJob
Event = (
    EngineReady
    | EngineFailed
    | FileOpened
    | ScreenRead
    | ScreenAnalysed
    | ScreenScored
    | FrameRated
    | OcclusionGrew
    | Occluded
    | End
)
