"""Simulated patients: who they are, what their liver is like, how they were examined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import erf, exp, log, log1p, sqrt
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.exam import Stage
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.acquisition import AcquisitionPlan, Liver, draw_acquisitions
from dlre_gui.simulation.names import draw_name
from dlre_gui.simulation.signal import EVEN, Signal, draw_looks, individual, texture_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.random import Generator

_LOOKS = 1  # a random stream of its own: signals differ in nothing else
_OWN_INFLAMMATION = sqrt(1 - a.INFLAMMATION_WITH_STAGE**2)


@dataclass(frozen=True, slots=True)
class SimulatedPatient:
    """One patient with all that the screens and the tables are made from.

    Attributes
    ----------
    index, seed
        Which patient of which draw; they fix every random number of the patient.
    labs
        PLT in 10⁹/L; AST, ALT, GGT, ALP in IU/L; TB, DB, IB in µmol/L; ALB in g/L; PT in %; FBG
        in mmol/L; keys in lower case.
    inflammation
        0 to 3.
    acquisitions
        Five plans of a screen.
    """

    index: int
    seed: int
    patient_id: str
    name: str
    chinese_name: str
    stage: Stage
    age: int
    sex: str
    bmi: float
    labs: Mapping[str, float]
    inflammation: int
    hospital: a.Hospital
    scale_max_kpa: int
    signal: Signal
    liver: Liver
    acquisitions: tuple[AcquisitionPlan, ...]

    @property
    def expected_lsm_kpa(self) -> float:
        """Median of five Q-Box means as drawn, without rendering: the fast path."""
        return float(np.median([plan.expected_qbox_kpa for plan in self.acquisitions]))


def draw_patients(n: int, seed: int, first: int = 0, signal: Signal = EVEN) -> list[SimulatedPatient]:
    """Draw patients ``first .. first+n-1`` of the endless cohort that `seed` names.

    A patient depends on the seed and its own number only: a larger cohort begins with the smaller.
    With another `signal` all but the textures stays the same.

    Raises
    ------
    ValueError
        If `n` or `seed` is negative.
    """
    if n < 0 or seed < 0 or first < 0:
        raise ValueError("number of patients, first patient and seed must not be negative")
    return [_draw(index, seed, signal) for index in range(first, first + n)]


def _draw(index: int, seed: int, signal: Signal) -> SimulatedPatient:
    rng = np.random.default_rng([seed, index])
    stage = Stage(_category(rng.random(), a.STAGE_SHARES))
    inflamed, severity = standardised(a.INFLAMMATION_STEPS)[stage], standardised(a.SERUM_STEPS)[stage]
    grade, inflammation = _inflammation(rng, inflamed)
    sex = "M" if rng.random() < a.MALE_SHARE else "F"
    age = _age(rng)
    bmi = float(np.clip(rng.normal(a.BMI_MEAN, a.BMI_SD), *a.BMI_RANGE))
    labs = _labs(rng, severity, (grade - a.INFLAMMATION_WITH_STAGE * inflamed) / _OWN_INFLAMMATION)
    hospital = a.HOSPITALS[int(rng.integers(len(a.HOSPITALS)))]
    scale = hospital.scale_max_kpa
    if rng.random() < a.OTHER_SCALE_SHARE:
        scale = int(rng.choice(a.SCALES_KPA))
    liver = _liver(rng, stage, inflammation, bmi)
    own = np.exp(rng.normal(0, signal.own_log_sd, 5))
    looks = draw_looks(np.random.default_rng([seed, index, _LOOKS]), signal, stage)
    textures = [individual(texture_like(look), own) for look in looks]
    name, chinese_name = draw_name(rng)
    return SimulatedPatient(
        index=index,
        seed=seed,
        patient_id=f"SIM-{hospital.letter}{index + 1:05d}",
        name=name,
        chinese_name=chinese_name,
        stage=stage,
        age=age,
        sex=sex,
        bmi=round(bmi, 1),
        labs=labs,
        inflammation=inflammation,
        hospital=hospital,
        scale_max_kpa=scale,
        signal=signal,
        liver=liver,
        acquisitions=draw_acquisitions(rng, hospital, liver, looks, textures),
    )


def _category(u: float, shares: tuple[float, ...]) -> int:
    """The category that a uniform number falls into."""
    return min(int(np.searchsorted(np.cumsum(shares), u, side="right")), len(shares) - 1)


@lru_cache(maxsize=4)
def standardised(steps_of_stages: tuple[float, ...]) -> tuple[float, ...]:
    """The stages as a score of mean 0 and SD 1 in the cohort."""
    shares, steps = np.array(a.STAGE_SHARES), np.array(steps_of_stages)
    mean = (shares * steps).sum()
    sd = sqrt(float((shares * (steps - mean) ** 2).sum()))
    return tuple(float(step - mean) / sd for step in steps)


def _latent(rng: Generator, *parts: tuple[float, float]) -> float:
    """A variable of variance 1 with the given correlations to independent standard variables."""
    explained = sum(weight**2 for weight, _ in parts)
    shared = sum(weight * value for weight, value in parts)
    return shared + sqrt(max(0.0, 1.0 - explained)) * float(rng.standard_normal())


def _inflammation(rng: Generator, severity: float) -> tuple[float, int]:
    latent = _latent(rng, (a.INFLAMMATION_WITH_STAGE, severity))
    return latent, _category(0.5 * (1 + erf(latent / sqrt(2))), a.INFLAMMATION_SHARES)


def _age(rng: Generator) -> int:
    low, high = a.AGE_RANGE
    latent = float(rng.standard_normal())
    return round(min(high, low + _lognormal(latent, a.AGE_MEAN - low, a.AGE_SD)))


def _lognormal(latent: float, mean: float, sd: float) -> float:
    """A standard normal value as one of a log-normal of this mean and SD."""
    variance = log1p((sd / mean) ** 2)
    return mean * exp(sqrt(variance) * latent - variance / 2)


def _labs(rng: Generator, severity: float, own_grade: float) -> dict[str, float]:
    """`own_grade` is the part of the inflammation that the stage does not explain, of variance 1."""
    cells = float(rng.standard_normal())
    values = {}
    for name, lab in a.LABORATORY.items():
        parts = ((lab.stage, severity), (lab.inflammation, own_grade), (lab.liver_cells, cells))
        values[name] = round(_lognormal(_latent(rng, *parts), lab.mean, lab.sd), lab.decimals)
    values["tb"] = round(values["db"] + values["ib"], 1)
    return values


def _liver(rng: Generator, stage: Stage, inflammation: int, bmi: float) -> Liver:
    inflamed = a.INFLAMMATION_LOG_F4 if stage is Stage.F4 else a.INFLAMMATION_LOG
    level = log(a.LEVEL_KPA[stage]) + inflamed[inflammation] + rng.normal(0, a.LEVEL_LOG_SD)
    between = a.BETWEEN_LOG_SD_MEDIAN * exp(rng.normal(0, a.BETWEEN_LOG_SD_SPREAD))
    low, high = a.CAPSULE_DEPTH_MM
    capsule = low + (high - low) * np.clip((bmi - 17) / 14 + rng.normal(0, 0.1), 0, 1)
    return Liver(exp(level), between, float(capsule))
