"""The screen as a reader of text sees it: how far each pixel stands out of what surrounds it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.components import Ints
from dlre_gui.screen.middle import median_around
from dlre_gui.screen.planes import slid
from dlre_gui.screen.text_lines import BRIGHT

_BLOCK = 0.017  # side of a block of the picture, of the frame's height
_SAMPLES = 4  # of a block, along each side
_LOW, _MIDDLE, _HIGH = 4, 8, 12  # places of the quartiles among a block's sorted samples
_MIN_SPREAD = 4  # grey levels between the quartiles of a block of B-mode
_MIN_LEVEL = 6
_PICTURE = 4  # blocks along each side of the smallest picture: a word is smaller
_SPREADS = 8.0  # from the lower quartile to the middle, that speckle hardly ever reaches
_GOES_ON = 0.7  # of a pixel's level: what is darker beside it is a letter's blurred edge
_BRIGHTER = 32  # grey levels above its ground that the middle of a block of text does not reach


@dataclass(frozen=True, slots=True, eq=False)
class TextPlane:
    """What may be text.

    Attributes
    ----------
    bright
        How much brighter each pixel is than its ground, uint8, shape (h, w).
    cut_off
        Rows and columns of bright pixels next to what is hidden as bright B-mode: the edges of a
        picture. int64, shape (n,) each.
    """

    bright: NDArray[np.uint8]
    cut_off: tuple[Ints, Ints]
    _picture: NDArray[np.bool_]
    _side: int

    def is_near_picture(self, area: Box) -> bool:
        """Whether an area has a part of what was taken for a B-mode picture or for its edge."""
        side = self._side
        rows = slice(area.y // side, -(-area.bottom // side))
        return bool(self._picture[rows, area.x // side : -(-area.right // side)].any())


def text_plane(high: NDArray[np.uint8], looked_past: list[Box]) -> TextPlane:
    """The plane of a picture.

    The ground is told from quartiles around: flat ground as it is, B-mode by as much more as it
    varies, so that its speckle does not stand out but bright text on it does.

    Parameters
    ----------
    high
        Brightest channel, uint8, shape (h, w).
    looked_past
        Boxes without text of interest: colour bars, the SWE box.
    """
    h, w = high.shape
    side = _SAMPLES * max(2, round(_BLOCK * h / _SAMPLES))
    level, picture, light = _ground(high, side)
    bright = np.empty_like(high)
    for k, row in enumerate(level.repeat(side, axis=1)[:, :w]):
        rows = slice(k * side, (k + 1) * side)  # few at once: they stay in the processor's cache
        np.subtract(np.maximum(high[rows], row), row, out=bright[rows])
    for box in looked_past:
        seen = box.intersection(Box(0, 0, w, h))
        if seen is not None:
            bright[seen.slices] = 0
    cut_off = _cut_off(high, bright, picture, picture & light, side)
    return TextPlane(bright, cut_off, picture, side)


def _cut_off(
    high: NDArray[np.uint8],
    bright: NDArray[np.uint8],
    picture: NDArray[np.bool_],
    hidden: NDArray[np.bool_],
    side: int,
) -> tuple[Ints, Ints]:
    """Bright pixels outside a picture with a neighbour whose light is hidden as B-mode.

    Such neighbours are in other blocks: only pixels at the blocks' sides are looked at.

    Parameters
    ----------
    picture, hidden
        Blocks that belong to a picture, and those of them that are bright.
    """
    over = _cut_off_along(high, bright, picture, hidden, side)
    beside = _cut_off_along(high.T, bright.T, picture.T, hidden.T, side)
    return np.concatenate([over[0], beside[1]]), np.concatenate([over[1], beside[0]])


def _cut_off_along(
    high: NDArray[np.uint8],
    bright: NDArray[np.uint8],
    picture: NDArray[np.bool_],
    hidden: NDArray[np.bool_],
    side: int,
) -> tuple[Ints, Ints]:
    """The same, of neighbours above and below."""
    n = len(picture) - 1
    above, below = slice(0, n), slice(1, n + 1)
    rows, columns = [], []
    for ours, theirs, own, other in ((above, below, side - 1, side), (below, above, 0, -1)):
        block_row, block = np.nonzero(~picture[ours] & hidden[theirs])
        row = ((block_row + ours.start) * side + own).repeat(side)
        column = (block[:, None] * side + np.arange(side)).ravel()
        within = column < high.shape[1]
        row, column = row[within], column[within]
        beside = row + other - own
        at, there = (row, column), (beside, column)
        dark = (high[there] > BRIGHT) & (bright[there] <= BRIGHT)
        found = (bright[at] > BRIGHT) & dark & (high[there] >= _GOES_ON * high[at])
        rows.append(row[found])
        columns.append(column[found])
    return np.concatenate(rows), np.concatenate(columns)


def _ground(
    high: NDArray[np.uint8], side: int
) -> tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]]:
    """Ground level of each block, 255 at the edges of pictures; if it belongs to one; if it is bright.

    Text leaves most of its block free. So a block's ground is the lowest around it, unless its
    middle lies clearly above that: then it is picture.
    """
    ranked = np.sort(_samples(high, side).astype(np.int32), axis=2)  # bytes take seven times as long
    low, middle, upper = (ranked[..., place].astype(np.uint8) for place in (_LOW, _MIDDLE, _HIGH))
    picture = _opened((upper - low >= _MIN_SPREAD) & (middle >= _MIN_LEVEL))
    ground = slid(low, 3, np.minimum)
    around = slid(picture.view(np.uint8), 3, np.maximum).view(np.bool_)
    edge = around & (middle > ground + _BRIGHTER)
    ground[edge] = 255
    usual, varying = median_around(low), median_around(middle - low)
    speckle = np.minimum(usual + _SPREADS * varying, 255).astype(np.uint8)
    lowest = slid(speckle, 3, np.minimum)
    within = np.where(middle > np.minimum(lowest, 255 - _BRIGHTER) + _BRIGHTER, speckle, lowest)
    ground[picture] = within[picture]
    return ground, picture | edge, middle > _BRIGHTER


def _opened(blocks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The blocks that belong to a square of such blocks, as large as the smallest picture."""
    padded = np.pad(blocks, _PICTURE).view(np.uint8)
    squares = slid(slid(padded, _PICTURE, np.minimum), _PICTURE, np.maximum)
    inner = squares[_PICTURE:-_PICTURE, _PICTURE:-_PICTURE]
    return np.ascontiguousarray(inner).view(np.bool_)


def _samples(high: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Evenly spaced pixels of each block, shape (rows, columns, n)."""
    h, w = high.shape
    step = side // _SAMPLES
    rows, columns = -(-h // side), -(-w // side)
    thin = high[step // 2 :: step, step // 2 :: step]
    short = rows * _SAMPLES - thin.shape[0], columns * _SAMPLES - thin.shape[1]
    thin = np.pad(thin, ((0, short[0]), (0, short[1])), mode="edge")
    tiles = thin.reshape(rows, _SAMPLES, columns, _SAMPLES).transpose(0, 2, 1, 3)
    return tiles.reshape(rows, columns, -1)
