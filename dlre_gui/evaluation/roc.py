"""ROC analysis of one score: AUC, DeLong's interval, operating threshold.

Labels are 0/1 or bool, scores finite, both of shape (n,); a higher score means positive. Every
function raises ValueError if that does not hold or a class is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AucInterval:
    """An AUC with its confidence interval, each 0 to 1, and its standard error."""

    auc: float
    low: float
    high: float
    standard_error: float


@dataclass(frozen=True, slots=True, eq=False)
class RocCurve:
    """Operating points in the order of falling thresholds, from none positive to all positive.

    Attributes
    ----------
    thresholds
        A score at or above it is positive; the first is infinite. Shape (k,).
    sensitivity, specificity
        0 to 1, shape (k,).
    """

    thresholds: Scores
    sensitivity: Scores
    specificity: Scores


def auc(labels: ArrayLike, scores: ArrayLike) -> float:
    """Area under the ROC curve: P(positive above negative) + ½ P(equal) (Mann–Whitney)."""
    positive, negative = _classes(labels, scores)
    ranked = np.sort(negative)
    below, not_above = (np.searchsorted(ranked, positive, side=side).sum() for side in ("left", "right"))
    return float((below + not_above) / (2 * positive.size * negative.size))


def delong_covariance(labels: ArrayLike, scores: ArrayLike) -> tuple[Scores, NDArray[np.float64]]:
    """AUCs of several scores of the same cases, and their covariance.

    DeLong ER, DeLong DM, Clarke-Pearson DL, Biometrics 1988;44:837–845, by midranks (Sun X, Xu W,
    IEEE Signal Processing Letters 2014;21:1389–1393).

    Parameters
    ----------
    scores
        Shape (methods, n).

    Returns
    -------
    Shapes (methods,) and (methods, methods).
    """
    rows = [_components(*_classes(labels, row)) for row in np.atleast_2d(np.asarray(scores, np.float64))]
    of_positive, of_negative = (np.stack(part) for part in zip(*rows, strict=True))
    if min(of_positive.shape[1], of_negative.shape[1]) < 2:
        raise ValueError("DeLong's variance needs two or more cases of each class")
    covariance = np.cov(of_positive) / of_positive.shape[1] + np.cov(of_negative) / of_negative.shape[1]
    return of_positive.mean(axis=1), np.atleast_2d(covariance)


def delong_interval(labels: ArrayLike, scores: ArrayLike, level: float = 0.95) -> AucInterval:
    """AUC with DeLong's confidence interval, cut off at 0 and 1."""
    areas, covariance = delong_covariance(labels, scores)
    area, error = float(areas[0]), float(np.sqrt(covariance[0, 0]))
    reach = NormalDist().inv_cdf(0.5 + level / 2) * error
    return AucInterval(area, max(0.0, area - reach), min(1.0, area + reach), error)


def roc_curve(labels: ArrayLike, scores: ArrayLike) -> RocCurve:
    """Sensitivity and specificity at every distinct score."""
    positive, negative = _classes(labels, scores)
    thresholds = np.append(np.inf, np.unique(np.concatenate([positive, negative]))[::-1])
    sensitivity = 1 - np.searchsorted(np.sort(positive), thresholds, side="left") / positive.size
    specificity = np.searchsorted(np.sort(negative), thresholds, side="left") / negative.size
    return RocCurve(thresholds, sensitivity, specificity)


def youden_threshold(labels: ArrayLike, scores: ArrayLike) -> float:
    """The threshold with the highest sensitivity + specificity − 1 (Youden WJ, Cancer 1950;3:32–35).

    It lies halfway between the two neighbouring scores, so that neither decides by rounding. Of
    equally good ones, the lowest (most sensitive) is taken.
    """
    curve = roc_curve(labels, scores)
    index = curve.sensitivity + curve.specificity - 1
    best = int(np.flatnonzero(index >= index.max() - 1e-12)[-1])
    below = curve.thresholds[min(best + 1, curve.thresholds.size - 1)]
    return float((curve.thresholds[best] + below) / 2)


def _classes(labels: ArrayLike, scores: ArrayLike) -> tuple[Scores, Scores]:
    """Scores of the positive and of the negative cases."""
    truth, values = np.asarray(labels), np.asarray(scores, dtype=np.float64)
    if truth.ndim != 1 or truth.shape != values.shape:
        raise ValueError(f"labels and scores differ in shape: {truth.shape} and {values.shape}")
    if not np.isin(truth, (0, 1)).all() or not np.isfinite(values).all():
        raise ValueError("labels must be 0 or 1 and scores finite")
    positive, negative = values[truth == 1], values[truth == 0]
    if not positive.size or not negative.size:
        raise ValueError("both classes are needed")
    return positive, negative


def _components(positive: Scores, negative: Scores) -> tuple[Scores, Scores]:
    """DeLong's structural components: for each case, its share of the other class ranked right."""
    all_ranks = _midranks(np.concatenate([positive, negative]))
    of_positive = (all_ranks[: positive.size] - _midranks(positive)) / negative.size
    of_negative = 1 - (all_ranks[positive.size :] - _midranks(negative)) / positive.size
    return of_positive, of_negative


def _midranks(values: Scores) -> Scores:
    """Ranks from 1; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Scores = (last - (counts - 1) / 2)[place]
    return ranks
