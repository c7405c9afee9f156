"""``COHORT.csv`` from exams: what training and evaluation read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from dlre_gui.clinical.acquisition import lsm_value
from dlre_gui.clinical.circumstances import circumstances_of
from dlre_gui.clinical.laboratory import U_PER_UKAT
from dlre_gui.clinical.repeated import repeated
from dlre_gui.domain.exam import Acquisition, Exam, Stage, Status, patient_in_table
from dlre_gui.domain.exam_details import EnzymeUnit, ExamDetails
from dlre_gui.domain.geometry import Box
from dlre_gui.report.cells import Value, looks_like_formula, to_csv

COHORT_COLUMNS = (
    *("path", "frame", "patient_id", "stage", "acquisition", "roi_x", "roi_y", "hospital", "age", "sex"),
    *("ast", "alt", "ast_uln", "plt", "qbox_mean_kpa"),
)

Row = dict[str, Value]


class LeftOut(StrEnum):
    """Why an acquisition has no row."""

    EXCLUDED = "excluded"
    REPEATED = "repeated"  # the same screen again
    NO_BOX = "no_box"  # readable, without an SWE box
    UNREADABLE = "unreadable"
    REPLACED = "replaced"  # another file lies in its place


@dataclass(frozen=True, slots=True)
class CohortExam:
    """An exam with its reference.

    Attributes
    ----------
    stage
        METAVIR stage of the biopsy; None where it is not known: the cell is left empty, to be filled in
        before training. Never what a reader concluded who had seen the program's score:
        the program would then be judged by itself.
    replaced
        Numbers (from 1) of the acquisitions whose file gave way to another one: a row would name that one.
    """

    exam: Exam
    stage: Stage | None
    details: ExamDetails = field(default_factory=ExamDetails)
    replaced: frozenset[int] = frozenset()


def cohort_rows(exams: Iterable[CohortExam], folder: Path) -> list[Row]:
    """A row for every acquisition that counts and shows stiffness; what is not known is left empty.

    Parameters
    ----------
    folder
        Where the table will lie: paths are relative to it, with forward slashes, or absolute on
        another drive.
    """
    return [
        _row(one, number, acquisition, folder)
        for one in exams
        for number, acquisition in enumerate(_included(one), start=1)
    ]


def left_out(exams: Iterable[CohortExam]) -> dict[LeftOut, int]:
    """How many acquisitions have no row, by the first reason that holds; without those that are 0."""
    counts = Counter(why for one in exams for why in _reasons(one) if why is not None)
    return {why: counts[why] for why in LeftOut if counts[why]}


def cohort_csv(rows: Sequence[Row]) -> bytes:
    """The table's bytes; write them with `write_atomic` into the folder of `cohort_rows`."""
    return to_csv(COHORT_COLUMNS, rows)


def _included(one: CohortExam) -> list[Acquisition]:
    reasons = zip(one.exam.acquisitions, _reasons(one), strict=True)
    return [acquisition for acquisition, why in reasons if why is None]


def _reasons(one: CohortExam) -> list[LeftOut | None]:
    """Of every acquisition, why it has no row; None where it has one."""
    numbered = list(enumerate(one.exam.acquisitions, start=1))
    there = [replace(each, excluded=each.excluded or n in one.replaced) for n, each in numbered]
    again = repeated(there)
    return [_reason(each, replaced=n in one.replaced, repeated=n in again) for n, each in numbered]


def _reason(one: Acquisition, *, replaced: bool, repeated: bool) -> LeftOut | None:
    looked_at = one.status is Status.REFUSED or one.measured is not None
    holds = {
        LeftOut.REPLACED: replaced,
        LeftOut.EXCLUDED: one.excluded,
        LeftOut.UNREADABLE: one.status is Status.FAILED,
        LeftOut.NO_BOX: looked_at and _box(one) is None,
        LeftOut.REPEATED: repeated,
    }
    return next((why for why, held in holds.items() if held), None)


def _box(one: Acquisition) -> Box | None:
    return one.measured.swe_box if one.measured else None


def _row(one: CohortExam, number: int, acquisition: Acquisition, folder: Path) -> Row:
    header, laboratory = acquisition.header, one.details.laboratory
    unit = U_PER_UKAT if laboratory.enzyme_unit is EnzymeUnit.UKAT_PER_L else 1.0
    return {
        "path": _relative(acquisition.path, folder),
        "frame": acquisition.frame,
        "patient_id": patient_in_table(one.exam),
        "stage": None if one.stage is None else f"F{one.stage:d}",
        "acquisition": number,
        "roi_x": acquisition.roi.x if acquisition.roi else None,
        "roi_y": acquisition.roi.y if acquisition.roi else None,
        "hospital": header.institution or None,
        "age": circumstances_of(one.exam, one.details).age_years,
        "sex": header.patient_sex if header.patient_sex in {"M", "F"} else None,
        "ast": _times(laboratory.ast, unit),
        "alt": _times(laboratory.alt, unit),
        "ast_uln": _times(laboratory.ast_upper_limit, unit),
        "plt": laboratory.platelets_10e9_per_l,
        "qbox_mean_kpa": lsm_value(acquisition),
    }


def _relative(path: Path, folder: Path) -> str:
    try:
        text = Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()
    return f"./{text}" if looks_like_formula(text) or text[0].isspace() else text  # and still a path


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
