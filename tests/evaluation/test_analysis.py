"""Acquisitions, parts of the patients, bands, and the analysis as a whole."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.acquisitions import by_count, counts_of
from dlre_gui.evaluation.analysis import Analysis, analyse
from dlre_gui.evaluation.bands import roc_band
from dlre_gui.evaluation.comparison import AucTest, least_difference, unpaired_test
from dlre_gui.evaluation.material import Patients
from dlre_gui.evaluation.roc import auc, roc_curve
from dlre_gui.evaluation.subgroups import by_fact, by_hospitals, default_combinations
from tests.evaluation.making import patients


@pytest.fixture(scope="module")
def whole() -> Analysis:
    return analyse(patients())


def test_more_acquisitions_are_compared_on_the_same_patients() -> None:
    group = patients()
    assert group.methods[0].acquisitions is not None
    group.methods[0].acquisitions[:30, 4] = np.nan
    rows = by_count(group)
    assert {row.count for row in rows} == {1, 3, 5}
    assert {(row.method, row.performance.n) for row in rows} == {("DLRE", 90), ("LSM", 120)}
    of_f4 = {row.count: row for row in rows if (row.method, row.task) == ("DLRE", Task.F4)}
    assert of_f4[5].random_auc == pytest.approx(of_f4[5].performance.auc.auc)  # type: ignore[union-attr]
    assert of_f4[1].random_auc < of_f4[3].random_auc < of_f4[5].random_auc
    assert of_f4[5].against_most is None
    assert of_f4[1].against_most is not None


def test_auc_of_random_choices_is_near_the_mean_over_all_choices() -> None:
    group = patients(12, acquisitions=3)
    [row] = [r for r in by_count(group) if (r.method, r.task, r.count) == ("LSM", Task.GE_F3, 1)]
    values = group.methods[1].acquisitions
    assert values is not None
    random = np.random.default_rng(0)
    choices = random.integers(0, 3, (3000, 12))
    labels = group.labels(Task.GE_F3)
    areas = [auc(labels, values[np.arange(12), choice, 0]) for choice in choices]
    assert row.random_auc == pytest.approx(np.mean(areas), abs=4 * np.std(areas) / 10)


def test_count_that_most_patients_do_not_reach_is_left_out() -> None:
    assert counts_of(np.array([5, 5, 3, 3, 3])) == (1, 3)
    assert counts_of(np.array([5, 5, 2, 0, 0, 0])) == (1, 3, 5)
    assert counts_of(np.array([0, 0])) == ()


def test_method_that_nobody_has_leaves_the_others_as_they_are() -> None:
    group = patients()
    group.methods[0].values[:] = np.nan
    group.methods[0].acquisitions[:] = np.nan  # type: ignore[index]
    made = analyse(group)
    assert {row.method for row in made.counts} == {"LSM"}
    assert made.main.row("DLRE", Task.F4).performance.note == "no patient has this score"
    assert made.main.row("LSM", Task.F4).performance.auc is not None
    assert made.calibrations == {}


def test_patients_of_unknown_fact_are_in_no_part() -> None:
    group = patients()
    group.numbers["alt"][:20] = np.nan
    rows = [row for row in by_fact(group) if (row.division, row.method, row.task) == ("ALT", "DLRE", Task.F4)]
    assert sum(row.performance.n for row in rows) == 100
    first, second = (row.against for row in rows)
    assert first is not None
    assert second is not None
    assert first.p == pytest.approx(second.p)
    assert first.difference == pytest.approx(-second.difference)


def test_part_is_tested_against_all_others_by_delongs_unpaired_test() -> None:
    group = patients()
    [row] = [
        r for r in by_fact(group) if (r.part, r.method, r.task) == ("inflammation A3", "LSM", Task.GE_F3)
    ]
    inside = group.numbers["inflammation"] == 3
    labels, scores = group.labels(Task.GE_F3), group.methods[1].scores(Task.GE_F3)
    assert row.against == unpaired_test(labels[inside], scores[inside], labels[~inside], scores[~inside])


def test_least_difference_is_where_the_same_spread_would_reach_the_level() -> None:
    assert least_difference(AucTest(0.04, 2.5, 0.012), 0.01) == pytest.approx(2.5758 * 0.016, rel=1e-4)
    assert least_difference(AucTest(-0.04, -2.5, 0.012), 0.05) == pytest.approx(1.96 * 0.016, rel=1e-3)
    assert least_difference(AucTest(0.0, 0.0, 1.0), 0.05) is None
    assert least_difference(AucTest(0.2, np.inf, np.nan), 0.05) is None


def test_hospitals_are_compared_in_the_combinations_asked_for() -> None:
    group = patients()
    rows = by_hospitals(group, [["A", "C"]])
    assert {row.part for row in rows} == {"A + C"}
    assert rows[0].performance.n == np.isin(group.words["hospital"], ["A", "C"]).sum()
    assert by_hospitals(patients(hospitals="A")) == ()


def test_default_combinations_hold_every_hospital_once() -> None:
    made = default_combinations("ABCDEFGHIJKL")
    assert [len(group) for group in made] == [4, 4, 4]
    assert sorted(name for group in made for name in group) == list("ABCDEFGHIJKL")
    assert default_combinations("AB") == [["A"], ["B"]]


def test_band_holds_the_curve_and_is_the_same_every_time() -> None:
    group = patients()
    labels, scores = group.labels(Task.F4), group.methods[1].scores(Task.F4)
    band = roc_band(labels, scores)
    curve = roc_curve(labels, scores)
    steps = [
        curve.sensitivity[1 - curve.specificity <= rate + 1e-12].max() for rate in band.false_positive_rate
    ]
    assert (band.low <= np.array(steps) + 1e-12).all()
    assert (np.array(steps) <= band.high + 1e-12).all()
    assert np.array_equal(band.low, roc_band(labels, scores).low)


def test_every_method_task_and_pair_is_measured(whole: Analysis) -> None:
    assert len(whole.main.rows) == 4 * 3
    assert len(whole.main.pairs) == 6 * 3
    pair = whole.main.pair("DLRE", "LSM", Task.F4)
    assert pair is not None
    areas = [whole.main.row(name, Task.F4).performance.auc for name in ("DLRE", "LSM")]
    assert pair.test.difference == pytest.approx(areas[0].auc - areas[1].auc)  # type: ignore[union-attr]
    assert {curve.method for curve in whole.curves if curve.band} == {"DLRE", "LSM"}


def test_two_methods_are_compared_on_the_patients_who_have_both() -> None:
    group = patients()
    group.methods[2].values[:50] = np.nan
    made = analyse(group).main
    assert made.row("APRI", Task.F4).performance.n_missing == 50
    pair = made.pair("DLRE", "APRI", Task.F4)
    assert pair is not None
    assert pair.n == 70


def test_only_the_first_set_counts_beyond_table_2() -> None:
    group = patients()
    first = np.arange(120) < 80
    made = analyse(group, [("validation", first), ("training", ~first)])
    assert [one.n for one in made.sets] == [80, 40]
    assert made.baseline.groups == ("All", "training", "validation")
    assert made.calibrations[Task.F4].n == 80
    assert {row.performance.n for row in made.counts} == {80}


@pytest.mark.parametrize(("n", "stage"), [(1, 4), (6, 2), (2, 0)])
def test_one_patient_or_one_class_gives_sentences_and_no_failure(n: int, stage: int) -> None:
    group = patients(n)
    made = analyse(Patients(group.ids, np.full(n, stage), group.methods, group.numbers, group.words))
    assert all(row.performance.auc is None and row.performance.note for row in made.main.rows)
    assert (made.curves, made.calibrations, made.main.pairs) == ((), {}, ())


def test_nobody_and_nothing_to_judge_is_refused() -> None:
    nobody = patients(5).where(np.zeros(5, dtype=bool))
    with pytest.raises(ValueError, match="needed"):
        analyse(nobody)


def test_labels_follow_the_stages() -> None:
    group = patients(5)
    found = {task: group.labels(task).tolist() for task in Task}
    expected = [[stage >= lowest for stage in range(5)] for lowest in (2, 3, 4)]
    assert list(found.values()) == expected
