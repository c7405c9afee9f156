"""What frozen layers give is computed once, is what the network would compute, and survives a kill."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dlre_gui.domain.errors import Cancelled
from dlre_gui.domain.exam import Task
from dlre_gui.model import networks
from dlre_gui.training.augment import plain
from dlre_gui.training.checkpoint import Arrays
from dlre_gui.training.fit import fit_network
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.frozen import MAPS_NAME, MARK_NAME, kept_maps, maps_bytes, split_maps, with_frozen_maps
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import Progress, never, silent

OPTIONS = FitOptions(architecture="transfer", epochs=2, batch=4, variants=2, threads=1)


@pytest.fixture(scope="module")
def data() -> FitData:
    random = np.random.default_rng(5)
    stages = np.arange(10) % 5
    patches = random.integers(0, 60, (10, 2, 250, 250, 3), dtype=np.uint8)
    patches[..., 0] += (stages * 35).astype(np.uint8)[:, None, None, None]
    return FitData(patches, stages, np.array([0, 2, 3, 4, 9]), np.arange(5, 9))


@pytest.fixture(scope="module")
def trunk() -> Arrays:
    torch.manual_seed(3)
    return networks.state_of(networks.build("gut"))


@pytest.fixture(scope="module")
def kept(data: FitData, trunk: Arrays, tmp_path_factory: pytest.TempPathFactory) -> FitData:
    return with_frozen_maps(data, trunk, OPTIONS, tmp_path_factory.mktemp("maps"), silent, never)


def test_first_maps_are_those_of_the_unchanged_patch(data: FitData, trunk: Arrays, kept: FitData) -> None:
    assert kept.maps is not None
    network = networks.build("gut")
    networks.load_state(network, trunk)
    maps = split_maps(torch.from_numpy(kept.maps[data.held, 0].astype(np.float32)), kept_maps(OPTIONS))
    assert set(maps) == {2, 3, 4}
    with torch.inference_mode():
        expected = network.pooled(plain(torch.from_numpy(data.patches[data.held, 0])))
    for number, found in maps.items():
        assert torch.allclose(found, expected[number - 1], rtol=2e-3, atol=1e-4)
    assert not np.array_equal(kept.maps[0, 1], kept.maps[0, 2])
    assert not kept.maps[1].any()


def test_interrupted_maps_go_on_to_the_same_bytes(
    data: FitData, trunk: Arrays, kept: FitData, tmp_path: Path
) -> None:
    seen: list[Progress] = []
    with pytest.raises(Cancelled):
        with_frozen_maps(data, trunk, OPTIONS, tmp_path, seen.append, lambda: len(seen) == 1)
    again: list[Progress] = []
    made = with_frozen_maps(data, trunk, OPTIONS, tmp_path, again.append, never)
    assert [step.done for step in again] == [2, 3]
    assert kept.maps is not None
    assert made.maps is not None
    assert made.maps.tobytes() == kept.maps.tobytes()


def test_maps_of_another_trunk_or_a_broken_mark_are_made_anew(
    data: FitData, trunk: Arrays, tmp_path: Path
) -> None:
    with_frozen_maps(data, trunk, OPTIONS, tmp_path, silent, never)
    steps: list[Progress] = []
    other = {**trunk, "conv2.weight": trunk["conv2.weight"] * 2}
    with_frozen_maps(data, other, OPTIONS, tmp_path, steps.append, never)
    assert len(steps) == 3
    (tmp_path / MARK_NAME).write_text(json.dumps({"done": 3}), "utf-8")
    with_frozen_maps(data, other, OPTIONS, tmp_path, steps.append, never)
    assert len(steps) == 6


def test_layers_that_are_trained_do_not_make_kept_maps_anew(
    data: FitData, trunk: Arrays, tmp_path: Path
) -> None:
    """Each task of `spie` that goes on from a package brings its own fourth convolution."""
    spie = replace(OPTIONS, architecture="spie")
    first = with_frozen_maps(data, trunk, spie, tmp_path, silent, never)
    steps: list[Progress] = []
    other = {**trunk, "conv4.weight": trunk["conv4.weight"] * 2}
    again = with_frozen_maps(data, other, spie, tmp_path, steps.append, never)
    assert steps == []
    assert first.maps is not None
    assert again.maps is not None
    assert first.maps.tobytes() == again.maps.tobytes()


@pytest.mark.parametrize(
    ("architecture", "freeze", "kept"),
    [("spie", None, (2, 3)), ("transfer", None, (2, 3, 4)), ("gut", 3, (3,)), ("gut", 4, (4,))],
)
def test_only_maps_that_are_looked_at_are_kept_and_their_room_is_known(
    architecture: str, freeze: int | None, kept: tuple[int, ...], data: FitData, trunk: Arrays, tmp_path: Path
) -> None:
    options = replace(OPTIONS, architecture=architecture, freeze=freeze, variants=1)
    assert kept_maps(options) == kept
    with_frozen_maps(data, trunk, options, tmp_path, silent, never)
    assert (tmp_path / MAPS_NAME).stat().st_size == maps_bytes(len(data.stages), options)
    assert maps_bytes(10, replace(options, freeze=2)) == 0


def test_training_on_kept_maps_leaves_the_frozen_layers_and_trains_the_rest(
    data: FitData, kept: FitData, trunk: Arrays, tmp_path: Path
) -> None:
    made = fit_network(kept, Task.GE_F3, OPTIONS, tmp_path / "a.safetensors", trunk)
    for name, value in trunk.items():
        if name.startswith("conv"):
            assert np.array_equal(made.state[name], value)
    options = replace(OPTIONS, architecture="spie")
    own = with_frozen_maps(data, trunk, options, tmp_path / "maps", silent, never)
    spie = fit_network(own, Task.GE_F3, options, tmp_path / "b.safetensors", trunk)
    assert np.array_equal(spie.state["conv3.weight"], trunk["conv3.weight"])
    assert not np.array_equal(spie.state["conv4.weight"], trunk["conv4.weight"])


def test_frozen_layers_without_a_beginning_are_refused(data: FitData, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"conv1\.weight"):
        fit_network(data, Task.GE_F3, OPTIONS, tmp_path / "a.safetensors")
