"""A patient's exams over time, and which of them may be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dlre_gui.clinical.aggregate import exam_result, scores_of
from dlre_gui.clinical.circumstances import circumstances_of
from dlre_gui.clinical.repeated import counting
from dlre_gui.domain.exam import Exam
from dlre_gui.domain.exam_details import ExamDetails


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One exam of a patient.

    Attributes
    ----------
    day
        ISO 8601.
    models
        ``id version`` and weights' SHA-256 of each model behind its scores.
    comparable
        Whether all its scores were computed by the model in use.
    """

    exam_key: str
    day: str
    p_ge_f2: float | None
    p_ge_f3: float | None
    p_f4: float | None
    lsm_median_kpa: float | None
    models: tuple[tuple[str, str], ...]
    comparable: bool


def of_same_person(
    exams: Sequence[tuple[Exam, ExamDetails]], exam_key: str
) -> list[tuple[Exam, ExamDetails]]:
    """Those of one patient ID that may be the person of this exam: hospitals give the same IDs.

    Where both dates of birth are known, they decide; else the names, whatever their order, case and
    punctuation. What is known of one side only tells nobody apart.
    """
    person = next((_person(exam) for exam, _ in exams if exam.key == exam_key), ("", frozenset[str]()))
    return [one for one in exams if _may_be_same(_person(one[0]), person)]


def _person(exam: Exam) -> tuple[str, frozenset[str]]:
    """Date of birth and the parts of the name."""
    born = (one.header.patient_birth_date for one in exam.acquisitions if one.header.patient_birth_date)
    name = re.sub(r"[\W_]+", " ", exam.patient_name or "").casefold()
    return next(born, ""), frozenset(name.split())


def _may_be_same(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    if one[0] and other[0]:
        return one[0] == other[0]
    return not (one[1] and other[1]) or one[1] <= other[1] or other[1] <= one[1]


def trend(exams: Iterable[tuple[Exam, ExamDetails]], model_sha256: str | None) -> tuple[TrendPoint, ...]:
    """The exams whose day is known, oldest first.

    Parameters
    ----------
    exams
        Of one patient, each acquisition with its latest score.
    model_sha256
        Of the model in use; exams scored by another one are marked, never hidden.
    """
    points = (_point(exam, details, model_sha256) for exam, details in exams)
    return tuple(sorted((point for point in points if point is not None), key=lambda point: point.day))


def _point(exam: Exam, details: ExamDetails, model_sha256: str | None) -> TrendPoint | None:
    day = circumstances_of(exam, details).examined_on
    if day is None:
        return None
    included = counting(exam.acquisitions)
    scores = [known for one in included if (known := scores_of(one)) is not None]
    models = {(f"{one.model_id} {one.model_version}", one.model_sha256) for one in scores}
    result = exam_result(exam, {})
    return TrendPoint(
        exam_key=exam.key,
        day=day,
        p_ge_f2=result.p_ge_f2,
        p_ge_f3=result.p_ge_f3,
        p_f4=result.p_f4,
        lsm_median_kpa=result.lsm_median_kpa,
        models=tuple(sorted(models)),
        comparable=bool(models) and {sha for _, sha in models} == {model_sha256},
    )
