"""What a report says of an exam without a name, and of a cut-off table that is gone."""

import csv
import io
import json
import math
from dataclasses import replace
from pathlib import Path

import pydicom

from dlre_gui.clinical.assessment import Yardstick, assess
from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.clinical.cutoffs import find_table
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.screen import Header
from dlre_gui.report.deidentify import deidentified
from dlre_gui.report.dicom import SR_FILE, dicom_report
from dlre_gui.report.dossier import Dossier, Language, ReportStyle
from dlre_gui.report.exam_json import exam_dict, exam_json
from dlre_gui.report.exam_table import acquisitions_csv, exams_csv
from dlre_gui.report.figures import acquisition_cells, lsm_stage_text, method_texts
from dlre_gui.report.page_head import patient_entries
from dlre_gui.report.page_screens import roi_caption
from dlre_gui.report.words import Words
from tests.report.dossiers import MODEL, acquisition, dossier

ENGLISH = Words(Language.ENGLISH)


def nameless() -> Dossier:
    several = (acquisition(n, header=Header(), path=Path(f"/clinic/P0005/{n}.png")) for n in (1, 2, 3))
    return dossier(*several, name=None)


def without_its_table() -> Dossier:
    one = dossier()
    used = find_table(all_tables(), "Dr Wang 2021")
    return replace(one, assessment=assess(one.exam, one.details, Yardstick(MODEL.thresholds, used)))


def test_a_page_without_name_and_id_bears_the_folder_and_a_deidentified_one_does_not() -> None:
    assert patient_entries(nameless(), ENGLISH)[0] == ("Exam (folder)", "P0005")
    assert patient_entries(dossier(), ENGLISH)[0][0] == "Name"
    assert "P0005" not in str(patient_entries(deidentified(nameless()), ENGLISH))


def test_every_file_says_that_the_chosen_cutoff_table_was_not_there() -> None:
    one = without_its_table()
    assert "the chosen table is not there: Dr Wang 2021" in lsm_stage_text(one, ReportStyle(), ENGLISH)[1]
    [row] = csv.DictReader(io.StringIO(exams_csv([one]).decode()))
    table = (row["lsm_stage_table"], row["lsm_stage_table_instead_of"])
    assert table == ("sru-rule-of-four", "Dr Wang 2021")
    assert exam_dict(one)["result"]["lsm_stage"]["instead_of"] == "Dr Wang 2021"
    assert exam_dict(dossier())["result"]["lsm_stage"]["instead_of"] is None


def test_the_name_of_an_own_table_stays_out_of_deidentified_files() -> None:
    plain = exam_dict(deidentified(without_its_table()))
    assert plain["result"]["lsm_stage"]["instead_of"] == "own table"
    assert "Wang" not in str(plain)


def test_the_method_says_where_speeds_were_computed() -> None:
    told = "m/s computed from the scanner's kPa by E = 3ρc²."
    assert told in method_texts(dossier(unit=Unit.M_PER_S), ReportStyle(), ENGLISH)
    assert told not in method_texts(dossier(), ReportStyle(), ENGLISH)


def test_rows_and_captions_of_a_repeated_screen_say_so_and_its_picture_comes_last() -> None:
    again = replace(acquisition(1), path=Path("/clinic/again.dcm"))
    one = dossier(acquisition(1), again, *(acquisition(n) for n in range(2, 6)))
    assert acquisition_cells(again, 2, Unit.KPA, ENGLISH, is_repeated=True)[-1] == "repeated"
    captions = [roi_caption(one.screens[at], at + 1, one, ReportStyle(), ENGLISH) for at in (0, 1)]
    assert captions[1] == "2 · repeated"
    assert "repeated" not in captions[0]


def test_what_is_no_number_stops_no_file() -> None:
    odd = acquisition(1, qbox=QBox(math.nan, 1.0, 2.0, math.inf, 20.0, 96.0))
    one = dossier(odd, acquisition(2))
    files = {file.name: file.content for file in dicom_report(one, captures=False).files}
    assert b"nan" not in files[SR_FILE].lower()
    told = json.loads(exam_json(one))["acquisitions"][0]["qbox"]
    assert (told["mean"], told["minimum"], told["sd"]) == (None, 1.0, None)
    assert ",nan," not in acquisitions_csv([one]).decode()


def test_a_repeated_screen_says_so_in_its_own_part_of_the_structured_report() -> None:
    again = replace(acquisition(1), path=Path("/clinic/again.dcm"))
    files = {f.name: f.content for f in dicom_report(dossier(acquisition(1), again), captures=False).files}
    parts = str(pydicom.dcmread(io.BytesIO(files[SR_FILE]))).split("'Acquisition ")
    assert len(parts) == 3
    assert [parts[at].split("'Exam'")[0].count("'REPEATED'") for at in (1, 2)] == [0, 1]
