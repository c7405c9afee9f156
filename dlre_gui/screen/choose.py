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


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    shape: Shape
    match: Match


def in_colours_of(planes: Planes, shapes: list[Shape], bar: BarShape, others: list[BarShape]) -> Shape | None:
    """The area in the bar's colours; None if there is none.

    Parameters
    ----------
    shapes
        Areas of the frame, the one with most colour first.
    others
        Further bars and strips: an area nearer to one of their colours is not the stiffness.
    """
    matched = []
    for shape in shapes:
        colours = coloured_px(planes, shape)
        own = match(colours, bar.colours)
        nearer = any(match(colours, other.colours).misfit < _CLEARLY * own.misfit for other in others)
        if own.share >= _MIN_SHARE and not nearer:
            matched.append(_Matched(shape, own))
    rivals = [one for one in matched if one.shape.box.area >= _COMPARABLE * matched[0].shape.box.area]
    return _best(planes, rivals)


def _best(planes: Planes, rivals: list[_Matched]) -> Shape | None:
    """The one that fits the bar clearly best, else the one with a Q-Box's circle, else the best."""
    if not rivals:
        return None
    best, *rest = sorted(rivals, key=lambda one: one.match.misfit)
    if rest and best.match.misfit > _CLEARLY * rest[0].match.misfit:
        circled = [one for one in rivals if _has_circle(planes, one.shape)]
        best = circled[0] if len(circled) == 1 else best
    return best.shape


def _has_circle(planes: Planes, shape: Shape) -> bool:
    return bool(find_circles(planes.cut(shape.box).low, inside_of(shape.outline, shape.box)))
