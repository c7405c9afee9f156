"""A model package from trained networks, with a full card."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from dlre_gui import RESEARCH_USE_ONLY, __version__
from dlre_gui.domain.exam import Task
from dlre_gui.model import calibration, layout
from dlre_gui.model.calibration import Calibration
from dlre_gui.model.card import (
    Card,
    FamiliarityCard,
    InputCard,
    PerformanceCard,
    ScaleCard,
    TaskCard,
    TrainingCard,
)
from dlre_gui.model.familiarity import FEATURES, LEAST_LIMIT, MEASURE, Familiarity
from dlre_gui.model.package import ModelPackage, save_package
from dlre_gui.model.scale import InputSpec
from dlre_gui.training.fit import Fitted
from dlre_gui.training.lineage import Lineage, calibrated_to
from dlre_gui.training.options import FitOptions

INTENDED_USE = (
    f"{RESEARCH_USE_ONLY} Adults with chronic hepatitis B, 2D-SWE screens of a SuperSonic Aixplorer; "
    "the mean over five acquisitions."
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a training's data came from.

    Attributes
    ----------
    data
        In words, e.g. the cohort's file name.
    lineage
        What the networks began with.
    train_patients, held_patients
        By `patient_marks`.
    held_shares
        How many of the held-out patients have each task's stage, 0 to 1: they calibrate.
    """

    identity: str
    version: str
    data: str
    n_images: int
    lineage: Lineage
    train_patients: tuple[str, ...]
    held_patients: tuple[str, ...]
    held_shares: Mapping[str, float]

    @property
    def n_patients(self) -> int:
        return len(self.train_patients) + len(self.held_patients)


def build(
    folder: Path,
    fitted: Mapping[Task, Fitted],
    states: Mapping[Task, Mapping[str, np.ndarray[Any, np.dtype[np.float32]]]],
    calibrations: Mapping[Task, Calibration],
    thresholds: Mapping[Task, float],
    performance: Iterable[PerformanceCard],
    provenance: Provenance,
    options: FitOptions,
    spec: InputSpec,
    familiar: Familiarity | None = None,
) -> ModelPackage:
    """Write the package of the three tasks' `states` with their calibrations, replacing an old one."""
    card = Card(
        id=provenance.identity,
        version=provenance.version,
        title=f"DLRE {options.architecture}, {'simulated' if provenance.lineage.simulated else 'own'} data",
        architecture=_architecture(options),
        tasks=tuple(_task_card(task, thresholds[task]) for task in Task),
        input=_input_card(spec),
        training=_training_card(provenance, options, fitted, calibrations),
        performance=tuple(performance),
        calibration=calibration.FORM,
        familiarity=_familiarity_card(familiar) if familiar else None,
        intended_use=INTENDED_USE,
        limitations=calibrated_to(provenance.lineage.limitations, provenance.held_shares),
        weights_sha256="0" * 64,
    )
    extra = calibration.tensors(calibrations) | (familiar.tensors() if familiar else {})
    return save_package(folder, card, layout.pack(options.architecture, states) | extra, replace=True)


def _familiarity_card(familiar: Familiarity) -> FamiliarityCard:
    return FamiliarityCard(
        measure=MEASURE,
        features=FEATURES,
        threshold=familiar.threshold,
        threshold_source="99th percentile of the distances of patients held out of training, "
        f"at least {LEAST_LIMIT:g}",
    )


def _architecture(options: FitOptions) -> Any:
    return options.architecture


def _task_card(task: Task, threshold: float) -> TaskCard:
    return TaskCard(
        name=task, threshold=threshold, threshold_source="Youden's index on the patients held out of training"
    )


def _input_card(spec: InputSpec) -> InputCard:
    scale: ScaleCard | Any = "as_shown"
    if spec.scale is not None:
        scale = ScaleCard(
            minimum_kpa=spec.scale.minimum_kpa,
            maximum_kpa=spec.scale.maximum_kpa,
            colours=spec.scale.colours,
            opacity=spec.scale.opacity,
            smoothing_px=spec.scale.smoothing_px,
        )
    return InputCard(side=250, channels=3, range=(spec.low, spec.high), scale=scale)


def _training_card(
    provenance: Provenance,
    options: FitOptions,
    fitted: Mapping[Task, Fitted],
    calibrations: Mapping[Task, Calibration],
) -> TrainingCard:
    extra: dict[str, Any] = {
        "options": options.as_values(),
        **provenance.lineage.as_values(),
        "patients": provenance.lineage.patients(provenance.train_patients, provenance.held_patients),
        "best_epoch": {task.value: one.best.number for task, one in fitted.items()},
        "curves": {
            task.value: [_rounded(asdict(epoch)) for epoch in one.curve] for task, one in fitted.items()
        },
        "calibration": {task.value: asdict(calibrations[task]) for task in Task},
        "calibrated_on": {
            "n_patients": len(provenance.held_patients),
            "shares": dict(provenance.held_shares),
        },
        "machine": machine(),
    }
    return TrainingCard(
        data=provenance.data,
        n_patients=provenance.n_patients,
        n_images=provenance.n_images,
        simulated=provenance.lineage.simulated,
        seed=options.seed,
        date=datetime.now(UTC).strftime("%Y-%m-%d"),
        software=software(),
        **extra,
    )


def software() -> str:
    """What trains, with versions."""
    import torch

    return f"dlre-gui {__version__}, torch {torch.__version__}"


def machine() -> str:
    """Kind of machine and Python, for a card."""
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _rounded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(value, 5) if isinstance(value, float) else value for name, value in values.items()}
