"""What a report is made of: one exam with all that is known, and how the reader wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from dlre_gui.clinical.aggregate import Contribution, contributions
from dlre_gui.clinical.assessment import Assessment
from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.exam import Acquisition, Exam, Task
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import SweBox


class Language(StrEnum):
    """Of the report; numbers stay in the C locale in both."""

    ENGLISH = "en"
    CHINESE = "zh"


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """What belongs to the hospital, not to the exam.

    Attributes
    ----------
    hospital, department
        For the head of the page; may be empty.
    logo
        Bytes of a PNG or JPEG file; None: no logo.
    """

    language: Language = Language.ENGLISH
    labels: StageLabels = StageLabels.METAVIR
    hospital: str = ""
    department: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The model behind the scores, as its card says."""

    id: str
    version: str
    sha256: str
    simulated: bool
    title: str = ""
    thresholds: Mapping[Task, float] = field(default_factory=dict)
    limitations: str = ""
    performance: str = ""


Pixels = NDArray[np.uint8]


class NoPicture(StrEnum):
    """Why a screen has no pixels to show."""

    GONE = "file_gone"
    REPLACED = "file_replaced"
    SLOW = "file_slow"
    UNREADABLE = "file_unreadable"
    NO_ROI = "no_roi"
    OFF_BOX = "off_box"


def _gone() -> Pixels | NoPicture:
    return NoPicture.GONE


@dataclass(frozen=True, slots=True, eq=False)
class ReportScreen:
    """An acquisition, and how its pixels are read: thousands would not fit into memory.

    Attributes
    ----------
    pixels
        Reads the whole screen, RGB, uint8, shape (height, width, 3), or says why it cannot.
    swe_box
        With its outline, for the annotated picture.
    """

    acquisition: Acquisition
    pixels: Callable[[], Pixels | NoPicture] = _gone
    swe_box: SweBox | None = None

    def roi_pixels(self) -> Pixels | NoPicture:
        """Read the pixels inside the DLRE ROI."""
        roi = self.acquisition.roi
        pixels = self.pixels() if roi is not None else NoPicture.NO_ROI
        if roi is None or isinstance(pixels, NoPicture):
            return pixels
        return pixels[roi.y : roi.y + roi.side, roi.x : roi.x + roi.side]


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """One exam for its report.

    Attributes
    ----------
    screens
        One of each acquisition of `exam`, in its order.
    model
        Behind the scores; None where nothing was scored.
    written_at
        With time zone; None in a de-identified dossier, which names no day.
    deidentified
        Whether `deidentify` made it.
    given
        What each acquisition gives to the exam, where that cannot be told from `exam` any more.
    """

    exam: Exam
    details: ExamDetails
    assessment: Assessment
    screens: tuple[ReportScreen, ...]
    model: ModelFacts | None
    software_version: str
    written_at: datetime | None
    deidentified: bool = False
    given: tuple[Contribution, ...] | None = None

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each acquisition gives to the exam, in their order."""
        return contributions(self.exam.acquisitions) if self.given is None else self.given

    @property
    def simulated(self) -> bool:
        """Whether any score comes from a model trained on simulated data."""
        scored = (one.scores for one in self.exam.acquisitions if one.scores is not None)
        return any(scores.simulated for scores in scored)
