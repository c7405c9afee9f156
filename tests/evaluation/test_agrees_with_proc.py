"""DeLong's figures are those of R's pROC (values made by proc/reference.R), AUCs those of scikit-learn."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from dlre_gui.evaluation.comparison import least_p, paired_test, unpaired_test
from dlre_gui.evaluation.roc import auc, delong_covariance, delong_interval

PROC = Path(__file__).parent / "proc"


def table(name: str) -> list[dict[str, str]]:
    lines = (PROC / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


VALUES = {row["case"]: row for row in table("values.csv")}
DATA = {
    case: np.array(
        [[row["label"], row["a"], row["b"]] for row in table("data.csv") if row["case"] == case], float
    )
    for case in VALUES
}
CASES = sorted(VALUES)


def of_proc(case: str, *names: str) -> list[float]:
    return [float(VALUES[case][name]) for name in names]


def close(*values: float) -> object:
    return pytest.approx(list(values), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_auc_and_covariance_are_procs(case: str) -> None:
    labels, a, b = DATA[case].T
    areas, covariance = delong_covariance(labels, np.stack([a, b]))
    made = [*areas, covariance[0, 0], covariance[1, 1], covariance[0, 1]]
    assert made == close(*of_proc(case, "auc_a", "auc_b", "var_a", "var_b", "covariance"))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("column", ["a", "b"])
def test_interval_is_procs(case: str, column: str) -> None:
    labels, scores = DATA[case][:, 0], DATA[case][:, 1 if column == "a" else 2]
    made = delong_interval(labels, scores)
    assert [made.low, made.high] == close(*of_proc(case, f"low_{column}", f"high_{column}"))


@pytest.mark.parametrize("case", CASES)
def test_paired_test_is_procs(case: str) -> None:
    made = paired_test(*DATA[case].T)
    assert [made.statistic, made.p] == close(*of_proc(case, "paired_z", "paired_p"))


@pytest.mark.parametrize("case", sorted(set(CASES) - {"both_perfect"}))
def test_unpaired_test_is_procs(case: str) -> None:
    labels, a, b = DATA[case].T
    made = unpaired_test(labels, a, labels, b)
    assert made.degrees_of_freedom is not None
    values = [made.statistic, made.degrees_of_freedom, made.p]
    assert values == close(*of_proc(case, "unpaired_d", "unpaired_df", "unpaired_p"))


def test_two_perfect_groups_do_not_differ_where_proc_gives_nothing() -> None:
    assert VALUES["both_perfect"]["unpaired_p"] == "NA"
    labels, a, b = DATA["both_perfect"].T
    made = unpaired_test(labels, a, labels, b)
    assert (made.difference, made.statistic, made.p) == (0, 0, 1)


def test_aucs_that_never_vary_but_differ_are_not_tested() -> None:
    """Four patients, of whom any test must have p above 0.05."""
    made = paired_test([0, 0, 1, 1], [1, 2, 3, 4], [4, 3, 2, 1])
    assert (made.difference, made.statistic) == (1, math.inf)
    other = unpaired_test([0, 0, 1, 1], [1, 2, 3, 4], [0, 0, 1, 1], [4, 3, 2, 1])
    assert math.isnan(made.p)
    assert math.isnan(other.p)
    assert least_p([made, other]) is None


@pytest.mark.parametrize("case", CASES)
def test_auc_is_that_of_scikit_learn(case: str) -> None:
    labels, *scores = DATA[case].T
    for each in scores:
        assert auc(labels, each) == pytest.approx(roc_auc_score(labels, each), abs=1e-12)
