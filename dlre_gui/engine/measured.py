"""The figures of a screen that are kept with its acquisition."""

from __future__ import annotations

from dlre_gui.domain.exam import Measured
from dlre_gui.domain.findings import Findings


def measured_from(findings: Findings) -> Measured:
    """The findings without their pixels; None for what the screen did not tell."""
    swe_box, bar, stiffness = findings.swe_box, findings.colour_bar, findings.stiffness
    return Measured(
        frame=findings.frame,
        swe_box=swe_box.box if swe_box else None,
        swe_box_source=swe_box.source if swe_box else None,
        scale_unit=bar.unit.value if bar else None,
        scale_min=bar.minimum if bar else None,
        scale_max=bar.maximum if bar else None,
        void_fraction=stiffness.void_fraction if stiffness else None,
        saturated_fraction=stiffness.saturated_fraction if stiffness else None,
        map_mean_kpa=stiffness.mean_kpa if stiffness else None,
        mm_per_px=findings.mm_per_px,
    )
