"""Net benefit: whether acting on a probability does more good than treating all or nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dlre_gui.evaluation.material import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class DecisionCurve:
    """Net benefit over threshold probabilities; treating nobody has 0 throughout.

    Attributes
    ----------
    thresholds
        Shape (k,), inside 0 to 1.
    of_score, of_treating_all
        True positives a patient, less false positives weighted by the threshold's odds. Shape (k,).
    """

    thresholds: Numbers
    of_score: Numbers
    of_treating_all: Numbers


def decision_curve(labels: ArrayLike, probabilities: ArrayLike, points: int = 99) -> DecisionCurve:
    """Vickers AJ, Elkin EB, Med Decis Making 2006;26:565–574; a probability at the threshold is treated."""
    truth, chances = np.asarray(labels, dtype=bool), np.asarray(probabilities, dtype=np.float64)
    thresholds = np.linspace(0, 1, points + 2)[1:-1]
    odds = thresholds / (1 - thresholds)
    sick, well = np.sort(chances[truth]), np.sort(chances[~truth])
    true_positives = len(sick) - np.searchsorted(sick, thresholds, side="left")
    false_positives = len(well) - np.searchsorted(well, thresholds, side="left")
    n = len(truth)
    return DecisionCurve(
        thresholds,
        (true_positives - false_positives * odds) / n,
        (len(sick) - len(well) * odds) / n,
    )
