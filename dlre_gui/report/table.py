"""The rows of images.csv and patients.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dlre_gui.domain.exam import Acquisition, Exam, ExamResult, Flag, patient_in_table
from dlre_gui.domain.findings import QBox, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box
from dlre_gui.report.cells import Value, short, to_csv

IMAGE_COLUMNS = (
    *("path", "frame", "sha256", "patient_id", "study_uid", "sop_uid", "width", "height", "status", "reason"),
    *("box_x", "box_y", "box_w", "box_h", "box_source", "void_fraction", "saturated_fraction"),
    *("scale_unit", "scale_max", "roi_x", "roi_y", "roi_side", "roi_source"),
    *("qbox_mean_kpa", "qbox_min_kpa", "qbox_max_kpa", "qbox_sd_kpa", "qbox_diameter_mm"),
    *("qbox_si_percent", "qbox_source", "map_mean_kpa", "p_ge_f2", "p_ge_f3", "p_f4", "flags"),
    *("model_id", "model_sha256", "device", "software_version"),
    *("qbox_unit", "qbox_mean_m_per_s", "qbox_min_m_per_s", "qbox_max_m_per_s", "qbox_sd_m_per_s"),
    "qbox_mean_kpa_from_m_per_s",
)
PATIENT_COLUMNS = (
    *("patient_id", "n_images", "n_scored", "p_ge_f2", "p_ge_f3", "p_f4", "stage"),
    *("lsm_median_kpa", "lsm_iqr_kpa", "lsm_iqr_over_median", "flags"),
    *("n_lsm_m_per_s", "lsm_median_m_per_s", "lsm_iqr_m_per_s", "lsm_iqr_over_median_m_per_s"),
    "lsm_median_kpa_from_m_per_s",
)

Row = dict[str, Value]


def images_csv(rows: Iterable[Mapping[str, Value]]) -> bytes:
    """images.csv from rows of `image_row`."""
    return to_csv(IMAGE_COLUMNS, rows)


def patients_csv(rows: Iterable[Mapping[str, Value]]) -> bytes:
    """patients.csv from rows of `patient_row`."""
    return to_csv(PATIENT_COLUMNS, rows)


def image_row(acquisition: Acquisition, shown_path: str) -> Row:
    """One acquisition under `IMAGE_COLUMNS`; None for what is not known."""
    return {
        "path": shown_path,
        "frame": acquisition.frame,
        "sha256": acquisition.sha256 or None,
        "patient_id": acquisition.header.patient_id,
        "study_uid": acquisition.header.study_uid,
        "sop_uid": acquisition.header.sop_uid,
        "width": acquisition.width or None,
        "height": acquisition.height or None,
        "status": acquisition.status.value,
        "reason": acquisition.reason or None,
        "flags": flags_cell(acquisition.flags),
        **_measured_cells(acquisition),
        **_roi_cells(acquisition),
        **_qbox_cells(acquisition),
        **_score_cells(acquisition),
    }


def _measured_cells(acquisition: Acquisition) -> Row:
    measured = acquisition.measured
    box: Box | None = measured.swe_box if measured else None
    return {
        "box_x": box.x if box else None,
        "box_y": box.y if box else None,
        "box_w": box.w if box else None,
        "box_h": box.h if box else None,
        "box_source": measured.swe_box_source if measured else None,
        "void_fraction": short(measured.void_fraction if measured else None),
        "saturated_fraction": short(measured.saturated_fraction if measured else None),
        "scale_unit": measured.scale_unit if measured else None,
        "scale_max": measured.scale_max if measured else None,
        "map_mean_kpa": short(measured.map_mean_kpa if measured else None),
    }


def _roi_cells(acquisition: Acquisition) -> Row:
    roi = acquisition.roi
    return {
        "roi_x": roi.x if roi else None,
        "roi_y": roi.y if roi else None,
        "roi_side": roi.side if roi else None,
        "roi_source": roi.source.value if roi else None,
    }


def _qbox_cells(acquisition: Acquisition) -> Row:
    qbox = acquisition.qbox
    return {
        "qbox_mean_kpa": qbox.mean_kpa if qbox else None,
        "qbox_min_kpa": qbox.min_kpa if qbox else None,
        "qbox_max_kpa": qbox.max_kpa if qbox else None,
        "qbox_sd_kpa": qbox.sd_kpa if qbox else None,
        "qbox_diameter_mm": qbox.diameter_mm if qbox else None,
        "qbox_si_percent": qbox.si_percent if qbox else None,
        "qbox_source": qbox.source if qbox else None,
        **_speed_cells(qbox),
    }


def _speed_cells(qbox: QBox | None) -> Row:
    """What a panel in m/s says; no figure of one in kPa."""
    speed = qbox if qbox is not None and qbox.unit is Unit.M_PER_S else None
    return {
        "qbox_unit": qbox.unit.value if qbox else None,
        "qbox_mean_m_per_s": speed.mean if speed else None,
        "qbox_min_m_per_s": speed.minimum if speed else None,
        "qbox_max_m_per_s": speed.maximum if speed else None,
        "qbox_sd_m_per_s": speed.sd if speed else None,
        "qbox_mean_kpa_from_m_per_s": in_kpa(speed.mean) if speed else None,
    }


def _score_cells(acquisition: Acquisition) -> Row:
    scores = acquisition.scores
    return {
        "p_ge_f2": scores.p_ge_f2 if scores else None,
        "p_ge_f3": scores.p_ge_f3 if scores else None,
        "p_f4": scores.p_f4 if scores else None,
        "model_id": scores.model_id if scores else None,
        "model_sha256": scores.model_sha256 if scores else None,
        "device": scores.device if scores else None,
        "software_version": scores.software_version if scores else None,
    }


def patient_row(exam: Exam, result: ExamResult) -> Row:
    """One exam under `PATIENT_COLUMNS`; an exam without PatientID goes by its key."""
    return {
        "patient_id": patient_in_table(exam),
        "n_images": result.n_images,
        "n_scored": result.n_scored,
        "p_ge_f2": result.p_ge_f2,
        "p_ge_f3": result.p_ge_f3,
        "p_f4": result.p_f4,
        "stage": result.stage,
        "lsm_median_kpa": short(result.lsm_median_kpa),
        "lsm_iqr_kpa": short(result.lsm_iqr_kpa),
        "lsm_iqr_over_median": short(result.lsm_iqr_over_median),
        "flags": flags_cell(result.flags),
        **_lsm_speed_cells(result),
    }


def _lsm_speed_cells(result: ExamResult) -> Row:
    """The LSM over all panels in m/s, and in kPa from it where not all panels are in kPa."""
    median = result.lsm_median_m_per_s
    return {
        "n_lsm_m_per_s": result.n_lsm_m_per_s,
        "lsm_median_m_per_s": short(median),
        "lsm_iqr_m_per_s": short(result.lsm_iqr_m_per_s),
        "lsm_iqr_over_median_m_per_s": short(result.lsm_iqr_over_median_m_per_s),
        "lsm_median_kpa_from_m_per_s": in_kpa(median) if result.n_lsm_m_per_s > result.n_lsm else None,
    }


def in_kpa(speed_m_per_s: float | None) -> float | None:
    """By E = 3ρc², for columns that say so."""
    return None if speed_m_per_s is None else short(kpa_from_speed(speed_m_per_s))


def flags_cell(flags: frozenset[Flag]) -> str | None:
    """The flags' names in alphabetical order, separated by spaces."""
    return " ".join(sorted(flag.value for flag in flags)) or None
