"""What was given for one screen of an exam and counts for its others of the same layout, too.

Same layout: the same frame, in a picture of the same size, with the colour bar in the same place as
far as it is known. Only a scale is carried over (bar, unit and its ends), and only to a screen whose
SWE box was found while its own scale could not be read. Where the SWE box lies differs from screen
to screen, so that it is never carried over, only offered (`box_offered`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dlre_gui.domain.findings import Given, Missing
from dlre_gui.domain.geometry import Box
from dlre_gui.store.records import (
    AcquisitionId,
    AcquisitionRecord,
    AnalysisRecord,
    Decision,
    StoredAcquisition,
)

_SAME_BAR = 0.5  # least intersection over union


@dataclass(frozen=True, slots=True)
class Known:
    """What matters of an acquisition.

    Attributes
    ----------
    own
        What was read without anything given; None while nothing was.
    """

    id: AcquisitionId
    record: AcquisitionRecord
    decision: Decision
    own: AnalysisRecord | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A `Given`, and the acquisition it was given for."""

    given: Given
    source: AcquisitionId


def carried(exam: Iterable[Known]) -> dict[AcquisitionId, Carried]:
    """The scale carried over to each acquisition of an exam that has none of its own.

    Of several sources the last in the exam's order counts.
    """
    known = tuple(exam)
    sources = [one for one in known if _scale_of(one.decision.given) != Given()]
    found = {one.id: _from(sources, one) for one in known if _lacks_scale(one)}
    return {identity: carry for identity, carry in found.items() if carry is not None}


def box_offered(exam: Iterable[Known], target: Known) -> tuple[Box, AcquisitionId] | None:
    """The SWE box that was drawn on another screen of the same layout, for one without any."""
    if target.decision.given is not None or target.own is None or _swe_box(target.own) is not None:
        return None
    boxes = [
        (one.decision.given.swe_box, one.id)
        for one in exam
        if one.decision.given is not None and _same_layout(one, target)
    ]
    return next(((box, identity) for box, identity in reversed(boxes) if box is not None), None)


def known_of(stored: Iterable[StoredAcquisition]) -> tuple[Known, ...]:
    """An exam of the book, as `carried` wants it."""
    return tuple(Known(one.id, one.record, one.decision, dict(one.analyses).get(None)) for one in stored)


def _from(sources: Sequence[Known], target: Known) -> Carried | None:
    source = next((one for one in reversed(sources) if _same_layout(one, target)), None)
    return Carried(_scale_of(source.decision.given), source.id) if source is not None else None


def _scale_of(given: Given | None) -> Given:
    return replace(given, swe_box=None) if given is not None else Given()


def _lacks_scale(one: Known) -> bool:
    if one.decision.given is not None or one.decision.declines_carried or one.own is None:
        return False
    if one.own.missing:
        return Missing.SWE_BOX not in one.own.missing
    measured = one.own.measured
    return measured is not None and measured.swe_box is not None and measured.scale_max is None


def _swe_box(own: AnalysisRecord) -> Box | None:
    return own.measured.swe_box if own.measured else None


def _same_layout(one: Known, other: Known) -> bool:
    same_size = (one.record.width, one.record.height) == (other.record.width, other.record.height)
    if not same_size or one.own is None or other.own is None:
        return False
    frames = [own.measured.frame if own.measured else None for own in (one.own, other.own)]
    bars = one.own.bar_box, other.own.bar_box
    return frames[0] == frames[1] and (
        bars[0] is None or bars[1] is None or bars[0].iou(bars[1]) >= _SAME_BAR
    )
