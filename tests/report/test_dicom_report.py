import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.screen import Header
from dlre_gui.report import dicom_codes
from dlre_gui.report.dicom import DicomReport, dicom_report
from dlre_gui.report.dicom_study import BeyondDicomError
from dlre_gui.report.structured_report import person_name
from tests.report.dossiers import HEADER, STUDY, acquisition, dossier, pixels

ODD_NAME = "Wu^Xiuying=吴^𠮷"


def whole(report: DicomReport) -> DicomReport:
    """With all files made, to be looked at more than once."""
    return replace(report, files=tuple(report.files))


@pytest.fixture(scope="module")
def made() -> DicomReport:
    return whole(dicom_report(dossier(name=ODD_NAME)))


@pytest.fixture(scope="module")
def from_png() -> DicomReport:
    return whole(dicom_report(dossier(acquisition(1, Header()), name=None)))


def read(report: DicomReport, name: str) -> pydicom.Dataset:
    content = next(file.content for file in report.files if file.name == name)
    return pydicom.dcmread(io.BytesIO(content))


def lay(report: DicomReport, folder: Path) -> list[Path]:
    for file in report.files:
        (folder / file.name).write_bytes(file.content)
    return sorted(folder.glob("*.dcm"))


def needs(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is absent (packaging/checkers.py names its package)")
    return path


@pytest.mark.parametrize("source", ["made", "from_png"])
def test_dciodvfy_finds_no_error(source: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    program = needs("dciodvfy")
    wanted = {"annotated-1.dcm", "screen-1.dcm", "report-sr.dcm"}
    for path in (path for path in lay(request.getfixturevalue(source), tmp_path) if path.name in wanted):
        told = subprocess.run([program, path], capture_output=True, text=True, timeout=60).stderr
        assert [line for line in told.splitlines() if line.startswith("Error")] == [], path.name


XPATH_LIMITS = " ".join(
    f"-Djdk.xml.xpath{name}=0" for name in ("TotalOpLimit", "ExprGrpLimit", "ExprOpLimit")
)  # the validator's style sheet is larger than Java's default limits


@pytest.mark.timeout(400)
def test_pixelmeds_validator_finds_tid_1500_right(from_png: DicomReport, tmp_path: Path) -> None:
    program = needs("DicomSRValidator")
    lay(from_png, tmp_path)
    quick = f"{XPATH_LIMITS} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    told = subprocess.run(
        [program, tmp_path / "report-sr.dcm"],
        capture_output=True,
        text=True,
        timeout=380,
        env=os.environ | {"JAVA_TOOL_OPTIONS": quick},
    )
    lines = (told.stdout + told.stderr).splitlines()
    assert "IOD validation complete" in lines
    assert any("Root Template TID_1500" in line for line in lines)
    # With one planar ROI it asks each group for a region, also that of the whole exam (1.10.2)
    errors = [line for line in lines if "Error" in line and "within 1.10.2" not in line]
    assert errors == []


def test_dcmtk_reads_the_report(made: DicomReport, tmp_path: Path) -> None:
    program = needs("dsrdump")
    lay(made, tmp_path)
    done = subprocess.run([program, tmp_path / "report-sr.dcm"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "Comprehensive 3D SR Document" in done.stdout
    assert '"Elasticity")="12.0" (kPa,UCUM,"kilopascal")' in done.stdout
    assert not re.search(r"^E:", done.stdout + done.stderr, re.MULTILINE)


def test_all_belong_to_the_sources_study_with_its_patient(made: DicomReport) -> None:
    assert not made.new_study
    for file in made.files:
        dataset = pydicom.dcmread(io.BytesIO(file.content))
        assert (dataset.StudyInstanceUID, str(dataset.PatientName)) == (STUDY, ODD_NAME)
        assert dataset.PatientID == "HB-0042"
        assert "esearch use only" in dataset.SeriesDescription


def test_the_report_read_back_tells_the_figures_of_each_roi_and_of_the_exam(made: DicomReport) -> None:
    from highdicom.sr import Comprehensive3DSR, srread  # noqa: F401

    report = srread(io.BytesIO(next(f.content for f in made.files if f.name == "report-sr.dcm")))
    groups = report.content.get_planar_roi_measurement_groups()
    assert len(groups) == 5
    values = [(m.name.meaning, m.value) for m in groups[2].get_measurements()]
    assert ("Elasticity", 14.0) in values
    assert ("Probability of METAVIR F4", pytest.approx(0.4)) in values
    region = groups[2].roi.value
    assert region[0].tolist() == [290, 165]
    assert np.ptp(region, axis=0).tolist() == [125, 125]
    [exam] = report.content.get_image_measurement_groups()
    told = {m.name.value: m.value for m in exam.get_measurements()}
    assert told["110830"] == 14.0
    assert told["APRI"] == pytest.approx(1.0)
    assert (told["N_SCORED"], told["N_LSM"]) == (5, 5)
    told = {e.name.value: e.value.meaning for e in exam.get_qualitative_evaluations()}
    assert told["LSM_BAND"] == "cACLD ruled in"
    assert told["CUTOFFS"].startswith("SRU rule of four")
    assert told["POPULATION"] == "Adults with chronic hepatitis B, Aixplorer 2D-SWE"
    stages = {e.name.value: e.value.value for e in exam.get_qualitative_evaluations()}
    assert (stages["STAGE"], stages["READER_STAGE"], stages["USE"]) == ("F3", "F3", "RESEARCH")


def test_the_report_refers_to_the_source_images(made: DicomReport) -> None:
    evidence = read(made, "report-sr.dcm").CurrentRequestedProcedureEvidenceSequence
    referred = {
        item.ReferencedSOPInstanceUID
        for study in evidence
        for series in study.ReferencedSeriesSequence
        for item in series.ReferencedSOPSequence
    }
    assert referred == {f"{STUDY}.1.{n}" for n in range(1, 6)}


def test_the_private_scheme_is_identified(made: DicomReport) -> None:
    [scheme] = read(made, "report-sr.dcm").CodingSchemeIdentificationSequence
    assert scheme.CodingSchemeDesignator == "99DLRE"


def test_the_capture_shows_the_annotated_screen_and_its_source(made: DicomReport) -> None:
    capture = read(made, "annotated-2.dcm")
    assert capture.SourceImageSequence[0].ReferencedSOPInstanceUID == f"{STUDY}.1.2"
    assert (capture.Columns, capture.Rows > 540) == (720, True)
    assert (capture.pixel_array[:150] == pixels()[:150]).all()


def test_screens_that_are_no_dicom_get_a_study_of_their_own(from_png: DicomReport) -> None:
    assert from_png.new_study
    assert {file.name for file in from_png.files} == {"screen-1.dcm", "annotated-1.dcm", "report-sr.dcm"}
    screen, report = read(from_png, "screen-1.dcm"), read(from_png, "report-sr.dcm")
    assert (screen.pixel_array == pixels()).all()
    [study] = report.CurrentRequestedProcedureEvidenceSequence
    referred = study.ReferencedSeriesSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID
    assert referred == screen.SOPInstanceUID
    assert report.StudyInstanceUID == screen.StudyInstanceUID


def test_each_score_names_the_file_it_was_computed_from_and_the_operator_is_told(made: DicomReport) -> None:
    content = next(file.content for file in made.files if file.name == "report-sr.dcm")
    for n in range(1, 6):
        assert f"input file sha256={acquisition(n).sha256}".encode() in content
    assert read(made, "report-sr.dcm").OperatorsName == "Li^Na"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Dr Li", "Dr Li^"),
        ("Li^Na", "Li^Na"),
        ("a^b^c^d^e^f^g", "a^b c d e f g"),
        ("A=B=C=D", "A B C D^"),
        ("x" * 300, "x" * 60 + "^"),
    ],
)
def test_typed_names_are_person_names(typed: str, written: str) -> None:
    assert person_name(typed) == written


def test_an_exam_in_speeds_has_its_median_in_speeds() -> None:
    speeds = [acquisition(n, qbox=QBox(mean=1.5 + n / 10, unit=Unit.M_PER_S)) for n in (1, 2, 3)]
    made = dicom_report(dossier(*speeds, unit=Unit.M_PER_S), captures=False)
    exam = str(read(made, "report-sr.dcm")).split("Exam as a whole")[-1]
    assert "Shear Wave Speed" in exam
    assert "1.7" in exam
    assert "Liver stiffness by cut-off table" not in exam


def test_speeds_are_told_as_speeds() -> None:
    speed = acquisition(qbox=QBox(mean=1.6, unit=Unit.M_PER_S))
    text = str(read(dicom_report(dossier(speed), captures=False), "report-sr.dcm"))
    assert "Shear Wave Speed" in text
    assert "Elasticity" not in text


def test_names_with_dicoms_own_signs_do_no_harm() -> None:
    one = dossier()
    conclusion = replace(one.details.conclusion, reader="Dr\\X=Y")
    assert list(dicom_report(replace(one, details=replace(one.details, conclusion=conclusion))).files)


def test_what_was_read_with_doubt_is_no_measurement() -> None:
    doubtful = acquisition(qbox=QBox(mean=13.0, sd=1.1, doubtful=frozenset({"mean"})))
    text = str(read(dicom_report(dossier(doubtful), captures=False), "report-sr.dcm"))
    assert "1.1" in text
    assert "13.0" not in text


def test_means_of_several_models_are_attributed_to_none() -> None:
    older = replace(acquisition(1).scores, model_sha256="ef" * 32, model_id="older")
    excluded = acquisition(1, scores=older, excluded=True)
    for first, told in ((excluded, True), (replace(excluded, excluded=False), False)):
        report = read(dicom_report(dossier(first, acquisition(2)), captures=False), "report-sr.dcm")
        exam = str(report).split("Exam as a whole")[-1]
        assert ("dlre-test" in exam) is told
        assert "older" not in exam


def test_a_private_code_has_one_meaning() -> None:
    flags = [dicom_codes.warning(flag.value) for flag in Flag]
    tables = all_tables()
    bands = [
        dicom_codes.lsm_band(table.title, band.label, confirmed=confirmed)
        for table in tables
        for band in table.bands
        for confirmed in (True, False)
    ]
    told = [dicom_codes.cutoff_table(table.title) for table in tables]
    codes = {*flags, *bands, *told}
    assert len({(value, scheme) for value, scheme, _ in codes}) == len(codes) > len(bands)
    assert max(len(value) for value, _, _ in codes) <= 16


@pytest.mark.parametrize("kind", ["1.2.840.10008.5.1.4.1.1.6", "1.2.840.10008.5.1.4.1.1.3", "1.3.6.1.4.1.1"])
def test_a_screen_of_a_retired_or_private_class_gets_a_capture_to_refer_to(kind: str) -> None:
    made = dicom_report(dossier(acquisition(header=replace(HEADER, sop_class_uid=kind))), captures=False)
    assert [file.name for file in made.files] == ["screen-1.dcm", "report-sr.dcm"]


def test_an_order_number_that_is_too_long_is_left_empty_not_cut() -> None:
    header = replace(HEADER, accession_number="2026112300000017-1", study_id="1234567890123456")
    made = dicom_report(dossier(acquisition(header=header)), report=False)
    capture = pydicom.dcmread(io.BytesIO(next(iter(made.files)).content))
    assert (capture.AccessionNumber, capture.StudyID) == ("", "1234567890123456")


@pytest.mark.parametrize(
    ("patient_id", "name", "reason"),
    [
        ("1" * 65, "Wu", "the patient ID has 65 characters, DICOM allows 64"),
        ("A\\B", "Wu", "the patient ID holds a backslash, at which DICOM begins another value"),
        ("P1", "Wu=" + "吴" * 65, "the patient's name has 65 characters, DICOM allows 64"),
        ("P1", "a^b^c^d^e^f", "more parts than DICOM allows"),
        ("P1", "a=b=c=d", "more parts than DICOM allows"),
        ("P1", "a\\b", "the patient's name holds a backslash, at which DICOM begins another value"),
    ],
)
def test_who_dicom_cannot_hold_is_refused_and_never_cut(patient_id: str, name: str, reason: str) -> None:
    one = dossier(name=name)
    with pytest.raises(BeyondDicomError, match=re.escape(reason)):
        dicom_report(replace(one, exam=replace(one.exam, patient_id=patient_id)))


def test_the_longest_that_dicom_holds_passes_dciodvfy(tmp_path: Path) -> None:
    program = needs("dciodvfy")
    header = replace(HEADER, institution="H" * 65)
    one = dossier(acquisition(header=header), name="W" * 64)  # dciodvfy counts bytes, and all groups as one
    made = dicom_report(replace(one, exam=replace(one.exam, patient_id="1" * 64)))
    assert list(dicom_report(dossier(name="W" * 64 + "=" + "吴" * 64)).files)
    for path in lay(made, tmp_path):
        told = subprocess.run([program, path], capture_output=True, text=True, timeout=60).stderr
        assert [line for line in told.splitlines() if line.startswith("Error")] == [], path.name
        assert pydicom.dcmread(path).PatientID == "1" * 64


@pytest.mark.parametrize(
    ("birth", "moment", "written"),
    [
        ("1979-05-22", "16:27:48.25", ("19790522", "162748.250000")),
        ("31.12.1979", "25:61", ("", "")),
        ("1979-05", "16:27:48+08:00", ("", "162748")),
    ],
)
def test_a_day_or_time_that_is_none_is_left_empty(birth: str, moment: str, written: tuple[str, str]) -> None:
    header = replace(HEADER, patient_birth_date=birth, study_time=moment, sop_class_uid=None)
    made = dicom_report(dossier(acquisition(header=header)))
    capture = pydicom.dcmread(io.BytesIO(next(iter(made.files)).content))
    assert (capture.PatientBirthDate, capture.StudyTime) == written


@pytest.mark.parametrize("field", ["study_uid", "series_uid", "sop_uid"])
def test_a_uid_that_dicom_cannot_hold_is_neither_cut_nor_referred_to(field: str) -> None:
    too_long = f"{STUDY}.{'9' * 60}"
    several = [acquisition(n) for n in (1, 2)]
    odd = [replace(one, header=replace(one.header, **{field: too_long})) for one in several]
    made = dicom_report(dossier(*odd), captures=False)
    files = {file.name: pydicom.dcmread(io.BytesIO(file.content)) for file in made.files}
    assert made.new_study == (field == "study_uid")
    assert {name for name in files if name.startswith("screen")} == {"screen-1.dcm", "screen-2.dcm"}
    assert too_long[:64] not in str(files)
    assert too_long not in str(files)
