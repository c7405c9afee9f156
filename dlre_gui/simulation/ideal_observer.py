"""What can be known of a stage from simulated screens at best: the ideal observer.

It knows how the simulation draws patients (`assumptions`, `signal`), though not this patient, and weighs the
stages by the likelihood of what the acquisitions show. Three observers:

- ``stiffness``: the mean stiffness at each acquisition's site, as an LSM without error;
- ``map``: and what the sites look like, as far as SWE boxes of finite area show it;
- ``sites``: and what the sites look like, exactly. No network can reach more, on average.

What `k` sites look like averages to a normal number about the stage's (`Signal.looks`), of variance
liver_sd² + site_sd²/k. The boxes show it with an error of variance 1 / (tᵀ (D + C/k)⁻¹ t): t is how the
texture changes with the look, D the individual liver's own deviation, C the error of the texture read
from one box by Fisher's information (`map_information`). The B-mode's coarseness and what the nodules' shape
tells beyond its spectrum are left out of ``map``, so it may be passed a little; ``sites`` may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.exam import Stage, Task
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.map_information import information
from dlre_gui.simulation.patients import standardised
from dlre_gui.simulation.signal import HIGHEST_LOOK, texture_like

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dlre_gui.simulation.patients import SimulatedPatient
    from dlre_gui.simulation.signal import Signal

    Numbers = NDArray[np.float64]

STIFFNESS, MAP, SITES = "stiffness", "map", "sites"
OBSERVERS = (STIFFNESS, MAP, SITES)
COUNTS = (1, 3, 5)
_STAGES = len(a.STAGE_SHARES)
_LOOKS = np.linspace(0.0, HIGHEST_LOOK, 46)  # where the error is computed; between them it is interpolated
_STEP = 0.25  # of the difference that stands for the slope
_EXACT = 1e-9  # variance of what is known exactly


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What an observer sees: log likelihoods by stage, shape (patients, 5)."""

    log_likelihood: Numbers

    def probability(self, task: Task) -> Numbers:
        """Of the task's positive class, shape (patients,), with the cohort's shares as prior."""
        weights = np.exp(self.log_likelihood - self.log_likelihood.max(axis=1, keepdims=True))
        weights = weights * np.array(a.STAGE_SHARES)
        positive = np.array([Stage(stage).is_positive(task) for stage in range(_STAGES)])
        return np.asarray(weights[:, positive].sum(axis=1) / weights.sum(axis=1))


def observe(patients: Sequence[SimulatedPatient], acquisitions: int, seed: int = 0) -> Mapping[str, Seen]:
    """Each of `OBSERVERS` on the patients' first acquisitions.

    Parameters
    ----------
    patients
        Of one signal.
    acquisitions
        1 to 5.
    seed
        Of the errors of what the boxes show.

    Raises
    ------
    ValueError
        If there is no patient, signals are mixed, or there is no such number of acquisitions.
    """
    if len({one.signal for one in patients}) != 1 or not 1 <= acquisitions <= a.ACQUISITIONS:
        raise ValueError(f"patients of one signal, and 1 to {a.ACQUISITIONS} acquisitions")
    rng = np.random.default_rng([seed, acquisitions])
    signal = patients[0].signal
    looks = np.array([[plan.looks_like for plan in one.acquisitions[:acquisitions]] for one in patients])
    stiffness = _of_stiffness(patients, acquisitions)
    exact = np.full(len(_LOOKS), _EXACT)
    error = error_of_looks(signal, acquisitions)
    return {
        STIFFNESS: Seen(stiffness),
        MAP: Seen(stiffness + _of_looks(looks, signal, error, rng)),
        SITES: Seen(stiffness + _of_looks(looks, signal, exact, rng)),
    }


def _of_stiffness(patients: Sequence[SimulatedPatient], acquisitions: int) -> Numbers:
    """Mean log stiffness of the sites: normal about a level that depends on stage and inflammation."""
    logs = np.log([[plan.mean_kpa for plan in one.acquisitions[:acquisitions]] for one in patients])
    mean = logs.mean(axis=1)[:, None]
    between = np.array([one.liver.between_log_sd for one in patients])[:, None]
    sd = np.sqrt(a.LEVEL_LOG_SD**2 + between**2 / acquisitions)
    found = np.empty((len(patients), _STAGES))
    for stage in range(_STAGES):
        inflamed = a.INFLAMMATION_LOG_F4 if stage == Stage.F4 else a.INFLAMMATION_LOG
        levels = log(a.LEVEL_KPA[stage]) + np.array(inflamed)
        density = np.exp(-0.5 * ((mean - levels) / sd) ** 2) / sd
        found[:, stage] = np.log(density @ _grade_shares(stage) + 1e-300)
    return found


def _grade_shares(stage: int) -> Numbers:
    """Shares of the inflammation grades in a stage."""
    own = sqrt(1 - a.INFLAMMATION_WITH_STAGE**2)
    shift = a.INFLAMMATION_WITH_STAGE * standardised(a.INFLAMMATION_STEPS)[stage]
    normal = NormalDist()
    edges = [normal.inv_cdf(share) for share in np.cumsum(a.INFLAMMATION_SHARES)[:-1]]
    below = [0.0, *(normal.cdf((edge - shift) / own) for edge in edges), 1.0]
    return np.diff(below)


def _of_looks(looks: Numbers, signal: Signal, error: Numbers, rng: np.random.Generator) -> Numbers:
    """Log likelihood by stage of the mean look, shape (patients, acquisitions), read with an error."""
    mean, count = looks.mean(axis=1), looks.shape[1]
    seen = mean + np.sqrt(np.interp(mean, _LOOKS, error)) * rng.standard_normal(len(mean))
    centres = np.array(signal.looks)
    variance = signal.liver_sd**2 + signal.site_sd**2 / count + np.interp(centres, _LOOKS, error)
    away = seen[:, None] - centres
    return np.asarray(-0.5 * away**2 / variance - 0.5 * np.log(variance))


def error_of_looks(signal: Signal, acquisitions: int) -> Numbers:
    """Variance with which so many boxes of a liver show what it looks like, at `_LOOKS`."""
    high, low = np.minimum(_LOOKS + _STEP, HIGHEST_LOOK), np.maximum(_LOOKS - _STEP, 0.0)
    slope = (_parameters(high) - _parameters(low)) / (high - low)[:, None]
    textures = [texture_like(look) for look in _LOOKS]
    own = np.array([[1.0, 1.0, 2 * one.nodularity**2, 0.5] for one in textures]) * signal.own_log_sd
    box = np.linalg.inv(acquisitions * information(textures))
    whole = box + np.eye(4) * (own**2)[:, None, :]
    told = np.einsum("ni,nij,nj->n", slope, np.linalg.inv(whole), slope)
    return np.asarray(1 / told)


def _parameters(looks: Numbers) -> Numbers:
    """The texture as `information` counts it, shape (looks, 4)."""
    textures = [texture_like(look) for look in looks]
    return np.array(
        [
            (log(one.relative_sd), log(one.correlation_mm), one.nodularity**2, log(one.nodule_mm))
            for one in textures
        ]
    )
