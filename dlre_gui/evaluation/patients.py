"""From screens to patients: patients, not screens, are the unit of every figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class PatientMeans:
    """Mean score of each patient's screens.

    Attributes
    ----------
    patient_ids
        In the order of first appearance.
    means
        Shape (patients, columns) for scores of shape (screens, columns).
    """

    patient_ids: tuple[str, ...]
    means: NDArray[np.float64]


def patient_means(patient_ids: Sequence[str], scores: NDArray[np.floating]) -> PatientMeans:
    """Mean over each patient's screens of scores of shape (screens, columns).

    Raises
    ------
    ValueError
        If there is not one id for each row.
    """
    if len(patient_ids) != len(scores):
        raise ValueError(f"{len(patient_ids)} patient ids for {len(scores)} rows of scores")
    places = {patient: place for place, patient in enumerate(dict.fromkeys(patient_ids))}
    rows = np.array([places[patient] for patient in patient_ids], dtype=np.intp)
    sums = np.zeros((len(places), scores.shape[1]))
    np.add.at(sums, rows, scores)
    return PatientMeans(tuple(places), sums / np.bincount(rows, minlength=len(places))[:, None])
