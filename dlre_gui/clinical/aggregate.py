"""From acquisitions to the exam's result."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dlre_gui.clinical.acquisition import lsm_value
from dlre_gui.clinical.lsm import LsmStatistics, lsm_statistics
from dlre_gui.clinical.quality import ACQUISITIONS, MEASUREMENTS, iqr_criterion
from dlre_gui.clinical.repeated import counting, of_one_clip, repeated
from dlre_gui.clinical.staging import probabilities_contradict, stage_of
from dlre_gui.domain.exam import Acquisition, Exam, ExamResult, Flag, Scores, Status, Task
from dlre_gui.domain.findings import Unit


def exam_result(exam: Exam, thresholds: Mapping[Task, float]) -> ExamResult:
    """Mean probabilities, stage, LSM statistics and flags of an exam.

    Excluded acquisitions count nowhere, the same screen counts once. Probabilities are averaged over
    the scored ones (how the papers combined five screens is not said; the mean is ours). Doubtful
    Q-Box means do not enter the LSM, and are flagged.

    Parameters
    ----------
    thresholds
        The model's operating threshold of each task, 0 to 1; empty: no model, no stage.
    """
    included = counting(exam.acquisitions)
    scores = [found for one in included if (found := scores_of(one)) is not None]
    lsm, speed = (_lsm_in(included, unit) for unit in (Unit.KPA, Unit.M_PER_S))
    means = _means(scores)
    return ExamResult(
        n_images=len(included),
        n_scored=len(scores),
        p_ge_f2=means[0] if means else None,
        p_ge_f3=means[1] if means else None,
        p_f4=means[2] if means else None,
        stage=stage_of(*means, thresholds) if means and thresholds else None,
        n_lsm=lsm.n,
        lsm_median_kpa=lsm.median,
        lsm_iqr_kpa=lsm.iqr,
        lsm_iqr_over_median=lsm.iqr_over_median,
        n_lsm_m_per_s=speed.n,
        lsm_median_m_per_s=speed.median,
        lsm_iqr_m_per_s=speed.iqr,
        lsm_iqr_over_median_m_per_s=speed.iqr_over_median,
        flags=_flags(included, len(scores), means, lsm_of(included)) | _repeated(exam),
    )


def lsm_of(included: Sequence[Acquisition], unit: Unit = Unit.KPA) -> LsmStatistics:
    """The LSM of the acquisitions that count, in the wanted unit; in m/s where all panels are in m/s."""
    found, speed = _lsm_in(included, unit), _lsm_in(included, Unit.M_PER_S)
    return speed if speed.n and not found.n else found


def _lsm_in(included: Iterable[Acquisition], unit: Unit) -> LsmStatistics:
    values = (lsm_value(one, unit) for one in included)
    return lsm_statistics((value for value in values if value is not None), unit)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one acquisition gives to its exam: to the probabilities, to the LSM in kPa and in m/s, or that it
    is an earlier one's screen again."""

    to_probabilities: bool
    to_lsm: bool
    to_lsm_m_per_s: bool
    is_repeated: bool


def contributions(acquisitions: Sequence[Acquisition]) -> tuple[Contribution, ...]:
    """What each acquisition of an exam gives to it, in their order."""
    again = repeated(acquisitions)
    return tuple(
        Contribution(
            to_probabilities=not one.excluded and number not in again and scores_of(one) is not None,
            to_lsm=number not in again and lsm_value(one) is not None,
            to_lsm_m_per_s=number not in again and lsm_value(one, Unit.M_PER_S) is not None,
            is_repeated=number in again,
        )
        for number, one in enumerate(acquisitions, 1)
    )


def scores_of(acquisition: Acquisition) -> Scores | None:
    """The scores of an acquisition that counts as scored."""
    return acquisition.scores if acquisition.status is Status.SCORED else None


def _means(scores: Sequence[Scores]) -> tuple[float, float, float] | None:
    """Correctly rounded sums, so that the order of the acquisitions does not matter."""
    if not scores:
        return None
    p_ge_f2, p_ge_f3, p_f4 = (math.fsum(one.of(task) for one in scores) / len(scores) for task in Task)
    return p_ge_f2, p_ge_f3, p_f4


def _repeated(exam: Exam) -> frozenset[Flag]:
    """What the same screen or clip more than once is told by."""
    flags = {Flag.REPEATED} if repeated(exam.acquisitions) else set()
    return frozenset(flags | ({Flag.SEVERAL_FRAMES} if of_one_clip(exam.acquisitions) else set()))


_OF_ACQUISITION_ONLY = frozenset({Flag.PROBABILITIES_CONTRADICT})


def _flags(
    included: Sequence[Acquisition],
    n_scored: int,
    means: tuple[float, float, float] | None,
    lsm: LsmStatistics,
) -> frozenset[Flag]:
    """The exam's own flags, and those of any acquisition that counts."""
    flags = {flag for acquisition in included for flag in acquisition.flags} - _OF_ACQUISITION_ONLY
    if ACQUISITIONS.is_violated(n_scored):
        flags.add(ACQUISITIONS.flag)
    if means is not None and probabilities_contradict(*means, n=n_scored):
        flags.add(Flag.PROBABILITIES_CONTRADICT)
    return frozenset(flags) | lsm_flags(lsm)


def lsm_flags(lsm: LsmStatistics) -> frozenset[Flag]:
    """What an LSM is warned of: few measurements, or measurements that scatter."""
    judged = ((MEASUREMENTS, lsm.n or None), (iqr_criterion(lsm.unit), lsm.iqr_over_median))
    return frozenset(criterion.flag for criterion, value in judged if criterion.is_violated(value))
