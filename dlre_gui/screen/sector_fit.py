"""Fitting an annular sector to a coloured area."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.sector import Sector

_RECTANGLE_FILL = 0.965  # of the bounds, by the area's convex hull
_MAX_MISFIT = 0.12  # of the area
_MIN_OPENING = 0.05  # between the two sides, radians
_STEPS_PX = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25)
_SWEEPS = 6
_MAX_SAMPLES = 10000
_AROUND_PX = 8  # looked at around the area: a sector must not reach beyond it
# Sides and arcs moved, turned, spread and tilted together: alone each would first fit worse.
_JOINT_MOVES = (
    (1, 1, 0, 0, 0, 0), (0, 0, 1, 1, 0, 0), (1, -1, 0, 0, 0, 0), (0, 0, 1, -1, 0, 0),
    (1, 1, 1, 1, 0, 0), (-1, -1, 1, 1, 0, 0), (-1, 1, 1, -1, 0, 0), (1, -1, 1, -1, 0, 0),
    (0, 0, 0, 0, 1, 1), (0, 0, 0, 0, 1, -1), (0, 1, 0, 1, 0, 0), (1, 0, 1, 0, 0, 0),
)  # fmt: skip

Floats = NDArray[np.float64]


def fit_sector(mask: NDArray[np.bool_]) -> Sector | None:
    """The annular sector that a coloured area fills, in px of the mask.

    Its sides are lines that meet above the area, in the centre of its two arcs. Six lengths are
    changed in turn as long as the sector and the area come to differ in fewer px.

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
    filled = _filled_along_columns(mask)
    step = max(1, math.ceil(math.sqrt(mask.size / _MAX_SAMPLES)))
    misfit = _misfit_over(filled, step)
    lengths, cost = _descended(misfit, _first_guess(filled, rows, left, right))
    sector = _sector(lengths, mask.shape[0])
    if sector is None or cost > _MAX_MISFIT * filled[::step, ::step].sum():
        return None
    return sector if sector.high - sector.low >= _MIN_OPENING else None


def _filled_along_columns(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """All between the highest and the lowest coloured px of each column: a sector has no more."""
    used = mask.any(axis=0)
    first = mask.argmax(axis=0)
    last = mask.shape[0] - 1 - mask[::-1].argmax(axis=0)
    ys = np.arange(mask.shape[0])[:, None]
    filled: NDArray[np.bool_] = (ys >= first) & (ys <= last) & used
    return filled


def _first_guess(filled: NDArray[np.bool_], rows: NDArray[np.int64], left: Floats, right: Floats) -> Floats:
    """Left and right side at the top and the bottom, depths of the arcs in the middle, px."""
    h, w = filled.shape
    a, b = int(0.2 * len(rows)), int(0.7 * len(rows))
    span = float(rows[b] - rows[a]) or 1.0
    slopes = [(side[b] - side[a]) / span for side in (left, right)]
    tops = [float(side[a] - slope * rows[a]) for side, slope in zip((left, right), slopes, strict=True)]
    bottoms = [top + slope * h for top, slope in zip(tops, slopes, strict=True)]
    column = filled[:, int(np.clip((tops[0] + tops[1]) / 2, 0, w - 1))]
    depths = np.flatnonzero(column)
    near, far = (float(depths[0]), float(depths[-1] + 1)) if depths.size else (0.0, float(h))
    return np.array([tops[0], bottoms[0], tops[1] + 1, bottoms[1] + 1, near, far])


def _apex(lengths: Floats, h: int) -> tuple[float, float] | None:
    """Where the sides meet; None unless that is above the area."""
    left_top, left_bottom, right_top, right_bottom = (float(v) for v in lengths[:4])
    opening = (right_bottom - right_top) - (left_bottom - left_top)
    if opening <= 1e-6:
        return None
    y = -(right_top - left_top) * h / opening
    if y >= -2 or right_top <= left_top:
        return None
    return left_top + (left_bottom - left_top) * y / h, y


def _radii(lengths: Floats, apex: tuple[float, float], h: int) -> tuple[float, float]:
    """Radii of the arcs, whose depths are given on the line midway between the sides."""
    middle_top = float(lengths[0] + lengths[2]) / 2
    middle_bottom = float(lengths[1] + lengths[3]) / 2
    stretch = math.hypot(middle_bottom - middle_top, h) / h
    return (float(lengths[4]) - apex[1]) * stretch, (float(lengths[5]) - apex[1]) * stretch


def _sector(lengths: Floats, h: int) -> Sector | None:
    apex = _apex(lengths, h)
    if apex is None:
        return None
    near, far = _radii(lengths, apex, h)
    low, high = (math.atan2(float(lengths[i + 1] - lengths[i]), h) for i in (0, 2))
    return Sector(apex[0], apex[1], near, far, low, high)


def _misfit_over(filled: NDArray[np.bool_], step: int) -> Callable[[Floats], float]:
    """How many sampled px a sector and the area differ in."""
    h = filled.shape[0]
    target = np.pad(filled, _AROUND_PX)[::step, ::step]
    ys = np.arange(target.shape[0])[:, None] * step - _AROUND_PX + 0.5
    xs = np.arange(target.shape[1])[None, :] * step - _AROUND_PX + 0.5

    def misfit(lengths: Floats) -> float:
        apex = _apex(lengths, h)
        if apex is None or lengths[5] <= lengths[4]:
            return float("inf")
        near, far = _radii(lengths, apex, h)
        squared = (xs - apex[0]) ** 2 + (ys - apex[1]) ** 2
        left = lengths[0] + (lengths[1] - lengths[0]) * ys / h
        right = lengths[2] + (lengths[3] - lengths[2]) * ys / h
        inside = (squared >= near * near) & (squared <= far * far) & (xs >= left) & (xs <= right)
        return float(np.count_nonzero(inside ^ target))

    return misfit


def _descended(misfit: Callable[[Floats], float], lengths: Floats) -> tuple[Floats, float]:
    """The lengths changed one at a time, or a side as a whole, as long as the misfit falls."""
    moves = np.vstack([np.eye(6), _JOINT_MOVES])
    cost = misfit(lengths)
    for step in _STEPS_PX:
        for _ in range(_SWEEPS):
            before = cost
            for move in moves:
                for sign in (step, -step):
                    tried = lengths + sign * move
                    if (new := misfit(tried)) < cost:
                        lengths, cost = tried, new
            if cost == before:
                break
    return lengths, cost


def _hull_rows(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Floats, Floats] | None:
    """Rows of the area, and the left and right bounds of its convex hull in each."""
    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size < 8:
        return None
    first = mask.argmax(axis=1)[rows]
    last = mask.shape[1] - 1 - mask[:, ::-1].argmax(axis=1)[rows]
    return rows, _envelope(rows, first, lower=True), _envelope(rows, last, lower=False)


def _envelope(rows: NDArray[np.int64], values: NDArray[np.int64], lower: bool) -> Floats:
    """The lower (upper) convex envelope of values over rows."""
    sign = 1 if lower else -1
    chain: list[tuple[int, int]] = []
    for point in zip(rows.tolist(), (sign * values).tolist(), strict=True):
        while len(chain) >= 2 and _turns_back(chain[-2], chain[-1], point):
            chain.pop()
        chain.append(point)
    y, x = zip(*chain, strict=True)
    envelope: Floats = sign * np.interp(rows, y, x)
    return envelope


def _turns_back(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0
