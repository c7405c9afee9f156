"""Names of things in a session: acquisitions, their progress, and what is wanted next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from dlre_gui.domain.exam import Task
from dlre_gui.domain.findings import Given
from dlre_gui.domain.roi import Roi
from dlre_gui.store.records import AcquisitionId


@dataclass(frozen=True, slots=True, order=True)
class AcqKey:
    """An acquisition of the session: a file and the frame in it, counted from 0.

    Attributes
    ----------
    former
        SHA-256 of a file that lay there before another one took its place; empty for the file that is
        there now.
    """

    path: Path
    frame: int = 0
    former: str = ""


def key_of(identity: AcquisitionId, *, former: bool = False) -> AcqKey:
    """The key of an acquisition of the book; `former`: another file lies in its place by now."""
    return AcqKey(identity.path, identity.frame, identity.sha256 if former else "")


class Progress(StrEnum):
    """Where an acquisition stands, as its thumbnail shows it."""

    TO_DO = "to_do"  # not read or not scored yet
    SCORED = "scored"  # scored on the proposed ROI, not accepted yet
    DONE = "done"  # ROI accepted or placed, and scored
    FLAGGED = "flagged"  # done, with quality warnings
    EXCLUDED = "excluded"
    REFUSED = "refused"  # readable, but not scorable
    FAILED = "failed"  # unreadable


class GoOn(StrEnum):
    """What Enter does next; the large button says it."""

    ACCEPT = "accept"  # accept the ROI, then go on
    IN_EXAM = "in_exam"  # this one is done, another of the exam is not
    RESULT = "result"  # the exam is done, its result was not come to by Enter yet
    NEXT_EXAM = "next_exam"
    LIST = "list"  # nothing that is open awaits the user


class WantKind(StrEnum):
    """Which engine job answers a want."""

    INFO = "info"  # engine.messages.OpenFile
    OPEN = "open"  # engine.messages.OpenScreen
    SCORE = "score"  # engine.messages.ScoreRoi


@dataclass(frozen=True, slots=True)
class Want:
    """Something still to be computed; hashable, equal wants are the same job.

    Attributes
    ----------
    roi
        The ROI to score; None lets the engine propose one (`WantKind.OPEN` only).
    score
        Whether probabilities are wanted too (`WantKind.OPEN` only).
    sha256
        Of the file that the ROI was placed on (`WantKind.SCORE` only): no other one may be scored.
    """

    kind: WantKind
    key: AcqKey
    given: Given | None = None
    roi: Roi | None = None
    as_shown: bool = False
    score: bool = True
    sha256: str = ""


class ModelInUse(Protocol):
    """What the session needs to know of the loaded model; `engine.messages.ModelSummary` fits."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def simulated(self) -> bool: ...
    @property
    def thresholds(self) -> Mapping[Task, float]: ...
