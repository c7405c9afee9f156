"""Patients in training and in validation: always whole patients, never screens.

By chance within each stage, by hospital, or as a column of the cohort says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage
from dlre_gui.training.cohort import Cohort
from dlre_gui.training.cohort_columns import TRAINING, VALIDATION


@dataclass(frozen=True, slots=True)
class Split:
    """Two sets of patients with nobody in common."""

    training: frozenset[str]
    validation: frozenset[str]


def split_as_asked(cohort: Cohort, hospitals: Collection[str], share: float, seed: int) -> Split:
    """By hospital, or by a share of each stage; else as the column `split` says, if there is one.

    Raises
    ------
    CohortError
        If it is said twice who validates, or cannot be done.
    """
    in_table = bool(cohort.of_patients("split"))
    if bool(hospitals) + (share > 0) + in_table > 1:
        message = f"{cohort.path}: it is said twice who validates."
        raise CohortError(message, "Hospitals, a share, or a column split: give one of them.")
    if hospitals:
        return split_by_hospital(cohort, hospitals)
    if in_table:
        return split_by_column(cohort)
    held = held_out_patients(cohort.stages, share, seed)
    return Split(frozenset(cohort.stages) - held, held)


def split_by_hospital(cohort: Cohort, validation: Iterable[str]) -> Split:
    """All patients of some hospitals into validation, the others' into training.

    Raises
    ------
    CohortError
        If a patient has no hospital, or nobody is of a named one.
    """
    wanted = frozenset(validation)
    hospitals = {patient: str(name) for patient, name in cohort.of_patients("hospital").items()}
    _refuse_unknown(cohort, hospitals, "hospital")
    refuse_absent_hospitals(cohort, wanted)
    held = frozenset(patient for patient, name in hospitals.items() if name in wanted)
    return Split(frozenset(cohort.stages) - held, held)


def refuse_absent_hospitals(cohort: Cohort, wanted: Iterable[str]) -> None:
    """Refuse hospitals of which the cohort has nobody.

    Raises
    ------
    CohortError
        With those it has.
    """
    known = {str(name) for name in cohort.of_patients("hospital").values()}
    absent = sorted(set(wanted) - known)
    if absent:
        message = f"{cohort.path} has no patient of hospital {', '.join(absent)}."
        raise CohortError(message, f"Its hospitals: {', '.join(sorted(known)) or 'none is named'}.")


def split_by_column(cohort: Cohort) -> Split:
    """As the column `split` says: ``training`` or ``validation``.

    Raises
    ------
    CohortError
        If the column is missing or a patient has no entry.
    """
    said = cohort.of_patients("split")
    _refuse_unknown(cohort, said, "split")
    sides = {side: frozenset(p for p, own in said.items() if own == side) for side in (TRAINING, VALIDATION)}
    return Split(sides[TRAINING], sides[VALIDATION])


def _refuse_unknown(cohort: Cohort, known: Mapping[str, object], column: str) -> None:
    unknown = [patient for patient in cohort.stages if patient not in known]
    if unknown:
        names = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        raise CohortError(f"{cohort.path}: no {column} is given for {names}.", f"Fill the column {column}.")


def held_out_patients(stages: Mapping[str, Stage], share: float, seed: int) -> frozenset[str]:
    """About `share` of each stage's patients, never all of them; the same for the same seed.

    A stage with one patient gives none. The order of `stages` does not matter.
    """
    random = np.random.default_rng([seed, 0x5EED])
    held: list[str] = []
    for stage in Stage:
        patients = sorted(patient for patient, own in stages.items() if own is stage)
        random.shuffle(patients)
        wanted = max(1, round(share * len(patients))) if share > 0 else 0
        held += patients[: min(wanted, len(patients) - 1)]
    return frozenset(held)
