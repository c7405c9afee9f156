"""One screen's reading set beside its truth; a value that was not read counts as wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from dlre_gui.domain.findings import QBOX_FIELDS, Findings, QBox, Unit

ENOUGH_IOU = 0.95
ENOUGH_MM = 0.02
NOTHING = 1.0  # error of a map that was not read, of full scale


@dataclass
class Judged:
    """How one screen was read.

    Attributes
    ----------
    scale
        ``right``, ``missing``, ``unit``, ``minimum`` or ``maximum`` (the first that is wrong).
    map_error
        Median of the absolute error over all pixels that truly show a stiffness, of full scale;
        a pixel without a value errs by all of it.
    map_counts
        Whether the map is one the goal speaks of: opacity at least 50 %, JPEG at least 85 or none.
    values, right, missing, misread, doubted
        Q-Box values shown; of them: right to the last digit, not read, wrong; of the wrong: marked doubtful.
    right_doubted
        Right values marked doubtful: false alarms.
    invented
        Q-Box values and Q-Boxes read that the screen does not show.
    speed_as_kpa
        Scales and Q-Boxes in m/s that were read as kPa.
    mm
        ``right``, ``missing``, ``wrong``, ``rightly none``, ``invented``.
    """

    index: int
    groups: dict[str, str]
    size: tuple[int, int]
    iou: float = 0.0
    frame_iou: float = 0.0
    scale: str = "missing"
    scale_doubtful: bool = False
    map_error: float = NOTHING
    void_error: float = NOTHING
    map_counts: bool = False
    opacity_error: float | None = None
    values: int = 0
    right: int = 0
    missing: int = 0
    misread: int = 0
    doubted: int = 0
    right_doubted: int = 0
    invented: int = 0
    circles: int = 0
    circles_right: int = 0
    speed_as_kpa: int = 0
    mm: str = "missing"
    milliseconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def judge(index: int, truth, findings: Findings, milliseconds: float) -> Judged:
    """`truth` is a `StyledTruth`."""
    judged = Judged(index, groups_of(truth), truth.size, milliseconds=milliseconds)
    judged.frame_iou = findings.frame.iou(truth.frame)
    judged.map_counts = truth.opacity >= 0.5 and (truth.look.capture.jpeg or 100) >= 85
    _judge_box(judged, truth, findings)
    _judge_scale(judged, truth, findings)
    _judge_map(judged, truth, findings)
    _judge_qboxes(judged, truth, findings)
    _judge_mm(judged, truth, findings)
    return judged


def groups_of(truth) -> dict[str, str]:
    """Everything that a table may be split by."""
    look = truth.look
    return {
        "layout": look.layout,
        "style": look.style,
        "language": look.language,
        "capture": look.capture.surround or "bare",
        "box": ("sector" if look.box.sector else "rectangle"),
        "outline": truth.outline_colour,
        "unit": truth.unit,
        "bar": look.bar.place,
        "labels": look.bar.labels,
        "palette": look.bar.palette,
        "panel": f"{look.panel.place}" if truth.qboxes else "none",
        "form": look.panel.form if truth.qboxes else "none",
        "qboxes": str(len(truth.qboxes)),
        "font": look.fonts[0],
        "second": look.second or "none",
        "height": str(truth.frame.h // 200 * 200),
        "jpeg": "none" if look.capture.jpeg is None else f"{look.capture.jpeg // 10 * 10}",
        "opacity": f"{int(truth.opacity * 10) / 10:.1f}",
        "void": f"{int(truth.void_fraction * 5) / 5:.1f}",
        "ruler": truth.mm_shown or "none",
    }


def _judge_box(judged: Judged, truth, findings: Findings) -> None:
    if findings.swe_box is not None:
        judged.iou = findings.swe_box.box.iou(truth.swe_box)
    if judged.iou < ENOUGH_IOU:
        judged.faults.append(f"box: IoU {judged.iou:.3f} ({findings.reason or 'found elsewhere'})")


def _judge_scale(judged: Judged, truth, findings: Findings) -> None:
    bar = findings.colour_bar
    if bar is not None:
        judged.scale_doubtful = bar.doubtful
        if bar.unit != truth.unit:
            judged.scale = "unit"
            judged.speed_as_kpa += bar.unit is Unit.KPA
        elif abs(bar.maximum - truth.scale_max) > 1e-6:
            judged.scale = "maximum"
        else:
            judged.scale = "right" if abs(bar.minimum - truth.scale_min) <= 1e-6 else "minimum"
    if judged.scale != "right":
        read = bar and f"{bar.minimum:g} to {bar.maximum:g} {bar.unit}"
        shown = f"{truth.scale_min:g} to {truth.scale_max:g} {truth.unit}"
        judged.faults.append(f"scale: {shown} read as {read}")


def _judge_map(judged: Judged, truth, findings: Findings) -> None:
    read = findings.stiffness
    if read is None or findings.swe_box is None:
        judged.faults.append("map: none")
        return
    if read.opacity is not None:
        judged.opacity_error = read.opacity - truth.opacity
    found = _on_truth(findings.swe_box.box, read.kpa, truth.swe_box)
    if truth.unit == Unit.M_PER_S:
        found = np.sqrt(found / 3.0)
    plain = truth.inside & ~truth.marked
    known = plain & ~truth.void
    judged.void_error = float((np.isnan(found) != truth.void)[plain].mean()) if plain.any() else 0.0
    if not known.any():
        judged.map_error = 0.0
        return
    shown = np.clip(truth.stiffness[known], truth.scale_min, truth.scale_max)
    error = np.abs(found[known] - shown) / (truth.scale_max - truth.scale_min)
    judged.map_error = float(np.median(np.where(np.isnan(error), NOTHING, error)))
    if judged.map_counts and judged.map_error > 0.02:
        judged.faults.append(f"map: median error {100 * judged.map_error:.1f} % of full scale")


def _on_truth(box, kpa: np.ndarray, wanted) -> np.ndarray:
    """The map's values at the px of the true box."""
    on_truth = np.full((wanted.h, wanted.w), np.nan, np.float32)
    common = box.intersection(wanted)
    if common is not None:
        rows, columns = common.shifted(-box.x, -box.y).slices
        on_truth[common.shifted(-wanted.x, -wanted.y).slices] = kpa[rows, columns]
    return on_truth


def _judge_qboxes(judged: Judged, truth, findings: Findings) -> None:
    read = list(findings.qboxes)
    for place, shown in enumerate(truth.qboxes):
        one = read[place] if place < len(read) else QBox(unit=shown.unit)
        _judge_values(judged, place, _in_unit_read(shown, one, _shows_both_units(truth)), one)
        judged.circles += 1
        judged.circles_right += _same_circle(shown, one, truth.frame.h)
    for one in read[len(truth.qboxes) :]:
        values = [getattr(one, name) for name in QBOX_FIELDS]
        judged.invented += 1
        judged.faults.append(f"Q-Box invented: {values}")


def _shows_both_units(truth) -> bool:
    panel = truth.look.panel
    return panel.both_units and not panel.unit_in_label


def _in_unit_read(shown: QBox, read: QBox, in_both: bool) -> QBox:
    """What is shown, as it was read: with the mean in the other unit where the panel shows that, too.

    Only where nothing else is told in that unit, in which the panel shows the mean alone.
    """
    is_told = any(getattr(read, name) is not None for name in ("minimum", "maximum", "sd"))
    if not in_both or is_told or shown.mean is None or read.mean is None or read.unit == shown.unit:
        return shown
    in_kpa = shown.unit is Unit.M_PER_S
    mean = round(3 * shown.mean**2, 1) if in_kpa else round((shown.mean / 3) ** 0.5, 2)
    return replace(shown, mean=mean, unit=read.unit) if abs(read.mean - mean) < 1e-6 else shown


def _judge_values(judged: Judged, place: int, shown: QBox, read: QBox) -> None:
    if read.unit != shown.unit:
        judged.speed_as_kpa += read.unit is Unit.KPA
        judged.faults.append(f"Q-Box {place + 1}: unit {shown.unit} read as {read.unit}")
    for name in QBOX_FIELDS:
        true, found = getattr(shown, name), getattr(read, name)
        in_unit = name in ("mean", "minimum", "maximum", "sd")
        if true is None:
            judged.invented += found is not None
            if found is not None:
                judged.faults.append(f"Q-Box {place + 1}: {name} invented: {found}")
            continue
        judged.values += 1
        same = found is not None and abs(found - true) < 1e-6 and (not in_unit or read.unit == shown.unit)
        judged.right += same
        judged.right_doubted += same and name in read.doubtful
        judged.missing += found is None
        if found is not None and not same:
            judged.misread += 1
            judged.doubted += name in read.doubtful
        if not same:
            judged.faults.append(f"Q-Box {place + 1}: {name} {true} read as {found}")


def _same_circle(shown: QBox, read: QBox, height: int) -> bool:
    if shown.circle is None or read.circle is None:
        return False
    away = np.hypot(shown.circle.x - read.circle.x, shown.circle.y - read.circle.y)
    reach = max(2.0, 0.1 * shown.circle.radius)
    return bool(away <= reach and abs(shown.circle.radius - read.circle.radius) <= reach)


def _judge_mm(judged: Judged, truth, findings: Findings) -> None:
    read = findings.mm_per_px
    if not truth.mm_shown:
        judged.mm = "rightly none" if read is None else "invented"
    elif read is None:
        judged.mm = "missing"
    else:
        judged.mm = "right" if abs(read / truth.mm_per_px - 1) <= ENOUGH_MM else "wrong"
    if judged.mm not in ("right", "rightly none"):
        judged.faults.append(
            f"mm per px: {truth.mm_per_px:.4f} ({truth.mm_shown or 'not shown'}) read as {read}"
        )


def told(findings: Findings) -> dict[str, Any]:
    """What was read, for a failure's file."""
    bar, stiffness = findings.colour_bar, findings.stiffness
    return {
        "frame": asdict(findings.frame),
        "swe_box": findings.swe_box and asdict(findings.swe_box.box),
        "colour_bar": bar and {**asdict(bar.box), "unit": bar.unit, "min": bar.minimum, "max": bar.maximum,
                               "doubtful": bar.doubtful},
        "opacity": stiffness and stiffness.opacity,
        "qboxes": [{**asdict(q), "doubtful": sorted(q.doubtful)} for q in findings.qboxes],
        "mm_per_px": findings.mm_per_px,
        "reason": findings.reason,
    }  # fmt: skip
