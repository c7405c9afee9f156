import csv
import io
from pathlib import Path

import pytest

from dlre_gui.domain.exam import Acquisition, Exam, ExamResult, Flag, Measured, Scores, Status
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header
from dlre_gui.report.cells import cell, to_csv
from dlre_gui.report.table import image_row, images_csv, patient_row, patients_csv

IMAGES_HEADER = (
    "path,frame,sha256,patient_id,study_uid,sop_uid,width,height,status,reason,box_x,box_y,box_w,box_h,"
    "box_source,void_fraction,saturated_fraction,scale_unit,scale_max,roi_x,roi_y,roi_side,roi_source,"
    "qbox_mean_kpa,qbox_min_kpa,qbox_max_kpa,qbox_sd_kpa,qbox_diameter_mm,qbox_si_percent,qbox_source,"
    "map_mean_kpa,p_ge_f2,p_ge_f3,p_f4,flags,model_id,model_sha256,device,software_version,"
    "qbox_unit,qbox_mean_m_per_s,qbox_min_m_per_s,qbox_max_m_per_s,qbox_sd_m_per_s,qbox_mean_kpa_from_m_per_s"
)
PATIENTS_HEADER = (
    "patient_id,n_images,n_scored,p_ge_f2,p_ge_f3,p_f4,stage,"
    "lsm_median_kpa,lsm_iqr_kpa,lsm_iqr_over_median,flags,"
    "n_lsm_m_per_s,lsm_median_m_per_s,lsm_iqr_m_per_s,lsm_iqr_over_median_m_per_s,lsm_median_kpa_from_m_per_s"
)


def read_back(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_images_csv_has_the_documented_columns_in_their_order() -> None:
    assert images_csv([]).decode().splitlines() == [IMAGES_HEADER]


def test_patients_csv_has_the_documented_columns_in_their_order() -> None:
    assert patients_csv([]).decode().splitlines() == [PATIENTS_HEADER]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1+1", "＠x"]
)
def test_text_that_a_spreadsheet_would_run_is_made_inert(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_formula_behind_a_nul_is_made_inert() -> None:
    assert cell("\x00=1+1") == "'=1+1"


@pytest.mark.parametrize("text", ["P0001", "王小明", "a=b", "1-2", "", "'quoted'"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert cell(text) == text


def test_numbers_read_back_to_the_last_bit() -> None:
    for number in (0.1 + 0.2, 1e-9, 1 / 3, 5.0):
        assert float(cell(number)) == number


def test_quotes_commas_and_line_ends_survive() -> None:
    nasty = 'a "b", c\nd\r\ne'
    assert read_back(to_csv(["x", "y"], [{"x": nasty, "y": 1}])) == [{"x": nasty, "y": "1"}]


def test_a_name_that_is_no_valid_unicode_is_written_visibly() -> None:
    assert b"bad\\udcff.png" in to_csv(["x"], [{"x": "bad\udcff.png"}])


def test_a_row_with_other_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="y"):
        to_csv(["x"], [{"x": 1, "y": 2}])


def test_a_failed_file_has_empty_cells_never_zeros() -> None:
    failed = Acquisition(Path("x/a.dcm"), 0, status=Status.FAILED, reason="cut")
    [row] = read_back(images_csv([image_row(failed, "x/a.dcm")]))
    known = {name: text for name, text in row.items() if text}
    assert known == {"path": "x/a.dcm", "frame": "0", "status": "failed", "reason": "cut"}


def test_a_scored_screen_fills_its_row() -> None:
    scored = Acquisition(
        Path("a.png"), 0, "f" * 64, 1440, 1080, "d", Header(patient_id="=P1", study_uid="1.2"), Status.SCORED,
        measured=Measured(Box(0, 0, 9, 9), Box(1, 2, 3, 4), "colour", "kPa", 0.0, 40.0, 0.1, 0.0, 8.0),
        roi=Roi(5, 6, 250), qbox=QBox(8.1, 6.0, 10.0, 1.0, 20.0, 95.0),
        scores=Scores(0.75, 0.5, 0.25, "m", "1", "ab", "cpu", "r", "0.1", True),
        flags=frozenset({Flag.SI_LOW, Flag.ROI_CUTS_BOX}),
    )  # fmt: skip
    [row] = read_back(images_csv([image_row(scored, "a.png")]))
    assert (row["p_ge_f2"], row["box_h"], row["saturated_fraction"]) == ("0.75", "4", "0.0")
    assert (row["flags"], row["patient_id"]) == ("roi_cuts_box si_low", "'=P1")
    empty = [name for name, text in row.items() if not text]
    assert [name for name in empty if "m_per_s" not in name] == ["sop_uid", "reason"]


def test_speeds_never_enter_kpa_columns() -> None:
    speeds = Acquisition(Path("a.png"), 0, qbox=QBox(1.6, 1.2, 2.0, 0.1, unit=Unit.M_PER_S))
    row = image_row(speeds, "a.png")
    assert {name for name, value in row.items() if name.endswith("_kpa") and value is not None} == set()
    assert (row["qbox_unit"], row["qbox_mean_m_per_s"], row["qbox_sd_m_per_s"]) == ("m/s", 1.6, 0.1)
    assert row["qbox_mean_kpa_from_m_per_s"] == 7.68


def test_an_lsm_in_speeds_has_columns_of_its_own_and_one_that_says_how_it_was_made_kpa() -> None:
    result = ExamResult(3, 3, n_lsm_m_per_s=3, lsm_median_m_per_s=1.6, lsm_iqr_m_per_s=0.2)
    row = patient_row(Exam("P1"), result)
    assert (row["lsm_median_kpa"], row["lsm_median_m_per_s"], row["lsm_iqr_m_per_s"]) == (None, 1.6, 0.2)
    assert row["lsm_median_kpa_from_m_per_s"] == 7.68


def test_an_lsm_measured_in_kpa_is_told_in_kpa_once() -> None:
    result = ExamResult(3, 3, n_lsm=3, lsm_median_kpa=8.0, n_lsm_m_per_s=3, lsm_median_m_per_s=1.632993)
    row = patient_row(Exam("P1"), result)
    assert (row["lsm_median_kpa"], row["lsm_median_kpa_from_m_per_s"]) == (8.0, None)


def test_an_exam_without_patient_id_goes_by_its_folder() -> None:
    row = patient_row(Exam("P0001"), ExamResult(5, 0))
    assert (row["patient_id"], row["n_images"], row["stage"], row["flags"]) == ("P0001", 5, None, None)
