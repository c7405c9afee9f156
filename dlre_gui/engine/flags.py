"""What to warn of on a screen and its ROI. The Q-Box's own criteria are in `clinical.quality`."""

from __future__ import annotations

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import Findings, Unit
from dlre_gui.domain.limits import SATURATED_HIGH_ABOVE, VOID_HIGH_ABOVE
from dlre_gui.domain.roi import Roi


def screen_flags(findings: Findings, roi: Roi | None) -> frozenset[Flag]:
    """Warnings about the SWE box, its scale and the ROI; empty where there is no SWE box."""
    if findings.swe_box is None:
        return frozenset()
    flags = _scale_flags(findings)
    if roi is not None and not roi.holds(findings.swe_box.box):
        flags.add(Flag.ROI_CUTS_BOX)
    if len(findings.qboxes) > 1:
        flags.add(Flag.SEVERAL_QBOXES)
    if findings.several_screens:
        flags.add(Flag.SEVERAL_SCREENS)
    return frozenset(flags)


def _scale_flags(findings: Findings) -> set[Flag]:
    if findings.colour_bar is None or findings.stiffness is None:
        return {Flag.SCALE_UNKNOWN}
    flags = set()
    if findings.colour_bar.doubtful:
        flags.add(Flag.SCALE_DOUBTFUL)
    if findings.colour_bar.unit is Unit.M_PER_S:
        flags.add(Flag.UNIT_M_PER_S)
    if findings.stiffness.void_fraction > VOID_HIGH_ABOVE:
        flags.add(Flag.VOID_HIGH)
    if findings.stiffness.saturated_fraction > SATURATED_HIGH_ABOVE:
        flags.add(Flag.SATURATED_HIGH)
    return flags
