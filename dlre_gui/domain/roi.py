"""The DLRE ROI: a square of 250 px at the reference scale that holds the whole SWE box.

On a frame of another height than 1080 px the side is 250 × (frame height / 1080) px of that
frame, so that the ROI covers the same part of the body. The 250 px and the box inside them are the
paper's (Gut 2019;68:729); the rule for other frame sizes is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dlre_gui.domain.findings import Findings
from dlre_gui.domain.geometry import Box

REFERENCE_FRAME_HEIGHT_PX = 1080
REFERENCE_SIDE_PX = 250
OFF_BOX = "the ROI does not lie on the SWE box"


class RoiSource(StrEnum):
    """Who placed the ROI."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Roi:
    """A square on the screen, in px; side as given by `roi_side_px`."""

    x: int
    y: int
    side: int
    source: RoiSource = RoiSource.PROPOSED

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.side, self.side)

    def holds(self, swe_box: Box) -> bool:
        """Whether the whole SWE box lies in the ROI; if not, the flag is ``roi_cuts_box``."""
        return self.box.contains(swe_box)

    def lies_on(self, swe_box: Box) -> bool:
        """Whether the ROI shows at least half of what it could of the SWE box (limit ours).

        Another one shows B-mode before all, of which a network for SWE can say nothing.
        """
        common = self.box.intersection(swe_box)
        most = min(swe_box.w, self.side) * min(swe_box.h, self.side)
        return common is not None and 2 * common.area >= most


def roi_side_px(frame: Box) -> int:
    """Side of the ROI on a scanner frame, px; at least 1, at most what fits the frame."""
    side = round(REFERENCE_SIDE_PX * frame.h / REFERENCE_FRAME_HEIGHT_PX)
    return max(1, min(side, frame.w, frame.h))


def _toward(start: int, side: int, low: int, length: int) -> int:
    """Start of an interval of `side`, shifted as little as needed to hold `low .. low+length`.

    Unchanged where it cannot hold it.
    """
    return min(max(start, low + length - side), low) if length <= side else start


def propose(frame: Box, swe_box: Box) -> Roi:
    """The ROI centred on the SWE box, moved as needed to stay inside the frame."""
    cx, cy = swe_box.centre
    return _placed(frame, round(cx), round(cy), RoiSource.PROPOSED)


def proposed(findings: Findings) -> Roi | None:
    """The proposed ROI of a screen; None if it shows no SWE box."""
    return propose(findings.frame, findings.swe_box.box) if findings.swe_box else None


def place(frame: Box, x: float, y: float, swe_box: Box | None = None) -> Roi:
    """The ROI for one click at (x, y) px of the screen.

    The click is its centre. It is then moved, as little as possible, to hold the whole SWE box
    where the box fits, and to lie inside the frame, which always wins.
    """
    roi = _placed(frame, round(x), round(y), RoiSource.PLACED)
    if swe_box is None:
        return roi
    held = Box(
        _toward(roi.x, roi.side, swe_box.x, swe_box.w),
        _toward(roi.y, roi.side, swe_box.y, swe_box.h),
        roi.side,
        roi.side,
    ).clamped_into(frame)
    return Roi(held.x, held.y, roi.side, RoiSource.PLACED)


def move(frame: Box, roi: Roi, dx: int, dy: int) -> Roi:
    """The ROI moved freely by whole px (drag, arrow keys), kept inside the frame."""
    moved = roi.box.shifted(dx, dy).clamped_into(frame)
    return Roi(moved.x, moved.y, roi.side, RoiSource.PLACED)


def _placed(frame: Box, cx: int, cy: int, source: RoiSource) -> Roi:
    side = roi_side_px(frame)
    box = Box(cx - side // 2, cy - side // 2, side, side).clamped_into(frame)
    return Roi(box.x, box.y, side, source)
