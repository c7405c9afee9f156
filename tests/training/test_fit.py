"""Training learns, is the same for the same seed, and goes on after an interruption to the same result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.errors import Cancelled
from dlre_gui.domain.exam import Task
from dlre_gui.model import layout, networks
from dlre_gui.training.augment import Augmentation
from dlre_gui.training.checkpoint import Arrays
from dlre_gui.training.fit import Fitted, fit_network, network_logits
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress

QUICK = FitOptions(epochs=3, batch=8, learning_rate=3e-3, augmentation=Augmentation(shift_px=3), threads=2)


@pytest.fixture(scope="module")
def data() -> FitData:
    """Flat patches, redder the higher the stage."""
    random = np.random.default_rng(5)
    stages = np.arange(40) % 5
    patches = random.integers(0, 60, (40, 2, 250, 250, 3), dtype=np.uint8)
    patches[..., 0] += (stages * 35).astype(np.uint8)[:, None, None, None]
    return FitData(patches, stages, np.arange(30), np.arange(30, 40))


def same(one: Arrays, other: Arrays) -> bool:
    return set(one) == set(other) and all(np.array_equal(one[name], other[name]) for name in one)


def stop_after(epochs: int) -> tuple[Callable[[Progress], None], Callable[[], bool]]:
    """A progress report and a question that turns true after some epochs."""
    seen: list[int] = []
    return lambda progress: seen.append(progress.done), lambda: len(seen) >= epochs


@pytest.fixture(scope="module")
def fitted(data: FitData, tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    return fit_network(data, Task.GE_F3, QUICK, tmp_path_factory.mktemp("fit") / "c.safetensors")


def test_training_lowers_the_loss_and_keeps_the_best_epoch(fitted: Fitted, data: FitData) -> None:
    assert fitted.curve[-1].train_loss < fitted.curve[0].train_loss
    assert fitted.best.held_loss == min(epoch.held_loss for epoch in fitted.curve)
    assert {name: value.shape for name, value in fitted.state.items()} == layout.network_shapes("gut")


def test_trained_network_tells_the_held_out_screens_apart(fitted: Fitted, data: FitData) -> None:
    network = networks.build("gut")
    networks.load_state(network, fitted.state)
    outputs = network_logits(network, data.patches, data.held)
    positive = data.labels(Task.GE_F3)[data.held] == 1
    margins = outputs[:, 1] - outputs[:, 0]
    assert margins[positive].min() > margins[~positive].max()


def test_interrupted_training_goes_on_to_bitwise_the_same_result(
    fitted: Fitted, data: FitData, tmp_path: Path
) -> None:
    report, cancelled = stop_after(1)
    path = tmp_path / "c.safetensors"
    with pytest.raises(Cancelled):
        fit_network(data, Task.GE_F3, QUICK, path, report=report, cancelled=cancelled)
    epochs: list[int] = []
    again = fit_network(data, Task.GE_F3, QUICK, path, report=lambda p: epochs.append(p.done))
    assert epochs == [1, 2, 3]
    assert same(again.state, fitted.state)
    assert again.curve == fitted.curve


def test_finished_training_is_not_done_again_but_told_again(
    fitted: Fitted, data: FitData, tmp_path: Path
) -> None:
    path = tmp_path / "c.safetensors"
    options = replace(QUICK, epochs=1)
    first = fit_network(data, Task.F4, options, path)
    written, epochs = path.stat().st_mtime_ns, []
    again = fit_network(data, Task.F4, options, path, report=lambda p: epochs.append(p.done))
    assert path.stat().st_mtime_ns == written
    assert epochs == [1]
    assert same(again.state, first.state)


def test_checkpoint_of_other_options_or_a_damaged_one_is_not_used(data: FitData, tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    short = replace(QUICK, epochs=1)
    first = fit_network(data, Task.F4, short, path)
    other = fit_network(data, Task.F4, replace(short, seed=2), path)
    assert not same(first.state, other.state)
    path.write_bytes(path.read_bytes()[:1000])
    assert same(fit_network(data, Task.F4, short, path).state, first.state)


def test_spie_keeps_the_given_trunk_and_trains_the_rest(
    data: FitData, tmp_path: Path, fitted: Fitted
) -> None:
    options = replace(QUICK, architecture="spie", epochs=1)
    made = fit_network(data, Task.F4, options, tmp_path / "c.safetensors", start=fitted.state)
    for name, value in fitted.state.items():
        if name.split(".")[0] in layout.CONVOLUTIONS[:3]:
            assert np.array_equal(made.state[name], value)
    assert not np.array_equal(made.state["conv4.weight"], fitted.state["conv4.weight"])
    assert {name: value.shape for name, value in made.state.items()} == layout.network_shapes("spie")


def test_squared_error_as_in_the_papers_can_be_chosen(data: FitData, tmp_path: Path) -> None:
    made = fit_network(data, Task.GE_F3, replace(QUICK, loss="squared_error"), tmp_path / "c.safetensors")
    assert made.curve[0].train_loss <= 2.0
    assert made.curve[-1].train_loss < made.curve[0].train_loss


def test_training_stops_when_the_held_out_loss_gets_no_better(data: FitData, tmp_path: Path) -> None:
    stuck = replace(QUICK, epochs=6, learning_rate=0.0, patience=2)
    made = fit_network(data, Task.GE_F3, stuck, tmp_path / "c.safetensors")
    assert [epoch.number for epoch in made.curve] == [1, 2, 3]
    assert made.best.number == 1


def test_single_class_is_refused(data: FitData, tmp_path: Path) -> None:
    healthy = replace(data, train=np.array([0, 5, 10]))
    with pytest.raises(ValueError, match="only one class for f4"):
        fit_network(healthy, Task.F4, QUICK, tmp_path / "c.safetensors")


def test_network_begins_with_the_weights_given_and_all_of_it_is_trained(
    data: FitData, fitted: Fitted, tmp_path: Path
) -> None:
    still = replace(QUICK, epochs=1, learning_rate=0.0, weight_decay=0.0)
    kept = fit_network(data, Task.F4, still, tmp_path / "a.safetensors", start=fitted.state)
    assert same(kept.state, fitted.state)
    moved = fit_network(
        data, Task.F4, replace(QUICK, epochs=1), tmp_path / "b.safetensors", start=fitted.state
    )
    assert not any(np.array_equal(moved.state[name], value) for name, value in fitted.state.items())


def test_mixed_precision_learns_the_same_and_is_repeatable(data: FitData, tmp_path: Path) -> None:
    mixed = replace(QUICK, mixed=True)
    first = fit_network(data, Task.GE_F3, mixed, tmp_path / "a.safetensors")
    assert first.curve[-1].train_loss < first.curve[0].train_loss
    assert all(value.dtype == np.float32 for value in first.state.values())
    assert same(fit_network(data, Task.GE_F3, mixed, tmp_path / "b.safetensors").state, first.state)


@pytest.fixture(scope="module")
def by_view() -> FitData:
    """As `data`, but the screens' second views are bluer, which is no matter of the stage."""
    random = np.random.default_rng(5)
    stages = np.arange(20) % 5
    patches = random.integers(0, 60, (20, 2, 250, 250, 3), dtype=np.uint8)
    patches[..., 0] += (stages * 35).astype(np.uint8)[:, None, None, None]
    patches[:, 1, ..., 2] += 120
    return FitData(patches, stages, np.arange(10), np.arange(10, 20))


def disagreement(fitted: Fitted, data: FitData) -> float:
    """Mean squared difference of the answers to two views, as a share of the answers' variance."""
    network = networks.build("gut")
    networks.load_state(network, fitted.state)
    outputs = [network_logits(network, data.patches[:, [view]], data.held) for view in (0, 1)]
    one, other = (each[:, 1] - each[:, 0] for each in outputs)
    return float(((one - other) ** 2).mean() / np.var(np.concatenate([one, other])))


def test_consistency_makes_answers_to_two_views_of_a_screen_more_alike_and_goes_on_where_it_was(
    by_view: FitData, tmp_path: Path
) -> None:
    plain = replace(QUICK, epochs=3)
    apart = fit_network(by_view, Task.GE_F3, plain, tmp_path / "a.safetensors")
    options, path = replace(plain, consistency=3.0), tmp_path / "b.safetensors"
    alike = fit_network(by_view, Task.GE_F3, options, path)
    assert disagreement(alike, by_view) < 0.5 * disagreement(apart, by_view)
    path.unlink()
    report, cancelled = stop_after(2)
    with pytest.raises(Cancelled):
        fit_network(by_view, Task.GE_F3, options, path, report=report, cancelled=cancelled)
    assert same(fit_network(by_view, Task.GE_F3, options, path).state, alike.state)
