"""Whether probabilities mean what they say: reliability, ECE, Brier score, recalibration line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dlre_gui.evaluation.material import Numbers
from dlre_gui.evaluation.proportions import Estimate, proportion

BINS = 10
LEAST_A_BIN = 10
"""Of the reliability curve: fewer patients a group would show chance."""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Patients of similar probability: its mean, how many, and the share that is positive."""

    mean_probability: float
    n: int
    observed: Estimate


@dataclass(frozen=True, slots=True)
class Calibration:
    """Agreement of probabilities with what was found.

    Attributes
    ----------
    bins
        Ten groups, or fewer of ten patients each, of as equal size as ties allow, from the lowest
        probability.
    ece
        Expected calibration error over ten bins of equal width (Guo C et al., ICML 2017), 0 to 1.
        In small samples it is above 0 even for perfect probabilities: see `ece_by_chance`.
    ece_by_chance
        Its mean over simulated outcomes drawn from the probabilities themselves.
    brier, brier_of_prevalence
        Mean squared error, and that of saying the prevalence to everybody.
    slope, intercept
        Of the logistic recalibration (Cox DR, Biometrika 1958;45:562–565): 1 and 0 are perfect;
        slope below 1: too extreme. NaN where they cannot be fitted.
    """

    n: int
    bins: tuple[ReliabilityBin, ...]
    ece: float
    ece_by_chance: float
    brier: float
    brier_of_prevalence: float
    slope: float
    intercept: float


def calibration(labels: ArrayLike, probabilities: ArrayLike) -> Calibration:
    """Of known probabilities, shape (n,), 0 to 1.

    Raises
    ------
    ValueError
        If there are none, or one lies outside 0 to 1.
    """
    truth = np.asarray(labels, dtype=np.float64)
    chances = np.asarray(probabilities, dtype=np.float64)
    if not len(chances) or not ((chances >= 0) & (chances <= 1)).all():
        raise ValueError("probabilities from 0 to 1 are needed")
    prevalence = truth.mean()
    slope, intercept = recalibration(truth, chances)
    return Calibration(
        n=len(truth),
        bins=reliability(truth, chances, max(2, min(BINS, len(truth) // LEAST_A_BIN))),
        ece=expected_calibration_error(truth, chances),
        ece_by_chance=_ece_by_chance(chances),
        brier=float(((chances - truth) ** 2).mean()),
        brier_of_prevalence=float(prevalence * (1 - prevalence)),
        slope=slope,
        intercept=intercept,
    )


def reliability(labels: ArrayLike, probabilities: ArrayLike, bins: int = BINS) -> tuple[ReliabilityBin, ...]:
    """Groups of patients by quantiles of their probability; equal ones are never parted."""
    truth, chances = np.asarray(labels, dtype=np.float64), np.asarray(probabilities, dtype=np.float64)
    edges = np.unique(np.quantile(chances, np.linspace(0, 1, bins + 1)[1:-1]))
    group = np.searchsorted(edges, chances, side="left")
    members = (group == number for number in range(len(edges) + 1))
    return tuple(
        ReliabilityBin(
            float(chances[own].mean()), int(own.sum()), proportion(int(truth[own].sum()), int(own.sum()))
        )
        for own in members
        if own.any()
    )


def expected_calibration_error(labels: ArrayLike, probabilities: ArrayLike, bins: int = BINS) -> float:
    """Mean distance of probability and observed share over bins of equal width, weighted by size."""
    truth, chances = np.asarray(labels, dtype=np.float64), np.asarray(probabilities, dtype=np.float64)
    group = np.minimum((chances * bins).astype(np.intp), bins - 1)
    gaps = np.bincount(group, chances - truth, minlength=bins)
    return float(np.abs(gaps).sum() / len(truth))


def _ece_by_chance(chances: Numbers, draws: int = 200) -> float:
    random = np.random.default_rng(0)
    return float(
        np.mean(
            [expected_calibration_error(random.random(len(chances)) < chances, chances) for _ in range(draws)]
        )
    )


def recalibration(labels: ArrayLike, probabilities: ArrayLike) -> tuple[float, float]:
    """Slope and intercept of a logistic fit to the log odds; NaN for one class or separated ones."""
    truth, chances = np.asarray(labels, dtype=np.float64), np.asarray(probabilities, dtype=np.float64)
    inside = np.clip(chances, 1e-9, 1 - 1e-9)
    features = np.stack([np.log(inside / (1 - inside)), np.ones_like(inside)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(100):
        fitted = 1 / (1 + np.exp(-np.clip(features @ weights, -500, 500)))
        spread = fitted * (1 - fitted)
        curvature = features.T @ (features * spread[:, None])
        if np.linalg.cond(curvature) > 1e12:
            return np.nan, np.nan
        step = np.linalg.solve(curvature, features.T @ (truth - fitted))
        weights = weights + step * min(1.0, 5 / float(np.abs(step).max() + 1e-300))
        if np.abs(step).max() < 1e-10:
            return float(weights[0]), float(weights[1])
    return np.nan, np.nan
