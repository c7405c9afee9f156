"""Fitting an annular sector to a coloured area by the points of its rim."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.rim import BEYOND_PX, NEAR_PX, OUTSIDE_COUNTS, Floats, Rim, outermost
from dlre_gui.screen.sector import Sector

_MIN_OPENING = 0.05  # between the two sides, radians
_MIN_LEAD = 0.06  # of the rim, over the rectangle
_MIN_SCORE = 0.25
_SHARP = 0.95  # of the rim near the sides
_LINE_POINTS = 30  # of a side, joined in pairs to lines
_VOTERS = 100  # points of a side, at least, that vote for lines
_REACHES_PX = (12.0, 8.0, 5.0, 3.0, 2.0, 2.0)
_DAMPING = 1e-6


def fit_sector(rim: Rim, at_least: float) -> tuple[Sector, float] | None:
    """The annular sector that an area fills, in px of the mask, and the share of the rim on its sides.

    Its sides are lines that meet above the area, in the centre of its two arcs.

    Parameters
    ----------
    rim
        Of the area; holes do not matter.
    at_least
        Share of the rim that the best rectangle explains: a sector must explain more.

    Returns
    -------
    tuple of Sector and float, or None
        None if the area is a rectangle or of another shape.
    """
    points = rim.points
    if len(rim.left) < 8 or len(rim.top) < 8 or at_least + _MIN_LEAD > 1:
        return None
    scored = [
        (sector, _score(sector, points)) for start in _starts(rim) if (sector := _settled(start, points))
    ]
    return _best(scored, at_least)


def sector_about(rim: Rim, apex: tuple[float, float], at_least: float) -> tuple[Sector, float] | None:
    """The sector about a known apex, px of the mask, that an area fills as far as it has colour."""
    x, y = apex
    points = rim.points
    angles = np.arctan2(points[:, 0] - x, points[:, 1] - y)
    middle = float(np.hypot(points[:, 0] - x, points[:, 1] - y).mean())
    low, high = outermost(angles * middle)[0] / middle, -outermost(-angles * middle)[0] / middle
    sector = _around(rim, x, y, low, high)
    return None if sector is None else _best([(sector, _score(sector, points))], at_least)


def least_explained(sector: Sector, rim: Rim) -> float:
    """Share of the rim on a sector's sides as seen from the side where it is least."""
    depths = (_depths(sector, points)[0].min(axis=0) for points in rim.sides if len(points))
    return min(float((np.abs(depth) <= NEAR_PX).mean()) for depth in depths)


def is_sharp(sector: Sector, rim: Rim) -> bool:
    """Whether next to all of the rim lies on a sector's sides to the px, as in a picture without losses."""
    depth = np.abs(_depths(sector, rim.points)[0].min(axis=0))
    on = depth <= NEAR_PX
    return bool(on.mean() >= _SHARP and (depth[on] < 0.5).mean() >= _SHARP)


def _best(scored: list[tuple[Sector, float]], at_least: float) -> tuple[Sector, float] | None:
    """The best one, if it opens as a sector does and explains more of the rim than a rectangle."""
    if not scored:
        return None
    sector, score = max(scored, key=lambda one: one[1])
    opens = sector.high - sector.low >= _MIN_OPENING
    return (sector, score) if opens and score >= max(_MIN_SCORE, at_least + _MIN_LEAD) else None


def _starts(rim: Rim) -> list[Sector]:
    """Sectors between the best line on the left and on the right, about where the two meet."""
    left, right = _side(rim.left), _side(rim.right * (-1, 1))
    (a, b), (c, d) = left, (-right[0], -right[1])  # x = a + b·y and x = c + d·y
    if d - b < 1e-3:
        return []
    y = (a - c) / (d - b)
    start = _around(rim, a + b * y, y, math.atan(b), math.atan(d))
    return [start] if start is not None else []


def _side(points: Floats) -> tuple[float, float]:
    """Start and slope over y of the outermost line that the left rim lies on."""
    points = points[:: max(1, len(points) // _VOTERS)]
    chosen = points[np.linspace(0, len(points) - 1, min(len(points), _LINE_POINTS)).astype(int)]
    first, second = np.triu_indices(len(chosen), max(1, len(chosen) // 5))
    slope = (chosen[second, 0] - chosen[first, 0]) / (chosen[second, 1] - chosen[first, 1])
    start = chosen[first, 0] - slope * chosen[first, 1]
    inside = points[:, 0] - (start[:, None] + slope[:, None] * points[:, 1])
    votes = (np.abs(inside) <= NEAR_PX).sum(axis=1) - OUTSIDE_COUNTS * (inside < -BEYOND_PX).sum(axis=1)
    best = int(votes.argmax())
    return float(start[best]), float(slope[best])


def _around(rim: Rim, x: float, y: float, low: float, high: float) -> Sector | None:
    """The sector about an apex between two angles; its arcs where the rim above and below speaks for."""
    if y >= min(rim.top[:, 1].min(), rim.left[:, 1].min()) or high - low < _MIN_OPENING / 2:
        return None
    above = np.hypot(rim.top[:, 0] - x, rim.top[:, 1] - y)
    below = np.hypot(rim.bottom[:, 0] - x, rim.bottom[:, 1] - y)
    near, far = outermost(above)[0], -outermost(-below)[0]
    return Sector(x, y, near, far, low, high) if far - near > 4 else None


def _depths(sector: Sector, points: Floats) -> tuple[Floats, Floats, Floats]:
    """How far points lie within each side (left, right, near, far), shape (4, n), and from the apex."""
    dx, dy = points[:, 0] - sector.x, points[:, 1] - sector.y
    radius = np.hypot(dx, dy)
    left = dx * math.cos(sector.low) - dy * math.sin(sector.low)
    right = dy * math.sin(sector.high) - dx * math.cos(sector.high)
    return np.stack([left, right, radius - sector.near, sector.far - radius]), dx, dy


def _score(sector: Sector, points: Floats) -> float:
    """Share of the rim on the sector's sides; points beyond them count against it."""
    depth = _depths(sector, points)[0].min(axis=0)
    on, beyond = np.abs(depth) <= NEAR_PX, depth < -BEYOND_PX
    return float(on.sum() - OUTSIDE_COUNTS * beyond.sum()) / len(points)


def _settled(sector: Sector, points: Floats) -> Sector | None:
    """The sector moved by least squares to the points near its sides, ever nearer ones."""
    for reach in _REACHES_PX:
        moved = _moved(sector, points, reach)
        if moved is None:
            return sector
        sector = moved
    return sector


def _moved(sector: Sector, points: Floats, reach: float) -> Sector | None:
    """One Gauss-Newton step; None if it leads nowhere."""
    depths, dx, dy = _depths(sector, points)
    side = depths.argmin(axis=0)
    depth = depths.min(axis=0)
    used = (depth <= reach) & (depth >= -2 * reach)
    if used.sum() < 12:
        return None
    slopes = _slopes(sector, dx[used], dy[used], side[used])
    scale = np.maximum(np.abs(slopes).max(axis=0), 1e-9)
    scaled = slopes / scale
    normal = scaled.T @ scaled + _DAMPING * used.sum() * np.eye(6)
    step = np.linalg.solve(normal, scaled.T @ -depth[used]) / scale
    x, y, low, high, near, far = (float(v) for v in step)
    moved = Sector(sector.x + x, sector.y + y, sector.near + near, sector.far + far,
                   sector.low + low, sector.high + high)  # fmt: skip
    sound = 0 < moved.near < moved.far and abs(moved.low) < 1.5 and abs(moved.high) < 1.5
    return moved if sound and moved.low < moved.high else None


def _slopes(sector: Sector, dx: Floats, dy: Floats, side: NDArray[np.int64]) -> Floats:
    """Derivatives of each point's depth by x, y, low, high, near, far; shape (n, 6)."""
    radius = np.hypot(dx, dy)
    slopes = np.zeros((len(dx), 6))
    for index, angle, sign in ((0, sector.low, 1.0), (1, sector.high, -1.0)):
        on = side == index
        slopes[on, 0] = -sign * math.cos(angle)
        slopes[on, 1] = sign * math.sin(angle)
        slopes[on, 2 + index] = -sign * (dx[on] * math.sin(angle) + dy[on] * math.cos(angle))
    for index, sign in ((2, 1.0), (3, -1.0)):
        on = side == index
        slopes[on, 0] = -sign * dx[on] / radius[on]
        slopes[on, 1] = -sign * dy[on] / radius[on]
        slopes[on, 2 + index] = -sign
    return slopes
