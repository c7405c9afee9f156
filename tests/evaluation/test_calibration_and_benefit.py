"""Calibration and net benefit against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from dlre_gui.evaluation.calibration import (
    calibration,
    expected_calibration_error,
    recalibration,
    reliability,
)
from dlre_gui.evaluation.decision import decision_curve


def drawn(n: int, seed: int, slope: float = 1.0, intercept: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes whose log odds are `slope` times those of the probabilities, plus `intercept`."""
    random = np.random.default_rng(seed)
    odds = random.normal(0, 2, n)
    truth = random.random(n) < 1 / (1 + np.exp(-(slope * odds + intercept)))
    return truth, 1 / (1 + np.exp(-odds))


def test_ece_is_the_weighted_gap_of_ten_equal_bins() -> None:
    chances = [0.05, 0.05, 0.95, 1.0]
    # bins: two at 0.05 with half positive (gap 0.45), two at 0.975 with none (gap 0.975)
    assert expected_calibration_error([0, 1, 0, 0], chances) == pytest.approx(0.5 * 0.45 + 0.5 * 0.975)


def test_brier_score_is_scikit_learns() -> None:
    truth, chances = drawn(200, 1)
    made = calibration(truth, chances)
    assert made.brier == pytest.approx(brier_score_loss(truth, chances), abs=1e-12)
    assert made.brier_of_prevalence == pytest.approx(truth.mean() * (1 - truth.mean()))


def test_right_probabilities_have_an_ece_no_larger_than_by_chance() -> None:
    made = calibration(*drawn(20_000, 2))
    assert made.ece < 2 * made.ece_by_chance < 0.02
    wrong = calibration(*drawn(20_000, 2, slope=0.4))
    assert wrong.ece > 5 * wrong.ece_by_chance


def test_recalibration_finds_the_slope_and_intercept_that_were_put_in() -> None:
    assert recalibration(*drawn(50_000, 3, 0.6, -0.8)) == pytest.approx((0.6, -0.8), abs=0.05)


def test_recalibration_of_separated_or_one_class_is_unknown() -> None:
    assert np.isnan(recalibration([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])).all()
    assert np.isnan(recalibration([1, 1], [0.1, 0.2])).all()


def test_equal_probabilities_are_never_parted() -> None:
    chances = np.repeat([0.1, 0.5, 0.9], [50, 45, 5])
    bins = reliability(chances > 0.3, chances)
    assert [(each.mean_probability, each.n, each.observed.value) for each in bins] == [
        (pytest.approx(0.1), 50, 0), (pytest.approx(0.5), 45, 1), (pytest.approx(0.9), 5, 1),
    ]  # fmt: skip


def test_impossible_probabilities_are_refused() -> None:
    for chances in ([0.5, 1.2], [np.nan, 0.5], []):
        with pytest.raises(ValueError, match="probabilities"):
            calibration([0, 1][: len(chances)], chances)


def test_net_benefit_is_as_counted_by_hand() -> None:
    made = decision_curve([1, 1, 0, 0, 0], [0.9, 0.3, 0.6, 0.2, 0.1], points=3)
    assert made.thresholds == pytest.approx([0.25, 0.5, 0.75])
    # at 0.25: 2 true, 1 false (odds 1/3); at 0.5: 1 and 1; at 0.75: 1 and 0
    assert made.of_score == pytest.approx([(2 - 1 / 3) / 5, 0, 1 / 5])
    assert made.of_treating_all == pytest.approx([(2 - 3 / 3) / 5, (2 - 3) / 5, (2 - 9) / 5])
