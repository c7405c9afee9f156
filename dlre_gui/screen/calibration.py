"""Millimetres per pixel, from the DICOM regions."""

from __future__ import annotations

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import UltrasoundRegion


def mm_per_px(regions: tuple[UltrasoundRegion, ...], swe_box: Box | None) -> float | None:
    """Size of a pixel where the SWE box lies, mm; None if no region tells it."""
    for region in regions:
        if region.mm_per_px_x is None or region.mm_per_px_x == 0:
            continue
        if swe_box is None or region.box.contains_point(*swe_box.centre):
            return abs(region.mm_per_px_x)
    return None
