"""The ends of a colour bar that are too dark or too pale to count as coloured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes

_REACH = 0.3  # of the bar's length
_MAX_STEP = 24.0  # grey levels from row to row: the bar's colours change slowly
_MIN_CONTRAST = 14.0  # to the ground on both sides
_MAX_SPREAD = 10.0  # along a row
_SOFT = 0.65  # of the contrast of the row before: less is an edge
_SOFT_ROWS = 2  # that a soft edge, as compression leaves it, may have added to the bar
_INSIDE = 3  # rows from an end, where a soft edge does not reach
_HALF = 0.5  # of the contrast there: less is outside


def with_pale_ends(planes: Planes, box: Box) -> Box:
    """A bar's box with the rows above and below that go on in its colours and stand off the ground.

    Rows of a soft edge that were counted in are left out: one in 219 shifts all that the bar tells by half a
    percent of its scale.
    """
    margin = max(1, box.w // 5)
    reach = round(_REACH * box.h)
    top, bottom = max(0, box.y - reach), min(planes.height, box.bottom + reach)
    rows = planes.rgb[top:bottom, box.x + margin : box.right - margin].astype(np.float32)
    means = rows.mean(axis=1)
    even = np.abs(rows - means[:, None]).mean(axis=(1, 2)) <= _MAX_SPREAD
    contrast = _contrast(planes, box, means, slice(top, bottom))
    first = _hardened(contrast, box.y - top, -1)
    last = _hardened(contrast, box.bottom - 1 - top, 1)
    y0 = _followed(means, np.where(even, contrast, 0), first, -1) + top
    y1 = _followed(means, np.where(even, contrast, 0), last, 1) + top + 1
    return Box(box.x, y0, box.w, y1 - y0)


def _contrast(planes: Planes, box: Box, means: NDArray[np.float32], rows: slice) -> NDArray[np.float32]:
    """How far each row's colour is from the ground on the side where it is more like it."""
    gap = max(3, box.w // 3)
    nearest = np.full(len(means), np.inf, dtype=np.float32)
    for x in (box.x - gap, box.right + gap - 1):
        if 0 <= x < planes.width:
            ground = planes.rgb[rows, x].astype(np.float32)
            nearest = np.minimum(nearest, np.abs(means - ground).max(axis=1))
    return nearest


def _hardened(contrast: NDArray[np.float32], end: int, step: int) -> int:
    """The last row of a bar towards `step`, without rows beyond the middle of a soft edge."""
    for at in range(end, end - _SOFT_ROWS * step, -step):
        inside = at - _INSIDE * step
        if not 0 <= inside < len(contrast) or contrast[at] >= _HALF * contrast[inside]:
            return at
    return end


def _followed(means: NDArray[np.float32], contrast: NDArray[np.float32], start: int, step: int) -> int:
    """The last row that the bar reaches from `start`; the half-lit row of a soft edge is none."""
    at = start
    while 0 <= at + step < len(means):
        fading = contrast[at + step] < max(_MIN_CONTRAST, _SOFT * contrast[at])
        if fading or float(np.abs(means[at + step] - means[at]).max()) > _MAX_STEP:
            break
        at += step
    return at
