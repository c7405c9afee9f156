"""Simulated patients as columns of numbers, without a picture: the fast path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dlre_gui.simulation.patients import SimulatedPatient

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PatientNumbers:
    """Columns of shape (patients,) but where said.

    Attributes
    ----------
    stages, inflammation
        0 to 4 and 0 to 3.
    qbox_kpa
        Expected Q-Box means, shape (patients, 5). On 620 rendered patients the median of five
        differed from the rendered one by 0.1 % on average, with an SD of 6 %, and its AUCs by at
        most 0.005.
    labs
        As `SimulatedPatient.labs`.
    """

    stages: NDArray[np.int64]
    inflammation: NDArray[np.int64]
    male: NDArray[np.bool_]
    age: Numbers
    bmi: Numbers
    labs: Mapping[str, Numbers]
    qbox_kpa: Numbers

    def lsm_kpa(self, acquisitions: int = 5) -> Numbers:
        """Median of each patient's first acquisitions."""
        return np.asarray(np.median(self.qbox_kpa[:, :acquisitions], axis=1))

    @property
    def apri(self) -> Numbers:
        """AST over PLT: APRI but for the upper limit of normal, which changes no rank."""
        return self.labs["ast"] / self.labs["plt"]

    @property
    def fib4(self) -> Numbers:
        return self.age * self.labs["ast"] / (self.labs["plt"] * np.sqrt(self.labs["alt"]))


def numbers_of(patients: Sequence[SimulatedPatient]) -> PatientNumbers:
    """The patients' facts and expected measurements.

    Raises
    ------
    ValueError
        If there is no patient.
    """
    if not patients:
        raise ValueError("at least one patient")
    return PatientNumbers(
        stages=np.array([int(one.stage) for one in patients]),
        inflammation=np.array([one.inflammation for one in patients]),
        male=np.array([one.sex == "M" for one in patients]),
        age=np.array([one.age for one in patients], dtype=np.float64),
        bmi=np.array([one.bmi for one in patients]),
        labs={name: np.array([one.labs[name] for one in patients]) for name in patients[0].labs},
        qbox_kpa=np.array([[plan.expected_qbox_kpa for plan in one.acquisitions] for one in patients]),
    )
