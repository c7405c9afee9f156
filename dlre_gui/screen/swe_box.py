"""The SWE box: from the DICOM regions where they are plausible, else from colour."""

from __future__ import annotations

from dataclasses import dataclass

from dlre_gui.domain.findings import SweBox
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import UltrasoundRegion
from dlre_gui.screen import sector, sides
from dlre_gui.screen.outline import Outline, rectangle
from dlre_gui.screen.overlay import MIN_CHROMA, Overlay
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.rectangle_fit import fit_rectangle
from dlre_gui.screen.rim import rim_of
from dlre_gui.screen.sector_fit import fit_sector

_MIN_COLOUR_IN_REGION = 0.03
_SAME = 0.8  # IoU of a DICOM region and the coloured area


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A coloured area taken as a rectangle or a sector, in px of the frame."""

    box: Box
    outline: Outline


def shape_of(planes: Planes, overlay: Overlay) -> Shape:
    """Bounds and outline of an overlay, refined to where its colour really ends."""
    rim = rim_of(overlay.mask)
    straight, explained = fit_rectangle(rim, overlay.box.w, overlay.box.h)
    found = fit_sector(rim, explained)
    if found is None:
        box = sides.refined(planes, straight.shifted(overlay.box.x, overlay.box.y))
        return Shape(box, rectangle(box))
    exact = sector.refined(planes, found.shifted(overlay.box.x, overlay.box.y))
    return Shape(exact.bounds(Box(0, 0, planes.width, planes.height)), exact.outline())


def from_regions(
    planes: Planes, regions: tuple[UltrasoundRegion, ...], frame: Box, seen: Shape | None
) -> SweBox | None:
    """The SWE box among a header's ultrasound regions, in px of the screen; None if implausible.

    SuperSonic stills list the top panel, the SWE box and the bottom panel, in this order. A region
    is taken if it lies inside another, holds colour, and agrees with the coloured area seen.
    """
    for region in regions:
        box = region.box
        holders = [
            r for r in regions if r is not region and r.box.contains(box) and r.box.area > 1.2 * box.area
        ]
        within = box.shifted(-frame.x, -frame.y)
        if not holders or not Box(0, 0, planes.width, planes.height).contains(within):
            continue
        colour = float((planes.chroma[within.slices] > MIN_CHROMA).mean())
        if colour < _MIN_COLOUR_IN_REGION or (seen is not None and seen.box.iou(within) < _SAME):
            continue
        is_sector = seen is not None and len(seen.outline) > 4
        shown = seen.outline if seen is not None and is_sector else rectangle(within)
        return SweBox(box, _shifted(shown, frame), "dicom_region")
    return None


def on_screen(shape: Shape, frame: Box, source: str) -> SweBox:
    """A shape of the frame as the SWE box of the screen."""
    return SweBox(shape.box.shifted(frame.x, frame.y), _shifted(shape.outline, frame), source)


def _shifted(outline: Outline, frame: Box) -> Outline:
    return tuple((x + frame.x, y + frame.y) for x, y in outline)
