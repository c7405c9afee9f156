"""From simulated screens to a package that scores them: the whole training path, small."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.errors import Cancelled, CohortError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.model.package import load_package
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import as_input
from dlre_gui.model.scale import InputSpec
from dlre_gui.simulation.write import simulate
from dlre_gui.training.cohort import read_cohort
from dlre_gui.training.options import FitOptions
from dlre_gui.training.patches import build_cache
from dlre_gui.training.progress import Progress
from dlre_gui.training.split import held_out_patients
from dlre_gui.workflows.train import TrainPlan, train_package
from dlre_gui.workflows.train_check import train_into

SCREENS_A_PATIENT = 2
DATA = "ten patients, simulated"
OPTIONS = FitOptions(epochs=2, batch=8, held_out=0.5, threads=2)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two screens each of ten simulated patients of all stages."""
    folder = tmp_path_factory.mktemp("simulated")
    whole = simulate(folder, patients=10, seed=3, image_format="bmp", size=(720, 540), processes=2)
    header, *rows = whole.read_text("utf-8").splitlines()
    numbers: dict[str, int] = {}
    kept = []
    for row in rows:
        patient = row.split(",")[1]
        numbers[patient] = numbers.get(patient, 0) + 1
        if numbers[patient] <= SCREENS_A_PATIENT:
            kept.append(row)
    path = folder / "short.csv"
    path.write_text("\n".join([header, *kept]) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def plan(cohort: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainPlan:
    return TrainPlan(cohort, tmp_path_factory.mktemp("out"), OPTIONS, processes=2, data=DATA)


@pytest.fixture(scope="module")
def trained(plan: TrainPlan) -> Path:
    return train_package(plan)


def test_trained_package_is_marked_simulated_and_tells_its_patients(trained: Path, cohort: Path) -> None:
    card = load_package(trained).card
    assert trained.name == card.id == "dlre-gut-simulated"
    assert card.training.simulated
    assert card.training.n_patients == 10
    assert card.training.n_images == 10 * SCREENS_A_PATIENT
    assert {row.task for row in card.performance} >= {Task.GE_F3}
    assert all("held-out simulated patients" in row.cohort for row in card.performance)
    assert all(row.calibration_error is not None for row in card.performance)
    assert card.training.data.startswith(f"{DATA}; {cohort.name} (sha256 ")


def test_thresholds_are_youdens_of_the_held_out_patients_on_the_probabilities_of_the_package_itself(
    trained: Path, plan: TrainPlan
) -> None:
    """Of those who trained, the probabilities are too good to be anybody's."""
    package = load_package(trained)
    cohort, spec = read_cohort(plan.cohort), package.card.input.spec()
    held = held_out_patients(cohort.stages, OPTIONS.held_out, OPTIONS.seed)
    stages = {patient: stage for patient, stage in cohort.stages.items() if patient in held}
    cache = build_cache(cohort, plan.out / "work" / "patches", spec, views=plan.options.views)
    predictor = Predictor(package, "cpu")
    scores = [predictor.predict(as_input(cache.patches[slot, 0], spec)) for slot in cache.slots]
    for task in Task:
        means = {
            patient: np.mean(
                [s[task] for s, p in zip(scores, cache.patient_ids, strict=True) if p == patient]
            )
            for patient in stages
        }
        best = max(youden_index(task, stages, means, float(t)) for t in [0.0, *means.values()])
        assert youden_index(task, stages, means, package.thresholds[task]) == pytest.approx(best)


def youden_index(
    task: Task, stages: dict[str, Stage], means: dict[str, np.floating], threshold: float
) -> float:
    positive = [means[p] >= threshold for p, stage in stages.items() if stage.is_positive(task)]
    negative = [means[p] >= threshold for p, stage in stages.items() if not stage.is_positive(task)]
    return float(np.mean(positive) - np.mean(negative))


def test_second_run_keeps_what_is_finished_and_gives_the_same_weights(trained: Path, plan: TrainPlan) -> None:
    first = load_package(trained).card.weights_sha256
    checkpoints = sorted((plan.out / "work" / trained.name).iterdir())
    written = [path.stat().st_mtime_ns for path in checkpoints]
    again = train_package(plan)
    assert load_package(again).card.weights_sha256 == first
    assert len(checkpoints) == len(Task)
    assert [path.stat().st_mtime_ns for path in checkpoints] == written


def test_interrupted_run_gives_the_same_weights_in_the_end(
    trained: Path, plan: TrainPlan, tmp_path: Path
) -> None:
    other = replace(plan, out=tmp_path)
    shutil.copytree(plan.out / "work" / "patches", tmp_path / "work" / "patches")
    seen: list[Progress] = []
    with pytest.raises(Cancelled):
        train_package(other, seen.append, lambda: any(p.stage == "train ge_f3" for p in seen))
    assert not (tmp_path / trained.name).exists()
    assert load_package(train_package(other)).card.weights_sha256 == load_package(trained).card.weights_sha256


def test_spie_package_shares_one_trunk_and_can_be_scored(trained: Path, plan: TrainPlan) -> None:
    options = replace(OPTIONS, architecture="spie", epochs=1, batch=32)
    package = load_package(train_package(replace(plan, options=options, identity="own-spie")))
    assert package.card.id == "own-spie"
    assert not (plan.out / "work" / "maps").exists()
    patch = np.zeros((3, 250, 250), np.float32)
    assert set(Predictor(package, "cpu").predict(patch)) == set(Task)


def test_column_split_keeps_validation_patients_out_of_training_and_judges_on_them_alone(
    trained: Path, plan: TrainPlan, tmp_path: Path
) -> None:
    header, *rows = plan.cohort.read_text("utf-8").splitlines()
    patients = list(dict.fromkeys(row.split(",")[1] for row in rows))
    validation = {patients[1], patients[5]}  # F2 and F1: the others are enough to train on
    sides = ["validation" if row.split(",")[1] in validation else "training" for row in rows]
    cohort = plan.cohort.with_name("split.csv")
    lines = [f"{header},split", *(f"{row},{side}" for row, side in zip(rows, sides, strict=True))]
    cohort.write_text("\n".join(lines) + "\n", "utf-8")
    shutil.copytree(plan.out / "work" / "patches", tmp_path / "work" / "patches")
    options = replace(OPTIONS, epochs=1)
    card = load_package(train_package(replace(plan, cohort=cohort, out=tmp_path, options=options))).card
    assert card.training.n_patients == len(patients) - 2
    assert card.performance == ()  # two patients are too few for an interval: nothing else stands in for them


def test_only_the_named_task_is_trained_and_the_others_stay_the_sources(
    trained: Path, plan: TrainPlan
) -> None:
    options = replace(OPTIONS, epochs=1)
    fresh = replace(plan, options=options, source=trained, tasks=(Task.F4,), identity="only-f4")
    steps: list[Progress] = []
    package = load_package(train_package(fresh, steps.append))
    assert {step.stage for step in steps if "train" in step.stage} == {"train f4"}
    old, new = load_package(trained).weights, package.weights
    assert np.array_equal(new["ge_f2.conv1.weight"], old["ge_f2.conv1.weight"])
    assert not np.array_equal(new["f4.conv1.weight"], old["f4.conv1.weight"])


def test_screens_that_cannot_be_used_are_listed_beside_the_package(
    trained: Path, plan: TrainPlan, tmp_path: Path
) -> None:
    some = replace(plan, out=tmp_path / "out", options=replace(OPTIONS, epochs=1))
    with pytest.raises(Cancelled):
        train_into(some, cancelled=lambda: True)
    patches = some.out / "work" / "patches"
    shutil.copytree(plan.out / "work" / "patches", patches, dirs_exist_ok=True)
    mark, *lines = (patches / "ledger.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    rows[0]["reason"] = "there: no SWE box"
    (patches / "ledger.jsonl").write_text("\n".join([mark, *map(json.dumps, rows)]) + "\n", "utf-8")
    made = train_into(some)
    assert (made.refused, made.screens) == (1, 10 * SCREENS_A_PATIENT)
    [listed] = csv.DictReader((some.out / "refused.csv").read_text("utf-8").splitlines())
    assert (listed["cohort"], listed["row"]) == ("short.csv", str(rows[0]["slot"] + 2))
    assert listed["reason"] == "there: no SWE box"
    assert load_package(made.package).card.training.n_images == 10 * SCREENS_A_PATIENT - 1


def test_testing_on_the_training_screens_is_refused(plan: TrainPlan) -> None:
    with pytest.raises(CohortError, match="is in both"):
        train_package(replace(plan, test_cohort=plan.cohort))


def test_same_patients_in_other_files_are_refused_unless_simulated(plan: TrainPlan, tmp_path: Path) -> None:
    (tmp_path / "copy.bmp").write_bytes(b"")
    patient = read_cohort(plan.cohort).screens[0].patient_id
    (tmp_path / "test.csv").write_text(f"path,patient_id,stage\ncopy.bmp,{patient},F0\n", "utf-8")
    with pytest.raises(CohortError, match=patient):
        train_package(replace(plan, test_cohort=tmp_path / "test.csv", simulated=False))


def test_cohort_of_one_stage_is_refused_before_any_screen_is_read(plan: TrainPlan, tmp_path: Path) -> None:
    one_stage = plan.cohort.parent / "one.csv"
    rows = plan.cohort.read_text("utf-8").splitlines()
    one_stage.write_text("\n".join([rows[0], *(row for row in rows if ",F1," in row)]), "utf-8")
    with pytest.raises(CohortError, match=r"too few patients for ≥F2: 0 with it and \d without"):
        train_package(replace(plan, cohort=one_stage, out=tmp_path))
    assert not list(tmp_path.iterdir())


def test_reference_scale_of_the_plan_is_the_packages(trained: Path) -> None:
    assert load_package(trained).card.input.spec() == InputSpec()
