"""acquisitions.csv and exams.csv of an export: the columns of `table`, and what a person entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlre_gui.clinical.aggregate import Contribution
from dlre_gui.domain.exam import Acquisition, Task
from dlre_gui.report.cells import Value, to_csv
from dlre_gui.report.dossier import Dossier
from dlre_gui.report.table import IMAGE_COLUMNS, PATIENT_COLUMNS, Row, image_row, patient_row
from dlre_gui.report.words import research_line

_PERSONAL = ("path", "sha256", "study_uid", "sop_uid", "patient_id")
_COUNTING = (
    *("excluded", "repeated", "counts", "counts_for_lsm", "counts_for_lsm_m_per_s"),
    *("qbox_doubtful", "as_shown", "model_version"),
)
_ENTERED = (
    *("patient_name", "examined_on", "age_years", "operator", "cause", "fasting"),
    *(f"sd_{task.value}" for task in Task),
    *("n_lsm", "lsm_stage", "lsm_stage_table", "lsm_stage_table_instead_of"),
    *("ast", "alt", "ast_upper_limit", "enzyme_unit", "platelets_10e9_per_l", "sampled_on", "platelets_on"),
    *("apri", "fib4", "conclusion", "conclusion_program_stage", "conclusion_reason", "reader", "notice"),
)
_PERSONAL_OF_EXAM = (
    *("patient_id", "patient_name", "examined_on", "operator", "sampled_on", "platelets_on", "reader"),
)
_FREE_TEXT = ("conclusion_reason",)


def acquisitions_csv(dossiers: Sequence[Dossier]) -> bytes:
    """A row an acquisition of every exam; de-identified ones without what names a person.

    The exam's figures can be computed from it again: its probabilities are the means over the rows that
    `counts` says yes to, its LSM the median over those that `counts_for_lsm` does (of values in kPa); in m/s
    over those that `counts_for_lsm_m_per_s` does.
    """
    plain = all(dossier.deidentified for dossier in dossiers)
    kept = (name for name in IMAGE_COLUMNS if not (plain and name in _PERSONAL))
    columns = ("exam", "acquisition", *_COUNTING, *kept)
    rows = [row for number, dossier in enumerate(dossiers, 1) for row in _acquisition_rows(number, dossier)]
    return to_csv(columns, [{name: row[name] for name in columns} for row in rows])


def _acquisition_rows(exam: int, dossier: Dossier) -> Iterator[Row]:
    several = dossier.exam.acquisitions
    for number, (one, gives) in enumerate(zip(several, dossier.contributions, strict=True), 1):
        counting = _counting_cells(one, gives)
        yield {"exam": exam, "acquisition": number, **counting, **image_row(one, str(one.path))}


def _counting_cells(one: Acquisition, gives: Contribution) -> Row:
    """What an acquisition contributes to its exam, and what of it was not confirmed."""
    return {
        "excluded": _yes(one.excluded),
        "repeated": _yes(gives.is_repeated),
        "counts": _yes(gives.to_probabilities),
        "counts_for_lsm": _yes(gives.to_lsm),
        "counts_for_lsm_m_per_s": _yes(gives.to_lsm_m_per_s),
        "qbox_doubtful": " ".join(sorted(one.qbox.doubtful)) or None if one.qbox else None,
        "as_shown": _yes(one.scores.as_shown) if one.scores else None,
        "model_version": one.scores.model_version if one.scores else None,
    }


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def exams_csv(dossiers: Sequence[Dossier]) -> bytes:
    """A row an exam."""
    plain = all(dossier.deidentified for dossier in dossiers)
    left_out = (*_PERSONAL_OF_EXAM, *_FREE_TEXT) if plain else ()
    columns = tuple(name for name in ("exam", *PATIENT_COLUMNS, *_ENTERED) if name not in left_out)
    rows = [_exam_row(number, dossier) for number, dossier in enumerate(dossiers, 1)]
    return to_csv(columns, [{name: row[name] for name in columns} for row in rows])


def _exam_row(number: int, dossier: Dossier) -> Row:
    return {
        "exam": number,
        **patient_row(dossier.exam, dossier.assessment.result),
        **_circumstance_cells(dossier),
        **_laboratory_cells(dossier),
        "notice": research_line(simulated=dossier.simulated),
    }


def _circumstance_cells(dossier: Dossier) -> Row:
    found, conclusion = dossier.assessment.circumstances, dossier.details.conclusion
    stage = dossier.assessment.lsm_stage
    spread = {f"sd_{task.value}": dossier.assessment.spread[task].sd for task in Task}
    return {
        "patient_name": dossier.exam.patient_name,
        "examined_on": found.examined_on,
        "age_years": found.age_years,
        "operator": found.operator or None,
        "cause": found.cause.value or None,
        "fasting": None if found.fasting is None else _yes(found.fasting),
        **spread,
        "n_lsm": dossier.assessment.result.n_lsm,
        "lsm_stage": stage.band.label if stage else None,
        "lsm_stage_table": stage.table.id if stage else None,
        "lsm_stage_table_instead_of": (stage.table.instead_of or None) if stage else None,
        "conclusion": conclusion.stage if conclusion else None,
        "conclusion_program_stage": (conclusion.program_stage or None) if conclusion else None,
        "conclusion_reason": (conclusion.reason or None) if conclusion else None,
        "reader": (conclusion.reader or None) if conclusion else None,
    }


def _laboratory_cells(dossier: Dossier) -> Row:
    values = dossier.details.laboratory
    scores: dict[str, Value] = {score.name: score.value for score in dossier.assessment.serum}
    known = any(value is not None for value in (values.ast, values.alt, values.ast_upper_limit))
    return {
        "ast": values.ast,
        "alt": values.alt,
        "ast_upper_limit": values.ast_upper_limit,
        "enzyme_unit": values.enzyme_unit.value if known else None,
        "platelets_10e9_per_l": values.platelets_10e9_per_l,
        "sampled_on": values.sampled_on,
        "platelets_on": values.platelets_on,
        "apri": scores["APRI"],
        "fib4": scores["FIB-4"],
    }
