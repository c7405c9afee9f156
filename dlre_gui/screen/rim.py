"""The rim of a coloured area: where its colour begins, seen from outside, row by row, column by column.

A true side of an SWE box is straight or an arc, and much of the rim lies on it, while nothing lies
beyond it. The rim of a void is neither.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.middle import median

_MOST_LINES = 200  # rows and columns looked at
NEAR_PX = 1.5  # of a side: the rim lies on it
BEYOND_PX = 2.5  # a side: the rim lies outside
OUTSIDE_COUNTS = 3.0  # times as much as a point on the side

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rim:
    """Points of the rim, px of the mask, half-open: float64, shape (n, 2), x and y, by side seen from."""

    left: Floats
    right: Floats
    top: Floats
    bottom: Floats

    @property
    def sides(self) -> tuple[Floats, Floats, Floats, Floats]:
        return self.left, self.right, self.top, self.bottom

    @property
    def points(self) -> Floats:
        return np.concatenate(self.sides)


def rim_of(mask: NDArray[np.bool_], gap_px: int = 0) -> Rim:
    """The rim of an area, bool, shape (h, w).

    Parameters
    ----------
    gap_px
        Over gaps so long at most the rim goes on: a line may be dashed.
    """
    left, right = _ends(mask, gap_px)
    top, bottom = _ends(mask.T, gap_px)
    return Rim(left, right, top[:, ::-1], bottom[:, ::-1])


def _ends(mask: NDArray[np.bool_], gap_px: int) -> tuple[Floats, Floats]:
    """First and last place in each row that has any, as x and y."""
    step = max(1, mask.shape[0] // _MOST_LINES)
    lines = mask[step // 2 :: step]
    used = lines.any(axis=1)
    lines = lines[used]
    ys = np.flatnonzero(used) * step + step // 2 + 0.5
    first = lines.argmax(axis=1)
    last = lines.shape[1] - lines[:, ::-1].argmax(axis=1)
    if gap_px:
        first, last = _over_gaps(first, last, gap_px // step + 2)
    return np.column_stack([first, ys]).astype(np.float64), np.column_stack([last, ys]).astype(np.float64)


def _over_gaps(first: Places, last: Places, size: int) -> tuple[Places, Places]:
    """Ends of rows, those in gaps of fewer than `size` rows as of the rows about them."""
    from scipy import ndimage

    return ndimage.grey_opening(first, size), ndimage.grey_closing(last, size)


def outermost(depths: Floats) -> tuple[float, float]:
    """The depth of a side, and how many points speak for it: most lie on it, next to none before it.

    Parameters
    ----------
    depths
        Of points of the rim along the way inwards, px.
    """
    if not depths.size:
        return 0.0, 0.0
    ranked = np.sort(depths)
    on = np.searchsorted(ranked, ranked + NEAR_PX) - np.searchsorted(ranked, ranked - NEAR_PX)
    votes = on - OUTSIDE_COUNTS * np.searchsorted(ranked, ranked - BEYOND_PX)
    best = int(votes.argmax())
    chosen = ranked[np.abs(ranked - ranked[best]) <= NEAR_PX]
    return median(chosen), float(votes[best])
