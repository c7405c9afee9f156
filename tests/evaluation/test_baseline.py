"""Table 1: which test is taken, and what it says."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dlre_gui.evaluation.baseline import baseline, compare_categories, compare_numbers, summary
from dlre_gui.evaluation.baseline_table import baseline_table
from tests.evaluation.making import patients

RANDOM = np.random.default_rng(7)
NORMAL = RANDOM.normal(10, 2, 40)
SKEWED = RANDOM.lognormal(2, 1, 40)


def test_normal_values_are_compared_by_students_t() -> None:
    made = compare_numbers(NORMAL, NORMAL + 1)
    assert made is not None
    assert (made.name, made.p) == ("t", pytest.approx(stats.ttest_ind(NORMAL, NORMAL + 1).pvalue))


def test_skewed_values_are_compared_by_mann_and_whitney() -> None:
    made = compare_numbers(SKEWED, NORMAL)
    assert made is not None
    assert (made.name, made.p) == ("Mann–Whitney", pytest.approx(stats.mannwhitneyu(SKEWED, NORMAL).pvalue))


def test_constant_or_very_many_values_are_not_called_normal() -> None:
    many = RANDOM.normal(0, 1, 6000)
    for first, second in ((np.full(5, 3.0), NORMAL), (many, many)):
        made = compare_numbers(first, second)
        assert made is not None
        assert made.name == "Mann–Whitney"
    assert compare_numbers(np.ones(5), np.ones(5)) is not None


def test_two_values_are_not_compared() -> None:
    assert compare_numbers(NORMAL[:2], NORMAL) is None


def test_large_counts_are_compared_by_chi_square_and_small_ones_by_fisher() -> None:
    large = compare_categories(np.array([[30, 20, 10], [20, 25, 15]]))
    assert large is not None
    assert (large.name, large.p) == ("χ²", pytest.approx(0.169013315406066))  # R: chisq.test, correct=FALSE
    small = compare_categories(np.array([[3, 1], [1, 3]]))
    assert small is not None
    assert (small.name, small.p) == ("Fisher", pytest.approx(0.485714285714286))  # R: fisher.test


def test_fisher_of_several_categories_is_close_to_the_exact_value() -> None:
    made = compare_categories(np.array([[3, 1, 2], [0, 4, 5]]))
    assert made is not None
    assert made.name == "Fisher"
    assert made.p == pytest.approx(0.146853146853147, abs=0.01)  # R: fisher.test


def test_group_of_nobody_is_not_compared() -> None:
    assert compare_categories(np.array([[3, 4], [0, 0]])) is None
    assert compare_categories(np.array([[3, 0], [2, 0]])) is None


def test_unknown_values_are_left_out_and_their_number_is_said() -> None:
    group = patients(40)
    group.numbers["age"][:10] = np.nan
    half = np.arange(40) < 20
    made = baseline_table(baseline(group, [("first", half), ("second", ~half)]))
    [age] = [row for row in made.rows if row["fact"] == "Age, years"]
    assert "[n = 30]" in str(age["group_0"])
    assert "[n = 10]" in str(age["group_1"])
    assert "[n" not in str(age["group_2"])
    assert [column.title for column in made.columns[1:4]] == [
        "All (n = 40)",
        "first (n = 20)",
        "second (n = 20)",
    ]


def test_summary_of_one_value_has_no_spread() -> None:
    made = summary(np.array([4.0]))
    assert (made.n, made.mean) == (1, 4)
    assert np.isnan(made.sd)
