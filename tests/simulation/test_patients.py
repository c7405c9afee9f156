"""Simulated patients against themselves (`test_calibration`: against the papers)."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.simulation.patients import SimulatedPatient, draw_patients


@pytest.fixture(scope="module")
def cohort() -> list[SimulatedPatient]:
    return draw_patients(500, seed=11)


def test_total_bilirubin_is_direct_plus_indirect(cohort: list[SimulatedPatient]) -> None:
    for patient in cohort[:100]:
        assert patient.labs["tb"] == pytest.approx(patient.labs["db"] + patient.labs["ib"], abs=0.051)


def test_five_acquisitions_vary_as_repeated_measurements_do(cohort: list[SimulatedPatient]) -> None:
    means = np.array([[plan.expected_qbox_kpa for plan in patient.acquisitions] for patient in cohort])
    low, median, high = np.percentile(means, (25, 50, 75), axis=1)
    ratio = (high - low) / median
    assert 0.06 < np.median(ratio) < 0.14
    assert np.mean(ratio < 0.30) > 0.9
    assert means.shape[1] == 5


def test_no_value_is_negative(cohort: list[SimulatedPatient]) -> None:
    assert min(value for patient in cohort for value in patient.labs.values()) >= 0


def test_a_larger_cohort_begins_with_the_smaller() -> None:
    assert draw_patients(6, seed=3)[:4] == draw_patients(4, seed=3)
    assert draw_patients(2, seed=3, first=4) == draw_patients(6, seed=3)[4:]


def test_another_seed_gives_other_patients() -> None:
    assert draw_patients(3, seed=3) != draw_patients(3, seed=4)


def test_negative_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        draw_patients(1, seed=-1)
