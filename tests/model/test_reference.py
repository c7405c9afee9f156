"""The plain double-precision networks give torch's probabilities."""

import numpy as np
import pytest

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.model.networks import build, load_state
from dlre_gui.model.package import ModelPackage
from dlre_gui.model.reference import probabilities
from dlre_gui.model.selftest import reference_patch


def test_double_precision_agrees_with_torch_in_double_precision(package: ModelPackage) -> None:
    import torch

    patch = reference_patch(seed=3)
    made = probabilities(package, patch)
    for task, state in layout.unpack(package.card.architecture, package.weights).items():
        network = build(package.card.architecture)
        load_state(network, state)
        with torch.no_grad():
            expected = network.double().eval()(torch.from_numpy(patch[None].astype(np.float64)))
        assert made[task] == pytest.approx(float(expected[0]), abs=1e-12)
    assert set(made) == set(Task)
