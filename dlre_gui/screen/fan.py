"""The apex of a convex probe's B-mode picture: an SWE box in it is a sector about the same apex."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes

_ROWS = 360  # of the thinned picture
_MIN_LEVEL = 5  # grey levels
_CLEAR = 4  # px of the thinned picture that the way up keeps from the fan's sides
_MIN_ROWS = 12
_MIN_SLOPE = 0.12  # of a fan's side from upright: a panel's own side is none
_NEAR = 0.9  # px of the thinned picture
_MIN_VOTES = 0.2  # of the rows on a side's line

Floats = NDArray[np.float64]


def apex_of_fan(planes: Planes, inside: Box) -> tuple[float, float] | None:
    """Where the sides of the fan that holds `inside` meet, px; None if the picture is no fan."""
    from scipy import ndimage

    step = max(1, planes.height // _ROWS)
    lit = ndimage.uniform_filter(planes.high[::step, ::step], 5) >= _MIN_LEVEL
    x, y = (int(v / step) for v in inside.centre)
    ys, left, right = _runs_upwards(lit, min(x, lit.shape[1] - 1), min(y, lit.shape[0] - 1))
    if len(ys) < _MIN_ROWS:
        return None
    first, second = _side(ys, left, -1), _side(ys, right, 1)
    if first is None or second is None:
        return None
    (a, b), (c, d) = first, second
    apex_y = (a - c) / (d - b)
    return (a + b * apex_y) * step, apex_y * step


def _runs_upwards(lit: NDArray[np.bool_], x: int, y: int) -> tuple[Floats, Floats, Floats]:
    """Left and right end of the lit run in each row from a place upwards, as the fan narrows."""
    columns = np.arange(lit.shape[1])
    dark_before = np.maximum.accumulate(np.where(lit, -1, columns), axis=1)
    dark_after = np.minimum.accumulate(np.where(lit, len(columns), columns)[:, ::-1], axis=1)[:, ::-1]
    ends = []
    while y >= 0 and lit[y, x]:
        left, right = int(dark_before[y, x]) + 1, int(dark_after[y, x])
        ends.append((y + 0.5, left, right))
        if right - left > 2 * _CLEAR:
            x = min(max(x, left + _CLEAR), right - _CLEAR)
        y -= 1
    table = np.array(ends, dtype=np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _side(ys: Floats, xs: Floats, sign: int) -> tuple[float, float] | None:
    """Start and slope over y of the slanted line that most ends lie on; None if too few do."""
    chosen = np.linspace(0, len(ys) - 1, min(len(ys), 60)).astype(int)
    one, other = np.triu_indices(len(chosen), 4)
    one, other = chosen[one], chosen[other]
    slope = (xs[other] - xs[one]) / (ys[other] - ys[one])
    slanted = slope * sign >= _MIN_SLOPE
    if not slanted.any():
        return None
    slope = slope[slanted]
    start = xs[one[slanted]] - slope * ys[one[slanted]]
    votes = (np.abs(xs - start[:, None] - slope[:, None] * ys) <= _NEAR).sum(axis=1)
    best = int(votes.argmax())
    if votes[best] < max(_MIN_ROWS, _MIN_VOTES * len(ys)):
        return None
    on = np.abs(xs - start[best] - slope[best] * ys) <= _NEAR
    fitted = np.polyfit(ys[on], xs[on], 1)
    return float(fitted[1]), float(fitted[0])
