"""The surroundings of a colour bar as text on black, whatever lies behind its labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.middle import median_around, medians, percentile, percentiles
from dlre_gui.screen.planes import slid
from dlre_gui.screen.text_lines import BRIGHT

_BLOCK = 0.03  # of the frame's height
_SPECKLE = 1.6  # times the median of B-mode, of which little is brighter
_SPECKLE_IN_BRIGHT = 1.35  # the same where that would hide text
_GROUND_SHARE = 58  # percent of a block that its ground is as bright as, at most
_DIM = 140.0  # grey level: dimmer text is brightened, but not without end
_MOST_BRIGHTENED = 3.0  # times
_OF_TEXT = 99.7  # percent of the px are darker than text
_OF_LITTLE_TEXT = 99.95
_MOST_GROUND = 0.5  # of the level of text
_WIDE = 0.016  # of the frame's height: strokes of type are narrower
_LEAST_WIDE_PX = 9
_GRAIN = 0.35  # of what text is above its ground that speckle is, at most
_SHOWN = 230.0  # grey level of text


def text_plane(ink: NDArray[np.uint8], strip: Box, frame_height: int) -> NDArray[np.uint8]:
    """A bar's surroundings without the bar, and without the B-mode where it lies on it: text on black.

    Parameters
    ----------
    ink
        Of the surroundings, uint8, shape (h, w), as of `ink_of`.
    strip
        The bar, in px of these.
    """
    plane, inside = _without_bar(ink, strip)
    side = max(16, round(_BLOCK * frame_height))
    text = _level_of_text(plane)
    shown = max(text, min(_DIM, _MOST_BRIGHTENED * text))
    grounds = _grounds(plane, side, text).astype(np.uint8)
    plane[inside.slices] = 0
    for k, ground in enumerate(grounds.repeat(side, axis=1)[:, : plane.shape[1]]):
        rows = slice(k * side, (k + 1) * side)
        above = np.maximum(plane[rows], ground) - ground
        plane[rows] = np.minimum(above * (shown / np.maximum(text - ground, 1)), 255)
    return plane


def narrow_plane(ink: NDArray[np.uint8], strip: Box, frame_height: int) -> NDArray[np.uint8]:
    """The same, of what is narrow only and clearly brighter than what lies around it.

    On a bright picture that is text; its edges and layers are not narrow, its speckle is not as bright.
    Wide strokes are lost, and flat signs beside bright ones.
    """
    plane, inside = _without_bar(ink, strip)
    widest = max(_LEAST_WIDE_PX, round(_WIDE * frame_height))
    above = plane - slid(slid(plane, widest, np.minimum), widest, np.maximum)
    above[inside.slices] = 0
    text = percentile(above, _OF_TEXT)
    ground = _GRAIN * text
    shown = (above - np.float32(ground)) * (_SHOWN / max(text - ground, 1.0))
    narrow: NDArray[np.uint8] = np.clip(shown, 0, 255).astype(np.uint8)
    return narrow


def _without_bar(ink: NDArray[np.uint8], strip: Box) -> tuple[NDArray[np.uint8], Box]:
    """A copy with what lies beside the bar in its place, and this place."""
    plane = ink.copy()
    grown = Box(strip.x - 2, strip.y - 2, strip.w + 4, strip.h + 4)
    inside = grown.intersection(Box(0, 0, plane.shape[1], plane.shape[0])) or strip
    plane[inside.slices] = _beside(plane, inside)
    return plane, inside


def _level_of_text(plane: NDArray[np.uint8]) -> float:
    """How bright text is; there may be as little of it as three small signs on a wide dark ground."""
    level = percentile(plane, _OF_TEXT)
    return level if level >= BRIGHT else max(percentile(plane, _OF_LITTLE_TEXT), 1.0)


def _beside(plane: NDArray[np.uint8], inside: Box) -> NDArray[np.uint8]:
    """What lies beside the bar, to stand for the ground under it: the darker of both sides, by row."""
    rows = slice(inside.y, inside.bottom)
    left = plane[rows, max(0, inside.x - inside.w) : inside.x]
    right = plane[rows, inside.right : inside.right + inside.w]
    levels = [medians(part) for part in (left, right) if part.shape[1]]
    least = np.min(levels, axis=0) if levels else np.zeros(inside.h)
    return least[:, None].astype(np.uint8)


def _grounds(plane: NDArray[np.uint8], side: int, text: float) -> NDArray[np.float64]:
    """What speckle hardly exceeds in each square block, shape (rows, columns): near 0 for text on black.

    It stays well below the level of text, but where the blocks around are bright B-mode too.
    """
    h, w = plane.shape
    rows, columns = -(-h // side), -(-w // side)
    padded = np.pad(plane, ((0, rows * side - h), (0, columns * side - w)), mode="edge")
    blocks = padded.reshape(rows, side, columns, side).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    levels = percentiles(blocks[:, :, ::2], _GROUND_SHARE)
    around = np.minimum(median_around(levels), levels)
    most = np.maximum(_MOST_GROUND * text, _SPECKLE_IN_BRIGHT * around)
    grounds: NDArray[np.float64] = np.minimum(_SPECKLE * levels, most)
    return grounds
