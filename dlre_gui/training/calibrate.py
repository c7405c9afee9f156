"""Calibrated probabilities: what makes the mean of a patient's screens a probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlre_gui.model.calibration import Calibration

Numbers = NDArray[np.float64]

ENOUGH_PATIENTS = 100
"""With a stage, and without it, for three numbers; with fewer, slope and offset are fitted (`a` = `b`).

Measured on 2,484 simulated patients, in draws of 53, 150 and 400 of them, judged on the others: three numbers
were worse than two where a side had some 30 patients, and about as good or better where it had 70 to 100."""
AGREEMENT_WEIGHT = 5.0
"""Of the squared calibration error beside the mean log loss: the least of 0, 1, 2, 5, 10 by which the
expected calibration error of every task was 0.025 or less in five-fold cross-validation on those patients."""

_SLOPES = (0.05, 100.0)  # of margins whose mean is 0 and SD 1: calibration must not turn the ranking round
_OFFSETS = (-50.0, 50.0)
_STRETCHES = (0.05, 20.0)  # of `a` and `b`, as shares of the slope
_TINY = 1e-12
_PLACES = np.linspace(0.02, 0.98, 25)
_WIDTH = 0.05  # of the window in which probability and share are compared


def fit_calibration(
    margins: ArrayLike, labels: ArrayLike, patients: Sequence[str] | None = None
) -> Calibration:
    """The calibration that makes the mean of a patient's probabilities a probability.

    Maximum likelihood on patients, with Platt's smoothed targets (Probabilistic outputs for support
    vector machines, 1999), which keep it finite for separable data. Where there are `ENOUGH_PATIENTS`, all
    three numbers are fitted, and what the likelihood alone leaves (the mean of several probabilities is too
    timid between 0 and 1) is asked for beside it: `AGREEMENT_WEIGHT`, ours.

    Parameters
    ----------
    margins, labels
        Of each screen, shape (n,).
    patients
        Whose screen it is; None: every screen is a patient of its own.

    Raises
    ------
    ValueError
        If a class is missing.
    """
    x, truth = np.asarray(margins, dtype=np.float64), np.asarray(labels, dtype=np.float64)
    names = [str(place) for place in range(len(x))] if patients is None else patients
    _, first, group = np.unique(names, return_index=True, return_inverse=True)
    truth = truth[first]
    positives, negatives = truth.sum(), (1 - truth).sum()
    if min(positives, negatives) < 1:
        raise ValueError("both classes are needed")
    targets = np.where(truth == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    line = _line(x, np.asarray(group), targets)
    return line if min(positives, negatives) < ENOUGH_PATIENTS else _bent(x, np.asarray(group), targets, line)


def _line(margins: Numbers, group: NDArray[np.intp], targets: Numbers) -> Calibration:
    """Slope and offset alone."""
    from scipy.optimize import minimize

    middle, unit = float(margins.mean()), float(margins.std()) or 1.0
    x, counts = (margins - middle) / unit, np.bincount(group)

    def loss(values: Numbers) -> tuple[float, Numbers]:
        chance = 1 / (1 + np.exp(-np.clip(values[0] * x + values[1], -60, 60)))
        mean = np.clip(np.bincount(group, chance) / counts, _TINY, 1 - _TINY)
        wrong = -(targets * np.log(mean) + (1 - targets) * np.log(1 - mean)).sum()
        push = ((mean - targets) / (mean * (1 - mean)) / counts)[group] * chance * (1 - chance)
        return float(wrong), np.array([(push * x).sum(), push.sum()])

    found = minimize(loss, [1.0, 0.0], jac=True, method="L-BFGS-B", bounds=[_SLOPES, _OFFSETS])
    slope, offset = float(found.x[0]) / unit, float(found.x[1])
    return Calibration(slope, slope, offset - slope * middle)


def _bent(margins: Numbers, group: NDArray[np.intp], targets: Numbers, line: Calibration) -> Calibration:
    """All three numbers, from slope and offset on."""
    from scipy.optimize import minimize

    counts = np.bincount(group)

    def made(values: Numbers) -> Calibration:
        return Calibration(line.a * values[0], line.a * values[1], line.c + values[2])

    def loss(values: Numbers) -> float:
        chance = np.bincount(group, made(values).probabilities(margins)) / counts
        mean = np.clip(chance, _TINY, 1 - _TINY)
        wrong = -(targets * np.log(mean) + (1 - targets) * np.log(1 - mean)).mean()
        return float(wrong) + AGREEMENT_WEIGHT * _disagreement(mean, targets)

    bounds = [_STRETCHES, _STRETCHES, _OFFSETS]
    return made(minimize(loss, [1.0, 1.0, 0.0], method="L-BFGS-B", bounds=bounds).x)


def _disagreement(chances: Numbers, targets: Numbers) -> float:
    """Mean squared distance of probability and share in a window that slides over the probabilities."""
    weights = np.exp(-0.5 * ((chances - _PLACES[:, None]) / _WIDTH) ** 2)
    sums = weights.sum(axis=1) + _TINY
    gaps = (weights * (chances - targets)).sum(axis=1) / sums
    return float((gaps**2 * sums).sum() / sums.sum())
