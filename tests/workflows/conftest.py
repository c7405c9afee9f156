"""A small simulated cohort with all that can go wrong in one."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PIL import Image

from dlre_gui.batch.options import Options
from dlre_gui.simulation.files import patient_json
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.workflows.evaluate import EvaluatePlan, evaluate_cohort
from dlre_gui.workflows.evaluation_output import Evaluated
from tests.scoring_material import b_mode, model, screens  # noqa: F401

SCREENS_A_PATIENT = 2


def rows_of(patient: SimulatedPatient, folder: Path) -> list[dict[str, object]]:
    """A patient's screens, written into a folder of its own, and their rows."""
    place = f"P{patient.index}"
    (folder / place).mkdir()
    known = patient_json(patient)
    shared = {name: known[name] for name in ("patient_id", "hospital", "age", "sex", "bmi", "inflammation")}
    shared |= {"stage": f"F{patient.stage:d}", "simulated": "yes", "roi_x": "", "roi_y": ""}
    shared |= {name: patient.labs[name] for name in ("ast", "alt", "plt")}
    rows = []
    for number in range(SCREENS_A_PATIENT):
        screen = render(patient, number, size=(720, 540), language="en")
        path = f"{place}/{number}.bmp"
        Image.fromarray(screen.pixels).save(folder / path)
        kpa = round(patient.acquisitions[number].expected_qbox_kpa, 1)
        rows.append({**shared, "path": path, "acquisition": number, "qbox_mean_kpa": kpa})
    return rows


@pytest.fixture(scope="session")
def cohort(tmp_path_factory: pytest.TempPathFactory, b_mode: Path) -> Path:  # noqa: F811
    """Two screens each of six patients; two files more that cannot be scored; facts left out."""
    folder = tmp_path_factory.mktemp("cohort")
    rows = [row for patient in draw_patients(6, seed=66) for row in rows_of(patient, folder)]
    shutil.copy(b_mode, folder / "b-mode.png")
    (folder / "broken.png").write_bytes(b"\x89PNG broken")
    other = {**rows[0], "acquisition": 9, "qbox_mean_kpa": ""}
    rows += [{**other, "path": name} for name in ("b-mode.png", "broken.png")]
    rows[0].update(roi_x=255, roi_y=90, qbox_mean_kpa="")
    for row in rows[2:4]:
        row["ast"] = ""
    path = folder / "COHORT.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.fixture(scope="session")
def plan(cohort: Path, model: str, tmp_path_factory: pytest.TempPathFactory) -> EvaluatePlan:  # noqa: F811
    return EvaluatePlan(cohort, tmp_path_factory.mktemp("evaluation"), Options(model, workers=1))


@pytest.fixture(scope="session")
def evaluated(plan: EvaluatePlan) -> Evaluated:
    return evaluate_cohort(plan)
