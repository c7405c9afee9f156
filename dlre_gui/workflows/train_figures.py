"""Figures of trained networks on patients: calibration, operating thresholds, performance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Stage, Task
from dlre_gui.evaluation.calibration import calibration
from dlre_gui.evaluation.patients import patient_means
from dlre_gui.evaluation.roc import delong_interval, youden_threshold
from dlre_gui.model.calibration import Calibration
from dlre_gui.model.card import PerformanceCard
from dlre_gui.training.calibrate import fit_calibration
from dlre_gui.training.patches import PatchCache
from dlre_gui.training.score import Margins


def calibration_of(task: Task, margins: NDArray[np.float64], held: PatchCache) -> Calibration:
    """From the patients held out of training."""
    labels = [Stage(int(held.stages[slot])).is_positive(task) for slot in held.slots]
    return fit_calibration(margins[held.slots], labels, [held.patient_ids[slot] for slot in held.slots])


def shares_of(patients: PatchCache) -> dict[str, float]:
    """How many of the patients have each task's stage, 0 to 1: what their probabilities are calibrated to."""
    stages = {patients.patient_ids[slot]: Stage(int(patients.stages[slot])) for slot in patients.slots}
    positive = {task: [stage.is_positive(task) for stage in stages.values()] for task in Task}
    return {task.value: round(float(np.mean(own)), 4) for task, own in positive.items()}


def calibrated_scores(margins: Margins, calibrations: Mapping[Task, Calibration]) -> Margins:
    """Probabilities, shape (rows,); NaN where there is no patch."""
    return {task: calibrations[task].probabilities(values) for task, values in margins.items()}


def _by_patient(
    task: Task, scores: NDArray[np.float64], cache: PatchCache
) -> tuple[list[bool], NDArray[np.float64]]:
    """Label and mean probability of every patient with a patch."""
    patients = [cache.patient_ids[slot] for slot in cache.slots]
    stages = dict(zip(patients, (Stage(int(cache.stages[slot])) for slot in cache.slots), strict=True))
    means = patient_means(patients, scores[cache.slots][:, None])
    return [stages[patient].is_positive(task) for patient in means.patient_ids], means.means[:, 0]


def threshold_of(task: Task, scores: NDArray[np.float64], cache: PatchCache) -> float:
    """Youden's threshold of the patients' means; it lies halfway between two of them."""
    return youden_threshold(*_by_patient(task, scores, cache))


def performance_of(scores: Margins, cache: PatchCache, kind: str) -> list[PerformanceCard]:
    """AUC and calibration of every task in which there are enough patients for a confidence interval.

    Parameters
    ----------
    scores
        Probabilities, as `calibrated_scores`.
    """
    rows = [_performance(task, scores[task], cache, kind) for task in Task]
    return [row for row in rows if row is not None]


def _performance(
    task: Task, scores: NDArray[np.float64], cache: PatchCache, kind: str
) -> PerformanceCard | None:
    labels, means = _by_patient(task, scores, cache)
    if min(sum(labels), len(labels) - sum(labels)) < 2:
        return None
    found = delong_interval(labels, means)
    cohort = f"{len(labels)} {kind}, {len(cache.slots)} screens, mean of a patient's probabilities"
    agreement = calibration(labels, means)
    return PerformanceCard(
        task=task,
        auc=found.auc,
        auc_ci=(found.low, found.high),
        cohort=cohort,
        calibration_error=agreement.ece,
        calibration_error_by_chance=agreement.ece_by_chance,
    )
