from dataclasses import replace

import pytest

from dlre_gui.clinical.laboratory import Problem, serum_scores
from dlre_gui.domain.exam_details import EnzymeUnit, Laboratory

GOOD = Laboratory(60, 80, 40, 150, sampled_on="2024-05-20")
DAY = "2024-05-21"


def problems(laboratory: Laboratory, age: float | None = 45, day: str | None = DAY) -> list[set[Problem]]:
    return [{remark.problem for remark in score.remarks} for score in serum_scores(laboratory, age, day)]


def test_scores_of_the_worked_example_with_their_cut_offs() -> None:
    apri, fib4 = serum_scores(GOOD, 45, DAY)
    assert apri.value == pytest.approx(1.0)
    assert fib4.value == pytest.approx(2.0125, abs=5e-5)
    assert [(cut.limit, cut.meaning) for cut in apri.readings] == [(0.5, "≥F2")]
    assert fib4.readings == ()


def test_enzymes_in_ukat_give_the_same_scores() -> None:
    other = replace(GOOD, ast=1.0, alt=80 / 60, ast_upper_limit=40 / 60, enzyme_unit=EnzymeUnit.UKAT_PER_L)
    for one, two in zip(serum_scores(GOOD, 45, DAY), serum_scores(other, 45, DAY), strict=True):
        assert one.value == pytest.approx(two.value)


def test_what_is_missing_or_implausible_is_told_and_gives_no_score() -> None:
    assert problems(replace(GOOD, alt=None)) == [set(), {Problem.MISSING}]
    assert problems(replace(GOOD, platelets_10e9_per_l=150_000)) == [{Problem.IMPLAUSIBLE}] * 2
    assert problems(GOOD, age=None) == [set(), {Problem.MISSING}]
    assert [score.value for score in serum_scores(replace(GOOD, ast=0), 45, DAY)] == [None, None]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [("2024-05-28", set()), ("2024-05-29", {Problem.DATE_APART}), ("2024-05-13", {Problem.DATE_APART})],
)
def test_a_sample_must_lie_within_a_week_of_the_exam(sample: str, expected: set[Problem]) -> None:
    assert problems(replace(GOOD, sampled_on=sample)) == [expected, expected]


def test_the_blood_counts_own_date_counts_too() -> None:
    assert problems(replace(GOOD, platelets_on="2024-01-01"))[0] == {Problem.DATE_APART}


def test_unknown_dates_are_told() -> None:
    assert problems(GOOD, day=None)[0] == {Problem.DATE_UNKNOWN}
    assert problems(replace(GOOD, sampled_on=None))[0] == {Problem.DATE_UNKNOWN}


def test_under_thirty_years_the_weakness_is_told() -> None:
    assert problems(GOOD, age=29) == [{Problem.YOUNG}] * 2
    assert problems(GOOD, age=30) == [set(), set()]
