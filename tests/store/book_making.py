"""Things to write into an exam book."""

from __future__ import annotations

from pathlib import Path

from dlre_gui.domain.exam import Flag, Measured, Scores
from dlre_gui.domain.exam_details import Cause, Conclusion, ExamDetails, Laboratory
from dlre_gui.domain.findings import Given, QBox
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.domain.screen import Header, UltrasoundRegion
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    Decision,
    ExamRecord,
    ExamStepRecord,
    ExamSummary,
    ScoreRecord,
    StepRecord,
)

EXAM = ExamRecord("P1|1.2.3", Path("/exams/P1"), "P1", "王^丽\u202e𠀋", "1.2.3")
ACQUISITION = AcquisitionId(EXAM.key, Path("/exams/P1/é 1.dcm"), 0, "ab" * 32)
HEADER = Header(
    patient_id="P1",
    patient_name="王^丽",
    regions=(UltrasoundRegion(Box(1, 2, 3, 4), 1, 1, 0.1, 0.1),),
    doubtful=("institution",),
)
RECORD = AcquisitionRecord(1440, 1080, 1, "pillow 12.3", HEADER)
ANALYSIS = AnalysisRecord(
    measured=Measured(Box(0, 0, 1440, 1080), Box(600, 300, 200, 150), "colour", "kPa", 0.0, 40.0, 0.1),
    outline=((600.0, 300.0), (800.5, 300.0)),
    proposed=Roi(575, 250, 250),
    qboxes=(QBox(9.4, None, 15.2, circle=Circle(1.5, 2.5, 3), doubtful=frozenset({"mean", "sd"})),),
    flags=frozenset({Flag.VOID_HIGH, Flag.SEVERAL_QBOXES}),
)
GIVEN = Given(swe_box=Box(1, 2, 3, 4), maximum=70.0)
DECISION = Decision(Roi(5, 6, 250, RoiSource.PLACED), (("mean", None), ("sd", 1.5)), True, True, GIVEN, True)
SCORES = Scores(0.1 + 0.2, 1 / 3, 1e-17, "gut", "1", "f" * 64, "cpu", "onnxruntime", "0.1", True)
SCORE = ScoreRecord(Roi(575, 250, 250), SCORES, GIVEN, frozenset({Flag.ROI_CUTS_BOX}))


DETAILS = ExamDetails(
    Laboratory(ast=38.0, alt=41.5, ast_upper_limit=40.0, platelets_10e9_per_l=187.0, sampled_on="2024-05-20"),
    age_years=51.0,
    operator="Dr. 李",
    fasting=True,
    cause=Cause.HBV,
    conclusion=Conclusion("F2", agrees=False, program_stage="F3", reason="SD high", reader="Dr. 李"),
)


def exam_step(number: int, after: ExamDetails = DETAILS) -> ExamStepRecord:
    return ExamStepRecord(number, EXAM.key, "set_details", ExamDetails(), after)


def step(number: int, after: Decision = DECISION, *, before: Decision | None = None) -> StepRecord:
    return StepRecord(number, ACQUISITION, "place_roi", before or Decision(), after)


def fill(book: Book) -> None:
    """One exam with one acquisition and something of everything."""
    book.put_acquisition(EXAM, ACQUISITION, RECORD)
    book.put_analysis(ACQUISITION, None, ANALYSIS)
    book.put_score(ACQUISITION, SCORE)
    book.put_step(step(1))
    book.flush()


THE_EXAM = 1
"""The number of `EXAM`, the first of the book."""


def fill_further(book: Book) -> None:
    """What version 2 of the book added."""
    book.operator = "Dr. 李"
    book.put_step(exam_step(2))
    book.put_event(THE_EXAM, "report_written", {"file": "P1.pdf", "sha256": "cd" * 32})
    book.put_summary(EXAM.key, ExamSummary("F2", 0, True, ACQUISITION))
    book.put_thumbnail(ACQUISITION, b"jpeg")
    book.flush()
