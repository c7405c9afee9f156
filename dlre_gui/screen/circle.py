"""Circles drawn over the SWE box, in white or a colour: the Q-Boxes' places."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Circle
from dlre_gui.screen.strokes import Floats, Strokes, joined, strokes_of

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
_MIN_SMALL = 0.8  # of a small one's, and
_MIN_SMALL_SAID = 0.5  # where the panel says that there is one more
_MIN_DASHED = 0.38  # of a dashed one's, and
_MIN_EIGHTH = 0.3  # of each of its eighths
_SMALL_PX = 12.0  # of radius: a circle so small is not dashed
_MIN_LEAD = 0.35  # over rings a few px within and without
_MIN_FITTED = 12  # points
_FLAT = 1e-9
_BESIDE_PX = 4  # within and without a circle's line
_SPOT = 110.0  # grey levels in a channel from within to without: a round spot's rim, no line


def find_circles(
    rgb: NDArray[np.uint8], inside: NDArray[np.bool_], thickest_px: int = 6, at_most: int = _MAX_CIRCLES
) -> list[Circle]:
    """Thin circles in a region, drawn through or dashed, the best drawn one first.

    Parameters
    ----------
    rgb
        uint8, shape (h, w, 3).
    inside
        bool, same shape: where to look.
    thickest_px
        Up to which thickness a line is one.
    at_most
        How many are looked for.

    Returns
    -------
    list of Circle
        In px of `rgb`.
    """
    size = thickest_px + 1
    largest = 0.6 * min(inside.shape)
    circles = _circles(strokes_of(rgb, inside, size), largest, at_most, _first_drawn)
    return circles or _circles(strokes_of(rgb, inside, size, darker=True), largest, at_most, _first_drawn)


def missing_circles(
    rgb: NDArray[np.uint8],
    inside: NDArray[np.bool_],
    known: list[Circle],
    how_many: int,
    thickest_px: int = 6,
) -> list[Circle]:
    """Circles that are drawn less clearly, where the panel says that there are more than those known.

    A line over many colours is brighter than some and darker than others: both count alike. A small
    circle may be dashed, too.

    Parameters
    ----------
    rgb, inside, thickest_px
        As for `find_circles`.
    known
        Circles found before, in px of `rgb`.
    how_many
        At most so many more.
    """
    size = thickest_px + 1
    strokes = joined(strokes_of(rgb, inside, size), strokes_of(rgb, inside, size, darker=True))
    for circle in known:
        strokes = _apart(strokes, circle)
    return _circles(strokes, 0.6 * min(inside.shape), how_many, _clearest)


def is_spot(rgb: NDArray[np.uint8], circle: Circle) -> bool:
    """Whether it is of one colour within a circle and of quite another without: no line is drawn there."""
    angles = np.arange(_PARTS) * (2 * np.pi / _PARTS)
    radii = np.array([[max(1.0, circle.radius - _BESIDE_PX)], [circle.radius + _BESIDE_PX]])
    x = (circle.x + radii * np.cos(angles)).astype(np.intp)
    y = (circle.y + radii * np.sin(angles)).astype(np.intp)
    known = ((x >= 0) & (y >= 0) & (x < rgb.shape[1]) & (y < rgb.shape[0])).all(axis=0)
    if not known.any():
        return False
    within, without = rgb[y[:, known], x[:, known]].astype(np.int16)
    return bool(np.abs(np.median(within - without, axis=0)).max() > _SPOT)


def _circles(
    strokes: Strokes, largest: float, at_most: int, taken: Callable[[Strokes, Floats], Circle | None]
) -> list[Circle]:
    circles: list[Circle] = []
    while len(circles) < at_most and len(strokes.x) >= _MIN_POINTS:
        circle = _best_circle(strokes, largest, taken)
        if circle is None:
            break
        circles.append(circle)
        strokes = _apart(strokes, circle)
    return circles


def _apart(strokes: Strokes, circle: Circle) -> Strokes:
    away = np.hypot(strokes.x - circle.x, strokes.y - circle.y) - circle.radius
    return strokes.only(np.abs(away) > 4)


def _best_circle(
    strokes: Strokes, largest: float, taken: Callable[[Strokes, Floats], Circle | None]
) -> Circle | None:
    """The circle that most of its length lies on strokes across its rays, of those that may be taken."""
    few = strokes.every(max(1, len(strokes.x) // _SEARCHED))
    candidates = _through_pairs(few, largest)
    if not len(candidates):
        return None
    covered = _covered(few, candidates).mean(axis=1)
    best = candidates[np.argsort(-covered, kind="stable")[:_JUDGED]]
    return taken(strokes, _refined(strokes, best))


def _through_pairs(strokes: Strokes, largest: float) -> Floats:
    """Circles (x, y, radius) through a point along its normal and a second one that agrees."""
    rng = np.random.default_rng(0)
    p, q = rng.integers(len(strokes.x), size=(2, _PAIRS))
    dx, dy = strokes.x[q] - strokes.x[p], strokes.y[q] - strokes.y[p]
    along = dx * strokes.normal_x[p] + dy * strokes.normal_y[p]
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = (dx * dx + dy * dy) / (2 * along)
        radius = np.abs(reach)
    fits = np.flatnonzero((radius >= _MIN_RADIUS_PX) & (radius <= largest))
    p, q, reach, radius = p[fits], q[fits], reach[fits], radius[fits]
    x, y = strokes.x[p] + reach * strokes.normal_x[p], strokes.y[p] + reach * strokes.normal_y[p]
    cosine = ((x - strokes.x[q]) * strokes.normal_x[q] + (y - strokes.y[q]) * strokes.normal_y[q]) / radius
    agrees = np.abs(cosine) >= 0.97
    found = np.column_stack([x[agrees], y[agrees], radius[agrees]])
    return found[_most_alike(found)]


def _most_alike(circles: Floats) -> NDArray[np.intp]:
    """Indices of the circles that most others resemble: the same one, drawn by other pairs."""
    if not len(circles):
        return np.empty(0, dtype=np.intp)
    cells = np.floor(circles / 4).astype(np.int64)
    cells -= cells.min(axis=0)
    sizes = cells.max(axis=0) + 1
    keys = (cells[:, 0] * sizes[1] + cells[:, 1]) * sizes[2] + cells[:, 2]
    ranked = np.sort(keys * len(keys) + np.arange(len(keys)))  # a fifth of the time of sorting indices
    of, place = np.divmod(ranked, len(keys))
    start = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    first, counts = place[start], np.diff(start, append=len(of))
    share = counts / circles[first, 2]  # a large circle has more points to be drawn by
    return first[np.argsort(-share)[:_PROMISING]]


def _covered(strokes: Strokes, circles: Floats) -> NDArray[np.bool_]:
    """Which parts of circles lie on strokes across the circles' rays, shape (n circles, parts)."""
    which, point = np.divmod(np.flatnonzero(_near(_points(strokes), circles, _NEAR_PX)), len(strokes.x))
    dx, dy = strokes.x[point] - circles[which, 0], strokes.y[point] - circles[which, 1]
    distance = np.hypot(dx, dy)
    cosine = (dx * strokes.normal_x[point] + dy * strokes.normal_y[point]) / np.maximum(distance, 1)
    on = np.abs(cosine) >= _RADIAL
    part = (np.arctan2(dy[on], dx[on]) / (2 * np.pi) * _PARTS).astype(np.int64) % _PARTS
    covered = np.zeros((len(circles), _PARTS), dtype=bool)
    covered[which[on], part] = True
    return covered


def _near(points: Floats, circles: Floats, reach: float) -> NDArray[np.bool_]:
    """Which points lie within `reach` px of which circle's line, shape (n circles, n points).

    By squares of distances: they are products of what is the circle's and what is the point's (`_points`).
    """
    x, y, radius = np.asarray(circles, dtype=np.float64).T
    own = np.stack([-2 * x, -2 * y, np.ones_like(x), x * x + y * y - radius * radius - reach * reach], axis=1)
    off = own @ points
    near: NDArray[np.bool_] = np.abs(off, out=off) <= (2 * reach * radius)[:, None]
    return near


def _points(strokes: Strokes) -> Floats:
    """What `_near` needs of points: columns, rows, their squares' sums and ones, shape (4, n points)."""
    x, y = strokes.x.astype(np.float64), strokes.y.astype(np.float64)
    return np.stack([x, y, x * x + y * y, np.ones_like(x)])


def _first_drawn(strokes: Strokes, circles: Floats) -> Circle | None:
    """The first that is drawn through, or dashed evenly, and stands off what is around it."""
    on, eighths = _drawn_share(strokes, circles)
    is_small = circles[:, 2] < _SMALL_PX
    dashed = (on >= _MIN_DASHED) & ~is_small & (eighths >= _MIN_EIGHTH)
    drawn = np.flatnonzero(dashed | (on >= np.where(is_small, _MIN_SMALL, _MIN_COVERAGE)))
    for some in (drawn[:1], drawn[1:]):  # mostly the first is the one; else all others are judged at once
        leading = some[on[some] - _beside(strokes, circles[some]) >= _MIN_LEAD]
        if leading.size:
            return Circle(*circles[leading[0]].tolist())
    return None


def _clearest(strokes: Strokes, circles: Floats) -> Circle | None:
    """The one that stands off most from what is around it, drawn through or dashed evenly."""
    on, eighths = _drawn_share(strokes, circles)
    least = np.where(circles[:, 2] < _SMALL_PX, _MIN_SMALL_SAID, _MIN_DASHED)
    drawn = np.flatnonzero((on >= least) & (eighths >= _MIN_EIGHTH) & (circles[:, 2] >= _MIN_RADIUS_PX))
    if not drawn.size:
        return None
    lead = on[drawn] - _beside(strokes, circles[drawn])
    return Circle(*circles[drawn[lead.argmax()]].tolist()) if lead.max() >= _MIN_LEAD else None


def _drawn_share(strokes: Strokes, circles: Floats) -> tuple[Floats, Floats]:
    """How much of each circle's length lies on strokes, and how much of the eighth with the least."""
    covered = _covered(strokes, circles)
    return covered.mean(axis=1), covered.reshape(len(circles), 8, -1).mean(axis=2).min(axis=1)


def _beside(strokes: Strokes, circles: Floats) -> Floats:
    """How much of the rings a few px within and without lies on strokes: the greater of both."""
    rings = (circles[:, None] + np.array([[0, 0, -5], [0, 0, 5]])).reshape(-1, 3)
    beside: Floats = _covered(strokes, rings).mean(axis=1).reshape(-1, 2).max(axis=1)
    return beside


def _refined(strokes: Strokes, circles: Floats) -> Floats:
    """Each circle fitted to the points near it by least squares, while enough are.

    By sums over the points, about the middle of all: a circle's are the products of all points' with
    which of them are near.
    """
    middle = np.array([strokes.x.mean(dtype=np.float64), strokes.y.mean(dtype=np.float64)])
    x, y = strokes.x - middle[0], strokes.y - middle[1]
    square = x * x + y * y
    parts = np.stack([x * x, x * y, y * y, x, y, np.ones_like(x), x * square, y * square, square], axis=1)
    fitted: Floats = np.asarray(circles, dtype=np.float64) - np.append(middle, 0)
    points = _points(Strokes(x, y, strokes.normal_x, strokes.normal_y))
    going = np.ones(len(fitted), dtype=np.bool_)
    for reach in (3.5, 2.5, 1.8, 1.5):
        sums = _near(points, fitted, reach).astype(np.float64) @ parts  # a product with floats is fast
        going &= sums[:, 5] >= _MIN_FITTED
        fitted[going] = _through_sums(sums[going])
    fitted[:, :2] += middle
    return fitted


def _through_sums(sums: Floats) -> Floats:
    """Circles (x, y, radius) of least squares from their points' sums, in the order of `_refined`."""
    xx, xy, yy, x, y, n, xs, ys, square = sums.T
    x, y, square = x / n, y / n, square / n
    xx, xy, yy = xx / n - x * x, xy / n - x * y, yy / n - y * y
    xs, ys = xs / n - x * square, ys / n - y * square
    flat = np.maximum(xx * yy - xy * xy, _FLAT * (xx + yy) ** 2)  # points on one line have no circle
    at_x, at_y = (yy * xs - xy * ys) / (2 * flat), (xx * ys - xy * xs) / (2 * flat)
    radius = np.sqrt(np.maximum(square - 2 * (at_x * x + at_y * y) + at_x * at_x + at_y * at_y, 0))
    fitted: Floats = np.stack([at_x, at_y, radius], axis=1)
    return fitted
