import csv
import io

import pydicom

from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.report.dicom import SR_FILE, dicom_report
from dlre_gui.report.dossier import Dossier
from dlre_gui.report.exam_json import exam_dict
from dlre_gui.report.exam_table import acquisitions_csv, exams_csv
from dlre_gui.report.figures import lsm_texts
from tests.report.dossiers import acquisition, dossier


def exam_in_speeds() -> Dossier:
    """Shown in kPa by the settings, as they are after the installation."""
    means = (1.5, 1.6, 1.8)
    return dossier(
        *(acquisition(n, qbox=QBox(mean=mean, unit=Unit.M_PER_S)) for n, mean in enumerate(means, 1))
    )


def test_tables_json_and_page_tell_the_same_lsm_of_an_exam_in_speeds() -> None:
    one = exam_in_speeds()
    [exam] = csv.DictReader(io.StringIO(exams_csv([one]).decode()))
    assert (exam["lsm_median_m_per_s"], exam["lsm_median_kpa"], exam["n_lsm_m_per_s"]) == ("1.6", "", "3")
    told = exam_dict(one)["result"]
    assert (told["lsm_unit"], told["lsm_m_per_s"]["median_m_per_s"]) == ("m/s", 1.6)
    assert told["lsm_m_per_s"]["median_as_kpa"] == float(exam["lsm_median_kpa_from_m_per_s"]) == 7.68
    assert lsm_texts(one.assessment.lsm, one.assessment.lsm_stage)[0] == "1.60 m/s"


def test_the_structured_report_tells_that_lsm_too() -> None:
    files = dicom_report(exam_in_speeds(), captures=False).files
    [content] = [file.content for file in files if file.name == SR_FILE]
    exam = str(pydicom.dcmread(io.BytesIO(content))).split("Exam as a whole")[-1]
    assert "Shear Wave Speed" in exam
    assert "'1.6'" in exam


def test_rows_of_acquisitions_say_which_speeds_the_lsm_was_made_of() -> None:
    rows = list(csv.DictReader(io.StringIO(acquisitions_csv([exam_in_speeds()]).decode())))
    assert [row["counts_for_lsm"] for row in rows] == ["no"] * 3
    counted = [row["qbox_mean_m_per_s"] for row in rows if row["counts_for_lsm_m_per_s"] == "yes"]
    assert counted == ["1.5", "1.6", "1.8"]
    assert rows[1]["qbox_mean_kpa_from_m_per_s"] == "7.68"
