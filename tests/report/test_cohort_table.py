"""The table of exams is one that training and evaluation can read."""

from __future__ import annotations

from pathlib import Path

from dlre_gui.domain.exam import Acquisition, Exam, Stage, Status
from dlre_gui.domain.exam_details import EnzymeUnit, ExamDetails, Laboratory
from dlre_gui.domain.findings import QBox
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header
from dlre_gui.report.cohort import CohortExam, LeftOut, cohort_csv, cohort_rows, left_out
from dlre_gui.training.cohort import read_cohort


def acquisition(path: Path, mean_kpa: float | None = 8.5, excluded: bool = False) -> Acquisition:
    qbox = QBox(mean_kpa) if mean_kpa is not None else None
    header = Header("P1", institution="北京, 医院", patient_sex="F")
    roi = Roi(10, 20, 250, RoiSource.PLACED)
    return Acquisition(path, 0, header=header, roi=roi, qbox=qbox, excluded=excluded)


def test_written_table_is_read_back_as_the_same_cohort(tmp_path: Path) -> None:
    screens = [tmp_path / "out" / name for name in ("图.png", "b.png", "=cmd.png")]
    screens[0].parent.mkdir()
    for screen in screens:
        screen.write_bytes(screen.name.encode())
    exam = Exam("key", "P1", acquisitions=(
        acquisition(screens[0]), acquisition(screens[1], excluded=True), acquisition(screens[2], None),
    ))  # fmt: skip
    laboratory = Laboratory(1.0, 2.0, 0.6, 150, EnzymeUnit.UKAT_PER_L)
    one = CohortExam(exam, Stage.F3, ExamDetails(laboratory, age_years=45))
    path = tmp_path / "out" / "COHORT.csv"
    path.write_bytes(cohort_csv(cohort_rows([one], path.parent)))
    first, second = read_cohort(path).screens
    assert (first.path, second.path) == (screens[0], screens[2])
    assert (first.patient_id, first.stage, first.roi_xy) == ("P1", Stage.F3, (10, 20))
    assert first.values["qbox_mean_kpa"] == 8.5
    assert "qbox_mean_kpa" not in second.values
    shared = {
        "age": 45,
        "ast": 60,
        "alt": 120,
        "ast_uln": 36,
        "plt": 150,
        "sex": "F",
        "hospital": "北京, 医院",
    }
    assert shared.items() <= first.values.items()
    assert (first.values["acquisition"], second.values["acquisition"]) == (1, 2)


def test_what_is_not_known_is_left_empty(tmp_path: Path) -> None:
    bare = Exam("folder", acquisitions=(Acquisition(tmp_path / "a.png", 0),))
    [row] = cohort_rows([CohortExam(bare, Stage.F0)], tmp_path)
    known = {name: value for name, value in row.items() if value is not None}
    assert known == {"path": "a.png", "frame": 0, "patient_id": "folder", "stage": "F0", "acquisition": 1}


def test_the_age_follows_from_the_birth_date_as_in_the_report(tmp_path: Path) -> None:
    header = Header("P1", patient_birth_date="1979-05-22", study_date="2024-05-21")
    exam = Exam("key", "P1", acquisitions=(Acquisition(tmp_path / "a.dcm", 0, header=header),))
    [row] = cohort_rows([CohortExam(exam, Stage.F3)], tmp_path)
    assert row["age"] == 44


def test_what_shows_no_stiffness_is_no_row_and_the_same_screen_is_one(tmp_path: Path) -> None:
    exam = Exam("key", "P1", acquisitions=(
        Acquisition(tmp_path / "a.png", 0, "aa"),
        Acquisition(tmp_path / "photo.png", 0, "bb", status=Status.REFUSED),
        Acquisition(tmp_path / "broken.png", 0, "cc", status=Status.FAILED),
        Acquisition(tmp_path / "copy of a.png", 0, "aa"),
    ))  # fmt: skip
    assert [row["path"] for row in cohort_rows([CohortExam(exam, Stage.F3)], tmp_path)] == ["a.png"]


def test_what_is_left_out_is_told_by_its_reason_and_is_no_row_of_another_file(tmp_path: Path) -> None:
    exam = Exam("key", "P1", acquisitions=(
        Acquisition(tmp_path / "a.png", 0, "former"),
        Acquisition(tmp_path / "a.png", 0, "aa"),
        Acquisition(tmp_path / "b.png", 0, "bb", excluded=True),
        Acquisition(tmp_path / "copy of b.png", 0, "bb"),
        Acquisition(tmp_path / "copy of a.png", 0, "aa"),
        Acquisition(tmp_path / "photo.png", 0, "cc", status=Status.REFUSED),
        Acquisition(tmp_path / "broken.png", 0, "dd", status=Status.FAILED),
    ))  # fmt: skip
    one = CohortExam(exam, Stage.F3, replaced=frozenset({1}))
    assert [row["path"] for row in cohort_rows([one], tmp_path)] == ["a.png", "copy of b.png"]
    assert left_out([one, one]) == dict.fromkeys(LeftOut, 2)
    assert left_out([CohortExam(Exam("key"), None)]) == {}
