"""From open or stored exams to dossiers and their files; no Qt here, and never on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dlre_gui import __version__
from dlre_gui.clinical.assessment import Yardstick, assess
from dlre_gui.domain.errors import DlreError, FileError
from dlre_gui.domain.exam import Acquisition, Exam
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import SweBox
from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.gui.session.session import Session
from dlre_gui.report.dossier import Dossier, ModelFacts, ReportScreen

if TYPE_CHECKING:
    from dlre_gui.imaging.worker import DecodeWorker

Pixels = NDArray[np.uint8]

MOST_SCREENS = 100
"""More are a folder, not an exam: their pixels would not fit into memory, nor they on a page."""


class TooManyScreensError(DlreError):
    """A folder of screens was to be exported as one exam."""

    def __init__(self, title: str, n: int) -> None:
        message = f"{title} holds {n} screens; a report is for an exam of at most {MOST_SCREENS}."
        super().__init__(message, "For folders use File ▸ Score folder…")


@dataclass(frozen=True, slots=True)
class ExamToExport:
    """An exam as it is at one moment; its pixels are read later.

    Attributes
    ----------
    outlines
        Of the SWE box, px, by acquisition.
    pixels
        Those that are in memory already.
    """

    exam: Exam
    details: ExamDetails
    yardstick: Yardstick
    model: ModelFacts | None
    outlines: Mapping[AcqKey, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    pixels: Mapping[AcqKey, Pixels] = field(default_factory=dict)


def to_export(session: Session, exam_key: str, model: ModelFacts | None) -> ExamToExport:
    """Take an exam out of a session; short, no file is read.

    Raises
    ------
    TooManyScreensError
        For a folder of very many screens.
    """
    keys = session.keys_of(exam_key)
    if len(keys) > MOST_SCREENS:
        raise TooManyScreensError(session.exam_title(exam_key), len(keys))
    analyses = {key: session.facts(key).analysis for key in keys}
    used = model if session.model is not None else None
    thresholds = used.thresholds if used else {}
    yardstick = Yardstick(thresholds, session.cutoffs_of(exam_key), unit=session.preferences.unit)
    exam = session.exam(exam_key)
    return ExamToExport(
        exam,
        session.details(exam_key),
        yardstick,
        used or _facts_of_scores(exam),
        {key: analysis.outline for key, analysis in analyses.items() if analysis is not None},
    )


def _facts_of_scores(exam: Exam) -> ModelFacts | None:
    """What the scores themselves say of their model."""
    scores = next((one.scores for one in exam.acquisitions if one.scores is not None), None)
    if scores is None:
        return None
    return ModelFacts(scores.model_id, scores.model_version, scores.model_sha256, scores.simulated)


def dossiers(wanted: Iterable[ExamToExport], now: Callable[[], datetime]) -> Iterator[Dossier]:
    """The exams with their pixels, one after the other; files are decoded in a limited process.

    An acquisition whose file is gone, unreadable or another one by now has no pixels; its figures stay.
    """
    from dlre_gui.imaging.worker import DecodeWorker

    with DecodeWorker() as worker:
        for one in wanted:
            screens = tuple(_screen(acquisition, one, worker) for acquisition in one.exam.acquisitions)
            assessment = assess(one.exam, one.details, one.yardstick)
            at = now().astimezone()
            yield Dossier(one.exam, one.details, assessment, screens, one.model, __version__, at)


def _screen(acquisition: Acquisition, one: ExamToExport, worker: DecodeWorker) -> ReportScreen:
    key = AcqKey(acquisition.path, acquisition.frame)
    pixels = one.pixels.get(key)
    if pixels is None:
        pixels = _decoded(acquisition, worker)
    measured = acquisition.measured
    box = None
    if measured is not None and measured.swe_box is not None:
        box = SweBox(measured.swe_box, one.outlines.get(key, ()), measured.swe_box_source or "")
    return ReportScreen(acquisition, pixels, box)


def _decoded(acquisition: Acquisition, worker: DecodeWorker) -> Pixels | None:
    try:
        screen = worker.screen(acquisition.path, acquisition.frame)
    except FileError:
        return None
    return screen.pixels if screen.sha256 == acquisition.sha256 else None


def logo_bytes(path: str) -> bytes | None:
    """The logo's file; None where there is none, or it cannot be read or is no small file."""
    try:
        place = Path(path)
        return place.read_bytes() if path and place.stat().st_size < 8_000_000 else None
    except OSError:
        return None
