"""Simulated cohorts on disk."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image

from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.simulation.dicom import dicom_bytes
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.simulation.write import simulate

SMALL = (720, 540)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_same_seed_same_bytes_on_one_and_two_processes(tmp_path: Path) -> None:
    simulate(tmp_path / "a", 3, 9, "mixed", size=SMALL, processes=1)
    simulate(tmp_path / "b", 3, 9, "mixed", size=SMALL, processes=2)
    first, second = _bytes(tmp_path / "a"), _bytes(tmp_path / "b")
    assert first == second
    assert len(first) == 3 * 6 + 2


def test_sizes_by_turns_stay_the_same_patient_by_patient(tmp_path: Path) -> None:
    simulate(tmp_path, 2, 9, "jpg", None, processes=1)
    sizes = []
    for name in ("P0001", "P0002"):
        with Image.open(tmp_path / name / f"{name}_1.jpg") as picture:
            sizes.append(picture.size)
    assert sizes == [(1440, 1080), (720, 540)]
    with pytest.raises(FolderInUseError):
        simulate(tmp_path, 2, 9, "jpg", processes=1)


def test_cohort_names_every_screen(tmp_path: Path) -> None:
    cohort = simulate(tmp_path / "Prüfung 肝脏", 2, 1, "jpg", size=SMALL)
    rows = list(csv.DictReader(cohort.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 10
    truth = json.loads((cohort.parent / "P0001" / "truth.json").read_text(encoding="utf-8"))
    assert [float(row["qbox_mean_kpa"]) for row in rows[:5]] == [
        s["qbox"]["mean_kpa"] for s in truth["screens"]
    ]
    for row in rows:
        assert (cohort.parent / row["path"]).is_file()
        assert row["stage"] in {"F0", "F1", "F2", "F3", "F4"}
        assert row["simulated"] == "yes"


def test_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    folder, seen = tmp_path / "cohort", []
    with pytest.raises(Cancelled, match="1 of 3 patients"):
        simulate(folder, 3, 2, size=SMALL, processes=1, cancelled=lambda: (folder / "P0001").is_dir())
    kept = (folder / "P0001" / "P0001_1.png").stat().st_mtime_ns
    (folder / ".P0002.part").mkdir()
    simulate(folder, 3, 2, size=SMALL, processes=1, progress=lambda done, total: seen.append((done, total)))
    assert (folder / "P0001" / "P0001_1.png").stat().st_mtime_ns == kept
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert not list(folder.glob(".*"))


def test_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderInUseError, match="not empty"):
        simulate(tmp_path, 1, 1, size=SMALL)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mine.txt"]


def test_simulation_with_other_settings_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "cohort"
    simulate(folder, 1, 1, size=SMALL)
    with pytest.raises(FolderInUseError, match="other settings"):
        simulate(folder, 1, 2, size=SMALL)


@pytest.mark.parametrize("syntax", ["explicit", "rle", "jpeg"])
def test_dicom_holds_pixels_regions_and_name(tmp_path: Path, syntax: str) -> None:
    patient = next(p for p in draw_patients(20, 7) if p.hospital.chinese)
    screen = render(patient, 1, size=SMALL)
    path = tmp_path / "screen.dcm"
    path.write_bytes(dicom_bytes(patient, screen, syntax))
    data = pydicom.dcmread(path)
    difference = np.abs(data.pixel_array.astype(int) - screen.pixels) if syntax != "jpeg" else np.zeros(1)
    assert difference.max() == 0
    boxes = [
        (
            item.RegionLocationMinX0,
            item.RegionLocationMinY0,
            item.RegionLocationMaxX1 + 1,
            item.RegionLocationMaxY1 + 1,
        )
        for item in data.SequenceOfUltrasoundRegions
    ]
    assert boxes == [(b.x, b.y, b.right, b.bottom) for b in screen.truth.regions]
    assert data.SequenceOfUltrasoundRegions[1].PhysicalDeltaX * 10 == pytest.approx(screen.truth.mm_per_px)
    assert str(data.PatientName) == patient.chinese_name
    assert "SIMULATED" in data.Manufacturer
    assert data.PatientID == patient.patient_id


def test_screens_of_a_patient_share_the_study_and_differ_in_instance() -> None:
    [patient] = draw_patients(1, 7)
    first, second = (
        pydicom.dcmread(pydicom.filebase.DicomBytesIO(dicom_bytes(patient, render(patient, i, size=SMALL))))
        for i in (0, 1)
    )
    assert first.StudyInstanceUID == second.StudyInstanceUID
    assert first.SOPInstanceUID != second.SOPInstanceUID


def test_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="image_format"):
        simulate(tmp_path / "x", 1, 1, "gif")
    assert not (tmp_path / "x").exists()
