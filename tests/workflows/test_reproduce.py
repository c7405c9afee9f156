"""The papers' study on simulated patients, from nothing to its report, as small as can be trained."""

from __future__ import annotations

import csv
import json
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from dlre_gui.cli import app
from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.domain.exam import Stage, Task
from dlre_gui.evaluation.beside_published import TrainedElsewhere
from dlre_gui.evaluation.material import TASKS, Patients
from dlre_gui.evaluation.published_claims import HOSPITALS, LSM, Claim
from dlre_gui.evaluation.roc import auc
from dlre_gui.model.package import load_package
from dlre_gui.simulation.ideal_observer import MAP, STIFFNESS, observe
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.signal import SIGNALS
from dlre_gui.training.cohort import read_cohort
from dlre_gui.training.progress import Progress, silent
from dlre_gui.workflows.reproduce import Reproduced, ReproducePlan, reproduce
from dlre_gui.workflows.reproduce_cohorts import stratified
from dlre_gui.workflows.reproduce_networks import PatchScores, ideal_method
from dlre_gui.workflows.reproduce_reasons import SEED_IN_VIEW, reasons
from dlre_gui.workflows.reproduce_report import write_reproduced

pytestmark = pytest.mark.timeout(600)  # simulates, trains and evaluates: slow where other work goes on


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ReproducePlan:
    return ReproducePlan(
        tmp_path_factory.mktemp("study") / "out",
        patients=10, seed=17, networks=("gut",), epochs=1, elsewhere=False, image_format="bmp",
        size=(720, 540), held_out=0.5, views=1, ideal_patients=1000, device="cpu", workers=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def done(plan: ReproducePlan) -> Reproduced:
    made = reproduce(plan)
    write_reproduced(made)
    return made


def test_every_patient_is_simulated_and_on_one_side(done: Reproduced) -> None:
    with (done.plan.out / "cohort" / "split.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["split"] for row in rows) == {"training": 35, "validation": 15}
    assert {row["patient_id"] for row in rows if row["split"] == "training"} == done.split.training
    assert {row["simulated"] for row in rows} == {"yes"}


def test_network_is_trained_on_training_patients_only(done: Reproduced) -> None:
    card = load_package(done.plan.out / "models" / "dlre-gut-reproduced").card
    assert (card.architecture, card.training.n_patients, card.training.simulated) == ("gut", 7, True)


def test_methods_stand_beside_each_other_on_the_same_patients(done: Reproduced) -> None:
    assert done.analysis.methods == ("DLRE", "LSM", "APRI", "FIB-4", "ideal observer")
    assert [(one.name, one.n) for one in done.analysis.sets] == [("validation", 3), ("training", 7)]
    assert all(row.performance.n == 3 for row in done.analysis.main.rows)


def test_ideal_observer_gains_with_screens(done: Reproduced) -> None:
    for task in TASKS:
        areas = [done.ideal_elsewhere[count][task] or 0.0 for count in (1, 3, 5)]
        assert areas == sorted(set(areas))
    assert done.ideal_elsewhere[5][Task.F4] == pytest.approx(0.97, abs=0.02)


def test_networks_are_held_against_the_ideal_observer_of_those_who_validate(done: Reproduced) -> None:
    drawn = draw_patients(done.plan.patients, done.plan.seed, signal=SIGNALS[done.plan.signal])
    seen = observe(drawn, 3, done.plan.seed)["map"]
    kept = np.array([one.patient_id in done.split.validation for one in drawn])
    for task in TASKS:
        labels = np.array([one.stage.is_positive(task) for one in drawn])[kept]
        both = 0 < labels.sum() < len(labels)
        assert done.ideal[3][task] == (auc(labels, seen.probability(task)[kept]) if both else None)
    assert any(area is not None for area in done.ideal[3].values())


def test_report_sets_ours_beside_the_papers_and_says_that_all_is_simulated(done: Reproduced) -> None:
    out = done.plan.out
    for name in ("reproduce.html", "reproduce.md", "networks.html"):
        text = (out / name).read_text("utf-8")
        assert "Simulated data. Every patient and screen of this study is simulated" in text
    page = (out / "reproduce.html").read_text("utf-8")
    assert "AUC beside the papers" in page
    assert "data:image/svg+xml" in page
    assert "DeLong p &lt; 0.01" in page
    for link in ("evaluation/gut/report.html", "networks.html"):
        assert f'href="{link}"' in page
        assert (out / link).is_file()
    values = json.loads((out / "results.json").read_text("utf-8"))
    rows = {(row["task"], row["method"]): row for row in values["tables"]["published-1-auc"]}
    assert rows["F4", "DLRE"]["published_validation"] == 0.97
    assert rows["≥F2", "FIB-4"]["published_training"] == 0.56
    assert {row["reached"] for row in values["tables"]["published-0-claims"]} <= {
        "reached", "not reached", "not measurable",
    }  # fmt: skip


def test_second_run_does_nothing_again_and_comes_to_the_same(done: Reproduced) -> None:
    out = done.plan.out
    kept = [out / "cohort/P0001/P0001_1.bmp", out / "models/dlre-gut-reproduced/model.safetensors"]
    before = [path.stat().st_mtime_ns for path in kept]
    steps: list[Progress] = []
    again = reproduce(done.plan, steps.append)
    assert [path.stat().st_mtime_ns for path in kept] == before
    assert not [step for step in steps if "train" in step.stage]
    assert again.analysis.main == done.analysis.main
    assert (again.ideal, again.ideal_elsewhere) == (done.ideal, done.ideal_elsewhere)


def test_what_is_kept_of_a_study_tells_its_command_its_shortcomings_and_its_models(done: Reproduced) -> None:
    out = done.plan.out
    values = json.loads((out / "results.json").read_text("utf-8"))
    assert values["command"].startswith("dlre-gui reproduce --out FOLDER --patients 10 --seed 17")
    assert "--no-hospitals" in values["command"]
    assert any("hospitals were not trained" in one for one in values["reasons"])
    missed = [row for row in values["tables"]["published-0-claims"] if row["reached"] == "not reached"]
    assert all(any(one.startswith(row["claim"]) for one in values["reasons"]) for row in missed)
    assert json.loads((out / "cards/dlre-gut-reproduced.json").read_text("utf-8"))["architecture"] == "gut"
    assert {path.suffix for path in out.glob("figure-published.*")} == {".png", ".svg"}


def test_scores_from_patches_are_those_of_the_scored_screens(done: Reproduced) -> None:
    plan = done.plan
    cohort = read_cohort(plan.out / "cohort" / "split.csv")
    scores = PatchScores(cohort, plan.out / "models", plan.options("gut"), silent)
    made = scores.method("DLRE again", done.packages["gut"], done.evaluated.patients)
    [scored] = [one for one in done.evaluated.patients.methods if one.name == "DLRE"]
    for task in TASKS:
        assert np.allclose(made.scores(task), scored.scores(task), atol=1e-6)


def test_cancelled_study_keeps_what_is_finished(plan: ReproducePlan, tmp_path: Path) -> None:
    stop = threading.Event()

    def stop_after_one(step: Progress) -> None:
        if step.done:
            stop.set()

    with pytest.raises(Cancelled):
        reproduce(replace(plan, out=tmp_path / "out"), stop_after_one, stop)
    assert list(tmp_path.glob("out/cohort/P*/truth.json"))


def test_hospitals_and_fresh_patients_can_be_asked_for_later(done: Reproduced) -> None:
    stop = threading.Event()
    stop.set()
    mark = done.plan.out / "reproduce.json"
    kept = mark.read_bytes()
    later = replace(done.plan, elsewhere=True, fresh=3)
    with pytest.raises(Cancelled):
        reproduce(later, cancelled=stop)
    mark.write_text(json.dumps(json.loads(kept) | {"elsewhere": False, "fresh": 0}), "utf-8")
    with pytest.raises(Cancelled):  # as an earlier version marked its folders
        reproduce(later, cancelled=stop)
    mark.write_bytes(kept)


def test_figures_that_were_looked_at_before_say_so(plan: ReproducePlan, done: Reproduced) -> None:
    looked_at = replace(done, plan=replace(plan, seed=SEED_IN_VIEW))
    assert any("in view" in one for one in reasons(looked_at, ()))
    assert not any("in view" in one for one in reasons(done, ()))


def test_spie_that_is_not_above_basic_gets_a_reason(done: Reproduced) -> None:
    text = "≥F3: spie above basic in validation, DeLong p < 0.05"
    below = Claim(Task.GE_F3, "basic", text, "-0.021, p 0.005, 132 patients", False, -0.021)
    slightly = replace(below, difference=0.004)
    assert "source model" in reasons(done, (below,))[0]
    assert "chance" in reasons(done, (slightly,))[0]


def test_reasons_say_what_would_have_been_told_apart(done: Reproduced) -> None:
    text = "F4: DLRE above LSM in validation, DeLong p < 0.01"
    missed = Claim(Task.F4, LSM, text, "0.038, p 0.013, 132 patients", False, 0.038, 0.0394)
    assert "With 3 patients differences from 0.039 on would have had p < 0.01;" in reasons(done, (missed,))[0]


def test_hospitals_that_differ_are_set_beside_lsm_and_ideal_observer(done: Reproduced) -> None:
    beside = {LSM: {Task.F4: 0.8}, "ideal observer": {Task.F4: 0.96}}
    groups = tuple(TrainedElsewhere((letter,), 9, {}, beside) for letter in "AB")
    missed = Claim(Task.F4, HOSPITALS, "F4: no difference between combinations", "least p 0.003", False)
    [reason, *_] = reasons(replace(done, elsewhere=groups), (missed,))
    assert "the AUC of the LSM was 0.800, 0.800." in reason
    assert "the AUC of the ideal observer was 0.960, 0.960." in reason


def test_ideal_observer_of_the_stiffness_alone_tells_less_than_that_of_the_map(done: Reproduced) -> None:
    drawn = draw_patients(400, 17, signal=SIGNALS[done.plan.signal])
    labels = np.array([one.stage.is_positive(Task.GE_F3) for one in drawn])
    everybody = Patients(tuple(one.patient_id for one in drawn), np.array([one.stage for one in drawn]), ())
    areas = {}
    for observer in (STIFFNESS, MAP):
        found = ideal_method(drawn, 17, everybody, observer)
        areas[found.name] = auc(labels, found.scores(Task.GE_F3))
    assert areas["ideal observer of the stiffness alone"] < areas["ideal observer"] - 0.05


def test_other_settings_in_the_same_folder_are_refused(done: Reproduced) -> None:
    arguments = ["reproduce", "--out", str(done.plan.out), "--patients", "50"]
    result = CliRunner().invoke(app, arguments, prog_name="dlre-gui")
    assert result.exit_code == 2
    assert "other settings" in result.stderr


def test_folder_with_other_things_is_refused(plan: ReproducePlan, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderInUseError, match="not empty"):
        reproduce(replace(plan, out=tmp_path))


def test_unknown_network_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    arguments = ["reproduce", "--out", str(tmp_path / "out"), "--network", "resnet"]
    assert CliRunner().invoke(app, arguments, prog_name="dlre-gui").exit_code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wanted", [1, 50, 132])
def test_split_has_exactly_so_many_and_each_stage_by_its_share(wanted: int) -> None:
    random = np.random.default_rng(0)
    stages = {f"p{n}": Stage(int(stage)) for n, stage in enumerate(random.integers(0, 5, 398))}
    split = stratified(stages, wanted, seed=1)
    assert (len(split.validation), len(split.training)) == (wanted, 398 - wanted)
    assert not split.validation & split.training
    counts = Counter(stages[one] for one in split.validation)
    whole = Counter(stages.values())
    assert all(abs(counts[stage] - wanted * whole[stage] / 398) < 1 for stage in Stage)
    assert stratified(stages, wanted, seed=1) == split
    assert stratified(stages, wanted, seed=2) != split
