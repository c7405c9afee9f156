"""One patient's folder and the small files around it, written so that a half one is never seen."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PIL import Image

from dlre_gui.simulation.dicom import dicom_bytes
from dlre_gui.simulation.render import SimulatedScreen, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from dlre_gui.simulation.patients import SimulatedPatient
    from dlre_gui.simulation.settings import SimulationSettings

TRUTH_NAME = "truth.json"
LABS = ("ast", "alt", "plt", "ggt", "alp", "tb", "db", "ib", "alb", "pt", "fbg")
COLUMNS = (
    "path", "patient_id", "stage", "acquisition", "hospital", "age", "sex", "bmi", *LABS, "inflammation",
    "qbox_mean_kpa", "simulated",
)  # fmt: skip


def folder_name(index: int) -> str:
    """The patient's folder, ``P0001`` on."""
    return f"P{index + 1:04d}"


def write_patient(root: Path, patient: SimulatedPatient, settings: SimulationSettings) -> None:
    """Write the patient's screens and their truth; an existing folder is complete and is left alone."""
    name = folder_name(patient.index)
    if (root / name).is_dir():
        return
    part = root / f".{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    truths = []
    kind = settings.format_of(patient.index)
    for plan in patient.acquisitions:
        screen = render(patient, plan.index, settings.size_of(patient.index), settings.language)
        file = f"{name}_{plan.index + 1}.{kind}"
        (part / file).write_bytes(encoded(patient, screen, kind, settings.transfer_syntax))
        truths.append({"file": file, **screen.truth.to_json()})
    write_atomic(part / TRUTH_NAME, json_bytes({"patient": patient_json(patient), "screens": truths}))
    part.replace(root / name)


def encoded(patient: SimulatedPatient, screen: SimulatedScreen, kind: str, transfer_syntax: str) -> bytes:
    """The screen as a file's bytes; `kind` is ``png``, ``jpg``, ``bmp`` or ``dcm``."""
    if kind == "dcm":
        return dicom_bytes(patient, screen, transfer_syntax)
    stream, image = io.BytesIO(), Image.fromarray(screen.pixels)
    if kind == "jpg":
        image.save(stream, "JPEG", quality=92, subsampling=0)
    elif kind == "png":
        image.save(stream, "PNG", compress_level=4)
    else:
        image.save(stream, "BMP")
    return stream.getvalue()


def patient_json(patient: SimulatedPatient) -> dict[str, Any]:
    """Who the patient is and what the liver truly is."""
    liver, plans = patient.liver, patient.acquisitions
    return {
        "patient_id": patient.patient_id,
        "index": patient.index,
        "stage": int(patient.stage),
        "age": patient.age,
        "sex": patient.sex,
        "bmi": patient.bmi,
        "labs": dict(patient.labs),
        "inflammation": patient.inflammation,
        "hospital": patient.hospital.letter,
        "mean_kpa": round(liver.mean_kpa, 4),
        "between_log_sd": round(liver.between_log_sd, 5),
        "acquisition_mean_kpa": [round(plan.mean_kpa, 4) for plan in plans],
        "acquisition_looks_like": [round(plan.looks_like, 4) for plan in plans],
        "acquisition_texture": [
            {name: round(value, 5) for name, value in asdict(plan.texture).items()} for plan in plans
        ],
    }


def cohort_rows(root: Path, indices: Iterable[int]) -> list[dict[str, object]]:
    """The rows of ``cohort.csv``, read from the patients' truth files."""
    rows: list[dict[str, object]] = []
    for index in indices:
        name = folder_name(index)
        truth = json.loads((root / name / TRUTH_NAME).read_text(encoding="utf-8"))
        who = truth["patient"]
        shared = {key: who[key] for key in ("patient_id", "hospital", "age", "sex", "bmi", "inflammation")}
        shared |= {key: who["labs"][key] for key in LABS}
        rows += [shared | _screen_cells(name, who["stage"], screen) for screen in truth["screens"]]
    return rows


def _screen_cells(folder: str, stage: int, screen: Mapping[str, Any]) -> dict[str, object]:
    return {
        "path": f"{folder}/{screen['file']}",
        "stage": f"F{stage}",
        "acquisition": screen["acquisition"] + 1,
        "qbox_mean_kpa": screen["qbox"]["mean_kpa"],
        "simulated": "yes",
    }


def csv_bytes(rows: Iterable[Mapping[str, object]]) -> bytes:
    """UTF-8, comma, header, empty where unknown."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows({key: "" if value is None else value for key, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8")


def json_bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_atomic(path: Path, content: bytes) -> None:
    """Write beside the target, then rename over it."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
