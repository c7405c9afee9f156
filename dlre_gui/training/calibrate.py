"""Calibrated probabilities without another layer: slope and offset go into the output weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlre_gui.training.checkpoint import Arrays

Numbers = NDArray[np.float64]
_SLOPES = (0.05, 100.0)  # of margins whose mean is 0 and SD 1: calibration must not turn the ranking round
_OFFSETS = (-50.0, 50.0)
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Calibration:
    """P(positive) = 1 / (1 + exp(−(slope · margin + offset))); margin = second output − first."""

    slope: float
    offset: float


def fit_calibration(
    margins: ArrayLike, labels: ArrayLike, patients: Sequence[str] | None = None
) -> Calibration:
    """The slope and offset that make the mean of a patient's probabilities a probability.

    Maximum likelihood on patients, with Platt's smoothed targets (Probabilistic outputs for support
    vector machines, 1999), which keep it finite for separable data.

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
    middle, unit = float(x.mean()), float(x.std()) or 1.0
    slope, offset = _fitted((x - middle) / unit, np.asarray(group), targets)
    return Calibration(slope / unit, offset - slope * middle / unit)


def _fitted(x: Numbers, group: NDArray[np.intp], targets: Numbers) -> tuple[float, float]:
    from scipy.optimize import minimize

    counts = np.bincount(group)

    def loss(values: Numbers) -> tuple[float, Numbers]:
        chance = 1 / (1 + np.exp(-np.clip(values[0] * x + values[1], -60, 60)))
        mean = np.clip(np.bincount(group, chance) / counts, _TINY, 1 - _TINY)
        wrong = -(targets * np.log(mean) + (1 - targets) * np.log(1 - mean)).sum()
        push = ((mean - targets) / (mean * (1 - mean)) / counts)[group] * chance * (1 - chance)
        return float(wrong), np.array([(push * x).sum(), push.sum()])

    found = minimize(loss, [1.0, 0.0], jac=True, method="L-BFGS-B", bounds=[_SLOPES, _OFFSETS])
    return float(found.x[0]), float(found.x[1])


def calibrated(state: Mapping[str, NDArray[np.float32]], calibration: Calibration) -> Arrays:
    """The network's tensors with the calibration folded into its output layer."""
    slope, half = np.float32(calibration.slope), np.float32(calibration.offset / 2)
    changed = {
        "output.weight": state["output.weight"] * slope,
        "output.bias": state["output.bias"] * slope + np.array([-half, half], np.float32),
    }
    return {**state, **changed}
