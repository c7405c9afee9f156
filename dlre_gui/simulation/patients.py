"""Simulated patients: who they are, what their liver is like, how they were examined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import erf, exp, log, log1p, sqrt
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.exam import Stage
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.acquisition import AcquisitionPlan, draw_acquisitions
from dlre_gui.simulation.names import draw_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Liver:
    """The true liver.

    Attributes
    ----------
    mean_kpa
        Median stiffness over the acquisitions' sites.
    between_log_sd
        SD of log stiffness between acquisitions.
    texture
        What it is like in space.
    capsule_mm
        Depth of the capsule under the probe.
    """

    mean_kpa: float
    between_log_sd: float
    texture: a.Texture
    capsule_mm: float


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
    liver: Liver
    acquisitions: tuple[AcquisitionPlan, ...]

    @property
    def expected_lsm_kpa(self) -> float:
        """Median of five Q-Box means as drawn, without rendering: the fast path."""
        return float(np.median([plan.expected_qbox_kpa for plan in self.acquisitions]))


def draw_patients(n: int, seed: int, first: int = 0) -> list[SimulatedPatient]:
    """Draw patients ``first .. first+n-1`` of the endless cohort that `seed` names.

    A patient depends on the seed and its own number only: a larger cohort begins with the smaller.

    Raises
    ------
    ValueError
        If `n` or `seed` is negative.
    """
    if n < 0 or seed < 0 or first < 0:
        raise ValueError("number of patients, first patient and seed must not be negative")
    return [_draw(index, seed) for index in range(first, first + n)]


def _draw(index: int, seed: int) -> SimulatedPatient:
    rng = np.random.default_rng([seed, index])
    stage = Stage(_category(rng.random(), a.STAGE_SHARES))
    severity = _severity()[stage]
    grade, inflammation = _inflammation(rng, severity)
    sex = "M" if rng.random() < a.MALE_SHARE else "F"
    age = _age(rng, severity)
    bmi = float(np.clip(rng.normal(a.BMI_MEAN, a.BMI_SD), *a.BMI_RANGE))
    labs = _labs(rng, severity, grade)
    hospital = a.HOSPITALS[int(rng.integers(len(a.HOSPITALS)))]
    scale = hospital.scale_max_kpa
    if rng.random() < a.OTHER_SCALE_SHARE:
        scale = int(rng.choice(a.SCALES_KPA))
    liver = _liver(rng, stage, inflammation, bmi)
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
        liver=liver,
        acquisitions=draw_acquisitions(rng, hospital, liver.mean_kpa, liver.between_log_sd, liver.capsule_mm),
    )


def _category(u: float, shares: tuple[float, ...]) -> int:
    """The category that a uniform number falls into."""
    return min(int(np.searchsorted(np.cumsum(shares), u, side="right")), len(shares) - 1)


@lru_cache(maxsize=1)
def _severity() -> tuple[float, ...]:
    """The stages as a score of mean 0 and SD 1 in the cohort."""
    shares, steps = np.array(a.STAGE_SHARES), np.array(a.SERUM_STEPS)
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


def _age(rng: Generator, severity: float) -> int:
    low, high = a.AGE_RANGE
    latent = _latent(rng, (a.AGE_WITH_STAGE, severity))
    return round(min(high, low + _lognormal(latent, a.AGE_MEAN - low, a.AGE_SD)))


def _lognormal(latent: float, mean: float, sd: float) -> float:
    """A standard normal value as one of a log-normal of this mean and SD."""
    variance = log1p((sd / mean) ** 2)
    return mean * exp(sqrt(variance) * latent - variance / 2)


def _labs(rng: Generator, severity: float, grade: float) -> dict[str, float]:
    cells = float(rng.standard_normal())
    own_grade = (grade - a.INFLAMMATION_WITH_STAGE * severity) / sqrt(1 - a.INFLAMMATION_WITH_STAGE**2)
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
    return Liver(exp(level), between, _texture(rng, a.TEXTURE[stage]), float(capsule))


def _texture(rng: Generator, median: a.Texture) -> a.Texture:
    factors = np.exp(rng.normal(0, a.TEXTURE_LOG_SD, 5))
    return a.Texture(
        relative_sd=median.relative_sd * float(factors[0]),
        correlation_mm=median.correlation_mm * float(factors[1]),
        nodularity=median.nodularity * float(factors[2]),
        nodule_mm=median.nodule_mm * float(factors[3]) ** 0.5,
        coarseness_db=median.coarseness_db * float(factors[4]),
    )
