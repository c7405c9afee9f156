"""A ROC curve's confidence band: how far sensitivity may vary at each false positive rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dlre_gui.evaluation.material import Numbers

REPLICATES = 500
_SEED = 20190501


@dataclass(frozen=True, slots=True, eq=False)
class RocBand:
    """Pointwise interval of the sensitivity; all of shape (k,)."""

    false_positive_rate: Numbers
    low: Numbers
    high: Numbers


def roc_band(
    labels: ArrayLike, scores: ArrayLike, level: float = 0.95, replicates: int = REPLICATES, points: int = 101
) -> RocBand:
    """By bootstrap within each class, percentiles (seeded: the same data give the same band).

    Raises
    ------
    ValueError
        If a class is missing.
    """
    truth, values = np.asarray(labels, dtype=bool), np.asarray(scores, dtype=np.float64)
    positive, negative = values[truth], values[~truth]
    if not len(positive) or not len(negative):
        raise ValueError("both classes are needed")
    rates = np.linspace(0, 1, points)
    allowed = np.minimum((rates * len(negative) + 1e-9).astype(np.intp), len(negative) - 1)
    random = np.random.default_rng(_SEED)
    drawn = np.empty((replicates, points))
    for row in drawn:
        well = np.sort(random.choice(negative, len(negative)))[::-1]
        sick = np.sort(random.choice(positive, len(positive)))
        row[:] = 1 - np.searchsorted(sick, well[allowed], side="right") / len(sick)
    drawn[:, -1] = 1.0
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return RocBand(rates, low, high)
