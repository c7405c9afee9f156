"""Sequence of Ultrasound Regions: where the panels lie and what a pixel measures (PS3.3 C.8.5.5)."""

from __future__ import annotations

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import UltrasoundRegion
from dlre_gui.imaging.dicom_elements import DataSet
from dlre_gui.imaging.dicom_values import double, number_32, unsigned_short

SEQUENCE = 0x00186011
CENTIMETRES = 3
MAX_REGIONS = 64


def regions(data_set: DataSet, width: int, height: int) -> tuple[UltrasoundRegion, ...]:
    """The regions in the file's order, clipped to the frame; those outside it are left out."""
    found = (_region(item, Box(0, 0, width, height)) for item in data_set.items(SEQUENCE)[:MAX_REGIONS])
    return tuple(region for region in found if region is not None)


def _region(item: DataSet, frame: Box) -> UltrasoundRegion | None:
    corners = [number_32(item, tag) for tag in (0x00186018, 0x0018601A, 0x0018601C, 0x0018601E)]
    x0, y0, x1, y1 = (-1 if corner is None else corner for corner in corners)
    if min(x0, y0) < 0 or x1 <= x0 or y1 <= y0:
        return None
    box = Box(x0, y0, x1 - x0 + 1, y1 - y0 + 1).intersection(frame)  # x1, y1 lie in the region
    if box is None:
        return None
    return UltrasoundRegion(
        box,
        spatial_format=unsigned_short(item, 0x00186012) or 0,
        data_type=unsigned_short(item, 0x00186014) or 0,
        mm_per_px_x=_mm_per_px(item, 0x00186024, 0x0018602C),
        mm_per_px_y=_mm_per_px(item, 0x00186026, 0x0018602E),
    )


def _mm_per_px(item: DataSet, unit_tag: int, delta_tag: int) -> float | None:
    """Physical Delta in mm; its sign tells the axis' direction only."""
    delta = double(item, delta_tag)
    if unsigned_short(item, unit_tag) != CENTIMETRES or not delta:
        return None
    return abs(delta) * 10.0
