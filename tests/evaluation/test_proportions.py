"""Intervals of proportions and likelihood ratios."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from dlre_gui.evaluation.proportions import proportion, ratio


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_of_a_proportion_is_the_exact_one(case: tuple[int, int]) -> None:
    count, total = case
    made = proportion(count, total)
    exact = binomtest(count, total).proportion_ci(method="exact")
    assert (made.value, made.low, made.high) == pytest.approx(
        (count / total, exact.low, exact.high), abs=1e-10
    )


def test_proportion_of_nobody_is_unknown() -> None:
    assert math.isnan(proportion(0, 0).value)


def test_likelihood_ratio_and_its_interval_are_as_computed_by_hand() -> None:
    # sensitivity 36/40, specificity 45/60: LR+ = 0.9 / 0.25
    made = ratio(36, 40, 15, 60)
    error = math.sqrt(1 / 36 - 1 / 40 + 1 / 15 - 1 / 60)
    assert made.value == pytest.approx(3.6)
    assert made.low == pytest.approx(3.6 * math.exp(-1.959963984540054 * error))
    assert made.high == pytest.approx(3.6 * math.exp(1.959963984540054 * error))


def test_ratio_without_false_positives_is_infinite_with_a_finite_lower_end() -> None:
    made = ratio(10, 20, 0, 20)
    assert (made.value, made.high) == (math.inf, math.inf)
    assert 1 < made.low < 10


def test_ratio_without_false_negatives_is_zero_with_an_upper_end() -> None:
    made = ratio(0, 20, 15, 20)
    assert (made.value, made.low) == (0, 0)
    assert 0 < made.high < 1


@pytest.mark.parametrize(
    ("counts", "unknown"), [((0, 20, 0, 20), True), ((5, 5, 0, 0), True), ((5, 5, 5, 5), False)]
)
def test_ratio_of_nothing_to_nothing_is_unknown(counts: tuple[int, int, int, int], unknown: bool) -> None:
    assert math.isnan(ratio(*counts).value) is unknown
