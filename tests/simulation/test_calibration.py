"""The simulated cohort against the papers' figures, at 10,000 patients and without a picture."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.published import AUCS, BY_COUNT, F4_BY_LSM
from dlre_gui.evaluation.roc import auc
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.ideal_observer import observe
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.signal import EVEN, PATCHY
from tests.simulation.patient_numbers import PatientNumbers, numbers_of

LOWEST = {Task.GE_F2: 2, Task.GE_F3: 3, Task.F4: 4}


@pytest.fixture(scope="module")
def patients() -> list[SimulatedPatient]:
    return draw_patients(10_000, seed=1, signal=PATCHY)


@pytest.fixture(scope="module")
def numbers(patients: list[SimulatedPatient]) -> PatientNumbers:
    return numbers_of(patients)


@pytest.mark.parametrize("task", Task)
@pytest.mark.parametrize("method", ["LSM", "APRI", "FIB-4"])
def test_measurements_reach_the_papers_aucs(numbers: PatientNumbers, method: str, task: Task) -> None:
    scores = {"LSM": numbers.lsm_kpa(), "APRI": numbers.apri, "FIB-4": numbers.fib4}[method]
    found = auc(numbers.stages >= LOWEST[task], scores)
    assert found == pytest.approx(AUCS[method][task].pooled, abs=0.03)


def test_papers_aucs_are_pooled_by_patients() -> None:
    assert AUCS["LSM"][Task.F4].pooled == pytest.approx((266 * 0.87 + 132 * 0.86) / 398)


def test_lsm_finds_cirrhosis_worse_where_inflammation_is_severe(numbers: PatientNumbers) -> None:
    severe, cirrhosis = numbers.inflammation == 3, numbers.stages == 4
    mild = auc(cirrhosis[~severe], numbers.lsm_kpa()[~severe])
    assert mild == pytest.approx(F4_BY_LSM["inflammation A0–A2"], abs=0.05)
    assert auc(cirrhosis[severe], numbers.lsm_kpa()[severe]) == pytest.approx(0.69, abs=0.05)


@pytest.mark.parametrize("task", Task)
def test_more_measurements_change_the_lsm_as_little_as_published(numbers: PatientNumbers, task: Task) -> None:
    found = {count: auc(numbers.stages >= LOWEST[task], numbers.lsm_kpa(count)) for count in (1, 3, 5)}
    assert abs(found[5] - found[1]) <= 0.025
    assert all(found[n] == pytest.approx(value, abs=0.04) for n, value in BY_COUNT["LSM"][task].items())


@pytest.mark.parametrize("name", [*a.LABORATORY, "tb", "age", "bmi"])
def test_facts_have_the_papers_mean_and_sd(numbers: PatientNumbers, name: str) -> None:
    lab = a.LABORATORY.get(name)
    published = {"tb": (15.9, 8.6), "age": (a.AGE_MEAN, a.AGE_SD), "bmi": (a.BMI_MEAN, a.BMI_SD)}
    mean, sd = (lab.mean, lab.sd) if lab else published[name]
    values = {"age": numbers.age, "bmi": numbers.bmi}.get(name)
    values = numbers.labs[name] if values is None else values
    assert values.mean() == pytest.approx(mean, rel=0.03)
    assert values.std() == pytest.approx(sd, rel=0.12)


def test_shares_are_the_papers(numbers: PatientNumbers) -> None:
    stages = np.bincount(numbers.stages, minlength=5) / 10_000
    assert [stages[:2].sum(), *stages[2:]] == pytest.approx([0.163, 0.274, 0.317, 0.246], abs=0.015)
    grades = np.bincount(numbers.inflammation, minlength=4) / 10_000
    assert grades == pytest.approx(np.array(a.INFLAMMATION_SHARES), abs=0.015)
    assert numbers.male.mean() == pytest.approx(0.666, abs=0.015)


def test_five_acquisitions_of_a_patient_go_together(numbers: PatientNumbers) -> None:
    correlations = np.corrcoef(np.log(numbers.qbox_kpa).T)
    assert correlations[np.triu_indices(5, 1)].min() > 0.85


Aucs = dict[tuple[int, str], dict[Task, float]]


@pytest.fixture(scope="module")
def ideal(patients: list[SimulatedPatient], numbers: PatientNumbers) -> Aucs:
    """By acquisitions and observer."""
    return {
        (count, name): {task: auc(numbers.stages >= LOWEST[task], seen.probability(task)) for task in Task}
        for count in (1, 3, 5)
        for name, seen in observe(patients, count).items()
    }


def test_ideal_observer_of_patchy_livers_reaches_what_the_papers_network_did(ideal: Aucs) -> None:
    found = {count: ideal[count, "map"] for count in (1, 3, 5)}
    for task in Task:
        assert found[5][task] == pytest.approx(AUCS["DLRE"][task].validation, abs=0.02)
        assert found[3][task] == pytest.approx(BY_COUNT["DLRE"][task][3], abs=0.035)
        assert found[1][task] + 0.02 < found[3][task] < found[5][task]


def test_ideal_observers_know_more_in_their_order(ideal: Aucs) -> None:
    for task in Task:
        few, more, most = (ideal[3, name][task] for name in ("stiffness", "map", "sites"))
        assert few < more < most


def test_observer_of_stiffness_alone_is_no_worse_than_the_lsm(ideal: Aucs, numbers: PatientNumbers) -> None:
    found = ideal[5, "stiffness"]
    for task, lowest in LOWEST.items():
        assert auc(numbers.stages >= lowest, numbers.lsm_kpa()) < found[task] + 0.01


def test_probabilities_of_the_ideal_observer_are_right_on_average(patients: list[SimulatedPatient]) -> None:
    told = observe(patients, 5)["map"].probability(Task.F4)
    truth = np.array([one.stage.is_positive(Task.F4) for one in patients])
    for low, high in ((0.0, 0.1), (0.1, 0.5), (0.5, 0.9), (0.9, 1.01)):
        inside = (told >= low) & (told < high)
        assert truth[inside].mean() == pytest.approx(told[inside].mean(), abs=0.05)


def test_observer_refuses_patients_of_two_signals() -> None:
    with pytest.raises(ValueError, match="one signal"):
        observe([*draw_patients(1, 1), *draw_patients(1, 1, signal=PATCHY)], 1)


def test_signals_differ_in_nothing_but_how_sites_look() -> None:
    for even, patchy in zip(
        draw_patients(20, 4, signal=EVEN), draw_patients(20, 4, signal=PATCHY), strict=True
    ):
        assert (even.labs, even.liver, even.stage) == (patchy.labs, patchy.liver, patchy.stage)
        assert len({plan.looks_like for plan in even.acquisitions}) == 1
        assert len({plan.looks_like for plan in patchy.acquisitions}) == 5
        pairs = zip(even.acquisitions, patchy.acquisitions, strict=True)
        assert all(one.mean_kpa == other.mean_kpa for one, other in pairs)
