"""Calibration makes patients' probabilities match frequencies and keeps the ranking of screens."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.evaluation.calibration import expected_calibration_error
from dlre_gui.model.calibration import Calibration
from dlre_gui.training.calibrate import ENOUGH_PATIENTS, fit_calibration


def test_fit_finds_the_slope_and_offset_that_made_the_labels() -> None:
    random = np.random.default_rng(3)
    margins = random.normal(0, 4, 20_000)
    labels = random.random(20_000) < 1 / (1 + np.exp(-(0.5 * margins - 1.0)))
    found = fit_calibration(margins, labels)
    assert (found.a, found.b) == pytest.approx((0.5, 0.5), abs=0.04)
    assert found.c == pytest.approx(-1.0, abs=0.08)


def test_fit_finds_both_stretches_that_made_the_labels() -> None:
    random = np.random.default_rng(4)
    margins = random.normal(0, 3, 20_000)
    made = Calibration(0.4, 1.3, -0.5)
    found = fit_calibration(margins, random.random(20_000) < made.probabilities(margins))
    assert (found.a, found.b, found.c) == pytest.approx((0.4, 1.3, -0.5), abs=0.1)


def test_few_patients_get_slope_and_offset_only() -> None:
    random = np.random.default_rng(6)
    margins = random.normal(0, 3, 4 * ENOUGH_PATIENTS)
    labels = random.random(len(margins)) < Calibration(0.4, 1.3, -0.5).probabilities(margins)
    few = np.flatnonzero(labels)[: ENOUGH_PATIENTS - 1].tolist() + np.flatnonzero(~labels).tolist()
    some = fit_calibration(margins[few], labels[few])
    enough = fit_calibration(margins, labels)
    assert some.a == some.b
    assert enough.a < enough.b


def test_mean_of_several_screens_becomes_a_probability() -> None:
    """Screens scatter about what the patient has, less where it is little, so that one slope does not do."""
    random = np.random.default_rng(8)
    latent = random.normal(0, 3, 3000)
    truth = random.random(3000) < 1 / (1 + np.exp(-latent))
    scattered = latent[:, None] + random.normal(0, 2, (3000, 5))
    margins = np.where(scattered < 0, 0.4 * scattered, scattered).ravel()
    names = np.repeat(np.arange(3000), 5).astype(str).tolist()
    found = fit_calibration(margins, np.repeat(truth, 5), names)
    before, after = (
        expected_calibration_error(truth, one.probabilities(margins).reshape(-1, 5).mean(axis=1))
        for one in (Calibration(), found)
    )
    assert before > 0.06
    assert after < 0.025


def test_separable_labels_give_a_finite_fit() -> None:
    found = fit_calibration([-9.0, -8.0, 7.0, 9.0], [0, 0, 1, 1])
    assert np.isfinite([found.a, found.b, found.c]).all()
    assert found.a == found.b > 0


@pytest.mark.parametrize("spread", [1e-3, 1.0, 1e3])
def test_useless_or_contrary_margins_do_not_turn_the_ranking_round(spread: float) -> None:
    random = np.random.default_rng(1)
    labels = random.random(200) < 0.3
    found = fit_calibration(spread * (random.normal(0, 1, 200) - labels), labels)
    assert min(found.a, found.b) > 0
    assert np.isfinite(found.c)


@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (0.01, 5.0), (0.01, -5.0), (1e3, 1e4)])
def test_where_margins_lie_and_how_far_apart_does_not_matter(scale: float, shift: float) -> None:
    random = np.random.default_rng(5)
    labels = np.repeat(random.random(200) < 0.25, 5)
    patients = [str(place // 5) for place in range(1000)]
    margins = 2.0 * labels + random.normal(0, 1, 1000)
    plain, moved = (fit_calibration(x, labels, patients) for x in (margins, scale * margins + shift))
    assert moved.a * scale == pytest.approx(plain.a, rel=1e-3)
    assert moved.c + moved.a * shift == pytest.approx(plain.c, abs=1e-3)


def test_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="both classes"):
        fit_calibration([0.0, 1.0], [1, 1])
