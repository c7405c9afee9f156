"""AUC and operating points of one method, and what is said where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.evaluation.material import Threshold, combined, method_of_acquisitions
from dlre_gui.evaluation.performance import operating, performance

LABELS = np.array([0, 0, 0, 0, 1, 1, 1], dtype=bool)
SCORES = np.array([0.1, 0.2, 0.6, 0.4, 0.5, 0.9, 0.8])


def test_fourfold_table_counts_a_score_at_the_threshold_as_positive() -> None:
    made = operating(LABELS, SCORES, Threshold(0.5, "card"))
    assert made.counts == (3, 1, 0, 3)
    values = (made.sensitivity, made.specificity, made.ppv, made.npv, made.lr_positive, made.lr_negative)
    assert [value.value for value in values] == pytest.approx([1, 3 / 4, 3 / 4, 1, 4, 0])


def test_youdens_threshold_comes_first_and_fixed_ones_follow() -> None:
    made = performance(LABELS, SCORES, [Threshold(0.7, "card")])
    assert [point.threshold.source for point in made.operating] == ["Youden", "card"]
    assert made.operating[0].threshold.value == pytest.approx(0.45)
    assert made.operating[1].counts == (2, 0, 1, 4)
    assert made.prevalence.value == pytest.approx(3 / 7)


def test_patients_without_a_score_are_counted_and_left_out() -> None:
    scores = np.append(SCORES, [np.nan, np.nan])
    made = performance(np.append(LABELS, [True, False]), scores)
    assert (made.n, made.n_positive, made.n_missing) == (7, 3, 2)
    assert made.auc == performance(LABELS, SCORES).auc


@pytest.mark.parametrize(
    ("labels", "scores", "note"),
    [
        ([1, 1, 1], [1.0, 2.0, 3.0], "all 3 patients are positive"),
        ([0, 0], [1.0, 2.0], "all 2 patients are negative"),
        ([0, 1], [np.nan, np.nan], "no patient has this score"),
        ([0, 0, 1], [1.0, 2.0, 3.0], "1 positive and 2 negative: at least two of each"),
    ],
)
def test_too_few_patients_give_a_sentence_and_no_number(
    labels: list[int], scores: list[float], note: str
) -> None:
    made = performance(np.array(labels, dtype=bool), np.array(scores))
    assert note in made.note
    assert made.auc is None
    assert made.operating == ()


def test_complete_separation_and_small_classes_are_remarked_on() -> None:
    separated = performance(np.array([0, 0, 1, 1], dtype=bool), np.array([1.0, 2.0, 3.0, 4.0]))
    assert "complete separation" in separated.note
    alike = performance(LABELS, np.full(len(LABELS), 0.3))
    assert alike.note == "every patient has the same score: nothing is told apart"
    assert "fewer than 10" in performance(LABELS, SCORES).note


def test_patients_mean_and_median_leave_out_unknown_acquisitions() -> None:
    values = np.array([[3.0, np.nan, 1.0, 8.0], [np.nan] * 4, [2.0, 4.0, np.nan, np.nan]])
    assert combined(values, "mean") == pytest.approx([4.0, np.nan, 3.0], nan_ok=True)
    assert combined(values, "median") == pytest.approx([3.0, np.nan, 3.0], nan_ok=True)


def test_known_acquisitions_keep_their_order() -> None:
    made = method_of_acquisitions("LSM", np.array([[np.nan, 7.0, np.nan, 5.0]]), "median")
    assert made.acquisitions is not None
    assert made.acquisitions[0, :, 0] == pytest.approx([7, 5, np.nan, np.nan], nan_ok=True)
