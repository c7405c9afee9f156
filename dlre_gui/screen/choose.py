"""Which of several coloured areas shows the stiffness: a map of its quality may lie beside it."""

from __future__ import annotations

from dataclasses import dataclass

from dlre_gui.domain.geometry import Box, around
from dlre_gui.screen.bar_match import PIXELS, Match, match
from dlre_gui.screen.bar_shape import Bars, BarShape
from dlre_gui.screen.circle import find_circles, is_spot
from dlre_gui.screen.ground import b_mode_around
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.overlay import in_two_panels
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.plausible import coloured_px
from dlre_gui.screen.stripes import is_striped
from dlre_gui.screen.swe_box import Shape

_MIN_SHARE = 0.5  # of an area's coloured px in the bar's colours
_LEAST_SHARE = 0.4  # where something else speaks for it
_COMPARABLE = 0.4  # of the largest area's size: smaller ones are no rivals
_PLAIN = 0.8  # of the rim on a box's sides, and
_FAR_BETTER = 0.3  # of the largest area's misfit: then a smaller one may be the map
_CLEARLY = 0.7  # of the other's misfit
_AS_WELL = 1.5  # times the least misfit
_FOREIGN = 2.0  # times as far off the bar as off another strip, where there are several areas
_ALL_OF_BAR = 0.2  # SD of places along it; 0.29 where all of it is shown alike
_FAR_WORSE = 6.0  # times the least misfit: no circle makes such an area the map
_NOISE = 3.0  # grey levels: bars that fit better than this fit alike
_OUT_OF_ORDER = 2.5  # times the misfit, of an area that stands by the other bar
_APART = 0.5  # of the way between two areas: bars as far apart stand by one area each
_ALIKE = 0.2  # in opacity: islands of one overlay
_ALIKE_MISFIT = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The area that shows the bar's stiffness.

    Attributes
    ----------
    islands
        Further areas that may be parts of it.
    rivals
        Areas that may be it instead, the likeliest first: about as large, and the bar fits them too.
    """

    shape: Shape
    islands: list[Shape]
    rivals: list[Shape]


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    """`foreign`: how much worse the bar fits an area than another strip does, 1 without one.

    `order`: 1 if the area stands by its bar as another does by another bar, -1 if by the other bar, else 0.
    """

    shape: Shape
    match: Match
    foreign: float
    order: int

    @property
    def is_bearable(self) -> bool:
        """Whether the area may show the bar's colours at all."""
        if self.order > 0:
            return self.match.share >= _LEAST_SHARE
        return self.match.share >= _MIN_SHARE

    @property
    def cost(self) -> float:
        return self.foreign * self.match.misfit * (_OUT_OF_ORDER if self.order < 0 else 1.0)


def in_colours_of(planes: Planes, shapes: list[Shape], bar: BarShape, others: Bars) -> Chosen | None:
    """The area in the bar's colours; None if there is none.

    Parameters
    ----------
    shapes
        Areas of the frame, the one with most colour first.
    others
        Further bars and strips: an area nearer to one of their colours is not the stiffness.
    """
    matched = [_matched(planes, shape, shapes, bar, others) for shape in shapes]
    bearable = _FOREIGN if len(matched) > 1 else 1 / _CLEARLY
    matched = [one for one in matched if one.is_bearable and (one.foreign <= bearable or one.order > 0)]
    matched = [one for one in matched if not _shows_waves(planes, one)]
    if not matched:
        return None
    rivals = [one for one in matched if _is_rival(one, matched[0])]
    rivals += _in_pieces(planes, [one for one in matched if one not in rivals], matched[0])
    best = _best(planes, rivals)
    islands = [one.shape for one in matched if one is not best and _is_alike(one.match, best.match)]
    others_first = sorted((one for one in rivals if one is not best), key=lambda one: one.cost)
    return Chosen(best.shape, islands, [one.shape for one in others_first])


def _shows_waves(planes: Planes, one: _Matched) -> bool:
    """Whether an area shows all of the bar in stripes: how the shear waves spread."""
    return one.match.spread >= _ALL_OF_BAR and is_striped(planes, one.shape.overlay)


def _is_rival(one: _Matched, largest: _Matched) -> bool:
    """Whether an area is about as large as the largest, or a plain box that the bar fits far better."""
    is_plain = one.shape.explained >= _PLAIN and one.shape.weakest >= _PLAIN
    is_better = is_plain and one.cost <= _FAR_BETTER * largest.cost
    return is_better or one.shape.box.area >= _COMPARABLE * largest.shape.box.area


def _in_pieces(planes: Planes, smaller: list[_Matched], largest: _Matched) -> list[_Matched]:
    """The largest of the pieces of a map in another panel that voids part, if all are a rival together."""
    box = largest.shape.overlay.box
    beside = [one for one in smaller if in_two_panels(planes, one.shape.overlay.box, box)]
    pieces = [one for one in beside if _is_alike(one.match, beside[0].match)]
    if len(pieces) < 2:
        return []
    together = around([one.shape.box for one in pieces])
    return pieces[:1] if together.area >= _COMPARABLE * largest.shape.box.area else []


def _matched(planes: Planes, shape: Shape, shapes: list[Shape], bar: BarShape, others: Bars) -> _Matched:
    colours = coloured_px(planes, shape.overlay, PIXELS)
    ground = b_mode_around(planes, shape.box)
    tint = ground.tint if ground else (0.0, 0.0)
    own = match(colours, bar.colours, tint)
    apart = [other for other in others.bars + others.others if other.box.intersection(shape.box) is None]
    least = min((match(colours, other.colours, tint).misfit for other in apart), default=own.misfit)
    order = _order(shape.box, [one.box for one in shapes], bar.box, [one.box for one in others.bars])
    return _Matched(shape, own, own.misfit / max(least, _NOISE), order)


def _order(box: Box, areas: list[Box], bar: Box, others: list[Box]) -> int:
    """Whether an area stands by its bar: two bars stand in the order of their maps, as far as that tells.

    1 if it does as another area does by another bar, -1 if it stands by the other bar, else 0.
    """
    told = [
        sign
        for area in areas
        if area != box and area.area >= _COMPARABLE * box.area and box.area >= _COMPARABLE * area.area
        for other in others
        if (sign := _pairing(box, area, bar, other))
    ]
    return told[0] if len(set(told)) == 1 else 0


def _pairing(box: Box, area: Box, bar: Box, other: Box) -> int:
    """1 if `bar` stands to `other` as `box` to `area`, -1 if as `area` to `box`, 0 if neither."""
    (x0, y0), (x1, y1) = box.centre, area.centre
    (u0, v0), (u1, v1) = bar.centre, other.centre
    beside = abs(x1 - x0) >= abs(y1 - y0)
    way, bars = (x1 - x0, u1 - u0) if beside else (y1 - y0, v1 - v0)
    if abs(bars) < _APART * abs(way):
        return 0
    return 1 if way * bars > 0 else -1


def _is_alike(one: Match, other: Match) -> bool:
    return abs(one.opacity - other.opacity) <= _ALIKE and one.misfit <= 2 * other.misfit + _ALIKE_MISFIT


def _best(planes: Planes, rivals: list[_Matched]) -> _Matched:
    """The one with a Q-Box's circle, if just one has it; else the one whose own bar it is.

    Of those that the bar fits about as well, the one that shows most of it: quality hardly varies.
    """
    if len(rivals) == 1:
        return rivals[0]
    least = min(one.cost for one in rivals)
    circled = [one for one in rivals if has_circle(planes, one.shape)]
    if len(circled) == 1 and circled[0].cost <= _FAR_WORSE * max(least, _NOISE):
        return circled[0]
    as_well = [one for one in rivals if one.cost <= _AS_WELL * least]
    return max(as_well, key=lambda one: one.match.spread)


def has_circle(planes: Planes, shape: Shape) -> bool:
    """Whether a circle is drawn in an area: a Q-Box."""
    rgb = planes.cut(shape.box).rgb
    found = find_circles(rgb, inside_of(shape.outline, shape.box), at_most=1)
    return any(not is_spot(rgb, circle) for circle in found)
