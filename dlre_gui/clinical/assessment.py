"""All that the exam says, in one value: probabilities with their scatter, LSM, serum scores, quality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dlre_gui.clinical.aggregate import exam_result, lsm_flags, lsm_of, scores_of
from dlre_gui.clinical.checks import Check, checks_of
from dlre_gui.clinical.circumstances import (
    PAPERS_POPULATION,
    Circumstances,
    Population,
    circumstance_flags,
    circumstances_of,
)
from dlre_gui.clinical.cutoffs import STAGES_APART, CutoffTable, LsmStage, lsm_stage, stages_apart
from dlre_gui.clinical.laboratory import SerumScore, serum_scores
from dlre_gui.clinical.lsm import LsmStatistics
from dlre_gui.clinical.repeated import counting
from dlre_gui.clinical.spread import Spread, spread_of
from dlre_gui.domain.exam import Exam, ExamResult, Flag, Task
from dlre_gui.domain.exam_details import Cause, ExamDetails
from dlre_gui.domain.findings import Unit

MOST_ACQUISITIONS = 100
"""More are a folder of screens, perhaps of many patients: it has no result, and nothing that was given for
one of them counts for the others (limit ours)."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What an exam is judged by.

    Attributes
    ----------
    thresholds
        The model's operating threshold of each task; empty: no model, no stage.
    cutoffs
        For the LSM; None: no stage by stiffness.
    population
        Whom the model was made for.
    unit
        Of the LSM as it is shown.
    """

    thresholds: Mapping[Task, float]
    cutoffs: CutoffTable | None = None
    population: Population = PAPERS_POPULATION
    unit: Unit = Unit.KPA


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the exam says.

    Attributes
    ----------
    result
        Means, stage, LSM in kPa and all flags.
    spread
        Scatter of each task's probability over the acquisitions.
    lsm
        In the wanted unit; in m/s where all panels are in m/s.
    lsm_stage
        By the chosen cut-off table; always from kPa, and only where all values behind `lsm` are.
    checks
        Every quality criterion.
    """

    result: ExamResult
    spread: Mapping[Task, Spread]
    lsm: LsmStatistics
    lsm_stage: LsmStage | None
    serum: tuple[SerumScore, ...]
    circumstances: Circumstances
    checks: tuple[Check, ...]


def assess(exam: Exam, details: ExamDetails, by: Yardstick) -> Assessment:
    """Judge an exam. Pure; excluded acquisitions count nowhere, the same screen once."""
    result = exam_result(exam, by.thresholds)
    included = counting(exam.acquisitions)
    lsm = lsm_of(included, by.unit)
    found = circumstances_of(exam, details)
    stage = lsm_stage(result.lsm_median_kpa if result.n_lsm == lsm.n else None, by.cutoffs)
    flags = _flags(result, stage, lsm) | circumstance_flags(found, by.population)
    scores = [known for one in included if (known := scores_of(one)) is not None]
    return Assessment(
        result=replace(result, flags=flags),
        spread={task: spread_of([one.of(task) for one in scores]) for task in Task},
        lsm=lsm,
        lsm_stage=stage,
        serum=serum_scores(details.laboratory, found.age_years, found.examined_on),
        circumstances=found,
        checks=checks_of(exam.acquisitions, result.n_scored, lsm, flags, _unknown(result, stage, found)),
    )


def counted(exam: Exam, details: ExamDetails, by: Yardstick) -> Assessment:
    """How many screens a folder has that is too large to be one exam, and nothing else."""
    nothing = assess(replace(exam, acquisitions=()), details, by)
    return replace(nothing, result=ExamResult(*count(exam)), checks=())


def count(exam: Exam) -> tuple[int, int]:
    """Its screens that are not excluded, and how many of these are scored."""
    included = [one for one in exam.acquisitions if not one.excluded]
    return len(included), sum(scores_of(one) is not None for one in included)


def _flags(result: ExamResult, stage: LsmStage | None, lsm: LsmStatistics) -> frozenset[Flag]:
    """The exam's flags under the wanted unit, with the disagreement of LSM and DLRE."""
    flags = set(result.flags - {Flag.FEW_LSM, Flag.IQR_HIGH} | lsm_flags(lsm))
    apart = stages_apart(stage, result.stage)
    if apart is not None and apart >= STAGES_APART:
        flags.add(Flag.LSM_AND_DLRE_DISAGREE)
    return frozenset(flags)


def _unknown(result: ExamResult, stage: LsmStage | None, found: Circumstances) -> frozenset[Flag]:
    """The exam's own criteria about which nothing is known."""
    unknown = set()
    if result.p_f4 is None:
        unknown.add(Flag.PROBABILITIES_CONTRADICT)
    if stages_apart(stage, result.stage) is None:
        unknown.add(Flag.LSM_AND_DLRE_DISAGREE)
    if found.fasting is None:
        unknown.add(Flag.NOT_FASTING)
    if not found.vendor:
        unknown.add(Flag.OTHER_VENDOR)
    if found.cause is Cause.UNKNOWN:
        unknown.add(Flag.OTHER_CAUSE)
    return frozenset(unknown)
