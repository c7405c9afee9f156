"""The card of a trained package tells where it came from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.model.calibration import Calibration
from dlre_gui.model.card import PerformanceCard
from dlre_gui.model.package import ModelPackage, load_package
from dlre_gui.model.scale import InputSpec, ReferenceScale
from dlre_gui.training.checkpoint import Arrays, Epoch
from dlre_gui.training.cohort import patient_hash
from dlre_gui.training.fit import Fitted
from dlre_gui.training.lineage import Lineage
from dlre_gui.training.options import FitOptions
from dlre_gui.training.package import Provenance, build

SPEC = InputSpec(scale=ReferenceScale(0.0, 60.0))
SHARES = {"ge_f2": 1.0, "ge_f3": 1.0, "f4": 0.0}
CURVE = (Epoch(1, 0.7, 0.69), Epoch(2, 0.5, 0.6))


def states() -> dict[Task, Arrays]:
    random = np.random.default_rng(1)
    shapes = layout.network_shapes("gut")
    return {
        task: {name: random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
        for task in Task
    }


def provenance(simulated: bool) -> Provenance:
    return Provenance(
        "site-model", "2.1", "COHORT.csv", 15, Lineage(simulated), ("aa", "bb"), ("cc",), SHARES
    )


def built(folder: Path, simulated: bool = True) -> ModelPackage:
    own = states()
    return build(
        folder / "site-model",
        {task: Fitted(state, CURVE, CURVE[1]) for task, state in own.items()},
        own,
        dict.fromkeys(Task, Calibration(0.8, 0.9, -0.1)),
        {Task.GE_F2: 0.4, Task.GE_F3: 0.5, Task.F4: 0.3},
        [PerformanceCard(task=Task.F4, auc=0.9, auc_ci=(0.85, 0.95), cohort="40 other patients")],
        provenance(simulated),
        FitOptions(seed=9),
        SPEC,
    )


def test_built_package_holds_the_states_thresholds_and_scale(tmp_path: Path) -> None:
    package = load_package(built(tmp_path).path)
    for task, state in layout.unpack("gut", package.weights).items():
        assert all(np.array_equal(state[name], value) for name, value in states()[task].items())
    assert package.thresholds == {Task.GE_F2: 0.4, Task.GE_F3: 0.5, Task.F4: 0.3}
    assert package.card.input.spec() == SPEC


def test_card_tells_patients_seed_curves_calibration_and_performance(tmp_path: Path) -> None:
    package = built(tmp_path)
    training = json.loads((package.path / "card.json").read_text("utf-8"))["training"]
    assert (training["n_patients"], training["n_images"], training["seed"]) == (3, 15, 9)
    assert training["patients"] == {"train": ["aa", "bb"], "held_out": ["cc"]}
    assert training["curves"]["f4"][1] == {"number": 2, "train_loss": 0.5, "held_loss": 0.6}
    assert training["best_epoch"] == {"ge_f2": 2, "ge_f3": 2, "f4": 2}
    assert training["calibration"]["ge_f3"] == {"a": 0.8, "b": 0.9, "c": -0.1}
    assert package.calibrations == dict.fromkeys(Task, Calibration(*np.float32([0.8, 0.9, -0.1]).tolist()))
    assert training["calibrated_on"] == {"n_patients": 1, "shares": SHARES}
    assert "torch" in training["software"]
    assert package.card.performance_text() == "f4: AUC 0.90 (0.85–0.95), 40 other patients"


@pytest.mark.parametrize("simulated", [True, False])
def test_card_says_whether_the_data_were_simulated(tmp_path: Path, simulated: bool) -> None:
    package = built(tmp_path, simulated)
    assert package.simulated is simulated
    assert ("simulated" in package.card.limitations) is simulated
    assert "not for diagnosis" in package.card.intended_use


def test_patient_hash_hides_the_id_and_depends_on_the_cohort() -> None:
    assert patient_hash("P1", "x") == patient_hash("P1", "x")
    assert len({patient_hash("P1", "x"), patient_hash("P1", "y"), patient_hash("P2", "x")}) == 3
    assert "P1" not in patient_hash("P1", "x")
