"""What a training begins with stays known: its mark of simulated data, and its patients."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dlre_gui.domain.errors import CohortError, FolderInUseError, ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.engine.messages import ModelSummary
from dlre_gui.model.card import Card
from dlre_gui.model.package import CARD_NAME, load_package, save_package
from dlre_gui.model.scale import InputSpec, ReferenceScale
from dlre_gui.training.cohort import Cohort, patient_hash, patient_marks, read_cohort
from dlre_gui.training.lineage import LIMITATIONS_BEGUN, Ancestor, Lineage
from dlre_gui.training.options import FitOptions
from dlre_gui.training.split import held_out_patients
from dlre_gui.workflows.evaluation_material import seen_by
from dlre_gui.workflows.train import Training, TrainPlan
from dlre_gui.workflows.train_check import check_training, train_into
from dlre_gui.workflows.train_origin import lineage_of, load_origin
from tests.model.model_packages import card_values, random_tensors

HELD = FitOptions().held_out


def written(folder: Path, letter: str = "P") -> Cohort:
    """Three patients of each stage; their files hold no screens."""
    folder.mkdir(exist_ok=True)
    rows = ["path,patient_id,stage"]
    for number in range(15):
        (folder / f"{number}.png").write_bytes(f"{letter}{number}".encode())
        rows.append(f"{number}.png,{letter}{number},F{number % 5}")
    (folder / "cohort.csv").write_text("\n".join(rows), "utf-8")
    return read_cohort(folder / "cohort.csv")


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    return written(tmp_path)


def package(folder: Path, simulated: bool = True, **training: Any) -> Path:
    values = card_values("gut")
    told = {**values["training"], "simulated": simulated, **training}
    card = Card.model_validate_json(json.dumps(values | {"training": told}))
    return save_package(folder, card, random_tensors("gut")).path


def trained_on(folder: Path, cohort: Cohort, seed: int) -> Path:
    """A package whose card says that it was trained on the cohort."""
    held = held_out_patients(cohort.stages, HELD, seed)
    hashes = patient_marks(cohort, cohort.stages)
    patients = {
        "train": [hashes[one] for one in cohort.stages if one not in held],
        "held_out": [hashes[one] for one in held],
    }
    return package(folder, False, seed=seed, patients=patients, options={"held_out": HELD})


def plan(cohort: Cohort, source: Path, **changes: Any) -> TrainPlan:
    return TrainPlan(cohort.path, cohort.path.parent / "out", source=source, **changes)


def test_a_network_taken_over_from_simulated_data_marks_the_package(tmp_path: Path, cohort: Cohort) -> None:
    origin = load_origin(package(tmp_path / "source"))
    some = lineage_of(origin, False, [Task.F4])
    assert some.simulated
    assert some.simulated_tasks == (Task.GE_F2, Task.GE_F3)
    assert "ge_f2, ge_f3 are those of a package trained on simulated screens" in some.limitations
    every = lineage_of(origin, False, tuple(Task))
    assert not every.simulated
    assert LIMITATIONS_BEGUN in every.limitations
    assert lineage_of(origin, True, tuple(Task)).simulated
    assert LIMITATIONS_BEGUN not in lineage_of(None, False, tuple(Task)).limitations


def test_a_cohort_cannot_be_called_real_to_lose_the_mark(tmp_path: Path, cohort: Cohort) -> None:
    run = Training(plan(cohort, package(tmp_path / "source"), tasks=(Task.F4,), simulated=False))
    assert run.lineage.simulated


def test_networks_that_go_on_are_shown_what_they_were_shown_before(tmp_path: Path, cohort: Cohort) -> None:
    """Those that are taken over as they were would answer to pictures of another kind."""
    source = package(tmp_path / "source")
    own = load_package(source).card.input.spec()
    other = InputSpec(scale=ReferenceScale(0.0, 99.0))
    assert Training(plan(cohort, source, tasks=(Task.F4,))).spec == own != other
    assert Training(plan(cohort, source, tasks=(Task.F4,), spec=own)).spec == own
    with pytest.raises(ModelPackageError, match="in another way"):
        Training(plan(cohort, source, tasks=(Task.F4,), spec=other))
    assert Training(TrainPlan(cohort.path, tmp_path / "out", spec=other)).spec == other


def test_simulated_ancestors_are_remembered_over_generations(tmp_path: Path) -> None:
    first = load_origin(package(tmp_path / "first"))
    second = package(tmp_path / "second", False, **lineage_of(first, False, tuple(Task)).as_values())
    found = lineage_of(load_origin(second), False, tuple(Task))
    assert [one.simulated for one in found.ancestors] == [False, True]
    assert found.ancestors[1].weights_sha256 == load_package(tmp_path / "first").card.weights_sha256
    assert LIMITATIONS_BEGUN in found.limitations


@pytest.mark.parametrize("told", [None, 3, "x", [3], [{"id": 1}], {"id": "a"}])
def test_malformed_ancestors_in_a_card_are_left_out(tmp_path: Path, told: object) -> None:
    origin = load_origin(package(tmp_path / "source", begun_with=told, patients=told, options=told))
    assert origin is not None
    assert len(origin.line) == 1
    assert not origin.trained | origin.held


def test_an_ancestor_that_does_not_say_counts_as_simulated(tmp_path: Path) -> None:
    told = [{"id": "a", "version": "1", "weights_sha256": "x"}]
    origin = load_origin(package(tmp_path / "source", False, begun_with=told))
    assert origin is not None
    assert origin.line[1] == Ancestor("a", "1", "x", simulated=True)


def test_patients_that_trained_the_beginning_cannot_be_held_out(tmp_path: Path, cohort: Cohort) -> None:
    source = trained_on(tmp_path / "source", cohort, seed=1)
    others = FitOptions(seed=2)
    held = held_out_patients(cohort.stages, HELD, 2) - held_out_patients(cohort.stages, HELD, 1)
    with pytest.raises(CohortError, match=rf"{len(held)} of 5 patients held out .*seed 1, share 0\.2"):
        Training(plan(cohort, source, options=others))
    same = Training(plan(cohort, source, options=FitOptions(seed=1)))
    assert same.held == held_out_patients(cohort.stages, HELD, 1)


def test_patients_are_known_in_a_table_that_was_saved_anew_with_other_names_and_places(
    tmp_path: Path, cohort: Cohort
) -> None:
    source = trained_on(tmp_path / "source", cohort, seed=1)
    copied = tmp_path / "copied"
    copied.mkdir()
    rows = ["path;patient_id;stage"]
    for number, screen in enumerate(reversed(cohort.screens)):
        (copied / f"{number}.png").write_bytes(screen.path.read_bytes())
        rows.append(f"{number}.png;again {screen.patient_id};{screen.stage:d}")
    (copied / "table.csv").write_text("\n".join(rows), "utf-8-sig")
    again = read_cohort(copied / "table.csv")
    before, after = patient_marks(cohort, cohort.stages), patient_marks(again, again.stages)
    assert after == {f"again {one}": before[one] for one in reversed(before)}
    assert len(set(before.values())) == len(before)
    held = held_out_patients(again.stages, HELD, 2)
    trained = set(cohort.stages) - held_out_patients(cohort.stages, HELD, 1)
    seen = sum(one.removeprefix("again ") in trained for one in held)
    assert seen
    with pytest.raises(CohortError, match=rf"{seen} of {len(held)} patients held out"):
        Training(plan(again, source, options=FitOptions(seed=2)))


def test_patients_of_any_earlier_training_cannot_be_held_out(tmp_path: Path, cohort: Cohort) -> None:
    everybody = [patient_hash(one, cohort.sha256) for one in cohort.stages]
    source = package(tmp_path / "source", patients={"train": [], "train_before": everybody})
    with pytest.raises(CohortError, match=r"5 of 5 patients held out.*Begin with another package"):
        Training(plan(cohort, source))


def test_patients_that_trained_or_tuned_the_beginning_do_not_measure_it(
    tmp_path: Path, cohort: Cohort
) -> None:
    tuned = [patient_hash("P1", cohort.sha256)]
    source = package(tmp_path / "source", patients={"train": [], "held_out": tuned})
    others = plan(written(tmp_path / "others", "Q"), source, test_cohort=cohort.path)
    with pytest.raises(CohortError, match="1 of 15 patients to validate on"):
        Training(others)


def test_patients_of_earlier_trainings_are_known_to_an_evaluation(cohort: Cohort, tmp_path: Path) -> None:
    source = trained_on(tmp_path / "source", cohort, seed=1)
    lineage = lineage_of(load_origin(source), False, tuple(Task))
    training = {"patients": lineage.patients(("aa",), ("bb",))}
    assert set(training["patients"]) == {"train", "held_out", "train_before", "held_out_before"}
    summary = ModelSummary("x", "1", "0", False, "", {}, "", "", card=json.dumps({"training": training}))
    assert seen_by(cohort, summary) == set(cohort.stages)
    assert set(Lineage(False).patients(("aa",), ())) == {"train", "held_out"}


def test_another_package_in_the_same_place_is_another_training(tmp_path: Path, cohort: Cohort) -> None:
    folder = package(tmp_path / "source")
    begun = plan(cohort, folder)
    with pytest.raises(CohortError, match="no screen can be used"):
        train_into(begun)
    assert check_training(begun).goes_on
    card = load_package(folder).card
    save_package(folder, card, random_tensors("gut", seed=8), replace=True)
    assert (folder / CARD_NAME).is_file()
    with pytest.raises(FolderInUseError, match=r"\(source_sha256\)"):
        check_training(begun)
