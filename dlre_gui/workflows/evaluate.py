"""Evaluating a model on a cohort: scores, figures on patients, tables, pictures, a report."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from dlre_gui.batch.options import EXIT_INTERRUPTED, Options
from dlre_gui.batch.score import Scored, score_sources
from dlre_gui.domain.errors import Cancelled
from dlre_gui.engine.messages import EngineReady
from dlre_gui.evaluation.analysis import Analysis, analyse
from dlre_gui.evaluation.material import Mask, Patients
from dlre_gui.training.cohort import Cohort, read_cohort, refuse_overlap
from dlre_gui.training.progress import Progress, Report, silent
from dlre_gui.training.split import Split, refuse_absent_hospitals, split_by_column
from dlre_gui.workflows.evaluation_material import (
    ScoredScreen,
    patients_of,
    scored_screens,
    seen_by,
    sources_of,
)
from dlre_gui.workflows.evaluation_output import Evaluated, make_folders, write_evaluation

AST_ULN_IU_L = 40.0
"""Upper limit of normal of AST where neither cohort nor user names one (ours; it only scales APRI)."""


@dataclass(frozen=True, slots=True)
class EvaluatePlan:
    """What to evaluate.

    Attributes
    ----------
    out
        Tables, pictures and report go here, what was scored into ``out/scores``.
    options
        Model, device and workers, as for scoring folders.
    ast_uln
        Upper limit of normal of AST, IU/L, for patients without one of their own.
    hospitals
        Combinations of hospitals to compare; None: see `subgroups.by_hospitals`.
    trained_on
        The cohort that the model was trained on, where it is another file: patients and pictures
        in both are refused.
    """

    cohort: Path
    out: Path
    options: Options = field(default_factory=Options)
    ast_uln: float = AST_ULN_IU_L
    hospitals: tuple[tuple[str, ...], ...] | None = None
    trained_on: Path | None = None


def evaluate_cohort(
    plan: EvaluatePlan, report: Report = silent, cancelled: threading.Event | None = None
) -> Evaluated:
    """Score a cohort's screens as `score` does and write everything into ``plan.out``.

    Interrupted, it can be called again: what was scored is kept.

    Raises
    ------
    CohortError
        If the cohort is wrong, nobody is of a hospital of `plan.hospitals`, or `plan.trained_on` shares
        patients or pictures with it.
    Cancelled
        If `cancelled` was set; what was scored is kept.
    DlreError
        If the model, the device or the output folder cannot be used.
    """
    cohort = read_cohort(plan.cohort)
    refuse_absent_hospitals(cohort, chain.from_iterable(plan.hospitals or ()))
    if plan.trained_on is not None:
        refuse_overlap(read_cohort(plan.trained_on), cohort)
    make_folders(plan.out)
    scored = score_cohort(cohort, plan, report, cancelled)
    screens = scored_screens(cohort, scored.rows)
    report(Progress("figures", 0, 1))
    patients = patients_of(cohort, screens, scored.ready.model, plan.ast_uln)
    seen = seen_by(cohort, scored.ready.model)
    sets = patient_sets(cohort, patients, seen)
    analysis = analyse(patients, sets, plan.hospitals)
    notices = _notices(cohort, patients, sets, seen)
    done = _evaluated(plan, cohort, scored.ready, screens, patients, analysis, notices)
    write_evaluation(done)
    report(Progress("figures", 1, 1))
    return done


def score_cohort(
    cohort: Cohort, plan: EvaluatePlan, report: Report = silent, cancelled: threading.Event | None = None
) -> Scored:
    """The cohort's screens through the engine, resumable.

    Raises
    ------
    Cancelled
        If it was stopped; what was scored is kept.
    """
    scored = score_sources(
        sources_of(cohort),
        plan.out / "scores",
        plan.options,
        lambda done, total, *_: report(Progress("score", done, total)),
        cancelled,
    )
    if scored.summary.exit_code == EXIT_INTERRUPTED:
        raise Cancelled("The evaluation was cancelled.", "What was scored is kept; run it again to go on.")
    return scored


def patient_sets(cohort: Cohort, patients: Patients, seen: frozenset[str]) -> list[tuple[str, Mask]]:
    """The patients that count first, then the others.

    As the column `split` says; without one, the patients that the model has not seen in its
    training before those it has; else all.

    Raises
    ------
    CohortError
        If the column `split` is filled for some patients only.
    """
    everyone = frozenset(patients.ids)
    if cohort.of_patients("split"):
        split = split_by_column(cohort)
        names = ("validation", "training")
    else:
        split = Split(training=seen, validation=everyone - seen)
        names = ("not seen in training", "seen in training")
    if not split.training or not split.validation:
        name = "all patients" if not cohort.of_patients("split") else names[0 if split.validation else 1]
        return [(name, _mask(patients, everyone))]
    return [(names[0], _mask(patients, split.validation)), (names[1], _mask(patients, split.training))]


def _mask(patients: Patients, members: frozenset[str]) -> Mask:
    return np.array([one in members for one in patients.ids], dtype=np.bool_)


def _notices(
    cohort: Cohort, patients: Patients, sets: Sequence[tuple[str, Mask]], seen: frozenset[str]
) -> tuple[str, ...]:
    """What the reader must know before any figure."""
    notices = []
    if cohort.simulated:
        notices.append(
            "Simulated data: the patients and screens of this cohort are simulated. Its figures say how the "
            "program works, and nothing about real patients."
        )
    counted = {one for one, kept in zip(patients.ids, sets[0][1], strict=True) if kept}
    if counted & seen:
        notices.append(
            f"{len(counted & seen)} of the {len(counted)} patients that count here ({sets[0][0]}) trained or "
            "tuned this model: their figures flatter it."
        )
    return tuple(notices)


def _evaluated(
    plan: EvaluatePlan,
    cohort: Cohort,
    ready: EngineReady,
    screens: tuple[ScoredScreen, ...],
    patients: Patients,
    analysis: Analysis,
    notices: tuple[str, ...],
) -> Evaluated:
    settings = {
        "ast_uln": plan.ast_uln,
        "hospitals": [list(group) for group in plan.hospitals] if plan.hospitals else None,
        "as_shown": plan.options.as_shown,
    }
    return Evaluated(plan.out, cohort, ready, screens, patients, analysis, notices, settings)
