"""Simulated patients against the papers' table 1 and against themselves."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import rankdata

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients


@pytest.fixture(scope="module")
def cohort() -> list[SimulatedPatient]:
    return draw_patients(2000, seed=11)


def _auc(positive: np.ndarray, scores: np.ndarray) -> float:
    ranks = rankdata(scores)
    n, m = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * m))


def test_stage_prevalence_is_the_papers(cohort: list[SimulatedPatient]) -> None:
    shares = np.bincount([patient.stage for patient in cohort], minlength=5) / len(cohort)
    expected = np.array(a.STAGE_SHARES)
    assert shares == pytest.approx(expected, abs=3.5 * np.sqrt(0.25 / len(cohort)))
    assert expected[:2].sum() == pytest.approx(0.163)
    assert expected.sum() == pytest.approx(1)


def test_demographics_are_the_papers(cohort: list[SimulatedPatient]) -> None:
    age = np.array([patient.age for patient in cohort])
    bmi = np.array([patient.bmi for patient in cohort])
    male = np.mean([patient.sex == "M" for patient in cohort])
    assert (age.mean(), age.std()) == (pytest.approx(38.6, abs=1.0), pytest.approx(12.1, abs=1.0))
    assert (bmi.mean(), bmi.std()) == (pytest.approx(22.8, abs=0.3), pytest.approx(3.26, abs=0.3))
    assert male == pytest.approx(0.666, abs=0.04)


@pytest.mark.parametrize("name", sorted(a.LABORATORY))
def test_laboratory_values_have_the_papers_mean_and_sd(cohort: list[SimulatedPatient], name: str) -> None:
    values = np.array([patient.labs[name] for patient in cohort])
    lab = a.LABORATORY[name]
    assert values.mean() == pytest.approx(lab.mean, abs=0.1 * lab.sd + 0.02 * lab.mean)
    assert values.std() == pytest.approx(lab.sd, rel=0.3)
    assert values.min() >= 0


def test_total_bilirubin_is_direct_plus_indirect(cohort: list[SimulatedPatient]) -> None:
    for patient in cohort[:100]:
        assert patient.labs["tb"] == pytest.approx(patient.labs["db"] + patient.labs["ib"], abs=0.051)


def test_inflammation_shares_are_the_papers(cohort: list[SimulatedPatient]) -> None:
    shares = np.bincount([patient.inflammation for patient in cohort], minlength=4) / len(cohort)
    assert shares == pytest.approx(np.array(a.INFLAMMATION_SHARES), abs=0.04)


def test_lsm_separates_the_stages_about_as_published(cohort: list[SimulatedPatient]) -> None:
    stage = np.array([patient.stage for patient in cohort])
    lsm = np.array([patient.expected_lsm_kpa for patient in cohort])
    assert _auc(stage >= 4, lsm) == pytest.approx(0.865, abs=0.04)
    assert _auc(stage >= 3, lsm) == pytest.approx(0.83, abs=0.04)
    assert _auc(stage >= 2, lsm) == pytest.approx(0.76, abs=0.05)


def test_five_acquisitions_vary_as_repeated_measurements_do(cohort: list[SimulatedPatient]) -> None:
    means = np.array([[plan.expected_qbox_kpa for plan in patient.acquisitions] for patient in cohort])
    low, median, high = np.percentile(means, (25, 50, 75), axis=1)
    ratio = (high - low) / median
    assert 0.06 < np.median(ratio) < 0.14
    assert np.mean(ratio < 0.30) > 0.9
    assert means.shape[1] == 5


def test_a_larger_cohort_begins_with_the_smaller() -> None:
    assert draw_patients(6, seed=3)[:4] == draw_patients(4, seed=3)
    assert draw_patients(2, seed=3, first=4) == draw_patients(6, seed=3)[4:]


def test_another_seed_gives_other_patients() -> None:
    assert draw_patients(3, seed=3) != draw_patients(3, seed=4)


def test_negative_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        draw_patients(1, seed=-1)
