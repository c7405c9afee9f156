"""What the canvas and the panel show of the current acquisition."""

from __future__ import annotations

from dlre_gui.domain.exam import Acquisition, Flag, Measured, Scores, Status
from dlre_gui.domain.findings import QBOX_FIELDS, QBOX_UNITS, Given, QBox, Unit
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.gui.session.facts import Facts, typed_values
from dlre_gui.gui.session.flag_states import flag_states
from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import one_decimal, probability_states, two_decimals, whole
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.view_state import (
    AcquisitionState,
    CanvasState,
    Mark,
    Message,
    QBoxFieldState,
    RoiStyle,
)


def canvas_state(session: Session, key: AcqKey) -> CanvasState:
    """What is drawn over the screen. After a restart the outline comes from the book."""
    facts, acquisition = session.facts(key), session.acquisition(key)
    analysis, measured = facts.analysis, acquisition.measured
    qboxes = analysis.qboxes if analysis else ()
    given = facts.given or Given()
    proposed = acquisition.roi is not None and acquisition.roi.source is RoiSource.PROPOSED
    return CanvasState(
        key=key,
        frame=measured.frame if measured else None,
        several=Flag.SEVERAL_SCREENS in acquisition.flags,
        swe_box=measured.swe_box if measured else given.swe_box,
        outline=analysis.outline if analysis else (),
        bar_box=analysis.bar_box if analysis else None,
        bar_ends=given.bar_ends,
        circles=tuple(qbox.circle for qbox in qboxes if qbox.circle is not None),
        roi=acquisition.roi,
        roi_style=RoiStyle.DASHED if proposed else RoiStyle.SOLID,
        roi_cuts_box=Flag.ROI_CUTS_BOX in acquisition.flags,
        excluded=acquisition.excluded,
        message=_why_not(session, facts, acquisition) if not facts.read or facts.failure else None,
    )


def acquisition_state(session: Session, key: AcqKey) -> AcquisitionState:
    """The panel: Q-Box values beside the probabilities, or why there are none."""
    facts, acquisition = session.facts(key), session.acquisition(key)
    doubtful = acquisition.qbox is not None and not facts.is_qbox_confirmed
    return AcquisitionState(
        key=key,
        title=title_of(key, facts.record.n_frames),
        fields=_fields(facts, acquisition.qbox),
        probabilities=probability_states(
            acquisition.scores,
            session.model.thresholds if session.model else None,
            session.preferences.labels,
        ),
        why_not=None if acquisition.scores else _why_not(session, facts, acquisition),
        working=acquisition.scores is None and _is_working(facts, acquisition),
        flags=flag_states(acquisition.flags),
        lines=_lines(acquisition.measured, acquisition.roi),
        method=_method(acquisition.scores),
        can_accept=facts.decision.roi is None and facts.proposed is not None,
        can_confirm_qbox=doubtful,
        can_score_as_shown=facts.is_scale_unknown and not facts.decision.as_shown,
        can_retry=bool(facts.failure) or (facts.missing and not facts.former),
    )


def title_of(key: AcqKey, n_frames: int) -> str:
    """The file's name, for a clip with the frame's number."""
    return f"{key.path.name} · {key.frame + 1}" if n_frames > 1 else key.path.name


def _is_working(facts: Facts, acquisition: Acquisition) -> bool:
    return acquisition.status is Status.PENDING and not acquisition.excluded and not facts.missing


def _why_not(session: Session, facts: Facts, acquisition: Acquisition) -> Message:
    """The first reason that holds."""
    if session.model is not None and facts.is_only_anothers(session.model.sha256):
        by = list(facts.scores.values())[-1].scores
        path = facts.id.path
        return message("why.other_model", model=by.model_id, version=by.model_version, path=path)
    if facts.missing:
        return message("why.replaced" if facts.former else "why.missing", path=facts.id.path)
    if acquisition.status is Status.FAILED:
        return message("why.failed", reason=acquisition.reason)
    if acquisition.status is Status.REFUSED:
        return message("why.refused", reason=acquisition.reason)
    if session.model is None:
        return message("why.engine_starting")
    if not facts.read:
        return message("why.reading")
    return message("why.excluded" if acquisition.excluded else "why.scoring")


def _fields(facts: Facts, qbox: QBox | None) -> tuple[QBoxFieldState, ...]:
    return tuple(_field(name, facts, qbox or QBox()) for name in QBOX_FIELDS)


def _field(name: str, facts: Facts, qbox: QBox) -> QBoxFieldState:
    mark = _mark(name, facts, qbox)
    return QBoxFieldState(
        name=name,
        label=message(f"qbox.{name}"),
        text=_shown(name, getattr(qbox, name), qbox.unit),
        unit=qbox.unit_of(name),
        mark=mark,
        mark_text=message(f"mark.{mark.value}"),
    )


def _shown(name: str, value: float | None, unit: Unit) -> str:
    if name == "si_percent":
        return whole(value)
    return two_decimals(value) if unit is Unit.M_PER_S and name not in QBOX_UNITS else one_decimal(value)


def _mark(name: str, facts: Facts, qbox: QBox) -> Mark:
    if name in typed_values(facts.decision, qbox.unit):
        return Mark.EDITED
    if getattr(qbox, name) is None:
        return Mark.UNREADABLE if name in qbox.doubtful else Mark.MISSING
    if facts.is_qbox_confirmed:
        return Mark.CONFIRMED
    return Mark.DOUBTFUL if name in qbox.doubtful else Mark.OCR


def _lines(measured: Measured | None, roi: Roi | None) -> tuple[Message, ...]:
    lines = [message(f"line.roi_{roi.source.value}")] if roi else []
    if measured is not None and measured.scale_max is not None:
        ends = {"minimum": whole(measured.scale_min), "maximum": whole(measured.scale_max)}
        lines.append(message("line.scale", **ends, unit=measured.scale_unit))
    if measured is not None and measured.map_mean_kpa is not None:
        lines.append(message("line.map_mean", mean=one_decimal(measured.map_mean_kpa)))
    if measured is not None and measured.void_fraction:
        lines.append(message("line.void", percent=whole(round(100 * measured.void_fraction))))
    return tuple(lines)


def _method(scores: Scores | None) -> Message | None:
    if scores is None:
        return None
    return message(
        "line.method_as_shown" if scores.as_shown else "line.method",
        model=scores.model_id,
        version=scores.model_version,
        sha=scores.model_sha256[:8],
        device=scores.device,
        runtime=scores.runtime,
    )
