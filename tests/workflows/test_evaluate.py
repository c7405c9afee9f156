"""From a cohort's table to figures on its patients, and to files."""

from __future__ import annotations

import csv
import json
import threading
from dataclasses import replace
from pathlib import Path
from statistics import mean, median

import numpy as np
import pytest
from typer.testing import CliRunner

from dlre_gui.batch.outputs import Shown
from dlre_gui.batch.score import score_folder
from dlre_gui.cli import app
from dlre_gui.domain.errors import Cancelled, CohortError, FileError
from dlre_gui.domain.exam import Acquisition, Scores, Status, Task
from dlre_gui.engine.messages import ModelSummary
from dlre_gui.training.cohort import patient_hash, read_cohort
from dlre_gui.workflows.evaluate import EvaluatePlan, evaluate_cohort, patient_sets
from dlre_gui.workflows.evaluation_material import scored_screens, seen_by, sources_of
from dlre_gui.workflows.evaluation_output import Evaluated


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_screens_have_the_probabilities_that_score_gives_them(
    evaluated: Evaluated, plan: EvaluatePlan, tmp_path: Path
) -> None:
    made = {row["path"]: row for row in table(plan.out / "screens.csv")}
    folder = plan.cohort.parent / "P1"
    score_folder([folder], tmp_path, plan.options)
    scored = {f"P1/{row['path']}": row for row in table(tmp_path / "images.csv") if row["status"] == "scored"}
    shared = sorted(made.keys() & scored.keys())
    assert len(shared) == 2
    for name in shared:
        assert all(made[name][column] == scored[name][column] for column in ("p_ge_f2", "p_ge_f3", "p_f4"))


def test_screens_that_cannot_be_scored_are_counted_with_their_reason(
    evaluated: Evaluated, plan: EvaluatePlan
) -> None:
    assert (len(evaluated.screens), evaluated.n_scored, evaluated.is_complete) == (14, 12, False)
    values = json.loads((plan.out / "evaluation.json").read_text("utf-8"))
    assert values["flow"]["screens not scored"] == 2
    assert values["flow"]["scored screens flagged roi_cuts_box"] == 1
    assert sorted(reason.split(":")[0] for reason in values["excluded"]) == ["failed", "refused"]
    assert all("P0" not in reason and ".png" not in reason for reason in values["excluded"])


def test_a_frame_without_a_record_never_takes_the_first_frames_scores(tmp_path: Path) -> None:
    clip = tmp_path / "clip.dcm"
    clip.touch()
    (tmp_path / "c.csv").write_text("path,frame,patient_id,stage\nclip.dcm,0,a,F1\nclip.dcm,7,a,F1\n")
    cohort = read_cohort(tmp_path / "c.csv")
    [source] = sources_of(cohort)
    first = Acquisition(
        clip,
        0,
        status=Status.SCORED,
        scores=Scores(0.9, 0.8, 0.7, "m", "1", "ab", "cpu", "", "", simulated=True),
    )
    kept = scored_screens(cohort, [Shown(source, first)])
    assert [screen.is_scored for screen in kept] == [True, False]
    failed = replace(first, status=Status.FAILED, scores=None, reason="cannot be opened")
    reasons = [one.acquisition.reason for one in scored_screens(cohort, [Shown(source, failed)])]
    assert reasons == ["cannot be opened"] * 2


def test_given_roi_is_used_and_the_others_are_proposed(evaluated: Evaluated) -> None:
    rois = [screen.acquisition.roi for screen in evaluated.screens if screen.is_scored]
    assert all(rois)
    assert [(roi.x, roi.y) for roi in rois if roi and roi.source == "placed"] == [(255, 90)]


def test_patients_are_what_their_screens_and_facts_say(evaluated: Evaluated, plan: EvaluatePlan) -> None:
    cohort = table(plan.cohort)
    for row in table(plan.out / "patients.csv"):
        own = [one for one in cohort if one["patient_id"] == row["patient_id"]]
        scores = [screen for screen in evaluated.screens if screen.row.patient_id == row["patient_id"]]
        known = [float(screen.acquisition.scores.p_f4) for screen in scores if screen.acquisition.scores]
        assert float(row["p_f4"]) == pytest.approx(mean(known))
        given = [float(one["qbox_mean_kpa"]) for one in own if one["qbox_mean_kpa"]]
        if len(given) == 2:
            assert float(row["lsm_median_kpa"]) == pytest.approx(median(given))
        if own[0]["ast"]:
            assert float(row["apri"]) == pytest.approx(float(own[0]["ast"]) / 40 * 100 / float(own[0]["plt"]))
        else:
            assert (row["apri"], row["fib4"]) == ("", "")


def test_missing_facts_are_missing_patients_of_that_method_only(evaluated: Evaluated) -> None:
    rows = {row.method: row.performance for row in evaluated.analysis.main.rows if row.task is Task.GE_F3}
    assert {name: (found.n, found.n_missing) for name, found in rows.items()} == {
        "DLRE": (6, 0), "LSM": (6, 0), "APRI": (5, 1), "FIB-4": (5, 1),
    }  # fmt: skip


def test_everything_is_written_and_says_that_it_is_simulated(
    evaluated: Evaluated, plan: EvaluatePlan
) -> None:
    names = {path.relative_to(plan.out).as_posix() for path in plan.out.rglob("*") if path.is_file()}
    assert {
        "report.html", "evaluation.json", "screens.csv", "patients.csv", "tables/tables.md",
        "tables/table-1-baseline.csv", "tables/table-2-performance.csv", "figures/figure-3-roc.png",
        "figures/figure-3-roc.svg",
    } <= names  # fmt: skip
    for name in ("report.html", "tables/tables.md", "evaluation.json"):
        text = (plan.out / name).read_text("utf-8")
        assert "Research use only, not for diagnosis. Model trained on simulated data." in text
        assert "Simulated data: the patients and screens of this cohort are simulated." in text
    assert not any(name.endswith(".part") for name in names)


def test_cancelled_run_keeps_what_was_scored(plan: EvaluatePlan, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled, match="run it again"):
        evaluate_cohort(replace(plan, out=tmp_path), cancelled=stop)
    assert not (tmp_path / "report.html").exists()


def test_wrong_cohort_is_refused_before_anything_is_written(plan: EvaluatePlan, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("path,patient_id,stage\nnone.png,p,F9\n", "utf-8")
    with pytest.raises(CohortError, match="row 2"):
        evaluate_cohort(replace(plan, cohort=wrong, out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_output_that_cannot_be_written_is_an_error_with_its_name(plan: EvaluatePlan, tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("in the way")
    with pytest.raises(FileError, match="tables"):
        evaluate_cohort(replace(plan, out=tmp_path))


def test_hospital_that_nobody_is_of_is_refused_with_the_known_ones(plan: EvaluatePlan) -> None:
    with pytest.raises(CohortError, match=r"no patient of hospital ZZ\. Its hospitals: "):
        evaluate_cohort(replace(plan, hospitals=(("ZZ",),)))


def test_pictures_the_model_was_trained_on_are_refused(plan: EvaluatePlan, tmp_path: Path) -> None:
    with pytest.raises(CohortError, match="shares patients or screens"):
        evaluate_cohort(replace(plan, trained_on=plan.cohort, out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_cohort_without_a_single_swe_screen_gives_sentences(
    plan: EvaluatePlan, b_mode: Path, tmp_path: Path
) -> None:
    rows = "".join(f"{number}.png,p{number},F{number}\n" for number in range(3))
    (tmp_path / "COHORT.csv").write_text(f"path,patient_id,stage\n{rows}", "utf-8")
    for number in range(3):
        (tmp_path / f"{number}.png").write_bytes(b_mode.read_bytes() + bytes([number]))
    done = evaluate_cohort(replace(plan, cohort=tmp_path / "COHORT.csv", out=tmp_path / "out"))
    assert done.n_scored == 0
    page = done.report_path.read_text("utf-8")
    assert "no AUC of DLRE, no patient has this score" in page
    assert "3 × refused" in page
    assert "Simulated data: the patients" not in page


def with_split(cohort: Path, folder: Path, sides: dict[int, str]) -> Path:
    """The cohort with a column `split`; patients are numbered from 0."""
    rows = table(cohort)
    numbers = {patient: number for number, patient in enumerate(dict.fromkeys(r["patient_id"] for r in rows))}
    for row in rows:
        row["path"] = str(cohort.parent / row["path"])
        row["split"] = sides.get(numbers[row["patient_id"]], "")
    path = folder / "split.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_validation_patients_count_first(evaluated: Evaluated, cohort: Path, tmp_path: Path) -> None:
    sides = {number: "validation" if number < 4 else "train" for number in range(6)}
    made = read_cohort(with_split(cohort, tmp_path, sides))
    sets = patient_sets(made, evaluated.patients, frozenset())
    assert [(name, int(mask.sum())) for name, mask in sets] == [("validation", 4), ("training", 2)]
    with pytest.raises(CohortError, match="no split is given"):
        patient_sets(read_cohort(with_split(cohort, tmp_path, {0: "train"})), evaluated.patients, frozenset())


def test_patients_the_model_was_trained_on_are_kept_apart(evaluated: Evaluated) -> None:
    cohort = evaluated.cohort
    ids = list(cohort.stages)
    hashes = [patient_hash(one, cohort.sha256) for one in ids]
    training = {"patients": {"train": hashes[:3], "held_out": hashes[3:4]}}
    card = json.dumps({"training": training})
    summary = replace(evaluated.ready.model, card=card)
    seen = seen_by(cohort, summary)
    assert seen == set(ids[:4])
    sets = patient_sets(cohort, evaluated.patients, seen)
    assert [(name, int(mask.sum())) for name, mask in sets] == [
        ("not seen in training", 2),
        ("seen in training", 4),
    ]
    [(name, mask)] = patient_sets(cohort, evaluated.patients, frozenset(ids))
    assert (name, np.all(mask)) == ("all patients", True)


@pytest.mark.parametrize("card", ["{}", '{"training": 3}', '{"training": {"patients": [1]}}'])
def test_card_that_names_no_patients_has_seen_none(evaluated: Evaluated, card: str) -> None:
    model: ModelSummary = replace(evaluated.ready.model, card=card)
    assert seen_by(evaluated.cohort, model) == frozenset()


def test_command_scores_nothing_again_and_comes_to_the_same_figures(
    evaluated: Evaluated, plan: EvaluatePlan
) -> None:
    kept = [
        plan.out / name for name in ("scores/ledger.jsonl", "screens.csv", "tables/table-2-performance.csv")
    ]
    before = [path.read_bytes() for path in kept]
    stale = plan.out / "figures" / "figure-9-of-another-cohort.png"
    stale.write_bytes(b"old")
    arguments = ["evaluate", str(plan.cohort), "--model", str(plan.options.model), "--out", str(plan.out)]
    result = CliRunner().invoke(app, arguments, prog_name="dlre-gui")
    assert result.exit_code == 1
    assert "Simulated data" in result.stdout
    assert "AUC of DLRE" in result.stdout
    assert "report.html" in result.stdout
    assert [path.read_bytes() for path in kept] == before
    assert not stale.exists()
