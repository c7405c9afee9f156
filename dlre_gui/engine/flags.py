"""What to warn of on a screen and its ROI. The Q-Box's own criteria are in `clinical.quality`."""

from __future__ import annotations

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import Findings, Unit
from dlre_gui.domain.roi import Roi

VOID_HIGH_ABOVE = 1 / 3
"""Share of the SWE box without a stiffness. Ours: the sources ask for a box that is filled, and
name failure "little or no signal", without a number."""

SATURATED_HIGH_ABOVE = 0.2
"""Share of the SWE box at the top of its scale. Ours: there the true stiffness is not known."""


def screen_flags(findings: Findings, roi: Roi | None) -> frozenset[Flag]:
    """Warnings about the SWE box, its scale and the ROI; empty where there is no SWE box."""
    if findings.swe_box is None:
        return frozenset()
    flags = _scale_flags(findings)
    if roi is not None and not roi.holds(findings.swe_box.box):
        flags.add(Flag.ROI_CUTS_BOX)
    if len(findings.qboxes) > 1:
        flags.add(Flag.SEVERAL_QBOXES)
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
