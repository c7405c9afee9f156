"""The scanner's picture within the screen: all of it, or a part of a window or of a photograph."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes, share

_SHAPES = (5 / 4, 4 / 3, 16 / 10, 16 / 9)  # of displays and stills
_SHAPE_TOLERANCE = 0.012
_BENT = 20.0  # what another shape than a display's costs
_MIN_AREA = 0.3
_MIN_STEP = 6  # grey levels across an edge
_MIN_LONG = 0.72  # of a side's length that steps the same way
_MOST = 6  # edges looked at on each side
_THIN = 3  # one line in so many is looked at
_MIDDLE = 0.15  # of a side's length is left out at both its ends
_LIGHT = 100  # of a window that lies on one side only, above or below
_BORDER = 0.7  # what the picture's own border counts as an edge
_PASSED = 0.4  # where another edge was seen on that side
_SHORT = 0.025  # of the height: the sides must not reach further than the edges above and below
_SUPPOSED = 0.6  # and one that is not seen, but where a display's shape would have it
_DARK = 70  # the scanner's picture along its sides, at most
_ROUGH = 0.4  # of the step: what surrounds the picture is smoother, B-mode is not
_HEADER_LEVEL = 48
_HEADER = 0.14  # of the height: so much of a side may lack contrast, above and below
_OFF_REACH = 0.012  # of the height: where the sides begin to step there is an edge
_BROAD = 0.006  # of the width, at least: what surrounds the picture is broader than a drawn line
_BESIDE = 0.03  # of the height: a dark margin beyond an edge that is not seen is empty there, but for
_BRIGHT = 60  # grey levels brighter than most of it
_MOST_BRIGHT = 0.002  # of it
_BRIGHTER = 3  # grey levels: what surrounds the picture than its ground
_OFF = 4.0  # what a side's end this far off the edge above or below costs, in heights


@dataclass(frozen=True, slots=True)
class _Edge:
    """A straight step in brightness: where, and on what part of its length."""

    at: int
    long: float
    is_border: bool = False


def find_frame(planes: Planes) -> Box:
    """The scanner's picture.

    It is a rectangle of a display's shape, on black: where a window or a photograph surrounds it,
    brightness steps the same way all along its sides. When unsure, the whole screen.
    """
    w, h = planes.width, planes.height
    whole = Box(0, 0, w, h)
    if min(w, h) < 64:
        return whole
    left, right = _edges(planes.high, is_side=True)
    top, bottom = _edges(planes.high.T, is_side=False)
    best, best_score = whole, 0.0
    for a, b in product(left, right):
        if (b.at - a.at) * h < _MIN_AREA * w * h:
            continue
        reach = _reach(planes.high, a, b)
        supposed = [pair for pair in _supposed(a, b, top, bottom) if _cuts_nothing(planes, a, b, pair)]
        if not _is_dark_beside(planes, a):
            supposed = [pair for pair in supposed if reach and abs(reach[0] - pair[0].at) <= _OFF_REACH * h]
        for c, d in [*product(top, bottom), *supposed]:
            score = _score(planes, (a, b, c, d), reach)
            if score > best_score:
                best, best_score = Box(a.at, c.at, b.at - a.at, d.at - c.at), score
    return best


def _is_dark_beside(planes: Planes, left: _Edge) -> bool:
    """Whether what surrounds the picture is hardly brighter than a header may be."""
    return not left.is_border and float(np.median(planes.high[:, max(0, left.at - 3)])) <= _HEADER_LEVEL


def _supposed(left: _Edge, right: _Edge, top: list[_Edge], bottom: list[_Edge]) -> list[tuple[_Edge, _Edge]]:
    """Pairs of upper and lower edge of which one only is seen: a dark margin next to a header."""
    if left.is_border or right.is_border:
        return []
    heights = [round((right.at - left.at) / shape) for shape in _SHAPES]
    ends = bottom[0].at
    above = [(_Edge(d.at - h, _SUPPOSED), d) for d in bottom[1:] for h in heights if d.at - h > 0]
    return above + [(c, _Edge(c.at + h, _SUPPOSED)) for c in top[1:] for h in heights if c.at + h < ends]


def _cuts_nothing(planes: Planes, left: _Edge, right: _Edge, pair: tuple[_Edge, _Edge]) -> bool:
    """Whether nothing bright lies just beyond the one of two edges that is not seen: no text, no B-mode."""
    top, bottom = pair
    height = max(1, round(_BESIDE * (bottom.at - top.at)))
    above = slice(max(0, top.at - height), top.at)
    below = slice(bottom.at, bottom.at + height)
    beyond = planes.high[above if top.long == _SUPPOSED else below, left.at : right.at : _THIN]
    return not beyond.size or float((beyond > np.median(beyond) + _BRIGHT).mean()) <= _MOST_BRIGHT


def _score(planes: Planes, sides: tuple[_Edge, _Edge, _Edge, _Edge], reach: tuple[int, int] | None) -> float:
    """How surely four edges (left, right, top, bottom) bound the scanner's picture; 0 if they do not."""
    left, right, top, bottom = sides
    w, h = right.at - left.at, bottom.at - top.at
    if w <= 0 or h <= 0 or w * h < _MIN_AREA * planes.width * planes.height:
        return 0.0
    if all(side.is_border for side in sides):
        return 0.0
    bent = min(abs(w / h / shape - 1) for shape in _SHAPES)
    if bent > _SHAPE_TOLERANCE or _goes_on_below(planes, sides):
        return 0.0
    score = sum(side.long for side in sides) - _BENT * bent
    if reach is None:
        return score if _is_light_beyond(planes, top, bottom) else 0.0
    spare = max(reach[0] - top.at, bottom.at - reach[1]) / h
    short = max(top.at - reach[0], reach[1] - bottom.at) / h
    return max(0.0, score - _OFF * max(spare, short)) if spare <= _HEADER and short <= _SHORT else 0.0


def _goes_on_below(planes: Planes, sides: tuple[_Edge, _Edge, _Edge, _Edge]) -> bool:
    """Whether the ground below an edge is the picture's own: what surrounds it is brighter on all sides.

    So lie the values of a measurement on black below the two pictures of a screen.
    """
    left, right, top, bottom = sides
    inner = [at for side, at in ((left, left.at + 2), (right, right.at - 3)) if not side.is_border]
    if not inner or bottom.is_border or bottom.at + 3 >= planes.height:
        return False
    rows = slice(top.at, bottom.at, _THIN)
    ground = min(float(np.median(planes.high[rows, at])) for at in inner)
    beyond = float(np.median(planes.high[bottom.at + 3, left.at : right.at]))
    return beyond < ground + _BRIGHTER


def _is_light_beyond(planes: Planes, top: _Edge, bottom: _Edge) -> bool:
    """Whether a light window lies above or below: a scanner's own header is darker."""
    beyond = [planes.low[: top.at], planes.low[bottom.at :]]
    return all(part.size == 0 or float(np.median(part[:: _THIN * 2, ::_THIN])) >= _LIGHT for part in beyond)


def _reach(high: NDArray[np.uint8], left: _Edge, right: _Edge) -> tuple[int, int] | None:
    """From which row to which the sides step, around the middle; None if both are borders."""
    steps = [
        high[:, outer].astype(np.int16) - high[:, inner] >= _MIN_STEP
        for side, outer, inner in ((left, left.at - 2, left.at + 1), (right, right.at + 1, right.at - 2))
        if not side.is_border and 0 <= outer < high.shape[1]
    ]
    if not steps:
        return None
    window = max(3, high.shape[0] // 40)
    share = np.convolve(np.mean(steps, axis=0), np.ones(window) / window, mode="same")
    still = np.flatnonzero(share < 0.3)
    middle = high.shape[0] // 2
    above, below = still[still < middle], still[still >= middle]
    return (int(above[-1]) + 1 if above.size else 0), (int(below[0]) if below.size else high.shape[0])


def _edges(plane: NDArray[np.uint8], is_side: bool) -> tuple[list[_Edge], list[_Edge]]:
    """Edges along the columns that may begin and end the picture, and the screen's own borders.

    Parameters
    ----------
    is_side
        What lies outside must be brighter at the sides; above and below, a header may be.
    """
    margin = round(_MIDDLE * plane.shape[0])
    lines = plane[margin : plane.shape[0] - margin : _THIN].copy(order="K")
    before, after = lines[:, :-3], lines[:, 3:]
    lower = np.minimum(before, after)
    up = share(after - lower >= _MIN_STEP, 0) - share(before - lower >= _MIN_STEP, 0)
    size, middle = plane.shape[1], plane.shape[1] // 2
    begin = _peaks(-up if is_side else np.abs(up), 0, middle)
    end = _peaks(up if is_side else np.abs(up), middle, len(up))
    kept_begin = [edge for edge in begin if _bounds(lines, edge.at, 1, is_side)]
    kept_end = [edge for edge in end if _bounds(lines, edge.at, -1, is_side)]
    return (
        [_Edge(0, _PASSED if kept_begin else _BORDER, True), *kept_begin],
        [_Edge(size, _PASSED if kept_end else _BORDER, True), *kept_end],
    )


def _bounds(lines: NDArray[np.uint8], at: int, inward: int, is_side: bool) -> bool:
    """Whether it is dark inside an edge, and even outside of it; beside a picture it is no line, too."""
    size = lines.shape[1]
    inner, outer = (at + 2, at - 3) if inward > 0 else (at - 3, at + 2)
    if not (0 <= inner < size and 0 <= outer < size):
        return False
    within, beyond = lines[:, inner].astype(np.int16), lines[:, outer].astype(np.int16)
    farther = lines[:, min(size - 1, max(0, outer - inward * math.ceil(_BROAD * size)))]
    if is_side and float(np.median(farther - within)) < _MIN_STEP / 2:
        return False
    step = float(np.median(np.abs(beyond - within)))
    return float(np.median(within)) <= _DARK and float(np.abs(np.diff(beyond)).mean()) <= max(
        4.0, _ROUGH * step
    )


def _peaks(long: NDArray[np.float64], start: int, end: int) -> list[_Edge]:
    """The longest edges within `start` to `end`: each seen at up to three places in a row."""
    high = np.flatnonzero(long[start:end] >= _MIN_LONG) + start
    edges = []
    for run in np.split(high, np.flatnonzero(np.diff(high) > 1) + 1):
        if run.size:
            at = float(run[long[run] >= long[run].max() - 0.02].mean())
            edges.append(_Edge(int(at + 2), float(long[run].max())))
    return sorted(edges, key=lambda edge: -edge.long)[:_MOST]
