"""Outputs of trained networks for the patches of a cache."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.model import networks
from dlre_gui.training.fit import network_logits
from dlre_gui.training.options import FitOptions
from dlre_gui.training.patches import PatchCache

Margins = dict[Task, NDArray[np.float64]]


def margins_of(
    states: Mapping[Task, Mapping[str, NDArray[np.float32]]], cache: PatchCache, options: FitOptions
) -> Margins:
    """Second output minus first of each task's network, shape (rows,); NaN where there is no patch."""
    margins = {}
    for task, state in states.items():
        network = networks.build(options.architecture)
        networks.load_state(network, state)
        network.to(torch.device(options.device), memory_format=torch.channels_last)  # type: ignore[call-overload]
        outputs = network_logits(network, cache.patches, cache.slots).astype(np.float64)
        margins[task] = np.full(len(cache.stages), np.nan)
        margins[task][cache.slots] = outputs[:, 1] - outputs[:, 0]
    return margins
