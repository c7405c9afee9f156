"""Which networks a training consists of, in which order, and what each begins with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DlreError, ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.training.options import FitOptions
from dlre_gui.workflows.train_origin import Origin, Tensors

FIRST_TASK = Task.GE_F3
"""What is trained first (ours: the middle task): the trunk where no source model is given, and the network
that the others go on from where nothing is frozen."""
SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Step:
    """The training of one network.

    Attributes
    ----------
    after
        Name of the step whose weights it goes on from; empty: from those given, or from random ones.
    """

    name: str
    task: Task
    options: FitOptions
    after: str = ""


def steps(options: FitOptions, tasks: Collection[Task], begun: bool) -> list[Step]:
    """The trainings in their order.

    Parameters
    ----------
    begun
        Whether there are weights to begin with.
    """
    wanted = [task for task in Task if task in tasks]
    if begun:
        return [Step(task.value, task, options) for task in wanted]
    if options.frozen:
        trunk = Step(SOURCE, FIRST_TASK, replace(options, freeze=0))
        return [trunk, *(Step(task.value, task, options, SOURCE) for task in wanted)]
    if options.follow_share <= 0 or FIRST_TASK not in wanted:
        return [Step(task.value, task, options) for task in wanted]
    later = replace(options, epochs=max(1, round(options.follow_share * options.epochs)))
    others = [Step(task.value, task, later, FIRST_TASK.value) for task in wanted if task != FIRST_TASK]
    return [Step(FIRST_TASK.value, FIRST_TASK, options), *others]


def beginning(origin: Origin | None, options: FitOptions, tasks: Collection[Task]) -> dict[Task, Tensors]:
    """What each task's network begins with; empty without a package to begin with.

    The layers that the architecture's tasks share are the source's, or those of its network of ≥F3.

    Raises
    ------
    ModelPackageError
        If it lacks the networks of tasks that are not trained.
    DlreError
        If fewer layers are frozen than the architecture's tasks share.
    """
    shared = layout.shared_layers(options.architecture)
    if options.frozen < shared:
        name, frozen = options.architecture, options.frozen
        message = f"The tasks of {name} share {shared} layers, and {frozen} would be frozen."
        raise DlreError(message, "Freeze as many or more, or choose another architecture.")
    missing = [task for task in Task if task not in tasks]
    if origin is None or origin.architecture != options.architecture:
        _refuse_missing(origin.path if origin else Path(), missing)
    if origin is None:
        return {}
    if not origin.architecture:
        return dict(origin.networks)
    networks = origin.networks
    common = {name: networks[FIRST_TASK][name] for name in _convolutions(shared)}
    return {task: {**_fitting(networks[task], options.architecture), **common} for task in Task}


def _convolutions(count: int) -> list[str]:
    return [f"{layer}.{part}" for layer in layout.CONVOLUTIONS[:count] for part in ("weight", "bias")]


def _fitting(network: Tensors, architecture: str) -> dict[str, NDArray[np.float32]]:
    shapes = layout.network_shapes(architecture)
    return {name: value for name, value in network.items() if shapes.get(name) == value.shape}


def _refuse_missing(source: Path, missing: Collection[Task]) -> None:
    if missing:
        names = ", ".join(missing)
        message = f"The new package would have no network for {names}."
        hint = "Train all three tasks, or begin with a package of the same architecture that has them."
        raise ModelPackageError(source, message, hint)
