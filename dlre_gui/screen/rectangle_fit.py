"""Fitting a rectangle to a coloured area by the points of its rim."""

from __future__ import annotations

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.rim import BEYOND_PX, NEAR_PX, OUTSIDE_COUNTS, Floats, Rim, outermost

_SHARP = 0.8  # of the rim near the sides
_MIN_VOTES = 4.0  # for a side; with fewer the area's own bounds are taken


def fit_rectangle(rim: Rim, w: int, h: int) -> tuple[Box, float]:
    """The rectangle that an area fills, px of the mask, and the share of the rim on its sides.

    Parameters
    ----------
    rim
        Of the area.
    w, h
        Of its mask.
    """
    x0 = _side(rim.left[:, 0], 0)
    x1 = w - _side(w - rim.right[:, 0], 0)
    y0 = _side(rim.top[:, 1], 0)
    y1 = h - _side(h - rim.bottom[:, 1], 0)
    if x1 - x0 < 4 or y1 - y0 < 4:
        x0, y0, x1, y1 = 0, 0, w, h
    box = Box(x0, y0, x1 - x0, y1 - y0)
    return box, _score(box, rim)


def is_sharp(box: Box, rim: Rim) -> bool:
    """Whether the rim lies on a rectangle's sides to the px, as in a picture without losses."""
    depth = np.abs(_depths(box, rim.points))
    on = depth <= NEAR_PX
    return bool(on.sum() >= _MIN_VOTES and (depth[on] < 0.5).mean() >= _SHARP)


def least_on_sides(box: Box, rim: Rim) -> float:
    """Share of the rim on a rectangle's sides as seen from the side where it is least."""
    return min(float((np.abs(_depths(box, points)) <= NEAR_PX).mean()) for points in rim.sides if len(points))


def _depths(box: Box, points: Floats) -> Floats:
    """How far points lie within the nearest side."""
    x, y = points.T
    depths: Floats = np.min([x - box.x, box.right - x, y - box.y, box.bottom - y], axis=0)
    return depths


def _side(depths: np.ndarray, bound: int) -> int:
    depth, votes = outermost(depths)
    return round(depth) if votes >= _MIN_VOTES else bound


def _score(box: Box, rim: Rim) -> float:
    """Share of the rim on the rectangle's sides; points beyond them count against it."""
    depth = _depths(box, rim.points)
    on, beyond = np.abs(depth) <= NEAR_PX, depth < -BEYOND_PX
    return float(on.sum() - OUTSIDE_COUNTS * beyond.sum()) / max(1, len(depth))
