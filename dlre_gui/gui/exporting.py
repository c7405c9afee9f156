"""From open or stored exams to dossiers for their files; no Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from dlre_gui import __version__
from dlre_gui.clinical.assessment import MOST_ACQUISITIONS, Yardstick, assess, counted
from dlre_gui.domain.exam import Acquisition, Exam
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.gui.report_pixels import PixelReader
from dlre_gui.gui.session.facts import Facts, acquisition_of, swe_box_of
from dlre_gui.gui.session.session import Session
from dlre_gui.report.dossier import Dossier, ModelFacts, NoPicture, Pixels, ReportScreen
from dlre_gui.store.records import ExamRecord


@dataclass(frozen=True, slots=True)
class ExamToExport:
    """An exam as it is at one moment; the rest is for another thread to work out.

    Attributes
    ----------
    facts
        Of every acquisition; nobody else changes them.
    model
        Whose thresholds stage it; None: no stage.
    pixels
        Those that are in memory already.
    """

    record: ExamRecord
    facts: tuple[Facts, ...]
    details: ExamDetails
    yardstick: Yardstick
    model: ModelFacts | None
    pixels: Mapping[tuple[str, int], Pixels] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.record.key

    def exam(self) -> Exam:
        """Its acquisitions, edits and scores in place; takes some time for thousands."""
        record, sha256 = self.record, self.model.sha256 if self.model else None
        acquisitions = tuple(acquisition_of(facts, sha256) for facts in self.facts)
        return Exam(record.key, record.patient_id, record.patient_name, record.study_uid, acquisitions)


def to_export(session: Session, exam_key: str, model: ModelFacts | None) -> ExamToExport:
    """Take an exam out of a session; short, no file is read."""
    used = model if session.model is not None else None
    thresholds = used.thresholds if used else {}
    yardstick = Yardstick(thresholds, session.cutoffs_of(exam_key), unit=session.preferences.unit)
    record, facts = session.taken(exam_key)
    return ExamToExport(record, facts, session.details(exam_key), yardstick, used)


def _facts_of_scores(exam: Exam) -> ModelFacts | None:
    """What the scores themselves say of their model."""
    scores = next((one.scores for one in exam.acquisitions if one.scores is not None), None)
    if scores is None:
        return None
    return ModelFacts(scores.model_id, scores.model_version, scores.model_sha256, scores.simulated)


def dossiers(
    wanted: Iterable[ExamToExport], reader: PixelReader, now: Callable[[], datetime]
) -> Iterator[Dossier]:
    """The exams, one after the other; never on the GUI thread.

    Pixels are read when they are asked for. An acquisition whose file is gone, too slow, unreadable or
    another one by now has none, and says so; its figures stay.
    """
    for one in wanted:
        yield dossier_of(one, reader, now().astimezone())


def dossier_of(one: ExamToExport, reader: PixelReader, at: datetime) -> Dossier:
    """The exam for its report; a folder too large to be one exam is only counted."""
    exam = one.exam()
    judge = counted if len(exam.acquisitions) > MOST_ACQUISITIONS else assess
    screens = tuple(
        _screen(acquisition, facts, one, reader)
        for acquisition, facts in zip(exam.acquisitions, one.facts, strict=True)
    )
    model = one.model or _facts_of_scores(exam)
    return Dossier(
        exam, one.details, judge(exam, one.details, one.yardstick), screens, model, __version__, at
    )


def _screen(acquisition: Acquisition, facts: Facts, one: ExamToExport, reader: PixelReader) -> ReportScreen:
    return ReportScreen(acquisition, partial(_pixels, acquisition, one, reader), swe_box_of(facts))


def _pixels(acquisition: Acquisition, one: ExamToExport, reader: PixelReader) -> Pixels | NoPicture:
    known = one.pixels.get((acquisition.sha256, acquisition.frame))
    return known if known is not None else reader.read(acquisition)


def logo_bytes(path: str) -> bytes | None:
    """The logo's file; None where there is none, or it cannot be read or is no small file."""
    try:
        place = Path(path)
        return place.read_bytes() if path and place.stat().st_size < 8_000_000 else None
    except OSError:
        return None
