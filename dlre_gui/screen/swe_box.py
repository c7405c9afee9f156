"""The SWE box: from the DICOM regions where they are plausible, else from colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dlre_gui.domain.findings import SweBox
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.screen import UltrasoundRegion
from dlre_gui.screen import sector, sector_fit, sides
from dlre_gui.screen.drawn_around import drawn_around, gap_on
from dlre_gui.screen.fan import apex_of_fan
from dlre_gui.screen.framed import framed_rectangle, framed_sector
from dlre_gui.screen.outline import Outline, rectangle
from dlre_gui.screen.overlay import (
    MIN_CHROMA,
    Overlay,
    gap,
    has_line_beyond,
    in_two_panels,
    linked_to,
    united,
    without_thin,
)
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.rectangle_fit import fit_rectangle, is_sharp, least_on_sides
from dlre_gui.screen.rim import rim_of
from dlre_gui.screen.sector_fit import fit_sector, least_explained, sector_about

_MIN_COLOUR_IN_REGION = 0.03
_WELL_EXPLAINED = 0.8  # of the rim
_CLEARLY = 0.02  # of the rim more, explained without what is thin
_OUTLINED = 0.7  # by lines drawn around
_MORE = 0.1  # of the rim than without them, on the whole and on the weakest side
_LEAST_EXPLAINED = 0.6  # of the rim as seen from each of the four sides
_UNTOLD = 0.2  # less of one: there the colour ends in a void
_FAR_LARGER = 12.0  # times the area of the colour's bounds
_ABOUT_THE_SAME = 0.85  # IoU
_THE_SAME = 0.94
_NEAR = 0.15  # of the frame's height: islands of one drawn outline
_ISLAND = 0.6  # of the main area's colour
_CLOSE = 0.05  # and of one box without
_FOR_FAN = 0.12  # of the rim: so much better a shape must be that is not a sector of the fan
_SAME = 0.8  # IoU of a DICOM region and the coloured area


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A coloured area taken as a rectangle or a sector, in px of the frame.

    Attributes
    ----------
    overlay
        The coloured area itself.
    explained
        Share of its rim that lies on the shape's sides; little where much is void.
    weakest
        The same share of the rim as seen from the left, right, above or below: the least of the four.
    """

    box: Box
    outline: Outline
    overlay: Overlay
    explained: float
    weakest: float = 1.0


def shape_of(planes: Planes, overlay: Overlay) -> Shape:
    """Bounds and outline of an overlay, refined to where its colour really ends.

    Coloured letters and ticks beside a box count as a part of it, and so do outlines; where the fit is not
    good, it is done once more without all that is thin.
    """
    shape = _fitted(planes, overlay)
    thick = None if _is_whole(shape) else without_thin(overlay, planes.height)
    if thick is None or has_line_beyond(overlay, thick.box):
        return shape
    plain = _fitted(planes, thick)
    return plain if plain.explained >= shape.explained + _CLEARLY else shape


def _fitted(planes: Planes, overlay: Overlay, gap_px: int = 0) -> Shape:
    """The rectangle or sector that an overlay fills, its rim going on over gaps of so many px."""
    rim = rim_of(overlay.mask, gap_px)
    straight, explained = fit_rectangle(rim, overlay.box.w, overlay.box.h)
    found = fit_sector(rim, explained)
    if found is not None:
        fitted = found[0].shifted(overlay.box.x, overlay.box.y)
        shape = _sectorial(planes, overlay, fitted, found[1], sector_fit.is_sharp(found[0], rim))
        return replace(shape, weakest=least_explained(found[0], rim))
    box = straight.shifted(overlay.box.x, overlay.box.y)
    shape = _rectangular(planes, overlay, box, explained, is_sharp(straight, rim))
    return replace(shape, weakest=least_on_sides(straight, rim))


def completed(planes: Planes, shape: Shape, islands: list[Shape]) -> Shape:
    """A shape that much is void of, completed by the outline drawn around it or by the B-mode's fan.

    Parameters
    ----------
    islands
        Other areas in the same colours, which may belong to it.
    """
    islands = [one for one in islands if not in_two_panels(planes, one.overlay.box, shape.overlay.box)]
    near = [one.overlay for one in islands if _is_near(one.overlay, shape.overlay, planes.height)]
    if _is_whole(shape) and not near:
        return shape
    outlined = _outlined(planes, shape)
    if outlined is not None:
        return outlined
    apex = apex_of_fan(planes, shape.overlay.box)
    whole = united(planes, [shape.overlay, *near]) if near else None
    for overlay in (whole, shape.overlay):
        framed = _framed(planes, overlay, apex) if overlay is not None else None
        if framed is not None and _is_of_panel(shape, framed):
            continue
        if framed is not None and (shape.explained < _WELL_EXPLAINED or _same_kind(framed, shape)):
            return shape if _is_better_told(shape, framed) else framed
    close = linked_to([shape.overlay.box], [one.overlay for one in islands], _CLOSE * planes.height)
    whole = united(planes, [shape.overlay, *close]) if close else None
    shape = shape_of(planes, whole) if whole is not None else shape
    return _about(planes, shape, apex) or shape if apex else shape


def _outlined(planes: Planes, shape: Shape) -> Shape | None:
    """The shape of an area with the lines drawn around it, where it is plainly one."""
    for drawn in drawn_around(planes, shape.overlay):
        found = _fitted(planes, drawn, gap_on(planes.height))
        if drawn.box.iou(shape.box) >= _THE_SAME:
            if _is_whole(found):
                return replace(found, overlay=shape.overlay)
            continue
        is_told = found.explained >= _OUTLINED and found.weakest >= _LEAST_EXPLAINED
        gained = found.explained + found.weakest - shape.explained - shape.weakest
        if is_told and gained >= _MORE:
            return replace(found, overlay=shape.overlay)
    return None


def _is_whole(shape: Shape) -> bool:
    """Whether a shape's rim lies on its sides, as seen from each of the four."""
    return shape.explained >= _WELL_EXPLAINED and shape.weakest >= _LEAST_EXPLAINED


def _is_of_panel(shape: Shape, framed: Shape) -> bool:
    """Whether lines frame far more than an area whose colour tells a shape: its panel's own sides."""
    return shape.explained >= _LEAST_EXPLAINED and framed.box.area > _FAR_LARGER * shape.box.area


def _is_better_told(shape: Shape, framed: Shape) -> bool:
    """Whether colour tells a shape on all sides, or about the same shape, better than lines that frame it."""
    least = _UNTOLD if shape.box.iou(framed.box) >= _ABOUT_THE_SAME else _LEAST_EXPLAINED
    is_alike = shape.weakest >= least
    return shape.explained > framed.explained and is_alike


def _same_kind(one: Shape, other: Shape) -> bool:
    """Whether both are rectangles, or both sectors."""
    return (len(one.outline) > len(rectangle(one.box))) == (len(other.outline) > len(rectangle(other.box)))


def _is_near(island: Overlay, main: Overlay, height: int) -> bool:
    """Whether an island is close by; a smaller one may be further off."""
    is_small = island.solid_px <= _ISLAND * main.solid_px
    return gap(island.box, main.box) <= (_NEAR if is_small else _CLOSE) * height


def _framed(planes: Planes, overlay: Overlay, apex: tuple[float, float] | None) -> Shape | None:
    """The rectangle or the sector that is drawn around an overlay."""
    straight = framed_rectangle(planes, overlay.box)
    curved = framed_sector(planes, overlay.box, overlay.mask, apex) if apex else None
    if straight and (curved is None or straight[1] >= curved[1]):
        return _rectangular(planes, overlay, straight[0], straight[1])
    return _sectorial(planes, overlay, curved[0], curved[1]) if curved else None


def _about(planes: Planes, shape: Shape, apex: tuple[float, float]) -> Shape | None:
    """The sector of the fan that fits an overlay, unless another shape fits it better."""
    overlay = shape.overlay
    about = (apex[0] - overlay.box.x, apex[1] - overlay.box.y)
    found = sector_about(rim_of(overlay.mask), about, shape.explained - _FOR_FAN)
    if found is None or shape.explained >= _WELL_EXPLAINED:
        return None
    return _sectorial(planes, overlay, found[0].shifted(overlay.box.x, overlay.box.y), found[1])


def _rectangular(planes: Planes, overlay: Overlay, box: Box, explained: float, sharp: bool = False) -> Shape:
    exact = sides.refined(planes, box, sharp)
    return Shape(exact, rectangle(exact), overlay, explained)


def _sectorial(
    planes: Planes, overlay: Overlay, found: sector.Sector, explained: float, sharp: bool = False
) -> Shape:
    exact = sector.refined(planes, found, sharp)
    bounds = exact.bounds(Box(0, 0, planes.width, planes.height))
    return Shape(bounds, exact.outline(), overlay, explained)


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
