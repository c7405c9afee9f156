"""Everything that is measured on a cohort's patients, from their scores alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.acquisitions import ByCount, by_count
from dlre_gui.evaluation.bands import RocBand, roc_band
from dlre_gui.evaluation.baseline import Baseline, baseline
from dlre_gui.evaluation.calibration import Calibration, calibration
from dlre_gui.evaluation.comparison import AucTest, paired_test
from dlre_gui.evaluation.decision import DecisionCurve, decision_curve
from dlre_gui.evaluation.material import Mask, Method, Patients
from dlre_gui.evaluation.performance import Performance, performance
from dlre_gui.evaluation.roc import RocCurve, roc_curve
from dlre_gui.evaluation.subgroups import PartResult, by_fact, by_hospitals

WITH_BAND = 2
"""So many of the first methods get a confidence band: more would hide each other."""


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One method and task in one set of patients."""

    method: str
    task: Task
    performance: Performance


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two methods of the same patients, those whose scores are known by both."""

    first: str
    second: str
    task: Task
    n: int
    test: AucTest


@dataclass(frozen=True, slots=True)
class SetResult:
    """A set of patients such as ``validation``: performance and DeLong's tests between methods."""

    name: str
    n: int
    rows: tuple[MethodRow, ...]
    pairs: tuple[PairRow, ...]

    def pair(self, first: str, second: str, task: Task) -> PairRow | None:
        found = (row for row in self.pairs if (row.first, row.second, row.task) == (first, second, task))
        return next(found, None)

    def row(self, method: str, task: Task) -> MethodRow:
        return next(row for row in self.rows if (row.method, row.task) == (method, task))


@dataclass(frozen=True, slots=True, eq=False)
class DrawnCurve:
    """A ROC curve to draw."""

    method: str
    task: Task
    curve: RocCurve
    band: RocBand | None


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """The results; all but `baseline` and the other sets are of the first set's patients.

    Attributes
    ----------
    sets
        The one that counts first, then the others (such as the patients that trained the model).
    calibrations, decisions
        By task, of the first method; empty where it gives no probabilities.
    """

    methods: tuple[str, ...]
    sets: tuple[SetResult, ...]
    baseline: Baseline
    curves: tuple[DrawnCurve, ...]
    counts: tuple[ByCount, ...]
    parts: tuple[PartResult, ...]
    calibrations: Mapping[Task, Calibration] = field(default_factory=dict)
    decisions: Mapping[Task, DecisionCurve] = field(default_factory=dict)

    @property
    def main(self) -> SetResult:
        return self.sets[0]


def analyse(
    patients: Patients,
    sets: Sequence[tuple[str, Mask]] = (),
    hospitals: Sequence[Sequence[str]] | None = None,
) -> Analysis:
    """All figures of the patients.

    Parameters
    ----------
    sets
        Names and members of sets of patients, the one that counts first; all patients if empty.
    hospitals
        Combinations of hospitals to compare; see `by_hospitals`.

    Raises
    ------
    ValueError
        If there are no patients or no methods.
    """
    if not len(patients) or not patients.methods:
        raise ValueError("patients and methods are needed")
    everyone: Mask = np.ones(len(patients), dtype=np.bool_)
    named = list(sets) or [("all patients", everyone)]
    main = patients.where(named[0][1])
    return Analysis(
        tuple(method.name for method in patients.methods),
        tuple(_set(name, patients.where(mask)) for name, mask in named),
        baseline(patients, _groups(patients, named), by_stage=len(named) != 2),
        tuple(_curves(main)),
        by_count(main),
        (*by_hospitals(main, hospitals), *by_fact(main)),
        *_of_probabilities(main),
    )


def _groups(patients: Patients, sets: Sequence[tuple[str, Mask]]) -> list[tuple[str, Mask]]:
    """The two groups of table 1: the sets where there are two, else by significant fibrosis."""
    if len(sets) == 2:
        return list(reversed(sets))
    severe = patients.labels(Task.GE_F2)
    return [("F0–F1", ~severe), ("F2–F4", severe)]


def _set(name: str, patients: Patients) -> SetResult:
    rows = tuple(
        MethodRow(method.name, task, _performance(patients, method, task))
        for method in patients.methods
        for task in Task
    )
    pairs = (
        pair
        for first, second in combinations(patients.methods, 2)
        for task in Task
        if (pair := _pair(patients, first, second, task)) is not None
    )
    return SetResult(name, len(patients), rows, tuple(pairs))


def _performance(patients: Patients, method: Method, task: Task) -> Performance:
    fixed = method.thresholds.get(task, ())
    return performance(patients.labels(task), method.scores(task), fixed)


def _pair(patients: Patients, first: Method, second: Method, task: Task) -> PairRow | None:
    """None where too few have both scores."""
    a, b, labels = first.scores(task), second.scores(task), patients.labels(task)
    both = np.isfinite(a) & np.isfinite(b)
    positive, n = int(labels[both].sum()), int(both.sum())
    if min(positive, n - positive) < 2:
        return None
    return PairRow(first.name, second.name, task, n, paired_test(labels[both], a[both], b[both]))


def _curves(patients: Patients) -> list[DrawnCurve]:
    curves = []
    for place, method in enumerate(patients.methods):
        for task in Task:
            known = np.isfinite(method.scores(task))
            labels, scores = patients.labels(task)[known], method.scores(task)[known]
            if min(labels.sum(), len(labels) - labels.sum()) < 2:
                continue
            band = roc_band(labels, scores) if place < WITH_BAND else None
            curves.append(DrawnCurve(method.name, task, roc_curve(labels, scores), band))
    return curves


def _of_probabilities(
    patients: Patients,
) -> tuple[dict[Task, Calibration], dict[Task, DecisionCurve]]:
    method = patients.methods[0]
    calibrations: dict[Task, Calibration] = {}
    decisions: dict[Task, DecisionCurve] = {}
    if method.is_probability:
        for task in Task:
            known = np.isfinite(method.scores(task))
            labels, scores = patients.labels(task)[known], method.scores(task)[known]
            if 0 < labels.sum() < len(labels):
                calibrations[task] = calibration(labels, scores)
                decisions[task] = decision_curve(labels, scores)
    return calibrations, decisions
