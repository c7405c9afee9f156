"""The exam as JSON, for programs; its schema is ``resources/schema/exam.schema.json``."""

from __future__ import annotations

import json
import math
from typing import Any

from dlre_gui.clinical.aggregate import Contribution
from dlre_gui.clinical.checks import Check
from dlre_gui.clinical.laboratory import SerumScore
from dlre_gui.domain.exam import Acquisition, Flag, Task
from dlre_gui.domain.exam_details import Laboratory
from dlre_gui.domain.findings import QBox
from dlre_gui.domain.geometry import Box
from dlre_gui.report.cells import short
from dlre_gui.report.dossier import Dossier
from dlre_gui.report.table import in_kpa
from dlre_gui.report.words import ENGLISH, research_line

FORMAT = "dlre-exam"
VERSION = 1


def exam_json(dossier: Dossier) -> bytes:
    """UTF-8 JSON; null is unknown, never 0."""
    return json.dumps(_numbers(exam_dict(dossier)), ensure_ascii=False, indent=1, allow_nan=False).encode(
        "utf-8", errors="backslashreplace"
    )


def _numbers(value: Any) -> Any:
    """The same, with null for floats that are no numbers, which JSON cannot hold."""
    if isinstance(value, dict):
        return {name: _numbers(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def exam_dict(dossier: Dossier) -> dict[str, Any]:
    """The exam as plain values; a de-identified one has no ``patient`` and no ``source``."""
    made = {
        "format": FORMAT,
        "format_version": VERSION,
        "notice": research_line(simulated=dossier.simulated),
        "intended_population": ENGLISH("population"),
        "software_version": dossier.software_version,
        "deidentified": dossier.deidentified,
        "circumstances": _circumstances(dossier),
        "model": _model(dossier),
        "result": _result(dossier),
        "laboratory": _laboratory(dossier.details.laboratory, dossier),
        "serum_scores": [_serum(score) for score in dossier.assessment.serum],
        "conclusion": _conclusion(dossier),
        "quality": [_check(check) for check in dossier.assessment.checks],
        "acquisitions": _acquisitions(dossier),
    }
    if not dossier.deidentified:
        made |= {"written_at": _moment(dossier), "patient": _patient(dossier)}
    return made


def _moment(dossier: Dossier) -> str | None:
    return dossier.written_at.isoformat(timespec="seconds") if dossier.written_at else None


def _patient(dossier: Dossier) -> dict[str, Any]:
    exam = dossier.exam
    header = exam.acquisitions[0].header if exam.acquisitions else None
    return {
        "id": exam.patient_id,
        "name": exam.patient_name,
        "sex": header.patient_sex if header else None,
        "birth_date": header.patient_birth_date if header else None,
        "study_uid": exam.study_uid,
        "accession_number": header.accession_number if header else None,
    }


def _circumstances(dossier: Dossier) -> dict[str, Any]:
    found = dossier.assessment.circumstances
    made: dict[str, Any] = {
        "age_years": found.age_years,
        "cause": found.cause.value or None,
        "fasting": found.fasting,
    }
    if not dossier.deidentified:
        made |= {
            "examined_on": found.examined_on,
            "scanner": found.vendor or None,
            "operator": found.operator or None,
        }
    return made


def _model(dossier: Dossier) -> dict[str, Any] | None:
    model = dossier.model
    if model is None:
        return None
    return {
        "id": model.id,
        "version": model.version,
        "weights_sha256": model.sha256,
        "simulated": model.simulated,
        "thresholds": {task.value: threshold for task, threshold in model.thresholds.items()},
    }


def _result(dossier: Dossier) -> dict[str, Any]:
    found = dossier.assessment
    result, stage = found.result, found.lsm_stage
    return {
        "n_images": result.n_images,
        "n_scored": result.n_scored,
        "stage": result.stage,
        "probabilities": {
            task.value: {
                "mean": getattr(result, f"p_{task.value}"),
                "sd": found.spread[task].sd,
                "expected_change": found.spread[task].expected_change,
            }
            for task in Task
        },
        "lsm": {
            "n": result.n_lsm,
            "median_kpa": short(result.lsm_median_kpa),
            "iqr_kpa": short(result.lsm_iqr_kpa),
            "iqr_over_median": short(result.lsm_iqr_over_median),
        },
        "lsm_m_per_s": {
            "n": result.n_lsm_m_per_s,
            "median_m_per_s": short(result.lsm_median_m_per_s),
            "iqr_m_per_s": short(result.lsm_iqr_m_per_s),
            "iqr_over_median": short(result.lsm_iqr_over_median_m_per_s),
            "median_as_kpa": in_kpa(result.lsm_median_m_per_s),
        },
        "lsm_unit": found.lsm.unit.value,
        "lsm_stage": None
        if stage is None
        else {
            "label": stage.band.label,
            "compatible_stages": list(stage.band.stages),
            "table": stage.table.id,
            "citation": stage.table.citation,
            "confirmed": stage.table.confirmed,
            "instead_of": stage.table.instead_of or None,
        },
        "flags": _flags(result.flags),
    }


def _laboratory(values: Laboratory, dossier: Dossier) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ast": values.ast,
        "alt": values.alt,
        "ast_upper_limit": values.ast_upper_limit,
        "enzyme_unit": values.enzyme_unit.value,
        "platelets_10e9_per_l": values.platelets_10e9_per_l,
    }
    if not dossier.deidentified:
        made |= {"sampled_on": values.sampled_on, "platelets_on": values.platelets_on}
    return made


def _serum(score: SerumScore) -> dict[str, Any]:
    return {
        "name": score.name,
        "value": score.value,
        "readings": [
            {"limit": cut.limit, "above": cut.above, "meaning": cut.meaning, "source": cut.source}
            for cut in score.readings
        ],
        "remarks": [{"problem": r.problem.value, "subject": r.subject or None} for r in score.remarks],
    }


def _conclusion(dossier: Dossier) -> dict[str, Any] | None:
    conclusion = dossier.details.conclusion
    if conclusion is None:
        return None
    made: dict[str, Any] = {
        "stage": conclusion.stage,
        "agrees": conclusion.agrees,
        "program_stage": conclusion.program_stage or None,
    }
    if not dossier.deidentified:
        made |= {
            "reason": conclusion.reason or None,
            "reader": conclusion.reader or None,
            "at": conclusion.at or None,
        }
    return made


def _check(check: Check) -> dict[str, Any]:
    return {
        "flag": check.flag.value,
        "state": check.state.value,
        "value": check.value,
        "comparison": check.comparison.value if check.comparison else None,
        "limit": check.limit,
        "unit": check.unit or None,
        "acquisitions": list(check.where),
        "source": check.source,
        "confirmed": check.confirmed,
    }


def _acquisitions(dossier: Dossier) -> list[dict[str, Any]]:
    several = dossier.exam.acquisitions
    numbered = enumerate(zip(several, dossier.contributions, strict=True), 1)
    return [_acquisition(number, one, gives, dossier) for number, (one, gives) in numbered]


def _acquisition(number: int, one: Acquisition, gives: Contribution, dossier: Dossier) -> dict[str, Any]:
    measured = one.measured
    made: dict[str, Any] = {
        "number": number,
        "status": one.status.value,
        "excluded": one.excluded,
        "repeated": gives.is_repeated,
        "counts": gives.to_probabilities,
        "counts_for_lsm": gives.to_lsm,
        "counts_for_lsm_m_per_s": gives.to_lsm_m_per_s,
        "roi": {"x": one.roi.x, "y": one.roi.y, "side": one.roi.side, "source": one.roi.source.value}
        if one.roi
        else None,
        "swe_box": _box(measured.swe_box if measured else None),
        "scale": {"unit": measured.scale_unit, "minimum": measured.scale_min, "maximum": measured.scale_max}
        if measured and measured.scale_unit
        else None,
        "void_fraction": short(measured.void_fraction if measured else None),
        "saturated_fraction": short(measured.saturated_fraction if measured else None),
        "map_mean_kpa": short(measured.map_mean_kpa if measured else None),
        "qbox": _qbox(one.qbox),
        "probabilities": {task.value: one.scores.of(task) for task in Task} if one.scores else None,
        "as_shown": one.scores.as_shown if one.scores else None,
        "computed_by": f"{one.scores.runtime} on {one.scores.device}" if one.scores else None,
        "weights_sha256": one.scores.model_sha256 if one.scores else None,
        "flags": _flags(one.flags),
    }
    if not dossier.deidentified:
        made["source"] = {
            "path": str(one.path),
            "frame": one.frame,
            "sha256": one.sha256 or None,
            "sop_uid": one.header.sop_uid,
            "decoder": one.decoder or None,
            "acquired_at": one.header.acquired_at,
        }
    return made


def _box(box: Box | None) -> dict[str, int] | None:
    return {"x": box.x, "y": box.y, "w": box.w, "h": box.h} if box else None


def _qbox(qbox: QBox | None) -> dict[str, Any] | None:
    if qbox is None:
        return None
    return {
        "unit": qbox.unit.value,
        "mean": qbox.mean,
        "minimum": qbox.minimum,
        "maximum": qbox.maximum,
        "sd": qbox.sd,
        "diameter_mm": qbox.diameter_mm,
        "si_percent": qbox.si_percent,
        "source": qbox.source,
        "doubtful": sorted(qbox.doubtful),
    }


def _flags(flags: frozenset[Flag]) -> list[str]:
    return sorted(flag.value for flag in flags)
