import math

import pytest

from dlre_gui.clinical.serum import apri, fib4


def test_apri_of_the_worked_example() -> None:
    assert apri(60, 40, 150) == pytest.approx(1.0, abs=1e-12)


def test_fib4_of_the_worked_example() -> None:
    assert fib4(45, 60, 80, 150) == pytest.approx(2.0125, abs=5e-5)


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_impossible_values_are_named(wrong: float) -> None:
    with pytest.raises(ValueError, match="platelets"):
        apri(60, 40, wrong)
    with pytest.raises(ValueError, match="age"):
        fib4(wrong, 60, 80, 150)


def test_a_score_of_exactly_1_is_not_above_it() -> None:
    assert apri(33, 30, 110) == 1.0
    assert apri(11, 20, 110) == 0.5
