"""A dossier without a person in it: pixels of the SWE box and an allow-list of attributes, nothing else.

Everything is built anew from what is listed here; what a later version adds to an acquisition or an
exam stays out until somebody adds it to this list. No free text, no date, no path, no UID, no hash
of a file (it would find the file again), no pixel outside the ROI, and of the ROI, which may be moved
anywhere, none but the SWE box's with a margin and never the screen's header.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from dlre_gui.clinical.assessment import Assessment
from dlre_gui.clinical.circumstances import Circumstances
from dlre_gui.clinical.cutoffs import LsmStage
from dlre_gui.clinical.laboratory import MAX_DAYS_APART, Problem, Remark, SerumScore
from dlre_gui.domain.exam import Acquisition, Exam, Measured
from dlre_gui.domain.exam_details import Conclusion, ExamDetails, Laboratory
from dlre_gui.domain.findings import QBox
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi
from dlre_gui.report.dossier import Dossier, ModelFacts, NoPicture, Pixels, ReportScreen

OLDEST_YEARS = 89.0
"""Older patients are all told as this age (as HIPAA's Safe Harbor asks)."""

_MARGIN = 0.1
"""What is shown around the SWE box, a share of its sides (ours)."""
_HEADER = 0.12
"""Share of the frame's height from its top that is never shown: the header ends at 0.082 on an Aixplorer;
the rest is for other layouts (ours)."""


def deidentified(dossier: Dossier) -> Dossier:
    """The dossier with only what the allow-list names; acquisitions are called by their numbers."""
    screens = tuple(_screen(screen, n) for n, screen in enumerate(dossier.screens, 1))
    exam = Exam("", acquisitions=tuple(screen.acquisition for screen in screens))
    return Dossier(
        exam=exam,
        details=_details(dossier.details),
        assessment=_assessment(dossier.assessment),
        screens=screens,
        model=_model(dossier.model),
        software_version=dossier.software_version,
        written_at=None,
        deidentified=True,
        given=dossier.contributions,  # by the files' hashes and UIDs, which are left out
    )


def _model(model: ModelFacts | None) -> ModelFacts | None:
    """Without the card's free text, which may name a hospital."""
    if model is None:
        return None
    return ModelFacts(model.id, model.version, model.sha256, model.simulated, thresholds=model.thresholds)


def shown_part(one: Acquisition) -> Box | None:
    """The part of the screen whose pixels name nobody, px of the screen.

    The SWE box with a margin, as far as it lies in the ROI and below the header; None where nothing of
    it does, or no SWE box is known.
    """
    measured, roi = one.measured, one.roi
    if measured is None or measured.swe_box is None or roi is None:
        return None
    frame, box = measured.frame, measured.swe_box
    header = round(frame.h * _HEADER)
    below = Box(frame.x, frame.y + header, frame.w, max(1, frame.h - header))
    swe_box = box.intersection(below)
    around = box.grown(round(box.w * _MARGIN), round(box.h * _MARGIN)).intersection(below)
    if swe_box is None or around is None or swe_box.intersection(roi.box) is None:
        return None
    return around.intersection(roi.box)


def _screen(screen: ReportScreen, number: int) -> ReportScreen:
    part, roi = shown_part(screen.acquisition), screen.acquisition.roi

    def swe_box_alone() -> Pixels | NoPicture:
        if part is None or roi is None:
            return NoPicture.OFF_BOX
        pixels = screen.roi_pixels()
        if isinstance(pixels, NoPicture):
            return pixels
        kept = np.zeros_like(pixels)
        inside = part.shifted(-roi.x, -roi.y).slices
        kept[inside] = pixels[inside]
        return kept

    return ReportScreen(_acquisition(screen.acquisition, roi, number), swe_box_alone)


def _acquisition(one: Acquisition, roi: Roi | None, number: int) -> Acquisition:
    side = roi.side if roi else 0
    return Acquisition(
        path=Path(f"acquisition-{number}"),
        frame=0,
        width=side,
        height=side,
        status=one.status,
        measured=_measured(one.measured, roi, is_shown=shown_part(one) is not None),
        roi=Roi(0, 0, side, roi.source) if roi else None,
        qbox=_qbox(one.qbox),
        scores=one.scores,
        excluded=one.excluded,
        flags=one.flags,
    )


def _measured(measured: Measured | None, roi: Roi | None, *, is_shown: bool) -> Measured | None:
    """The figures; the SWE box only where a part of it is shown."""
    if measured is None or roi is None:
        return None
    box = measured.swe_box if is_shown else None
    return Measured(
        frame=Box(0, 0, roi.side, roi.side),
        swe_box=box.shifted(-roi.x, -roi.y) if box else None,
        scale_unit=measured.scale_unit,
        scale_min=measured.scale_min,
        scale_max=measured.scale_max,
        void_fraction=measured.void_fraction,
        saturated_fraction=measured.saturated_fraction,
        map_mean_kpa=measured.map_mean_kpa,
    )


def _qbox(qbox: QBox | None) -> QBox | None:
    return replace(qbox, circle=None) if qbox else None


def _details(details: ExamDetails) -> ExamDetails:
    laboratory = details.laboratory
    conclusion = details.conclusion
    return ExamDetails(
        laboratory=Laboratory(
            laboratory.ast,
            laboratory.alt,
            laboratory.ast_upper_limit,
            laboratory.platelets_10e9_per_l,
            laboratory.enzyme_unit,
        ),
        fasting=details.fasting,
        cause=details.cause,
        conclusion=Conclusion(conclusion.stage, conclusion.agrees, conclusion.program_stage)
        if conclusion
        else None,
    )


def _assessment(assessment: Assessment) -> Assessment:
    found = assessment.circumstances
    age = found.age_years
    return replace(
        assessment,
        circumstances=Circumstances(
            age_years=min(age, OLDEST_YEARS) if age is not None else None,
            cause=found.cause,
            fasting=found.fasting,
        ),
        lsm_stage=_lsm_stage(assessment.lsm_stage),
        serum=tuple(_serum(score, age) for score in assessment.serum),
    )


def _lsm_stage(found: LsmStage | None) -> LsmStage | None:
    """Without what the user named: a table of his own, or the name of one that is not there."""
    if found is None or found.table.own:
        return None
    instead_of = "own table" if found.table.instead_of else ""
    return replace(found, table=replace(found.table, instead_of=instead_of))


def _serum(score: SerumScore, age: float | None) -> SerumScore:
    """Without the exact number of days, and without FIB-4 where it would tell an age that is hidden."""
    if score.name == "FIB-4" and age is not None and age > OLDEST_YEARS:
        return SerumScore(score.name, None, remarks=(Remark(Problem.IMPLAUSIBLE, "age_years"),))
    remarks = tuple(
        replace(remark, days=None if remark.days is None else MAX_DAYS_APART + 1) for remark in score.remarks
    )
    return replace(score, remarks=remarks)
