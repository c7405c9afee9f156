"""Calibrated probabilities without another layer: slope and offset go into the output weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlre_gui.training.checkpoint import Arrays

_LOWEST_SLOPE = 0.05
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Calibration:
    """P(positive) = 1 / (1 + exp(−(slope · margin + offset))); margin = second output − first."""

    slope: float
    offset: float


def fit_calibration(margins: ArrayLike, labels: ArrayLike) -> Calibration:
    """Platt's logistic fit by Newton's method, with his smoothed targets.

    Platt J, Probabilistic outputs for support vector machines, 1999; smoothing keeps it finite for
    separable data. The slope is never below 0.05: calibration must not turn the ranking round.

    Raises
    ------
    ValueError
        If a class is missing.
    """
    x = np.asarray(margins, dtype=np.float64)
    truth = np.asarray(labels, dtype=np.float64)
    positives, negatives = truth.sum(), (1 - truth).sum()
    if min(positives, negatives) < 1:
        raise ValueError("both classes are needed")
    targets = np.where(truth == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    features = np.stack([x, np.ones_like(x)], axis=1)
    weights: NDArray[np.floating] = np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        step = _newton_step(features, targets, weights)
        weights = weights - step
        if np.abs(step).max() < 1e-10:
            break
    if weights[0] < _LOWEST_SLOPE:
        return Calibration(_LOWEST_SLOPE, float(np.log(positives / negatives) - _LOWEST_SLOPE * x.mean()))
    return Calibration(float(weights[0]), float(weights[1]))


def _newton_step(
    features: NDArray[np.float64], targets: NDArray[np.float64], weights: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Damped where far from the optimum, so that it cannot run away."""
    chance = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
    gradient = features.T @ (chance - targets)
    spread = np.maximum(chance * (1 - chance), 1e-9)
    step = np.linalg.solve(features.T @ (features * spread[:, None]) + 1e-6 * np.eye(2), gradient)
    reach: NDArray[np.float64] = step * min(1.0, 2.0 / float(np.abs(step).max() + 1e-300))
    return reach


def calibrated(state: Arrays, calibration: Calibration) -> Arrays:
    """The network's tensors with the calibration folded into its output layer."""
    slope, half = np.float32(calibration.slope), np.float32(calibration.offset / 2)
    changed = {
        "output.weight": state["output.weight"] * slope,
        "output.bias": state["output.bias"] * slope + np.array([-half, half], np.float32),
    }
    return state | changed
