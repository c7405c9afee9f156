"""What training begins with tells contrast from level before anything is learnt."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlre_gui.model import layout, networks
from dlre_gui.model.scale import ReferenceScale
from dlre_gui.training.first_weights import first_weights


def begun(architecture: str = "gut") -> networks.Network:
    torch.manual_seed(1)
    network = networks.build(architecture).eval()
    networks.load_state(network, first_weights(networks.state_of(network), np.random.default_rng(1)))
    return network


def shown(relative_sd: float, size_px: int, mean_kpa: float = 9.0) -> torch.Tensor:
    """A stiffness map in the reference colours: blobs of that contrast and size about one level."""
    random = np.random.default_rng(4)
    blobs = torch.from_numpy(random.standard_normal((1, 1, 250 // size_px + 2, 250 // size_px + 2)))
    field = torch.nn.functional.interpolate(blobs, (250, 250), mode="bicubic")[0, 0].numpy()
    kpa = mean_kpa * np.exp(relative_sd * field / field.std())
    pixels = ReferenceScale().paint(kpa.astype(np.float32)).astype(np.float32) / 255
    return torch.from_numpy(pixels).permute(2, 0, 1)[None]


@pytest.mark.parametrize("size_px", [12, 25])
def test_differences_grow_with_the_contrast_of_blobs(size_px: int) -> None:
    network = begun()
    with torch.inference_mode():
        still, rough, rougher = (
            network.pooled(shown(sd, size_px))[3][0, 7:15].mean().item() for sd in (0.02, 0.1, 0.2)
        )
    assert 3 * still < rough < 0.75 * rougher


def test_level_is_carried_to_the_last_map_and_grey_has_no_colour() -> None:
    network = begun()
    with torch.inference_mode():
        soft, stiff = (network.pooled(shown(0.02, 25, mean))[3][0, 0].mean().item() for mean in (6.0, 12.0))
        grey = network.pooled(torch.full((1, 3, 250, 250), 0.5))[3][0]
    assert stiff > 1.5 * soft > 0
    assert float(grey[:6].abs().max()) < 1e-5
    assert float(grey[6].mean()) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("architecture", layout.ARCHITECTURES)
def test_hidden_nodes_begin_as_means_wherever_the_picture_lies(architecture: str) -> None:
    network = begun(architecture)
    for number, weight in by_map(network).items():
        assert torch.equal(weight, weight[..., :1].expand_as(weight)), number
        assert float(weight.std()) > 0


def by_map(network: networks.Network) -> dict[int, torch.Tensor]:
    """The hidden nodes' weights as (nodes, channels, places) by the map that they see."""
    maps = layout.hidden_maps(network.architecture)
    sides = [layout.pooled_sides()[number - 1] ** 2 for number in maps]
    parts = torch.split(network.hidden.weight.detach(), [layout.CHANNELS[4] * one for one in sides], dim=1)
    return {
        number: part.reshape(len(part), layout.CHANNELS[number], -1)
        for number, part in zip(maps, parts, strict=True)
    }


def test_same_random_numbers_give_the_same_weights_and_other_ones_others() -> None:
    state = networks.state_of(networks.build("gut"))
    one, same, other = (first_weights(state, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert all(np.array_equal(one[name], same[name]) for name in state)
    assert not np.array_equal(one["hidden.weight"], other["hidden.weight"])
