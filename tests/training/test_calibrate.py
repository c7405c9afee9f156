"""Calibration makes probabilities match frequencies without another layer or another ranking."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlre_gui.model import networks
from dlre_gui.training.calibrate import Calibration, calibrated, fit_calibration


def test_fit_finds_the_slope_and_offset_that_made_the_labels() -> None:
    random = np.random.default_rng(3)
    margins = random.normal(0, 4, 20_000)
    labels = random.random(20_000) < 1 / (1 + np.exp(-(0.5 * margins - 1.0)))
    found = fit_calibration(margins, labels)
    assert found.slope == pytest.approx(0.5, abs=0.03)
    assert found.offset == pytest.approx(-1.0, abs=0.06)


def test_separable_labels_give_a_finite_fit() -> None:
    found = fit_calibration([-9.0, -8.0, 7.0, 9.0], [0, 0, 1, 1])
    assert np.isfinite([found.slope, found.offset]).all()
    assert found.slope > 0


@pytest.mark.parametrize("spread", [1e-3, 1.0, 1e3])
def test_useless_or_contrary_margins_do_not_turn_the_ranking_round(spread: float) -> None:
    random = np.random.default_rng(1)
    labels = random.random(200) < 0.3
    found = fit_calibration(spread * (random.normal(0, 1, 200) - labels), labels)
    assert found.slope > 0
    assert np.isfinite(found.offset)


@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (0.01, 5.0), (0.01, -5.0), (1e3, 1e4)])
def test_where_margins_lie_and_how_far_apart_does_not_matter(scale: float, shift: float) -> None:
    random = np.random.default_rng(5)
    labels = np.repeat(random.random(200) < 0.25, 5)
    patients = [str(place // 5) for place in range(1000)]
    margins = 2.0 * labels + random.normal(0, 1, 1000)
    plain, moved = (fit_calibration(x, labels, patients) for x in (margins, scale * margins + shift))
    assert moved.slope * scale == pytest.approx(plain.slope, rel=1e-3)
    assert moved.offset + moved.slope * shift == pytest.approx(plain.offset, abs=1e-3)


def test_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="both classes"):
        fit_calibration([0.0, 1.0], [1, 1])


def test_folded_calibration_equals_the_formula() -> None:
    network = networks.build("gut").eval()
    patches = torch.rand(3, 3, 250, 250, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        logits = network.logits(patches).double()
    expected = 1 / (1 + torch.exp(-(3.0 * (logits[:, 1] - logits[:, 0]) - 0.7)))
    networks.load_state(network, calibrated(networks.state_of(network), Calibration(3.0, -0.7)))
    with torch.inference_mode():
        assert torch.allclose(network(patches).double(), expected, atol=1e-6)
