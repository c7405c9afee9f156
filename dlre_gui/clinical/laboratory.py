"""Laboratory values checked and turned into APRI and FIB-4, with what to keep in mind about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dlre_gui.clinical.serum import apri, fib4
from dlre_gui.domain.exam_details import EnzymeUnit, Laboratory

U_PER_UKAT = 60.0
"""1 µkat = 60 U, by definition (1 U = 1 µmol/min)."""

MAX_DAYS_APART = 7
"""Blood sample and exam within one week, as the papers' patients had it."""

YOUNG_BELOW_YEARS = 30
"""APRI and FIB-4 are weak in hepatitis B below this age (Oncotarget 2017;8:45768)."""

PLAUSIBLE: dict[str, tuple[float, float]] = {
    "ast": (1.0, 20_000.0),
    "alt": (1.0, 20_000.0),
    "ast_upper_limit": (10.0, 100.0),
    "platelets_10e9_per_l": (1.0, 2_000.0),
    "age_years": (0.0, 120.0),
}
"""Enzymes in U/L, platelets in 10⁹/L. Ours: beyond these a typing error is likelier than a patient."""

ENZYMES = ("ast", "alt", "ast_upper_limit")


class Problem(StrEnum):
    """Why a score is missing, or to be read with care."""

    MISSING = "missing"
    IMPLAUSIBLE = "implausible"
    DATE_UNKNOWN = "date_unknown"
    DATE_APART = "date_apart"
    YOUNG = "young"


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem with what it is about.

    Attributes
    ----------
    subject
        The value's name (of `PLAUSIBLE`); empty for the sample as a whole.
    days
        Between sample and exam, for `Problem.DATE_APART`.
    """

    problem: Problem
    subject: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Cutoff:
    """One limit of a serum score: above (or below) it, `meaning` holds."""

    limit: float
    above: bool
    meaning: str
    source: str

    def holds(self, value: float) -> bool:
        return value > self.limit if self.above else value < self.limit


@dataclass(frozen=True, slots=True)
class SerumScore:
    """APRI or FIB-4; `value` is None where it cannot be told, and `remarks` say why.

    `readings` are the cut-offs that hold.
    """

    name: str
    value: float | None
    readings: tuple[Cutoff, ...] = ()
    remarks: tuple[Remark, ...] = ()


_WHO_2024 = "WHO 2024 (hepatitis B)"
_PAIR = "pair in common use"
CUTOFFS: dict[str, tuple[Cutoff, ...]] = {
    "APRI": (
        Cutoff(0.5, True, "≥F2", _WHO_2024),
        Cutoff(1.0, True, "F4", _WHO_2024),
        Cutoff(2.0, True, "F4", "WHO 2015"),
        Cutoff(0.5, False, "≥F2 unlikely", _PAIR),
        Cutoff(1.5, True, "≥F2 likely", _PAIR),
    ),
    "FIB-4": (
        Cutoff(1.45, False, "≥F3 unlikely", _PAIR),
        Cutoff(3.25, True, "≥F3 likely", _PAIR),
    ),
}


def in_u_per_l(value: float | None, unit: EnzymeUnit) -> float | None:
    """An enzyme in U/L."""
    return value * U_PER_UKAT if value is not None and unit is EnzymeUnit.UKAT_PER_L else value


def values_of(laboratory: Laboratory, age_years: float | None) -> dict[str, float | None]:
    """The values under the names and in the units of `PLAUSIBLE`."""
    enzymes = {name: in_u_per_l(getattr(laboratory, name), laboratory.enzyme_unit) for name in ENZYMES}
    return enzymes | {
        "platelets_10e9_per_l": laboratory.platelets_10e9_per_l,
        "age_years": age_years,
    }


def is_plausible(name: str, value: float | None) -> bool:
    """Whether a value (unit of `PLAUSIBLE`) lies in its range; an unknown one does."""
    low, high = PLAUSIBLE[name]
    return value is None or low <= value <= high


def serum_scores(
    laboratory: Laboratory, age_years: float | None, examined_on: str | None
) -> tuple[SerumScore, SerumScore]:
    """APRI and FIB-4.

    A score with an implausible or missing value is not told. One whose sample lies more than a
    week from the exam, or whose dates are unknown, is told with that remark.

    Parameters
    ----------
    examined_on
        ISO 8601 date of the exam; None: unknown.
    """
    values = values_of(laboratory, age_years)
    about = (*_date_remarks(laboratory, examined_on), *_age_remarks(age_years))
    return (
        _score("APRI", values, ("ast", "ast_upper_limit", "platelets_10e9_per_l"), about),
        _score("FIB-4", values, ("age_years", "ast", "alt", "platelets_10e9_per_l"), about),
    )


_FORMULAS: dict[str, Callable[..., float]] = {"APRI": apri, "FIB-4": fib4}


def _score(
    name: str, values: dict[str, float | None], needs: tuple[str, ...], about: tuple[Remark, ...]
) -> SerumScore:
    lacking = tuple(
        Remark(Problem.MISSING if values[need] is None else Problem.IMPLAUSIBLE, need)
        for need in needs
        if not values[need] or not is_plausible(need, values[need])
    )
    if lacking:
        return SerumScore(name, None, remarks=lacking)
    value = _FORMULAS[name](*(known for need in needs if (known := values[need]) is not None))
    return SerumScore(name, value, tuple(cut for cut in CUTOFFS[name] if cut.holds(value)), about)


def _age_remarks(age_years: float | None) -> tuple[Remark, ...]:
    young = age_years is not None and age_years < YOUNG_BELOW_YEARS
    return (Remark(Problem.YOUNG, "age_years"),) if young else ()


def _date_remarks(laboratory: Laboratory, examined_on: str | None) -> tuple[Remark, ...]:
    samples = {laboratory.sampled_on, laboratory.platelets_on or laboratory.sampled_on}
    apart = [days_between(sample, examined_on) for sample in samples]
    known = [days for days in apart if days is not None]
    if len(known) < len(apart):
        return (Remark(Problem.DATE_UNKNOWN),)
    worst = max(known, key=abs)
    return (Remark(Problem.DATE_APART, days=worst),) if abs(worst) > MAX_DAYS_APART else ()


def days_between(sample: str | None, exam: str | None) -> int | None:
    """Days from the exam to the sample; None where one is unknown or no date."""
    try:
        return (date.fromisoformat(sample or "") - date.fromisoformat(exam or "")).days
    except ValueError:
        return None
