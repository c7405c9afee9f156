"""Exams to report on: simulated screens with figures that were made up for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.clinical.acquisition import with_flags
from dlre_gui.clinical.assessment import Yardstick, assess
from dlre_gui.clinical.cutoff_file import all_tables
from dlre_gui.clinical.cutoffs import find_table
from dlre_gui.domain.exam import Acquisition, Exam, Measured, Scores, Status, Task
from dlre_gui.domain.exam_details import Cause, Conclusion, ExamDetails, Laboratory
from dlre_gui.domain.findings import QBox, SweBox, Unit
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header
from dlre_gui.report.dossier import Dossier, ModelFacts, ReportScreen
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render

STUDY = "1.2.826.0.1.3680043.8.498.1"
US_IMAGE = "1.2.840.10008.5.1.4.1.1.6.1"
HEADER = Header(
    patient_id="HB-0042",
    patient_name="Wu^Xiuying=吴^秀英",
    patient_sex="F",
    patient_birth_date="1979-05-22",
    study_uid=STUDY,
    study_id="S1",
    series_uid=f"{STUDY}.1",
    sop_class_uid=US_IMAGE,
    accession_number="A-77",
    study_date="2024-05-21",
    study_time="16:27:48",
    acquired_at="2024-05-21T16:28:02",
    operator="Li^Na",
    manufacturer="SuperSonic Imagine",
    device_model="Aixplorer",
)
BOX = Box(300, 180, 110, 90)
MODEL = ModelFacts("dlre-test", "1.0", "ab" * 32, simulated=True, thresholds=dict.fromkeys(Task, 0.5))
DETAILS = ExamDetails(
    laboratory=Laboratory(60, 80, 40, 150, sampled_on="2024-05-20"),
    fasting=True,
    cause=Cause.HBV,
    conclusion=Conclusion("F3", agrees=False, program_stage="F4", reason="Ascites absent", reader="Dr Li"),
)


@cache
def pixels() -> NDArray[np.uint8]:
    [patient] = draw_patients(1, seed=11)
    return render(patient, 0, size=(720, 540), language="en").pixels


def acquisition(number: int = 1, header: Header = HEADER, **changes: object) -> Acquisition:
    p = 0.55 + 0.05 * number
    one = Acquisition(
        Path(f"/clinic/exams/{number}.dcm"),
        0,
        sha256=f"{number:02x}" * 32,
        width=720,
        height=540,
        header=replace(header, sop_uid=f"{STUDY}.1.{number}") if header.sop_class_uid else header,
        status=Status.SCORED,
        measured=Measured(Box(0, 0, 720, 540), BOX, "dicom_region", "kPa", 0.0, 40.0, 0.05, 0.01, 12.0),
        roi=Roi(290, 165, 125, RoiSource.ACCEPTED),
        qbox=QBox(11.0 + number, 8.0, 16.0, 1.2, 20.0, 96.0, circle=Circle(350, 220, 25)),
        scores=Scores(p, p - 0.1, p - 0.3, "dlre-test", "1.0", "ab" * 32, "cpu", "r", "0.1", simulated=True),
    )
    return with_flags(replace(one, **changes))


def dossier(
    *acquisitions: Acquisition,
    details: ExamDetails = DETAILS,
    unit: Unit = Unit.KPA,
    name: str | None = HEADER.patient_name,
) -> Dossier:
    """Five acquisitions by default."""
    several = acquisitions or tuple(acquisition(n) for n in range(1, 6))
    header = several[0].header
    exam = Exam("key", header.patient_id, name, header.study_uid, several)
    cutoffs = find_table(all_tables(), "sru-rule-of-four")
    corners = ((BOX.x, BOX.y), (BOX.right, BOX.y), (BOX.right, BOX.bottom), (BOX.x, BOX.bottom))
    return Dossier(
        exam=exam,
        details=details,
        assessment=assess(exam, details, Yardstick(MODEL.thresholds, cutoffs, unit=unit)),
        screens=tuple(ReportScreen(one, pixels, SweBox(BOX, corners, "dicom_region")) for one in several),
        model=MODEL,
        software_version="0.1",
        written_at=datetime(2024, 5, 21, 17, 0, tzinfo=UTC),
    )
