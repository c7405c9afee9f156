"""The shape of a coloured area: a rectangle, or the annular sector of a convex probe."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.sector import Sector

Outline = tuple[tuple[float, float], ...]

_RECTANGLE_FILL = 0.965  # of the bounds, by the area's convex hull
_TOUCHING_PX = (1.5, 3.0, 6.0)  # from the hull; compression frays the sides
_MIN_SLOPE = 0.04  # sideways per px down, of the two sides together, for a sector


def rectangle(box: Box) -> Outline:
    """Corners of a rectangle, clockwise."""
    x0, y0, x1, y1 = float(box.x), float(box.y), float(box.right), float(box.bottom)
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def fit_sector(mask: NDArray[np.bool_]) -> Sector | None:
    """The annular sector that a coloured area fills, in px of the mask.

    The two sides are lines that meet above the area, in the centre of its two arcs.

    Parameters
    ----------
    mask
        bool, shape (h, w): the area, cut at its bounds; holes do not matter.

    Returns
    -------
    Sector or None
        None if the area is a rectangle or of another shape.
    """
    hull = _hull_rows(mask)
    if hull is None:
        return None
    rows, left, right = hull
    if float((right - left + 1).sum()) >= _RECTANGLE_FILL * mask.size:
        return None
    left_line = _side(rows, left, *_first_and_last(mask, 0), is_left=True)
    right_line = _side(rows, right, *_first_and_last(mask, 1), is_left=False)
    if left_line is None or right_line is None or right_line[1] - left_line[1] < _MIN_SLOPE:
        return None
    return _sector(mask, left_line, right_line)


def _first_and_last(mask: NDArray[np.bool_], side: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The outermost coloured column of each row on one side, and whether the row has any."""
    used: NDArray[np.bool_] = np.asarray(mask.any(axis=1))
    edge = mask.argmax(axis=1) if side == 0 else mask.shape[1] - 1 - mask[:, ::-1].argmax(axis=1)
    return edge.astype(np.int64), used


def _hull_rows(
    mask: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]] | None:
    """Rows of the area, and the left and right bounds of its convex hull in each."""
    first, used = _first_and_last(mask, 0)
    last, _ = _first_and_last(mask, 1)
    rows = np.flatnonzero(used)
    if rows.size < 8:
        return None
    left = _envelope(rows, first[rows], lower=True)
    right = _envelope(rows, last[rows], lower=False)
    return rows, left, right


def _envelope(rows: NDArray[np.int64], values: NDArray[np.int64], lower: bool) -> NDArray[np.float64]:
    """The lower (upper) convex envelope of values over rows."""
    sign = 1 if lower else -1
    chain: list[tuple[int, int]] = []
    for point in zip(rows.tolist(), (sign * values).tolist(), strict=True):
        while len(chain) >= 2 and _turns_back(chain[-2], chain[-1], point):
            chain.pop()
        chain.append(point)
    y, x = zip(*chain, strict=True)
    envelope: NDArray[np.float64] = sign * np.interp(rows, y, x)
    return envelope


def _turns_back(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


def _side(
    rows: NDArray[np.int64],
    envelope: NDArray[np.float64],
    edge: NDArray[np.int64],
    used: NDArray[np.bool_],
    is_left: bool,
) -> tuple[float, float] | None:
    """The straight side as (x at row 0, change of x a row), from where the area touches its hull.

    It runs from the top down to where the area is widest on this side.
    """
    widest = int(envelope.argmin() if is_left else envelope.argmax())
    upto = rows[: widest + 1]
    if upto.size < 6:
        return None
    off = np.abs(edge[upto] - envelope[: widest + 1])
    low, high = upto[0] + 0.03 * upto.size, upto[-1] - 0.03 * upto.size
    for reach in _TOUCHING_PX:
        points = upto[(off <= reach) & used[upto] & (upto >= low) & (upto <= high)]
        if points.size >= 4 and points[-1] - points[0] >= 0.4 * upto.size:
            slope, start = np.polyfit(points, edge[points] + (0.0 if is_left else 1.0), 1)
            return float(start), float(slope)
    return None


def _sector(mask: NDArray[np.bool_], left: tuple[float, float], right: tuple[float, float]) -> Sector | None:
    """The sector between two sides whose arcs bound the coloured pixels."""
    apex_y = (left[0] - right[0]) / (right[1] - left[1])
    apex_x = left[0] + left[1] * apex_y
    ys, xs = np.nonzero(mask)
    radii = np.hypot(xs + 0.5 - apex_x, ys + 0.5 - apex_y)
    angles = np.arctan2(xs + 0.5 - apex_x, ys + 0.5 - apex_y)
    low, high = math.atan(left[1]), math.atan(right[1])
    within = (angles >= low) & (angles <= high)
    if apex_y >= 0 or within.mean() < 0.9:
        return None
    near, far = _arc_bounds(radii[within], high - low)
    if near is None or far is None:
        return None
    return Sector(apex_x, apex_y, near, far, low, high)


def _arc_bounds(radii: NDArray[np.float64], angle: float) -> tuple[float | None, float | None]:
    """Radii of the near and the far arc: where an eighth of the arc's pixels are coloured."""
    start = int(radii.min())
    counts = np.bincount((radii - start).astype(np.int64))
    lengths = angle * (start + np.arange(len(counts)) + 0.5)
    covered = np.flatnonzero(counts >= 0.25 * lengths)
    if covered.size < 2:
        return None, None
    return float(start + covered[0]), float(start + covered[-1] + 1)


def inside_of(outline: Outline, box: Box) -> NDArray[np.bool_]:
    """Pixels of a box whose centres lie within an outline, bool, shape (box.h, box.w)."""
    ys = box.y + 0.5 + np.arange(box.h)
    xs = box.x + 0.5 + np.arange(box.w)
    inside = np.zeros((box.h, box.w), dtype=bool)
    for (xa, ya), (xb, yb) in zip(outline, outline[1:] + outline[:1], strict=True):
        if ya == yb:
            continue
        crossed = (ys >= min(ya, yb)) & (ys < max(ya, yb))
        at = xa + (ys[crossed] - ya) * (xb - xa) / (yb - ya)
        inside[crossed] ^= xs[None, :] >= at[:, None]
    return inside
