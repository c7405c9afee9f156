import numpy as np
import pytest

from dlre_gui.clinical.spread import spread_of


def test_expected_change_is_what_drawing_one_more_changes_on_average() -> None:
    random = np.random.default_rng(7)
    draws = random.normal(0.6, 0.1, (40_000, 6))
    changes = np.abs(draws.mean(axis=1) - draws[:, :5].mean(axis=1))
    expected = np.mean([spread_of(list(row[:5])).expected_change for row in draws[:4000]])
    # the sample's SD of five values is 6 % too small on average (c4 of a normal sample)
    assert expected / 0.93999 == pytest.approx(changes.mean(), rel=0.02)


def test_one_value_has_no_scatter_and_equal_ones_have_none_to_expect() -> None:
    assert spread_of([0.4]).sd is None
    assert spread_of([0.4, 0.4]).expected_change == 0.0
