"""Training a source model: simulated thyroid-like nodules, benign or malignant."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlre_gui import RESEARCH_USE_ONLY
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.evaluation.roc import delong_interval
from dlre_gui.model import networks
from dlre_gui.model.card import TrainingCard
from dlre_gui.model.source import SourceCard, save_source
from dlre_gui.simulation.nodules import SIDE_PX, nodule_patch
from dlre_gui.training.augment import Augmentation
from dlre_gui.training.fit import Fitted, fit_network, network_logits
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.options import FitOptions
from dlre_gui.training.package import machine, software
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent, stop_if
from dlre_gui.training.reserve import reserve
from dlre_gui.workflows.disk import disk_errors, made_folder

IDENTITY = "source-nodules-simulated"
NODULES_NAME = "nodules.u8"
_LABEL = Task.F4  # the fit knows stages: benign is handed to it as F0, malignant as F4
OPTIONS = FitOptions(
    epochs=6,
    mixed=True,
    threads=1,
    device="cpu",
    augmentation=Augmentation(void_share=0.0, blank_share=0.0),
    exam_share=0.0,  # a nodule has one
)
_SHARE_HELD, _SHARE_TEST = 0.15, 0.15


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """What to train.

    Attributes
    ----------
    out
        The model goes to ``out/IDENTITY``, the checkpoint to ``out/work``.
    nodules
        How many; 70 % train, 15 % choose the best epoch, 15 % test.
    """

    out: Path
    nodules: int = 1200
    options: FitOptions = OPTIONS


def train_source(plan: SourcePlan, report: Report = silent, cancelled: IsCancelled = never) -> Path:
    """Simulate nodules, train a ``gut`` network to tell malignant ones, write it; returns its folder.

    Interrupted, it can be called again: finished epochs are kept.

    Raises
    ------
    ValueError
        If there are too few nodules for both kinds to be everywhere.
    FileError
        If the folder cannot be made, or the disk has no room for the nodules.
    Cancelled
        If `cancelled` says so.
    """
    made_folder(plan.out / "work")
    with disk_errors(plan.out):
        return _trained(plan, report, cancelled)


def _trained(plan: SourcePlan, report: Report, cancelled: IsCancelled) -> Path:
    patches, malignant = _nodules(plan, report, cancelled)
    held = np.arange(round(_SHARE_HELD * plan.nodules))
    test = len(held) + np.arange(round(_SHARE_TEST * plan.nodules))
    train = np.arange(len(held) + len(test), plan.nodules)
    stages = np.where(malignant, int(Stage.F4), int(Stage.F0)).astype(np.int64)
    data = FitData(patches[:, None], stages, train, held)
    checkpoint = plan.out / "work" / "nodules.safetensors"
    fitted = fit_network(data, _LABEL, plan.options, checkpoint, None, "train nodules", report, cancelled)
    folder = plan.out / IDENTITY
    save_source(folder, _card(plan, fitted, data, test), fitted.state)
    del patches, data
    with suppress(OSError):  # a system may keep a file that was mapped
        (plan.out / "work" / NODULES_NAME).unlink()
    return folder


def _nodules(
    plan: SourcePlan, report: Report, cancelled: IsCancelled
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Pictures, memory-mapped, and whether each is malignant."""
    shape = (plan.nodules, SIDE_PX, SIDE_PX, 3)
    path = plan.out / "work" / NODULES_NAME
    reserve(path, int(np.prod(shape)))
    patches = np.memmap(path, np.uint8, "r+", shape=shape)
    malignant = np.empty(plan.nodules, dtype=np.bool_)
    for index in range(plan.nodules):
        stop_if(cancelled)
        patches[index], malignant[index] = nodule_patch(plan.options.seed, index)
        report(Progress("nodules", index + 1, plan.nodules))
    return patches, malignant


def _card(plan: SourcePlan, fitted: Fitted, data: FitData, test: NDArray[np.intp]) -> SourceCard:
    network = networks.build("gut")
    networks.load_state(network, fitted.state)
    outputs = network_logits(network, data.patches, test)
    found = delong_interval(data.labels(_LABEL)[test], outputs[:, 1] - outputs[:, 0])
    return SourceCard(
        id=IDENTITY,
        version="1.0",
        task="malignant or benign: simulated thyroid-like nodules in B-mode",
        architecture="gut",
        training=TrainingCard(
            data=f"simulated nodules 0 to {plan.nodules - 1} of seed {plan.options.seed}",
            n_patients=len(data.train) + len(data.held),
            n_images=len(data.train) + len(data.held),
            simulated=True,
            seed=plan.options.seed,
            date=datetime.now(UTC).strftime("%Y-%m-%d"),
            software=software(),
            **_notes(plan, fitted),
        ),
        auc=found.auc,
        auc_ci=(found.low, found.high),
        n_test=len(test),
        intended_use=f"{RESEARCH_USE_ONLY} To begin a training with (`train --from`); it scores nothing.",
        weights_sha256="0" * 64,
    )


def _notes(plan: SourcePlan, fitted: Fitted) -> dict[str, Any]:
    return {
        "options": plan.options.as_values(),
        "best_epoch": fitted.best.number,
        "machine": machine(),
    }
