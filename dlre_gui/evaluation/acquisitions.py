"""What more acquisitions a patient are worth: the papers' comparison of one, three and five."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.comparison import AucTest, paired_test
from dlre_gui.evaluation.material import COLUMN, Mask, Method, Numbers, Patients, combined
from dlre_gui.evaluation.performance import Performance, performance
from dlre_gui.evaluation.roc import auc

COUNTS = (1, 3, 5)
MOST_DRAWS, LEAST_DRAWS, PATIENTS_DRAWN = 100, 10, 200_000
_SEED = 20190501


@dataclass(frozen=True, slots=True)
class ByCount:
    """One method and task with so many acquisitions a patient.

    Attributes
    ----------
    performance
        With each patient's first `count` acquisitions.
    random_auc
        Mean AUC over random choices of `count` of each patient's acquisitions (100 up to 2,000
        patients, fewer beyond): free of the luck of the order. NaN where there is no AUC.
    against_most
        DeLong's paired test of this against the largest count; None for that one itself.
    """

    method: str
    task: Task
    count: int
    performance: Performance
    random_auc: float
    against_most: AucTest | None


def by_count(patients: Patients) -> tuple[ByCount, ...]:
    """All methods with acquisitions and all tasks; for one method, the same patients for every count."""
    return tuple(row for method in patients.methods for row in _of_method(patients, method))


def _of_method(patients: Patients, method: Method) -> list[ByCount]:
    if method.acquisitions is None:
        return []
    known = np.isfinite(method.acquisitions[:, :, 0]).sum(axis=1)
    counts = counts_of(known)
    if not counts:
        return []
    those = known >= counts[-1]
    group, own = patients.where(those), method.where(those)
    return [row for task in Task for row in _rows(group, own, task, counts)]


def counts_of(known: NDArray[np.int64]) -> tuple[int, ...]:
    """Those of 1, 3 and 5 that at least half of the patients with any acquisition reach.

    Parameters
    ----------
    known
        Acquisitions of each patient, shape (patients,).
    """
    some = known[known > 0]
    return tuple(count for count in COUNTS if len(some) and (some >= count).mean() >= 0.5)


def _rows(patients: Patients, method: Method, task: Task, counts: tuple[int, ...]) -> list[ByCount]:
    labels = patients.labels(task)
    first = {count: _first(method, task, count) for count in counts}
    most = first[counts[-1]]
    rows = []
    for count in counts:
        found = performance(labels, first[count])
        enough = found.auc is not None
        test = paired_test(labels, first[count], most) if enough and count != counts[-1] else None
        random = _random_auc(labels, method, task, count) if enough else np.nan
        rows.append(ByCount(method.name, task, count, found, random, test))
    return rows


def _own(method: Method, task: Task) -> Numbers:
    if method.acquisitions is None:
        raise ValueError(f"{method.name} has no acquisitions")
    return method.acquisitions[:, :, COLUMN[task]]


def _first(method: Method, task: Task, count: int) -> Numbers:
    return combined(_own(method, task)[:, :count], method.combine)


def _random_auc(labels: Mask, method: Method, task: Task, count: int) -> float:
    values = _own(method, task)
    known = np.isfinite(values)
    if count >= known.sum(axis=1).max():
        return auc(labels, combined(values, method.combine))
    random = np.random.default_rng([_SEED, count])
    areas = []
    for _ in range(max(LEAST_DRAWS, min(MOST_DRAWS, PATIENTS_DRAWN // len(labels)))):
        places = np.where(known, random.random(values.shape), 2.0)
        chosen = np.argpartition(places, count - 1, axis=1)[:, :count]
        areas.append(auc(labels, combined(np.take_along_axis(values, chosen, axis=1), method.combine)))
    return float(np.mean(areas))
