"""Which of several coloured areas shows the stiffness: a map of its quality may lie beside it."""

from __future__ import annotations

from dataclasses import dataclass

from dlre_gui.screen.bar_match import Match, match
from dlre_gui.screen.bar_shape import BarShape
from dlre_gui.screen.circle import find_circles
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.plausible import coloured_px
from dlre_gui.screen.swe_box import Shape

_MIN_SHARE = 0.5  # of an area's coloured px in the bar's colours
_COMPARABLE = 0.4  # of the largest area's size: smaller ones are no rivals
_CLEARLY = 0.7  # of the other's misfit
_AS_WELL = 1.5  # times the least misfit
_FOREIGN = 2.0  # times as far off the bar as off another strip, where there are several areas
_ALIKE = 0.2  # in opacity: islands of one overlay
_ALIKE_MISFIT = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    """`foreign`: how much worse the bar fits an area than another strip does, 1 without one."""

    shape: Shape
    match: Match
    foreign: float


def in_colours_of(planes: Planes, shapes: list[Shape], bar: BarShape, others: list[BarShape]) -> list[Shape]:
    """The area in the bar's colours, and after it those that may be further islands of it.

    Parameters
    ----------
    shapes
        Areas of the frame, the one with most colour first.
    others
        Further bars and strips: an area nearer to one of their colours is not the stiffness.
    """
    matched = [_matched(planes, shape, bar, others) for shape in shapes]
    bearable = _FOREIGN if len(matched) > 1 else 1 / _CLEARLY
    matched = [one for one in matched if one.match.share >= _MIN_SHARE and one.foreign <= bearable]
    if not matched:
        return []
    rivals = [one for one in matched if one.shape.box.area >= _COMPARABLE * matched[0].shape.box.area]
    best = _best(planes, rivals)
    islands = [one.shape for one in matched if one is not best and _is_alike(one.match, best.match)]
    return [best.shape, *islands]


def _matched(planes: Planes, shape: Shape, bar: BarShape, others: list[BarShape]) -> _Matched:
    colours = coloured_px(planes, shape.overlay)
    own = match(colours, bar.colours)
    apart = [other for other in others if other.box.intersection(shape.box) is None]
    least = min((match(colours, other.colours).misfit for other in apart), default=own.misfit)
    return _Matched(shape, own, own.misfit / max(least, 0.1))


def _is_alike(one: Match, other: Match) -> bool:
    return abs(one.opacity - other.opacity) <= _ALIKE and one.misfit <= 2 * other.misfit + _ALIKE_MISFIT


def _best(planes: Planes, rivals: list[_Matched]) -> _Matched:
    """The one with a Q-Box's circle, if just one has it; else the one whose own bar it is.

    Of those that the bar fits about as well, the one that shows most of it: quality hardly varies.
    """
    if len(rivals) == 1:
        return rivals[0]
    circled = [one for one in rivals if has_circle(planes, one.shape)]
    if len(circled) == 1:
        return circled[0]
    least = min(one.foreign * one.match.misfit for one in rivals)
    as_well = [one for one in rivals if one.foreign * one.match.misfit <= _AS_WELL * least]
    return max(as_well, key=lambda one: one.match.spread)


def has_circle(planes: Planes, shape: Shape) -> bool:
    """Whether a circle is drawn in an area: a Q-Box."""
    return bool(find_circles(planes.cut(shape.box).rgb, inside_of(shape.outline, shape.box)))
