import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.clinical.lsm import lsm_statistics


def test_five_values_give_median_and_second_to_fourth_range() -> None:
    lsm = lsm_statistics([9.0, 7.0, 8.0, 12.0, 7.5])
    assert (lsm.n, lsm.median, lsm.iqr) == (5, 8.0, 1.5)
    assert lsm.iqr_over_median == pytest.approx(0.1875)


def test_quartiles_between_values_are_interpolated_linearly() -> None:
    lsm = lsm_statistics([1.0, 2.0, 3.0, 4.0])
    assert lsm.median == 2.5
    assert lsm.iqr == pytest.approx(3.25 - 1.75)


@given(st.lists(st.floats(0, 300), min_size=2, max_size=12))
def test_quartiles_are_those_of_numpy(means: list[float]) -> None:
    lsm = lsm_statistics(means)
    low, median, high = np.quantile(means, [0.25, 0.5, 0.75])
    assert lsm.median == pytest.approx(median, abs=2e-9)
    assert lsm.iqr == pytest.approx(high - low, abs=2e-9)


def test_no_value_is_unknown_never_zero() -> None:
    assert lsm_statistics([]) == lsm_statistics(iter(()))
    assert lsm_statistics([]).median is None


def test_one_value_has_a_median_but_no_spread() -> None:
    lsm = lsm_statistics([6.5])
    assert (lsm.median, lsm.iqr, lsm.iqr_over_median) == (6.5, None, None)


def test_a_median_of_zero_has_no_ratio() -> None:
    assert lsm_statistics([0.0, 0.0]).iqr_over_median is None


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf])
def test_impossible_values_are_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        lsm_statistics([5.0, wrong])


def test_a_ratio_of_exactly_30_percent_is_not_above_it() -> None:
    assert lsm_statistics([6.6, 6.6, 8.0, 9.0, 12.9]).iqr_over_median == 0.3
    assert lsm_statistics([6.15, 8.05]).median == 7.1
