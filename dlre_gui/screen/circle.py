"""Circles drawn over the SWE box, in white or a colour: the Q-Boxes' places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Circle
from dlre_gui.screen.strokes import Floats, Strokes, strokes_of

_MAX_CIRCLES = 4
_SEARCHED = 900  # strokes' points are enough to find a circle by; all judge it
_PAIRS = 9000
_PROMISING = 64  # of the pairs' circles are looked at
_JUDGED = 20  # of them are looked at closely, the best covered first
_MIN_POINTS = 24
_MIN_RADIUS_PX = 5.0
_RADIAL = 0.85  # cosine between a stroke's normal and the ray from the centre
_NEAR_PX = 1.8
_PARTS = 48  # of a circle's length
_MIN_COVERAGE = 0.7  # of a drawn circle's length
_MIN_SMALL = 0.8  # of a small one's
_MIN_DASHED = 0.38  # of a dashed one's, and
_MIN_EIGHTH = 0.3  # of each of its eighths
_SMALL_PX = 12.0  # of radius: a circle so small is not dashed
_MIN_LEAD = 0.35  # over rings a few px within and without


def find_circles(rgb: NDArray[np.uint8], inside: NDArray[np.bool_], thickest_px: int = 6) -> list[Circle]:
    """Thin circles in a region, drawn through or dashed, the best drawn one first.

    Parameters
    ----------
    rgb
        uint8, shape (h, w, 3).
    inside
        bool, same shape: where to look.
    thickest_px
        Up to which thickness a line is one.

    Returns
    -------
    list of Circle
        In px of `rgb`.
    """
    size = thickest_px + 1
    circles = _circles(strokes_of(rgb, inside, size), 0.6 * min(inside.shape))
    return circles or _circles(strokes_of(rgb, inside, size, darker=True), 0.6 * min(inside.shape))


def _circles(strokes: Strokes, largest: float) -> list[Circle]:
    circles: list[Circle] = []
    while len(circles) < _MAX_CIRCLES and len(strokes.x) >= _MIN_POINTS:
        circle = _best_circle(strokes, largest)
        if circle is None:
            break
        circles.append(circle)
        away = np.hypot(strokes.x - circle.x, strokes.y - circle.y) - circle.radius
        strokes = strokes.only(np.abs(away) > 4)
    return circles


def _best_circle(strokes: Strokes, largest: float) -> Circle | None:
    """The circle that most of its length lies on strokes across its rays."""
    few = strokes.every(max(1, len(strokes.x) // _SEARCHED))
    candidates = _through_pairs(few, largest)
    if not len(candidates):
        return None
    covered = _covered(few, candidates).mean(axis=1)
    best = candidates[np.argsort(-covered, kind="stable")[:_JUDGED]]
    accepted = (_accepted(strokes, _refined(strokes, candidate)) for candidate in best)
    return next((circle for circle in accepted if circle is not None), None)


def _through_pairs(strokes: Strokes, largest: float) -> Floats:
    """Circles (x, y, radius) through a point along its normal and a second one that agrees."""
    rng = np.random.default_rng(0)
    p, q = rng.integers(len(strokes.x), size=(2, _PAIRS))
    dx, dy = strokes.x[q] - strokes.x[p], strokes.y[q] - strokes.y[p]
    along = dx * strokes.normal_x[p] + dy * strokes.normal_y[p]
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = (dx * dx + dy * dy) / (2 * along)
        x, y = strokes.x[p] + reach * strokes.normal_x[p], strokes.y[p] + reach * strokes.normal_y[p]
        radius = np.abs(reach)
        cosine = (
            (x - strokes.x[q]) * strokes.normal_x[q] + (y - strokes.y[q]) * strokes.normal_y[q]
        ) / radius
    fits = (radius >= _MIN_RADIUS_PX) & (radius <= largest) & (np.abs(cosine) >= 0.97)
    found = np.column_stack([x[fits], y[fits], radius[fits]])
    return found[_most_alike(found)]


def _most_alike(circles: Floats) -> NDArray[np.intp]:
    """Indices of the circles that most others resemble: the same one, drawn by other pairs."""
    if not len(circles):
        return np.empty(0, dtype=np.intp)
    cells = np.floor(circles / 4).astype(np.int64)
    cells -= cells.min(axis=0)
    sizes = cells.max(axis=0) + 1
    keys = (cells[:, 0] * sizes[1] + cells[:, 1]) * sizes[2] + cells[:, 2]
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    share = counts / circles[first, 2]  # a large circle has more points to be drawn by
    return first[np.argsort(-share)[:_PROMISING]]


def _covered(strokes: Strokes, circles: Floats) -> NDArray[np.bool_]:
    """Which parts of circles lie on strokes across the circles' rays, shape (n circles, parts)."""
    dx = strokes.x[None, :] - circles[:, :1]
    dy = strokes.y[None, :] - circles[:, 1:2]
    distance = np.hypot(dx, dy)
    near = np.abs(distance - circles[:, 2:]) <= _NEAR_PX
    which, point = np.nonzero(near)
    dx, dy, distance = dx[which, point], dy[which, point], distance[which, point]
    cosine = (dx * strokes.normal_x[point] + dy * strokes.normal_y[point]) / np.maximum(distance, 1)
    on = np.abs(cosine) >= _RADIAL
    part = (np.arctan2(dy[on], dx[on]) / (2 * np.pi) * _PARTS).astype(np.int64) % _PARTS
    covered = np.zeros((len(circles), _PARTS), dtype=bool)
    covered[which[on], part] = True
    return covered


def _accepted(strokes: Strokes, circle: Floats) -> Circle | None:
    """The circle if it is drawn through, or dashed evenly, and stands off what is around it."""
    apart = np.array([[0, 0, 0], [0, 0, -5], [0, 0, 5]])
    covered = _covered(strokes, circle + apart)
    on, within, without = covered.mean(axis=1)
    dashed = (
        on >= _MIN_DASHED
        and circle[2] >= _SMALL_PX
        and covered[0].reshape(8, -1).mean(axis=1).min() >= _MIN_EIGHTH
    )
    drawn = on >= (_MIN_COVERAGE if circle[2] >= _SMALL_PX else _MIN_SMALL)
    if not (drawn or dashed) or on - max(within, without) < _MIN_LEAD:
        return None
    return Circle(float(circle[0]), float(circle[1]), float(circle[2]))


def _refined(strokes: Strokes, circle: Floats) -> Floats:
    """The circle fitted to the points near it by least squares."""
    points = np.column_stack([strokes.x, strokes.y])
    for reach in (3.5, 2.5, 1.8, 1.5):
        distance = np.hypot(points[:, 0] - circle[0], points[:, 1] - circle[1])
        near = points[np.abs(distance - circle[2]) <= reach]
        if len(near) < 12:
            break
        system = np.column_stack([2 * near, np.ones(len(near))])
        x, y, rest = np.linalg.lstsq(system, (near**2).sum(axis=1), rcond=None)[0]
        circle = np.array([x, y, np.sqrt(max(0.0, rest + x * x + y * y))])
    return circle
