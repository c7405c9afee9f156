"""Training lowers what is used: the loss of a patient's mean probability, or of each screen's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors import safe_open

from dlre_gui.domain.errors import Cancelled
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.roc import auc
from dlre_gui.model import networks
from dlre_gui.training.augment import Augmentation
from dlre_gui.training.checkpoint import Arrays
from dlre_gui.training.fit import fit_network, network_logits
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.losses import by_unit, class_weights, judged, loss_of, mean_log_probabilities
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress

QUICK = FitOptions(epochs=2, exam_share=1.0, batch=8, augmentation=Augmentation(shift_px=3), threads=1)
EVEN = torch.ones(2)


def test_loss_of_an_exam_is_that_of_the_mean_of_its_screens_probabilities() -> None:
    logits = np.random.default_rng(3).normal(0, 2, (6, 2))
    patients, labels = np.array([7, 2, 7, 7, 2, 9]), np.array([1, 0, 1, 1, 0, 1])
    both = judged(patients, labels)
    assert both.labels.tolist() == [1, 0, 1]
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    means = np.array([chances[patients == one].mean(axis=0) for one in (7, 2, 9)])
    found = mean_log_probabilities(torch.from_numpy(logits), both.screens)
    assert found.exp().numpy() == pytest.approx(means)
    weights = torch.tensor([2.0, 0.5], dtype=torch.float64)
    entropy = -(0.5 * np.log(means[0, 1]) + 2 * np.log(means[1, 0]) + 0.5 * np.log(means[2, 1])) / 3
    assert float(loss_of(found, both.labels, weights, "cross_entropy")) == pytest.approx(entropy)
    squares = ((means - np.eye(2)[both.labels]) ** 2).sum(axis=1)
    squared = (np.array([0.5, 2.0, 0.5]) * squares).sum() / 3
    assert float(loss_of(found, both.labels, weights, "squared_error")) == pytest.approx(squared)


def test_loss_and_its_slope_stay_finite_where_probabilities_are_nought() -> None:
    logits = torch.tensor([[900.0, -900.0], [800.0, -900.0], [-900.0, 900.0]], requires_grad=True)
    both = judged(np.array([0, 0, 1]), np.array([1, 1, 0]))
    loss = loss_of(mean_log_probabilities(logits, both.screens), both.labels, EVEN, "cross_entropy")
    loss.backward()  # type: ignore[no-untyped-call]
    assert torch.isfinite(loss)
    assert logits.grad is not None
    assert torch.isfinite(logits.grad).all()
    assert float(logits.grad.abs().min()) >= 0
    assert float(logits.grad[1].abs().max()) > 0, "the screen that was least wrong is pulled up"


def test_units_come_in_the_order_of_their_first_screen() -> None:
    assert [rows.tolist() for rows in by_unit(np.array([5, 3, 5, 3, 8]))] == [[0, 2], [1, 3], [4]]


def separated(kind: str, screens: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean probabilities of patients, by weights of look and stiffness that were fitted to half of them."""
    count, each = screens.shape[:2]
    half = count // 2
    rows = torch.from_numpy(screens.reshape(-1, 2))
    units = np.repeat(np.arange(count), each) if kind == "exams" else np.arange(count * each)
    first = np.arange(half * each)
    both = judged(units[first], np.repeat(labels, each)[first])
    weights = class_weights(both.labels).double()
    values = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.Adam([values], lr=0.2)
    for _ in range(60):
        margins = rows @ values[:2] + values[2]
        logits = torch.stack([torch.zeros_like(margins), margins], dim=1)
        loss = loss_of(
            mean_log_probabilities(logits[first], both.screens), both.labels, weights, "cross_entropy"
        )
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return np.asarray(torch.sigmoid(margins.detach()).reshape(count, each).mean(dim=1))[half:]


def test_judged_by_exams_what_differs_between_sites_counts_for_more() -> None:
    """Five sites look differently about the stage, and share the error of their stiffness."""
    random = np.random.default_rng(4)
    labels = random.integers(0, 2, 1600)
    look = labels[:, None] + random.normal(0, 1.2, (1600, 5))
    stiffness = labels[:, None] + random.normal(0, 0.8, (1600, 1)) + random.normal(0, 0.1, (1600, 5))
    screens = np.stack([look, stiffness], axis=2)
    areas = {kind: auc(labels[800:], separated(kind, screens, labels)) for kind in ("exams", "screens")}
    assert areas["exams"] > areas["screens"] + 0.02


@pytest.fixture(scope="module")
def data() -> FitData:
    """Fifteen patients of one to three flat patches, redder the higher the stage."""
    random = np.random.default_rng(5)
    patients = np.repeat(np.arange(15), np.arange(15) % 3 + 1)
    stages = patients * 2 % 5
    patches = random.integers(0, 60, (len(patients), 2, 250, 250, 3), dtype=np.uint8)
    patches[..., 0] += (stages * 35).astype(np.uint8)[:, None, None, None]
    train, held = np.flatnonzero(patients < 10), np.flatnonzero(patients >= 10)
    return FitData(patches, stages, random.permutation(train), held, patients=patients)


def same(one: Arrays, other: Arrays) -> bool:
    return all(np.array_equal(one[name], other[name]) for name in one.keys() | other.keys())


def test_training_by_exams_goes_on_after_an_interruption_to_bitwise_the_same_result(
    data: FitData, tmp_path: Path
) -> None:
    whole = fit_network(data, Task.GE_F3, QUICK, tmp_path / "a.safetensors")
    seen: list[Progress] = []
    path = tmp_path / "b.safetensors"
    with pytest.raises(Cancelled):
        fit_network(data, Task.GE_F3, QUICK, path, report=seen.append, cancelled=lambda: bool(seen))
    again = fit_network(data, Task.GE_F3, QUICK, path)
    assert same(again.state, whole.state)
    assert again.curve == whole.curve
    screens = fit_network(data, Task.GE_F3, replace(QUICK, exam_share=0.0), path)
    assert not same(screens.state, whole.state), "a checkpoint of another loss is not gone on with"


def test_best_epoch_is_chosen_by_the_held_out_patients_means(data: FitData, tmp_path: Path) -> None:
    still = FitOptions(epochs=1, exam_share=1.0, batch=8, learning_rate=0.0, weight_decay=0.0, threads=1)
    made = fit_network(data, Task.GE_F3, still, tmp_path / "c.safetensors")
    network = networks.build("gut")
    networks.load_state(network, made.state)
    logits = network_logits(network, data.patches, data.held)
    assert data.patients is not None
    both = judged(data.patients[data.held], data.labels(Task.GE_F3)[data.held])
    assert len(both.labels) == 5
    trained = judged(data.patients[data.train], data.labels(Task.GE_F3)[data.train])
    weights = class_weights(trained.labels)
    means = mean_log_probabilities(torch.from_numpy(logits), both.screens)
    expected = float(loss_of(means, both.labels, weights, "cross_entropy"))
    assert made.best.held_loss == pytest.approx(expected, rel=1e-6)


def test_where_each_patient_has_one_screen_exams_are_screens(data: FitData, tmp_path: Path) -> None:
    first = np.unique(data.patients, return_index=True)[1]  # type: ignore[call-overload]
    alone = FitData(data.patches[first], data.stages[first], np.arange(10), np.arange(10, 15),
                    patients=np.arange(15))  # fmt: skip
    exams = fit_network(alone, Task.GE_F3, QUICK, tmp_path / "a.safetensors")
    screens = fit_network(alone, Task.GE_F3, replace(QUICK, exam_share=0.0), tmp_path / "b.safetensors")
    assert same(exams.state, screens.state)
    assert exams.curve == screens.curve


def test_a_step_shows_whole_patients(data: FitData, tmp_path: Path) -> None:
    """With a batch of one screen a step is one patient: as many steps as patients."""
    one = FitOptions(epochs=1, exam_share=1.0, batch=1, augmentation=Augmentation(shift_px=3), threads=1)
    path = tmp_path / "c.safetensors"
    fit_network(data, Task.GE_F3, one, path)
    with safe_open(path, "numpy") as file:
        notes = file.metadata()["notes"]
    assert '"steps": 10' in notes
