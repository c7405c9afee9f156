"""What colour tells: the bar, and the area in its colours that lies in the B-mode picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from dlre_gui.domain.findings import ColourBar, Given, Missing, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_shape import Bars, find_bars
from dlre_gui.screen.choose import has_circle, in_colours_of
from dlre_gui.screen.colour_bar import BarReading, read_bar
from dlre_gui.screen.ocr import LineReader
from dlre_gui.screen.outline import rectangle
from dlre_gui.screen.overlay import MIN_CHROMA, find_overlays
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.plausible import (
    has_grain,
    is_filled,
    is_speckled,
    lies_in_b_mode,
    looks_like_elastogram,
    n_hues,
)
from dlre_gui.screen.strips import find_strips
from dlre_gui.screen.swe_box import Shape, completed, shape_of

_MIN_SIDE_PX = 24
_MIN_SIDE = 0.05  # of the frame's height, of a square: a window's icons are smaller
_MIN_FLAT = 0.035  # and of a flat box's shorter side
_MOST_AREAS = 4
_MOST_OF_FRAME = 0.85
_TALL = 2.0  # times its width, of a strip with some ground about it
_LONG = 0.06  # of the frame's height; of its width, no strip is wider
_FEW_HUES = 4
_NORMAL_LIVER_KPA = 5.0  # at most, by the rule of four (SRU, Radiology 2020, doi 10.1148/radiol.2020192437)
_SOFT = 0.6  # of its maximum that a scale begins at, at most
_PLAIN_SECTOR = 0.95  # of the rim on a sector's sides
_SHAPELESS = 0.45  # of the rim on straight sides or arcs: less is no box by its shape


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What was seen, in px of the frame.

    Attributes
    ----------
    shape
        The SWE box; None if there is none, then `reason` says why.
    reading
        The bar with its labels; None if there is no bar, or if nothing asked for it.
    rivals
        Areas that may be the SWE box instead, the likeliest first.
    bars
        All colour bars.
    several
        Whether this is one of several screens of the picture.
    """

    shape: Shape | None
    reading: BarReading | None
    reason: str
    rivals: tuple[Shape, ...] = ()
    bars: tuple[Box, ...] = ()
    several: bool = False

    @property
    def bar(self) -> ColourBar | None:
        return self.reading.bar if self.reading else None

    @property
    def bar_box(self) -> Box | None:
        return self.reading.shape.box if self.reading else None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What of the bar was not found."""
        if self.reading is None:
            return (Missing.COLOUR_BAR,)
        return (Missing.SCALE,) if self.reading.bar is None else ()


def see(planes: Planes, given: Given, reader: LineReader) -> Seen:
    """The coloured area that is an SWE box by its look, and the bar; cheapest questions first.

    Parameters
    ----------
    planes, given
        In px of the frame.
    """
    bars = find_bars(planes)
    shapes = _in_b_mode(planes, bars, given)
    if not shapes and bars.bars:
        shapes = _in_b_mode(planes, bars, given, finely=True)
    if not shapes and given.swe_box is None:
        return Seen(None, None, "no coloured area lies in the B-mode picture")
    reading = read_bar(planes, bars.bars, given, reader)
    if reading is None:
        plain = [s for s in shapes if not bars.others and _is_plain(planes, s)]
        plain = [s for s in plain if not _has_plain_strip(planes, s)]
        return Seen(_first(plain), None, "no colour bar, and the colours are not an elastogram's")
    is_open = reading.scale.doubtful and reading.scale.unit is not None
    if _is_of_something_else(reading) and not is_open:
        return Seen(None, reading, "the colour bar is not a stiffness scale in kPa or m/s")
    others = Bars([bar for bar in bars.bars if bar is not reading.shape], bars.others)
    chosen = in_colours_of(planes, shapes, reading.shape, others)
    if chosen is None:
        return Seen(None, reading, "no area shows the colour bar's colours")
    is_known = reading.bar is not None and not _is_of_something_else(reading)
    if not is_known and (reading.shape.is_like_flow or not has_circle(planes, chosen.shape)):
        return Seen(None, reading, "neither the colour bar's labels nor a Q-Box tell of stiffness")
    shape = completed(planes, chosen.shape, chosen.islands)
    if _is_no_box(planes, shape) or not _is_of_size(shape.box, planes):  # as completed, too
        return Seen(None, reading, "no coloured area lies in the B-mode picture")
    return Seen(shape, reading, "", tuple(chosen.rivals), tuple(bar.box for bar in bars.bars))


def _is_no_box(planes: Planes, shape: Shape) -> bool:
    """Whether an area has not the shape of an SWE box, or lies on what has not the grain of ultrasound.

    Much of a box may be void, which frays it; an area without straight sides or arcs that is filled is an
    organ in a picture of another kind. No other picture shows the sector of a convex probe.
    """
    if shape.explained < _SHAPELESS and (is_filled(shape.overlay) or not is_speckled(planes, shape.box)):
        return True
    is_sector = len(shape.outline) > len(rectangle(shape.box)) and shape.explained >= _PLAIN_SECTOR
    return not is_sector and not has_grain(planes, shape.box)


def _is_of_something_else(reading: BarReading) -> bool:
    """Whether the bar's scale, as read, is none of stiffness."""
    return reading.is_of_something_else or (reading.bar is not None and not _spans_tissue(reading.bar))


def _in_b_mode(planes: Planes, bars: Bars, given: Given, finely: bool = False) -> list[Shape]:
    """Coloured areas in the B-mode picture, the largest first; those of little colour only `finely`."""
    without = [bar.box for bar in bars.bars] + ([given.bar_box] if given.bar_box else [])
    overlays = find_overlays(planes, without, finely)
    lying = (o for o in overlays if _is_of_size(o.box, planes) and lies_in_b_mode(planes, o.box))
    return [shape_of(planes, overlay) for overlay in islice(lying, _MOST_AREAS)]


def _is_of_size(box: Box, planes: Planes) -> bool:
    """Neither a speck or an icon nor as wide or high as the scanner's picture, as a header is."""
    is_part = box.w <= _MOST_OF_FRAME * planes.width and box.h <= _MOST_OF_FRAME * planes.height
    is_broad = min(box.w, box.h) >= max(_MIN_SIDE_PX, _MIN_FLAT * planes.height)
    return is_part and is_broad and box.area >= (_MIN_SIDE * planes.height) ** 2


def _spans_tissue(bar: ColourBar) -> bool:
    """Whether a scale goes from soft tissue to stiffer than normal liver; what the user says is obeyed."""
    top = bar.maximum if bar.unit is Unit.KPA else kpa_from_speed(bar.maximum)
    return bar.source == "user" or (top >= _NORMAL_LIVER_KPA and bar.minimum <= _SOFT * bar.maximum)


def _is_plain(planes: Planes, shape: Shape) -> bool:
    """Whether an area is an SWE box by itself, without a word about what it shows."""
    return looks_like_elastogram(planes, shape) and is_speckled(planes, shape.box)


def _has_plain_strip(planes: Planes, shape: Shape) -> bool:
    """Whether a tall strip of few hues stands beside an area: the bar of a quality map, say."""
    longest, widest = round(_LONG * planes.height), round(_LONG * planes.width)
    strips = find_strips(planes.chroma > MIN_CHROMA, longest, widest)
    apart = [box for box in strips if box.h >= _TALL * box.w and box.intersection(shape.box) is None]
    return any(n_hues(planes, box) < _FEW_HUES for box in apart)


def _first(shapes: list[Shape]) -> Shape | None:
    return shapes[0] if shapes else None
