"""The networks have the papers' sizes, layer by layer."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout, networks

PATCHES = torch.rand(2, 3, 250, 250, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("architecture", layout.ARCHITECTURES)
def test_convolutions_and_pooled_maps_have_the_papers_sizes(architecture: str) -> None:
    network = networks.build(architecture)
    sides: list[tuple[int, ...]] = []
    layers = [network.conv1, network.conv2, network.conv3, network.conv4]
    for layer in layers:
        layer.register_forward_hook(lambda _module, _inputs, made: sides.append(tuple(made.shape[1:])))
    maps = network.pooled(PATCHES)
    assert sides == [(16, 248, 248), (32, 122, 122), (32, 59, 59), (32, 27, 27)]
    assert [tuple(m.shape[1:]) for m in maps] == [(16, 124, 124), (32, 61, 61), (32, 29, 29), (32, 13, 13)]


def test_gut_hidden_nodes_see_the_fourth_pooled_maps_only() -> None:
    assert networks.build("gut").hidden.weight.shape == (32, 13 * 13 * 32)


def test_spie_hidden_nodes_see_second_third_and_fourth_pooled_maps() -> None:
    network = networks.build("spie")
    assert network.hidden.weight.shape == (32, 32 * (61 * 61 + 29 * 29 + 13 * 13))
    maps = network.pooled(PATCHES)
    seen: list[torch.Tensor] = []
    network.hidden.register_forward_hook(lambda _module, inputs, _made: seen.append(inputs[0]))
    network(PATCHES)
    assert torch.equal(seen[0], torch.cat([m.flatten(1) for m in maps[1:]], dim=1))


@pytest.mark.parametrize("architecture", layout.ARCHITECTURES)
def test_output_is_the_softmax_probability_of_the_second_output(architecture: str) -> None:
    network = networks.build(architecture).eval()
    with torch.inference_mode():
        logits = network.logits(PATCHES)
        probability = network(PATCHES)
    assert logits.shape == (2, 2)
    assert torch.allclose(probability, torch.sigmoid(logits[:, 1] - logits[:, 0]))


def test_pooling_before_relu_equals_relu_before_pooling() -> None:
    network = networks.build("gut").eval()
    expected = torch.max_pool2d(torch.relu(network.conv1(PATCHES)), 2)
    assert torch.equal(network.pooled(PATCHES)[0], expected)


def test_frozen_trunk_gets_no_gradient() -> None:
    network = networks.build("spie")
    networks.freeze(network, 3)
    network.logits(PATCHES).sum().backward()
    trained = {name.split(".")[0] for name, value in network.named_parameters() if value.grad is not None}
    assert trained == {"conv4", "hidden", "output"}


@pytest.mark.parametrize("architecture", layout.ARCHITECTURES)
def test_states_have_the_documented_names_and_shapes(architecture: str) -> None:
    state = networks.state_of(networks.build(architecture))
    assert {name: value.shape for name, value in state.items()} == layout.network_shapes(architecture)


@pytest.mark.parametrize("architecture", layout.ARCHITECTURES)
def test_packing_and_unpacking_keeps_every_tensor(architecture: str) -> None:
    state = networks.state_of(networks.build(architecture))
    tensors = layout.pack(architecture, dict.fromkeys(Task, state))
    assert {name: value.shape for name, value in tensors.items()} == layout.package_shapes(architecture)
    for unpacked in layout.unpack(architecture, tensors).values():
        assert all(np.array_equal(unpacked[name], value) for name, value in state.items())


def test_spie_package_holds_the_trunk_once_and_refuses_three_different_ones() -> None:
    assert sum(name.startswith("trunk.") for name in layout.package_shapes("spie")) == 6
    states = {task: networks.state_of(networks.build("spie")) for task in Task}
    with pytest.raises(ValueError, match="share conv1"):
        layout.pack("spie", states)


def test_maps_known_up_to_a_layer_give_the_same_outputs() -> None:
    network = networks.build("spie").eval()
    known = dict(enumerate(network.pooled(PATCHES), 1))
    for after in (2, 3, 4):
        kept = {number: known[number] for number in range(2, after + 1)}
        assert torch.equal(network.logits_after(kept, after), network.logits(PATCHES))


def test_basic_shares_nothing_and_transfer_all_convolutions() -> None:
    assert not any(name.startswith("trunk.") for name in layout.package_shapes("basic"))
    assert sum(name.startswith("trunk.") for name in layout.package_shapes("transfer")) == 8


def test_unknown_architecture_is_refused() -> None:
    with pytest.raises(ValueError, match="gut, spie"):
        networks.build("resnet")
