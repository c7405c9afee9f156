"""The papers' own figures, to set ours beside: Wang K et al., Gut 2019;68:729-741."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dlre_gui.clinical.spread import PAPERS_GAIN
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.material import TASKS

SOURCE = "Wang K et al., Gut 2019;68:729–741"
N_TRAINING, N_VALIDATION = 266, 132


@dataclass(frozen=True, slots=True)
class PublishedAuc:
    """AUCs in the papers' validation and training patients."""

    validation: float
    training: float

    @property
    def pooled(self) -> float:
        """Mean weighted by patients: what a cohort of both is calibrated to."""
        both = N_TRAINING * self.training + N_VALIDATION * self.validation
        return both / (N_TRAINING + N_VALIDATION)


def _aucs(*pairs: tuple[float, float]) -> Mapping[Task, PublishedAuc]:
    return {task: PublishedAuc(*pair) for task, pair in zip(TASKS, pairs, strict=True)}


AUCS: Mapping[str, Mapping[Task, PublishedAuc]] = {
    "DLRE": _aucs((0.97, 1.00), (0.98, 0.99), (0.85, 0.99)),
    "LSM": _aucs((0.86, 0.87), (0.85, 0.81), (0.77, 0.74)),
    "APRI": _aucs((0.70, 0.69), (0.68, 0.65), (0.60, 0.54)),
    "FIB-4": _aucs((0.75, 0.73), (0.70, 0.65), (0.62, 0.56)),
}
"""By method."""

BY_COUNT: Mapping[str, Mapping[Task, Mapping[int, float]]] = {
    "DLRE": PAPERS_GAIN,
    "LSM": {
        Task.F4: {1: 0.86, 3: 0.85, 5: 0.86},
        Task.GE_F3: {1: 0.83, 3: 0.84, 5: 0.85},
        Task.GE_F2: {1: 0.76, 3: 0.77, 5: 0.77},
    },
}
"""Validation, by the number of acquisitions a patient."""

BY_HOSPITALS: Mapping[Task, tuple[float, float, float]] = {
    Task.F4: (0.95, 0.98, 0.97),
    Task.GE_F3: (0.97, 0.97, 0.97),
    Task.GE_F2: (0.83, 0.86, 0.82),
}
"""DLRE in validation when trained on three combinations of hospitals."""

F4_BY_LSM: Mapping[str, float] = {"inflammation A0–A2": 0.88, "inflammation A3": 0.69}
"""AUC of the LSM for F4 by inflammation."""
