"""Parts of the patients: by ALT, BMI, inflammation, age, and by hospitals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.comparison import AucTest, unpaired_test
from dlre_gui.evaluation.material import Mask, Method, Numbers, Patients
from dlre_gui.evaluation.performance import Performance, performance


@dataclass(frozen=True, slots=True)
class Level:
    """One part: its name, and who belongs to it by the known values."""

    name: str
    holds: Callable[[Numbers], Mask]


@dataclass(frozen=True, slots=True)
class Division:
    """A number by which patients are divided, and why there."""

    column: str
    title: str
    levels: tuple[Level, ...]
    source: str


DIVISIONS = (
    Division(
        "inflammation",
        "Inflammation",
        (
            Level("inflammation A0–A2", lambda grade: grade <= 2),
            Level("inflammation A3", lambda grade: grade == 3),
        ),
        "as Gut 2019;68:729 compares them",
    ),
    Division(
        "alt",
        "ALT",
        (Level("ALT ≤ 40 IU/L", lambda alt: alt <= 40), Level("ALT > 40 IU/L", lambda alt: alt > 40)),
        "40 IU/L, a common upper limit of normal; ours",
    ),
    Division(
        "bmi",
        "BMI",
        (Level("BMI < 25 kg/m²", lambda bmi: bmi < 25), Level("BMI ≥ 25 kg/m²", lambda bmi: bmi >= 25)),
        "25 kg/m², WHO's limit of overweight",
    ),
    Division(
        "age",
        "Age",
        (Level("age < 30 years", lambda age: age < 30), Level("age ≥ 30 years", lambda age: age >= 30)),
        "APRI and FIB-4 are weak in hepatitis B under 30 years (Oncotarget 2017;8:45768)",
    ),
)


@dataclass(frozen=True, slots=True)
class PartResult:
    """One method and task in one part of the patients.

    Attributes
    ----------
    against
        The part's AUC against that of all others in its division (for hospitals: of all patients
        of other hospitals), by DeLong's unpaired test; None where one has no AUC.
    """

    division: str
    part: str
    method: str
    task: Task
    performance: Performance
    against: AucTest | None


def by_fact(patients: Patients, divisions: Sequence[Division] = DIVISIONS) -> tuple[PartResult, ...]:
    """Every division whose fact is known of some patients, every method and task."""
    rows: list[PartResult] = []
    for division in divisions:
        values = patients.numbers.get(division.column)
        if values is None or not np.isfinite(values).any():
            continue
        known = np.isfinite(values)
        parts = [(level.name, known & level.holds(values)) for level in division.levels]
        rows += _results(patients, division.title, parts, known)
    return tuple(rows)


def by_hospitals(
    patients: Patients, combinations: Sequence[Sequence[str]] | None = None
) -> tuple[PartResult, ...]:
    """Combinations of hospitals against all others; by default every third one, three times (ours)."""
    hospitals = patients.words.get("hospital")
    if hospitals is None:
        return ()
    names = sorted({str(name) for name in hospitals if name})
    if len(names) < 2:
        return ()
    chosen = combinations if combinations is not None else default_combinations(names)
    parts = [(" + ".join(group), np.isin(hospitals, list(group))) for group in chosen]
    return tuple(_results(patients, "Hospitals", parts, hospitals != ""))


def default_combinations(names: Sequence[str]) -> list[list[str]]:
    """Three groups of hospitals, dealt in alphabetical order; a group a hospital below six."""
    groups = 3 if len(names) >= 6 else len(names)
    return [list(names[start::groups]) for start in range(groups)]


def _results(
    patients: Patients, division: str, parts: Sequence[tuple[str, Mask]], known: Mask
) -> Iterator[PartResult]:
    for name, inside in parts:
        part, rest = patients.where(inside), patients.where(known & ~inside)
        for method, other in zip(part.methods, rest.methods, strict=True):
            for task in Task:
                found = performance(part.labels(task), method.scores(task))
                against = _against(part, method, rest, other, task) if found.auc else None
                yield PartResult(division, name, method.name, task, found, against)


def _against(part: Patients, method: Method, rest: Patients, other: Method, task: Task) -> AucTest | None:
    inside, outside = np.isfinite(method.scores(task)), np.isfinite(other.scores(task))
    labels = rest.labels(task)[outside]
    if min(labels.sum(), len(labels) - labels.sum()) < 2:
        return None
    scores = other.scores(task)[outside]
    return unpaired_test(part.labels(task)[inside], method.scores(task)[inside], labels, scores)
