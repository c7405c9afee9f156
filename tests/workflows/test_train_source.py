"""A source model learns its own task, begins other trainings, and can score nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.errors import DlreError, ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model import layout, library
from dlre_gui.model.package import CARD_NAME, load_package
from dlre_gui.model.source import SourceModel, is_source, load_source
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress
from dlre_gui.workflows.train_origin import load_origin
from dlre_gui.workflows.train_source import OPTIONS, SourcePlan, train_source
from dlre_gui.workflows.train_steps import beginning, steps
from tests.model.model_packages import make_package

QUICK = replace(OPTIONS, epochs=1, batch=8)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> SourcePlan:
    return SourcePlan(tmp_path_factory.mktemp("source"), 40, QUICK)


@pytest.fixture(scope="module")
def source(plan: SourcePlan) -> SourceModel:
    return load_source(train_source(plan))


def test_card_says_what_it_is_and_how_good(source: SourceModel) -> None:
    assert source.card.kind == "source"
    assert source.card.training.simulated
    assert "nodules" in source.card.task
    assert (source.card.training.n_patients, source.card.n_test) == (34, 6)
    assert "scores nothing" in source.card.intended_use


def test_second_run_trains_nothing_again(plan: SourcePlan, source: SourceModel) -> None:
    checkpoint = plan.out / "work" / "nodules.safetensors"
    written = checkpoint.stat().st_mtime_ns
    told: list[Progress] = []
    again = load_source(train_source(plan, told.append))
    assert [(step.done, step.total) for step in told if step.stage == "train nodules"] == [(1, 1)]
    assert checkpoint.stat().st_mtime_ns == written
    assert again.card.weights_sha256 == source.card.weights_sha256


def test_it_is_no_model_that_can_be_chosen(
    source: SourceModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_source(source.path)
    with pytest.raises(ModelPackageError, match="source model"):
        load_package(source.path)
    with pytest.raises(ModelPackageError, match="source model"):
        library.install_package(source.path)
    monkeypatch.setattr(library, "user_dir", lambda: source.path.parent)
    [entry] = [one for one in library.list_packages() if one.path == source.path]
    assert "scores nothing" in entry.problem


def test_changed_weights_or_a_wrong_card_are_refused(source: SourceModel, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in source.path.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    card = (copy / CARD_NAME).read_text("utf-8")
    (copy / CARD_NAME).write_text(card.replace(source.card.weights_sha256, "0" * 64), "utf-8")
    with pytest.raises(ModelPackageError, match="hash"):
        load_source(copy)
    (copy / CARD_NAME).write_text('{"kind": "source"}', "utf-8")
    with pytest.raises(ModelPackageError, match="id: "):
        load_source(copy)


def test_all_tasks_begin_with_its_convolutions(source: SourceModel) -> None:
    begun = beginning(load_origin(source.path), FitOptions(architecture="spie"), tuple(Task))
    for task in Task:
        assert set(begun[task]) == {name for name in source.weights if name.startswith("conv")}
        assert np.array_equal(begun[task]["conv1.weight"], source.weights["conv1.weight"])


def test_package_of_the_tasks_goes_on_with_its_own_networks_and_one_trunk(tmp_path: Path) -> None:
    package = make_package(tmp_path / "gut", "gut")
    networks = layout.unpack("gut", package.weights)
    same = beginning(load_origin(package.path), FitOptions(), [Task.F4])
    assert np.array_equal(same[Task.F4]["hidden.weight"], networks[Task.F4]["hidden.weight"])
    shared = beginning(load_origin(package.path), FitOptions(architecture="spie"), tuple(Task))
    trunk = networks[Task.GE_F3]["conv2.weight"]
    assert all(np.array_equal(shared[task]["conv2.weight"], trunk) for task in Task)
    assert np.array_equal(shared[Task.F4]["conv4.weight"], networks[Task.F4]["conv4.weight"])
    assert "hidden.weight" not in shared[Task.F4]


def test_package_that_would_lack_a_network_is_refused(source: SourceModel) -> None:
    for place in (None, source.path):
        with pytest.raises(ModelPackageError, match="no network for ge_f2, ge_f3"):
            beginning(load_origin(place), FitOptions(), [Task.F4])


def test_fewer_frozen_layers_than_the_tasks_share_are_refused() -> None:
    with pytest.raises(DlreError, match="share 3 layers"):
        beginning(None, FitOptions(architecture="spie", freeze=2), tuple(Task))


@pytest.mark.parametrize(
    ("options", "begun", "expected"),
    [
        (FitOptions(), False, [("ge_f3", ""), ("ge_f2", "ge_f3"), ("f4", "ge_f3")]),
        (FitOptions(follow_share=0.0), False, [("ge_f2", ""), ("ge_f3", ""), ("f4", "")]),
        (
            FitOptions(architecture="spie"),
            False,
            [("source", ""), ("ge_f2", "source"), ("ge_f3", "source"), ("f4", "source")],
        ),
        (FitOptions(architecture="spie"), True, [("ge_f2", ""), ("ge_f3", ""), ("f4", "")]),
    ],
)
def test_steps_follow_from_what_there_is_to_begin_with(
    options: FitOptions, begun: bool, expected: list[tuple[str, str]]
) -> None:
    assert [(step.name, step.after) for step in steps(options, tuple(Task), begun)] == expected
