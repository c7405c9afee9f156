"""Probabilities and thresholds set anew on other patients; the networks stay as they are."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlre_gui.domain.errors import CohortError, FolderInUseError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.model import layout
from dlre_gui.model.card import Card
from dlre_gui.model.familiarity import FEATURES, MEASURE, Familiarity
from dlre_gui.model.package import ModelPackage, load_package, save_package
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.training.cohort import Cohort, patient_marks, read_cohort
from dlre_gui.training.options import FitOptions
from dlre_gui.training.patches import PatchCache
from dlre_gui.training.score import Margins, margins_of
from dlre_gui.workflows.calibrate import (
    LEAST_PATIENTS,
    Calibrating,
    CalibrationPlan,
    calibrate_package,
    calibrated_package,
)
from dlre_gui.workflows.train_check import REFUSED_NAME
from dlre_gui.workflows.train_figures import calibrated_scores
from tests.model.model_packages import card_values, make_package, random_tensors

PATIENTS = 40
TOLD = Calibrating("calibrated", "2.0", "forty patients", False, tuple(f"{n:016x}" for n in range(PATIENTS)))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> ModelPackage:
    return make_package(tmp_path_factory.mktemp("model") / "own", "gut")


@pytest.fixture(scope="module")
def patients() -> PatchCache:
    """One patch each, of all kinds of brightness; stages go with it, but not strictly."""
    random = np.random.default_rng(3)
    levels = np.linspace(10, 250, PATIENTS)
    patches = np.repeat(levels.astype(np.uint8), 250 * 250 * 3).reshape(PATIENTS, 1, 250, 250, 3)
    stages = np.clip((levels / 250 * 4 + random.normal(0, 1.2, PATIENTS)).round(), 0, 4).astype(np.int64)
    names = tuple(f"P{number}" for number in range(PATIENTS))
    return PatchCache(patches, np.arange(PATIENTS), names, stages, ())


@pytest.fixture(scope="module")
def made(
    package: ModelPackage, patients: PatchCache, tmp_path_factory: pytest.TempPathFactory
) -> ModelPackage:
    return calibrated_package(package, plan_of(package, tmp_path_factory.mktemp("out")), TOLD, patients)


def told_package(folder: Path, **changes: object) -> ModelPackage:
    """A package of random weights whose card has something more to tell."""
    card = Card.model_validate_json(json.dumps(card_values("gut", **changes)))
    known = Familiarity(np.zeros(len(FEATURES)), np.eye(len(FEATURES)), 5.0)
    return save_package(folder, card, random_tensors("gut") | (known.tensors() if card.familiarity else {}))


def plan_of(package: ModelPackage, out: Path, cohort: Path = Path("cohort.csv")) -> CalibrationPlan:
    return CalibrationPlan(cohort, package.path, out, device="cpu", threads=2, processes=2)


def scores(package: ModelPackage, patients: PatchCache) -> Margins:
    options = FitOptions(architecture=package.card.architecture)
    margins = margins_of(layout.unpack("gut", package.weights), patients, options)
    return calibrated_scores(margins, package.calibrations)


def test_probabilities_are_as_frequent_as_the_stages_of_those_patients(
    package: ModelPackage, made: ModelPackage, patients: PatchCache
) -> None:
    before, after = scores(package, patients), scores(made, patients)
    for task in Task:
        share = np.mean([Stage(int(stage)).is_positive(task) for stage in patients.stages])
        assert after[task].mean() == pytest.approx(share, abs=0.03)
        assert abs(before[task].mean() - share) > 0.1 or task is Task.GE_F3


def test_order_of_the_patients_stays(package: ModelPackage, made: ModelPackage, patients: PatchCache) -> None:
    before, after = scores(package, patients), scores(made, patients)
    for task in Task:
        assert (np.diff(after[task][np.argsort(before[task])]) > 0).all()
        same = layout.unpack("gut", made.weights)[task].items()
        assert all(np.array_equal(package.weights[f"{task}.{name}"], value) for name, value in same)


def test_card_tells_who_calibrated_and_what_it_was_before(
    package: ModelPackage, made: ModelPackage, patients: PatchCache
) -> None:
    card, training = made.card, made.card.training.model_extra or {}
    assert (card.id, card.version) == ("calibrated", "2.0")
    assert training["calibrated_on"]["n_patients"] == PATIENTS
    assert training["calibrated_on"]["data"] == "forty patients"
    shares = {t: np.mean([Stage(int(s)).is_positive(t) for s in patients.stages]) for t in Task}
    assert training["calibrated_on"]["shares"] == pytest.approx(shares, abs=1e-4)
    assert training["begun_with"][0]["weights_sha256"] == package.card.weights_sha256
    assert training["patients"]["held_out"] == list(TOLD.marks)
    assert card.training.n_patients == package.card.training.n_patients
    assert card.training.simulated == package.card.training.simulated
    assert {f"on the {PATIENTS} patients" in task.threshold_source for task in card.tasks} == {True}
    assert card.performance == ()
    assert card.limitations == (
        f"random weights Its probabilities are those of patients like the ones who calibrated it: "
        f"≥F2 {shares[Task.GE_F2]:.0%}, ≥F3 {shares[Task.GE_F3]:.0%}, F4 {shares[Task.F4]:.0%}."
    )


def test_performance_is_of_the_other_patients_only(
    package: ModelPackage, patients: PatchCache, tmp_path: Path
) -> None:
    others = patients.only([name for name in patients.patient_ids if int(name[1:]) % 2])
    plan = plan_of(package, tmp_path)
    card = calibrated_package(package, plan, replace(TOLD, simulated=True), patients, others).card
    assert {row.cohort.split(",")[0] for row in card.performance} == {"20 other simulated patients"}
    assert all(row.calibration_error is not None for row in card.performance)


def test_measure_of_familiarity_stays(patients: PatchCache, tmp_path: Path) -> None:
    known = {"measure": MEASURE, "features": FEATURES, "threshold": 5.0, "threshold_source": "a test"}
    package = told_package(tmp_path / "own", familiarity=known)
    kept = calibrated_package(package, plan_of(package, tmp_path), TOLD, patients).familiarity
    assert kept is not None
    assert kept.threshold == 5.0
    assert np.array_equal(kept.whitening, np.eye(len(FEATURES)))


def written(folder: Path, count: int = 2 * LEAST_PATIENTS) -> Cohort:
    """A simulated screen each, with another pixel; half of the patients have F0, half F4."""
    pixels = render(draw_patients(1, seed=12)[0], 0, size=(720, 540), language="en").pixels.copy()
    rows = ["path,patient_id,stage,simulated"]
    for number in range(count):
        pixels[-1, -1] = number
        Image.fromarray(pixels).save(folder / f"{number}.bmp")
        rows.append(f"{number}.bmp,P{number},F{4 * (number % 2)},yes")
    (folder / "cohort.csv").write_text("\n".join(rows), "utf-8")
    return read_cohort(folder / "cohort.csv")


def test_from_a_cohort_to_a_package_and_the_folder_is_then_taken(
    package: ModelPackage, tmp_path: Path
) -> None:
    cohort = written(tmp_path)
    plan = plan_of(package, tmp_path / "out", cohort.path)
    made = load_package(calibrate_package(plan))
    assert made.card.id == f"{package.card.id}-calibrated"
    marks = (made.card.training.model_extra or {})["patients"]["held_out"]
    assert marks == list(patient_marks(cohort, cohort.stages).values())
    with pytest.raises(FolderInUseError, match="other settings"):
        calibrate_package(replace(plan, version="2.0"))


def test_patients_without_a_screen_that_can_be_used_do_not_count(
    package: ModelPackage, tmp_path: Path
) -> None:
    cohort = written(tmp_path, 2 * LEAST_PATIENTS + 1)
    Image.new("RGB", (720, 540)).save(tmp_path / "0.bmp")
    made = load_package(calibrate_package(plan_of(package, tmp_path / "out", cohort.path)))
    told = made.card.training.model_extra or {}
    assert told["calibrated_on"]["n_patients"] == len(told["patients"]["held_out"]) == 2 * LEAST_PATIENTS
    assert "0.bmp" in (tmp_path / "out" / REFUSED_NAME).read_text("utf-8")
    Image.new("RGB", (720, 540), "grey").save(tmp_path / "1.bmp")
    with pytest.raises(CohortError, match="9 with it and 10 without"):
        calibrate_package(plan_of(package, tmp_path / "again", cohort.path))


def test_patients_that_trained_are_refused(tmp_path: Path) -> None:
    cohort = written(tmp_path)
    trained = {"train": list(patient_marks(cohort, ["P3"]).values()), "held_out": []}
    training = {**card_values()["training"], "patients": trained}
    package = told_package(tmp_path / "own", training=training)
    with pytest.raises(CohortError, match="1 of 20 patients trained"):
        calibrate_package(plan_of(package, tmp_path / "out", cohort.path))
    assert not (tmp_path / "out").exists()


def test_simulated_patients_are_refused_for_a_model_of_real_ones(tmp_path: Path) -> None:
    training = {**card_values()["training"], "simulated": False}
    package = told_package(tmp_path / "own", training=training)
    with pytest.raises(CohortError, match="is simulated, and random-gut"):
        calibrate_package(plan_of(package, tmp_path / "out", written(tmp_path, 2).path))


def test_calibrated_again_it_is_the_last_calibration_alone_that_card_and_package_hold(
    package: ModelPackage, made: ModelPackage, patients: PatchCache, tmp_path: Path
) -> None:
    few = patients.only(patients.patient_ids[::2])
    once = calibrated_package(package, plan_of(package, tmp_path / "once"), TOLD, few)
    again = calibrated_package(once, plan_of(once, tmp_path / "again"), TOLD, patients)
    assert again.calibrations == made.calibrations != once.calibrations
    assert again.card.limitations == made.card.limitations != once.card.limitations
    told = (again.card.training.model_extra or {})["calibration"]
    for task, one in again.calibrations.items():
        assert told[task.value] == pytest.approx(asdict(one), rel=1e-6)


def test_what_an_older_card_told_of_its_folded_calibration_goes(patients: PatchCache, tmp_path: Path) -> None:
    former = {task.value: {"slope": 2.0, "offset": 0.5} for task in Task}
    package = told_package(tmp_path / "own", training={**card_values()["training"], "calibration": former})
    made = calibrated_package(package, plan_of(package, tmp_path), TOLD, patients)
    told = made.card.training.model_extra or {}
    assert {frozenset(one) for one in told["calibration"].values()} == {frozenset("abc")}
    assert "changes" not in told["calibrated_on"]


def test_few_patients_are_refused(package: ModelPackage, tmp_path: Path) -> None:
    few = written(tmp_path, 2 * LEAST_PATIENTS - 1)
    with pytest.raises(CohortError, match="too few patients for ≥F2: 9 with it and 10 without"):
        calibrate_package(plan_of(package, tmp_path / "out", few.path))
    assert not (tmp_path / "out").exists()
