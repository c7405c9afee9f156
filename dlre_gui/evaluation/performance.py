"""How well one method tells one task's patients apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dlre_gui.evaluation.material import Mask, Numbers, Threshold
from dlre_gui.evaluation.proportions import Estimate, proportion, ratio
from dlre_gui.evaluation.roc import AucInterval, delong_interval, youden_threshold

YOUDEN = "Youden"
FEW = 10
"""With fewer patients in a class, DeLong's interval, which holds for large samples, is a rough guide."""


@dataclass(frozen=True, slots=True)
class Operating:
    """What a threshold does; proportions are 0 to 1.

    Attributes
    ----------
    counts
        True positives, false positives, false negatives, true negatives.
    """

    threshold: Threshold
    counts: tuple[int, int, int, int]
    sensitivity: Estimate
    specificity: Estimate
    ppv: Estimate
    npv: Estimate
    lr_positive: Estimate
    lr_negative: Estimate


@dataclass(frozen=True, slots=True)
class Performance:
    """AUC and operating points of one method for one task.

    Attributes
    ----------
    n, n_positive, n_missing
        Patients with a score, those of them who are positive, and patients without a score.
    auc
        None where there are too few patients; `note` says so.
    operating
        At Youden's threshold first, then at the fixed ones.
    note
        What a reader must know of these figures; may be empty.
    """

    n: int
    n_positive: int
    n_missing: int
    prevalence: Estimate
    auc: AucInterval | None = None
    operating: tuple[Operating, ...] = ()
    note: str = ""


def performance(labels: Mask, scores: Numbers, fixed: Sequence[Threshold] = ()) -> Performance:
    """AUC with DeLong's interval and the operating points, over the patients whose score is known."""
    known = np.isfinite(scores)
    truth, values = labels[known], scores[known]
    n, positive = len(truth), int(truth.sum())
    missing = int((~known).sum())
    prevalence = proportion(positive, n)
    if min(positive, n - positive) < 2:
        return Performance(n, positive, missing, prevalence, note=_too_few(n, positive))
    best = Threshold(youden_threshold(truth, values), YOUDEN)
    points = tuple(operating(truth, values, threshold) for threshold in (best, *fixed))
    interval = delong_interval(truth, values)
    return Performance(n, positive, missing, prevalence, interval, points, _note(n, positive, interval))


def operating(labels: Mask, scores: Numbers, threshold: Threshold) -> Operating:
    """The fourfold table of one threshold; every score known."""
    called = scores >= threshold.value if threshold.including else scores > threshold.value
    tp, fp = int((called & labels).sum()), int((called & ~labels).sum())
    fn, tn = int((~called & labels).sum()), int((~called & ~labels).sum())
    return Operating(
        threshold,
        (tp, fp, fn, tn),
        sensitivity=proportion(tp, tp + fn),
        specificity=proportion(tn, tn + fp),
        ppv=proportion(tp, tp + fp),
        npv=proportion(tn, tn + fn),
        lr_positive=ratio(tp, tp + fn, fp, fp + tn),
        lr_negative=ratio(fn, tp + fn, tn, fp + tn),
    )


def _too_few(n: int, positive: int) -> str:
    if not n:
        return "no patient has this score"
    if positive in (0, n):
        return f"all {n} patients are {'positive' if positive else 'negative'}: nothing to tell apart"
    return f"{positive} positive and {n - positive} negative: at least two of each are needed"


def _note(n: int, positive: int, interval: AucInterval) -> str:
    if interval.standard_error == 0 and interval.auc == 0.5:
        return "every patient has the same score: nothing is told apart"
    if interval.standard_error == 0:
        return "complete separation: DeLong's interval has no width and says nothing about other patients"
    if min(positive, n - positive) < FEW:
        return f"fewer than {FEW} patients in a class: the AUC's interval is a rough guide"
    return ""
