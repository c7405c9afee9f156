import base64
import csv
import io
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean, median

import jsonschema
import numpy as np
import pydicom
import pytest
from PIL import Image

from dlre_gui.clinical.assessment import MOST_ACQUISITIONS, Yardstick, counted
from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.domain.exam_details import Conclusion, ExamDetails, Laboratory
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header
from dlre_gui.places import resources_dir
from dlre_gui.report.bundle import ExportOptions, export
from dlre_gui.report.deidentify import deidentified
from dlre_gui.report.dossier import Dossier, Language, NoPicture, Pixels, ReportStyle
from dlre_gui.report.exam_json import exam_dict, exam_json
from dlre_gui.report.exam_table import acquisitions_csv, exams_csv
from dlre_gui.report.page import laboratory_values
from dlre_gui.report.words import Words
from tests.report.dossiers import BOX, DETAILS, HEADER, MODEL, acquisition, dossier, pixels
from tests.report.unpacking import unpacked

SCHEMA = json.loads((resources_dir() / "schema" / "exam.schema.json").read_text(encoding="utf-8"))
ALL = ExportOptions(dicom_sr=True, dicom_captures=True, json=True)
HOSTILE = "=cmd|' /C calc'!A0"


def checked(one: Dossier) -> dict:
    read = json.loads(exam_json(one))
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    return read


def test_the_schema_is_a_schema_and_fits_full_empty_and_deidentified_exams() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    full = checked(dossier())
    assert full["result"]["stage"] == "F3"
    empty = checked(
        dossier(
            acquisition(header=Header(), scores=None, roi=None, qbox=None, measured=None),
            details=ExamDetails(),
            name=None,
        )
    )
    assert empty["result"]["lsm"]["median_kpa"] is None
    assert checked(deidentified(dossier()))["deidentified"]


def test_the_schema_refuses_what_a_reader_could_not_understand() -> None:
    wrong = exam_dict(dossier())
    wrong["result"]["stage"] = "F9"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(wrong)
    named = exam_dict(deidentified(dossier())) | {"patient": {}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(named)


@pytest.mark.parametrize("name", ["吴𠮷", "a\u202eb", "<b>&amp;", HOSTILE])
def test_names_come_through_json_and_csv_exact_and_inert(name: str) -> None:
    one = dossier(name=name)
    assert checked(one)["patient"]["name"] == name
    [row] = csv.DictReader(io.StringIO(exams_csv([one]).decode()))
    assert row["patient_name"].removeprefix("'") == name
    assert not row["patient_name"].startswith("=")


def test_many_exams_go_into_one_folder_with_names_of_no_patient(tmp_path: Path) -> None:
    seen = []
    done = export(
        [dossier(acquisition(1)), dossier(acquisition(1), name="B")],
        tmp_path / "out",
        ALL,
        ReportStyle(),
        lambda n, hashes: seen.append((n, set(hashes))),
    )
    names = {path.name for path in done.files}
    assert {"exam-001-report.pdf", "exam-002-report-sr.dcm", "exam-001-exam.json", "exams.csv"} <= names
    assert names == {path.name for path in (tmp_path / "out").iterdir()}
    of_exams = names - {"exams.csv", "acquisitions.csv"}
    assert (done.n_exams, [n for n, _ in seen]) == (2, [1, 2])
    assert set.union(*(of for _, of in seen)) == of_exams
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "acquisitions.csv").read_text())))
    assert len(rows) == 2


def test_an_exams_figures_can_be_computed_again_from_the_rows_of_its_acquisitions() -> None:
    sure, other = acquisition(2), acquisition(4)
    assert sure.qbox is not None
    assert other.scores is not None
    doubtful = replace(acquisition(3), qbox=replace(sure.qbox, mean=40.0, doubtful=frozenset({"mean", "sd"})))
    own = replace(other, scores=replace(other.scores, model_version="2.0", as_shown=True))
    again = replace(sure, path=Path("/clinic/copy.dcm"))
    one = dossier(acquisition(1, excluded=True), sure, doubtful, own, again)
    rows = list(csv.DictReader(io.StringIO(acquisitions_csv([one]).decode())))
    assert [row["excluded"] for row in rows] == ["yes", "no", "no", "no", "no"]
    assert [row["repeated"] for row in rows] == ["no", "no", "no", "no", "yes"]
    assert rows[2]["qbox_doubtful"] == "mean sd"
    assert [(row["model_version"], row["as_shown"]) for row in rows[2:4]] == [("1.0", "no"), ("2.0", "yes")]
    told = checked(one)
    assert "chronic hepatitis B" in told["intended_population"]
    for name in ("excluded", "repeated", "counts", "counts_for_lsm", "counts_for_lsm_m_per_s"):
        assert [row[name] == "yes" for row in rows] == [each[name] for each in told["acquisitions"]]
    [exam] = csv.DictReader(io.StringIO(exams_csv([one]).decode()))
    assert (exam["n_scored"], exam["n_lsm"]) == ("3", "2")
    assert (exam["stage"], exam["conclusion_program_stage"]) == (one.assessment.result.stage, "F4")
    counted = [float(row["p_f4"]) for row in rows if row["counts"] == "yes"]
    measured = [float(row["qbox_mean_kpa"]) for row in rows if row["counts_for_lsm"] == "yes"]
    assert fmean(counted) == pytest.approx(one.assessment.result.p_f4)
    assert median(measured) == one.assessment.result.lsm_median_kpa
    assert (len(counted), len(measured)) == (3, 2)


def test_the_day_of_a_separate_blood_count_is_in_table_and_page() -> None:
    laboratory = Laboratory(60, 80, 40, 150, sampled_on="2024-05-20", platelets_on="2024-05-18")
    one = dossier(details=replace(DETAILS, laboratory=laboratory))
    [row] = csv.DictReader(io.StringIO(exams_csv([one]).decode()))
    assert (row["sampled_on"], row["platelets_on"]) == ("2024-05-20", "2024-05-18")
    assert "2024-05-18" not in exams_csv([deidentified(one)]).decode()
    assert laboratory_values(laboratory, Words(Language.ENGLISH))[-1] == ("PLT of", "2024-05-18")


def test_a_folder_with_files_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("x")
    with pytest.raises(FolderInUseError, match="never overwrites"):
        export([dossier()], tmp_path, ALL, ReportStyle())
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_an_export_can_be_stopped_between_files_and_what_is_written_is_told(tmp_path: Path) -> None:
    told: list[set[str]] = []
    with pytest.raises(Cancelled):
        export(
            [dossier()],
            tmp_path / "out",
            ALL,
            ReportStyle(),
            lambda n, hashes: told.append(set(hashes)),
            cancelled=lambda: (tmp_path / "out" / "exam-001-exam.json").exists(),
        )
    assert told == [{"exam-001-report.pdf", "exam-001-exam.json"}]
    assert {path.name for path in (tmp_path / "out").iterdir()} == told[0]


def test_of_a_folder_of_screens_all_but_a_report_is_written_one_screen_after_the_other(
    tmp_path: Path,
) -> None:
    several = tuple(acquisition(1 + n % 5) for n in range(MOST_ACQUISITIONS + 2))
    read: list[int] = []

    def read_one(number: int) -> np.ndarray:
        written = len(list((tmp_path / "out").glob("exam-001-annotated-*.dcm")))
        assert written == len(read)  # the one before lies on the disk when the next one is read
        read.append(number)
        return np.zeros((60, 80, 3), np.uint8)

    one = dossier(*several)
    screens = tuple(replace(screen, pixels=partial(read_one, n)) for n, screen in enumerate(one.screens))
    large = replace(
        one, screens=screens, assessment=counted(one.exam, one.details, Yardstick(MODEL.thresholds))
    )
    done = export([large], tmp_path / "out", ALL, ReportStyle())
    assert read == list(range(len(several)))
    assert "102 screens; a report is for an exam of at most 100" in done.left_out[0]
    names = {path.name for path in done.files}
    assert not {"exam-001-report.pdf", "exam-001-report-sr.dcm"} & names
    assert {"exam-001-annotated-102.dcm", "exam-001-exam.json", "acquisitions.csv", "exams.csv"} <= names
    told = json.loads((tmp_path / "out" / "exam-001-exam.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert (told["result"]["n_images"], told["result"]["stage"]) == (102, None)
    assert told["result"]["probabilities"]["f4"]["mean"] is None


def test_new_studies_are_told(tmp_path: Path) -> None:
    plain = dossier(acquisition(1, Header()))
    done = export([dossier(acquisition(1)), plain], tmp_path / "out", ALL, ReportStyle())
    assert done.new_studies == (2,)


# --- the canary ----------------------------------------------------------------------------

CANARIES = {
    "patient_id": "CANARYID77",
    "patient_name": "Kanarienvogel^Karl=金丝雀",
    "patient_birth_date": "1941-07-23",
    "study_uid": "1.2.777.1",
    "series_uid": "1.2.777.2",
    "sop_uid": "1.2.777.3",
    "sop_class_uid": "1.2.777.4",
    "study_id": "CANARYST",
    "study_time": "11:22:33",
    "accession_number": "CANARYACC",
    "study_date": "2023-02-17",
    "acquired_at": "2023-02-17T11:22:44",
    "institution": "Canary General",
    "operator": "Canary^Operator",
    "manufacturer": "CanaryVendor",
    "device_model": "CanaryModel",
    "device_software": "CanarySoft",
}
MORE = (
    "CanaryHospital",
    "CanaryDepartment",
    "canaryfolder",
    "deadbeefcanary",
    "canary-decoder",
    "Canary reason",
    "Canary reader",
    "2023-02-18",
    "2023-02-19",
    "20230217",
    "19410723",
    "CanaryEntered",
    "2023-02-20",
    "Kanarienvogel",
    "金丝雀",
    "Karl",
    "canary key",
    "2024-05-21",
)


def canary() -> Dossier:
    """An exam in which every free field says who it is."""
    ones = [
        acquisition(
            n,
            replace(HEADER, **CANARIES),
            path=Path(f"/canaryfolder/{n}.dcm"),
            sha256="deadbeefcanary",
            decoder="canary-decoder",
            reason="Canary reason",
        )
        for n in (1, 2)
    ]
    details = ExamDetails(
        Laboratory(60, 80, 40, 150, sampled_on="2023-02-18", platelets_on="2023-02-19"),
        operator="CanaryEntered",
        vendor="CanaryEntered",
        examined_on="2023-02-20",
        cutoffs="CanaryEntered",
        conclusion=Conclusion("F3", False, "F4", "Canary reason", "Canary reader", "2023-02-20T10:00:00"),
    )
    one = dossier(*ones, details=details, name=CANARIES["patient_name"])
    return replace(one, exam=replace(one.exam, key="canary key"))


def written_as(text: str) -> set[bytes]:
    """Ways in which a text may stand in a file."""
    plain = {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("gb18030")}
    hexed = {one.hex().encode() for one in plain} | {one.hex().upper().encode() for one in plain}
    return plain | hexed | {base64.b64encode(text.encode()).rstrip(b"=")[:-1]}


def traces(folder: Path) -> set[str]:
    """Canaries that any file of a folder still sings of."""
    texts = {*CANARIES.values(), *MORE}
    packed = [part.lower() for path in folder.rglob("*") for part in unpacked(path.read_bytes())]
    names = [path.name.encode().lower() for path in folder.rglob("*")]
    return {
        text
        for text in texts
        for form in written_as(text)
        if any(form.lower() in part for part in (*packed, *names))
    }


def test_nothing_of_a_person_survives_deidentification(tmp_path: Path) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(logo, "PNG")
    style = ReportStyle(hospital="CanaryHospital", department="CanaryDepartment", logo=logo.getvalue())
    assert "CanaryHospital" in MORE
    done = export([canary()], tmp_path / "out", replace(ALL, deidentify=True), style)
    assert {path.suffix for path in done.files} == {".pdf", ".json", ".csv", ".png"}
    assert traces(tmp_path / "out") == set()


def test_the_canaries_are_found_where_they_are(tmp_path: Path) -> None:
    """Otherwise the test above could not fail."""
    export([canary()], tmp_path / "out", replace(ALL, dicom_sr=False, dicom_captures=False), ReportStyle())
    found = traces(tmp_path / "out")
    assert {"CANARYID77", "Kanarienvogel", "金丝雀", "2023-02-20", "canaryfolder", "Canary reader"} <= found


HEADER_ROWS = 65
"""Of 540; an Aixplorer's header ends at row 44."""


def with_roi(roi: Roi, box: Box = BOX) -> Dossier:
    """White screens whose ROI lies somewhere."""
    one = acquisition(1)
    assert one.measured is not None
    made = dossier(replace(one, roi=roi, measured=replace(one.measured, swe_box=box)))
    white = partial(np.full, (540, 720, 3), 255, np.uint8)
    return replace(made, screens=tuple(replace(screen, pixels=white) for screen in made.screens))


def test_pixels_outside_the_roi_do_not_leave() -> None:
    plain = deidentified(canary())
    assert {screen.pixels().shape for screen in plain.screens} == {(125, 125, 3)}


@pytest.mark.parametrize(
    ("roi", "box"),
    [
        (Roi(290, 165, 125), BOX),
        (Roi(290, 0, 250), BOX),
        (Roi(290, 0, 125), Box(300, 40, 110, 80)),
        (Roi(290, 90, 125), BOX),
    ],
)
def test_no_pixel_but_the_swe_boxs_leaves_and_never_the_header(roi: Roi, box: Box) -> None:
    [screen] = deidentified(with_roi(roi, box)).screens
    shown = screen.pixels()
    assert shown is not None
    rows, columns = np.nonzero(shown[..., 0])
    assert rows.min() + roi.y >= max(HEADER_ROWS, box.y - 9)
    assert rows.max() + roi.y < min(box.bottom + 9, roi.box.bottom)
    assert columns.min() + roi.x >= box.x - 11
    assert columns.max() + roi.x < box.right + 11
    inside = box.shifted(-roi.x, -roi.y).clamped_into(Box(0, 0, roi.side, roi.side)).slices
    assert shown[inside].max() == 255


@pytest.mark.parametrize(
    ("roi", "box"),
    [(Roi(290, 0, 125), BOX), (Roi(290, 0, 125), Box(300, 10, 110, 30)), (Roi(0, 300, 125), BOX)],
)
def test_a_roi_beside_the_box_gives_no_picture_without_a_person_and_that_is_told(
    tmp_path: Path, roi: Roi, box: Box
) -> None:
    one = with_roi(roi, box)
    done = export([one], tmp_path / "out", replace(ALL, deidentify=True), ReportStyle())
    assert not [path for path in done.files if path.suffix == ".png"]
    assert done.left_out == (
        "Exam 1: the picture of acquisition 1 was left out: its ROI does not lie on the SWE box.",
    )


def test_the_oldest_are_told_as_89_and_their_fib4_is_kept_back() -> None:
    old = dossier(details=replace(DETAILS, age_years=97))
    plain = deidentified(old).assessment
    assert plain.circumstances.age_years == 89
    assert [score.value is None for score in plain.serum] == [False, True]


def test_a_picture_that_is_lost_on_the_way_is_told_once_and_in_every_place(tmp_path: Path) -> None:
    """A picture read for the page may be gone for the capture; what cannot be read is not tried again."""
    asked: list[int] = []

    def first_only() -> Pixels | NoPicture:
        asked.append(1)
        return pixels() if len(asked) == 1 else NoPicture.SLOW

    plain = [acquisition(n, header=Header()) for n in (1, 2, 3)]
    whole = dossier(*plain)
    whole = replace(
        whole,
        screens=(
            whole.screens[0],
            replace(whole.screens[1], pixels=lambda: NoPicture.GONE),
            replace(whole.screens[2], pixels=first_only),
        ),
    )
    done = export([whole], tmp_path / "out", ALL, ReportStyle())
    assert done.left_out == (
        "Exam 1: acquisition 2 has no picture: its file was not found.",
        "Exam 1: acquisition 3 has no picture: its file took too long to read.",
    )
    assert len(asked) == 2
    assert (tmp_path / "out" / "left-out.txt").read_text(encoding="utf-8").splitlines() == [*done.left_out]
    report = pydicom.dcmread(tmp_path / "out" / "exam-001-report-sr.dcm")
    told = str(report.ContentSequence)
    assert told.count("The screen could not be read: no picture of it") == 2
    assert [f"Acquisition {n}" in told for n in (1, 2, 3)] == [True, True, True]
    assert "13.0" in told  # the Q-Box mean of an acquisition without a picture


def test_an_exam_without_any_picture_has_no_structured_report_and_says_so(tmp_path: Path) -> None:
    whole = dossier(acquisition(header=Header()))
    whole = replace(whole, screens=(replace(whole.screens[0], pixels=lambda: NoPicture.UNREADABLE),))
    done = export([whole], tmp_path / "out", replace(ALL, report_pdf=False), ReportStyle())
    assert [why for why in done.left_out if "no structured report was made" in why]
    assert not (tmp_path / "out" / "exam-001-report-sr.dcm").exists()
    whole_again = export([dossier()], tmp_path / "again", ALL, ReportStyle())
    assert whole_again.left_out == ()
    assert not (tmp_path / "again" / "left-out.txt").exists()


def test_of_exams_that_dicom_cannot_hold_all_else_is_written_and_it_is_told(tmp_path: Path) -> None:
    one = dossier()
    long = replace(one, exam=replace(one.exam, patient_id="1" * 65))
    done = export([long, one], tmp_path / "out", ALL, ReportStyle())
    [why] = done.left_out
    assert why.startswith("Exam 1: no DICOM files were made: the patient ID has 65 characters")
    names = {path.name for path in done.files}
    assert {"exam-001-report.pdf", "exam-001-exam.json", "exam-002-report-sr.dcm"} <= names
    assert not any(name.startswith("exam-001") and name.endswith(".dcm") for name in names)


def test_what_counts_is_the_same_in_tables_without_names(tmp_path: Path) -> None:
    first, second = acquisition(1), acquisition(2)
    whole = dossier(first, second, replace(second, path=Path("copy.png")))
    told = []
    for name, options in (("named", ALL), ("plain", replace(ALL, deidentify=True))):
        export([whole], tmp_path / name, replace(options, report_pdf=False), ReportStyle())
        with (tmp_path / name / "acquisitions.csv").open(encoding="utf-8-sig") as table:
            rows = list(csv.DictReader(table))
        told.append(
            [(row["excluded"], row["repeated"], row["counts"], row["counts_for_lsm"]) for row in rows]
        )
    assert told[0] == told[1]
    assert [counts for _, _, counts, _ in told[0]] == ["yes", "yes", "no"]
