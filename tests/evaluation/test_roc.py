"""ROC figures agree with their definitions, computed case by case."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.evaluation.patients import patient_means
from dlre_gui.evaluation.roc import auc, delong_covariance, delong_interval, roc_curve, youden_threshold

grades = st.lists(st.integers(0, 6).map(lambda grade: grade / 6), min_size=2, max_size=25)


def joined(positive: list[float], negative: list[float]) -> tuple[list[int], list[float]]:
    return [1] * len(positive) + [0] * len(negative), positive + negative


def wins(p: float, n: float) -> float:
    return 1.0 if p > n else 0.5 if p == n else 0.0


@given(grades, grades)
def test_auc_is_the_share_of_pairs_in_the_right_order(positive: list[float], negative: list[float]) -> None:
    pairs = [wins(p, n) for p in positive for n in negative]
    assert auc(*joined(positive, negative)) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


@given(grades, grades)
def test_standard_error_is_delongs_double_sum(positive: list[float], negative: list[float]) -> None:
    area = sum(wins(p, n) for p in positive for n in negative) / len(positive) / len(negative)
    of_positive = [sum(wins(p, n) for n in negative) / len(negative) for p in positive]
    of_negative = [sum(wins(p, n) for p in positive) / len(positive) for n in negative]
    variance = sum(
        sum((value - area) ** 2 for value in values) / (len(values) - 1) / len(values)
        for values in (of_positive, of_negative)
    )
    made = delong_interval(*joined(positive, negative))
    assert made.standard_error == pytest.approx(math.sqrt(variance), abs=1e-9)


def test_interval_is_the_normal_one_about_the_auc() -> None:
    labels, scores = joined([0.9, 0.8, 0.4, 0.7], [0.1, 0.5, 0.3, 0.2, 0.6])
    made = delong_interval(labels, scores, level=0.95)
    assert made.auc == pytest.approx(18 / 20)
    # Components 1, 1, .6, 1 and 1, .75, 1, 1, .75: variances 0.04 and 0.01875.
    assert made.standard_error == pytest.approx(math.sqrt(0.04 / 4 + 0.01875 / 5))
    assert made.low == pytest.approx(0.9 - 1.959963984540054 * made.standard_error)
    assert made.high == 1.0


def test_covariance_of_a_score_with_itself_is_its_variance() -> None:
    random = np.random.default_rng(4)
    labels = random.integers(0, 2, 60)
    scores = random.random(60) + 0.3 * labels
    areas, covariance = delong_covariance(labels, np.stack([scores, scores, -scores]))
    assert areas == pytest.approx([auc(labels, scores)] * 2 + [1 - auc(labels, scores)])
    variance = delong_interval(labels, scores).standard_error ** 2
    expected = variance * np.array([[1, 1, -1], [1, 1, -1], [-1, -1, 1]])
    assert np.allclose(covariance, expected, rtol=1e-9)


@given(grades, grades)
def test_area_under_the_curves_trapezoids_is_the_auc(positive: list[float], negative: list[float]) -> None:
    labels, scores = joined(positive, negative)
    curve = roc_curve(labels, scores)
    assert np.trapezoid(curve.sensitivity, 1 - curve.specificity) == pytest.approx(auc(labels, scores))
    assert (curve.sensitivity[0], curve.specificity[0]) == (0.0, 1.0)
    assert (curve.sensitivity[-1], curve.specificity[-1]) == (1.0, 0.0)


@given(grades, grades)
def test_no_threshold_is_better_than_youdens(positive: list[float], negative: list[float]) -> None:
    def index(threshold: float) -> float:
        sensitivity = sum(p >= threshold for p in positive) / len(positive)
        return sensitivity - sum(n >= threshold for n in negative) / len(negative)

    found = youden_threshold(*joined(positive, negative))
    tried = [*positive, *negative, 2.0]
    assert index(found) >= max(index(threshold) for threshold in tried) - 1e-9


def test_youdens_threshold_lies_halfway_between_the_classes() -> None:
    assert youden_threshold([0, 0, 1, 1], [0.1, 0.3, 0.5, 0.9]) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("labels", "scores"),
    [([1, 1], [0.1, 0.2]), ([0, 1], [0.1, math.nan]), ([0, 2], [0.1, 0.2]), ([0, 1], [0.1]), ([], [])],
)
def test_impossible_input_is_refused(labels: list[int], scores: list[float]) -> None:
    with pytest.raises(ValueError):
        auc(labels, scores)


def test_interval_of_a_single_positive_is_refused() -> None:
    with pytest.raises(ValueError, match="two or more"):
        delong_interval([1, 0, 0], [0.5, 0.1, 0.2])


def test_patient_means_are_over_each_patients_own_screens() -> None:
    made = patient_means(["b", "a", "b"], np.array([[0.2, 0.0], [0.5, 1.0], [0.4, 1.0]]))
    assert made.patient_ids == ("b", "a")
    assert made.means == pytest.approx(np.array([[0.3, 0.5], [0.5, 1.0]]))


def test_a_missing_patient_id_is_refused() -> None:
    with pytest.raises(ValueError, match="patient ids"):
        patient_means(["a"], np.zeros((2, 1)))
