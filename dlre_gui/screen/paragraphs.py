"""Blocks of text outside the B-mode picture: rows of words near each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.text_lines import character_boxes, lines_of

_BLOCK = 0.011  # side of a block of the picture, of the frame's height
_MIN_SPREAD = 4  # grey levels between the quartiles of a block of B-mode
_MIN_LEVEL = 6
_TEXT_TALLEST = 0.035  # of the frame's height
_ROW_GAP = 1.6  # between rows of a paragraph, in row heights
_SIDE_GAP = 20.0  # between a label and its value, in row heights


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows from top to bottom, each of one or more pieces from left to right."""

    rows: tuple[tuple[Box, ...], ...]

    @property
    def box(self) -> Box:
        return _bounds([piece for row in self.rows for piece in row])


def text_plane(high: NDArray[np.uint8], looked_past: list[Box]) -> NDArray[np.uint8]:
    """How much brighter each pixel is than its ground, 0 where B-mode or other pictures lie.

    Parameters
    ----------
    high
        Brightest channel, uint8, shape (h, w).
    looked_past
        Boxes without text of interest: colour bars, the SWE box.
    """
    h, w = high.shape
    side = 2 * max(3, round(_BLOCK * h / 2))
    ground, textured = _blocks(high, side)
    level = ground.repeat(side, axis=0).repeat(side, axis=1)[:h, :w]
    plane = np.where(high > level, high - level, 0).astype(np.uint8)
    plane[textured.repeat(side, axis=0).repeat(side, axis=1)[:h, :w]] = 0
    for box in looked_past:
        seen = box.intersection(Box(0, 0, w, h))
        if seen is not None:
            plane[seen.slices] = 0
    return plane


def _blocks(high: NDArray[np.uint8], side: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Ground level of each block, and whether it is textured as B-mode is, all over."""
    h, w = high.shape
    rows, columns = -(-h // side), -(-w // side)
    padded = np.pad(high, ((0, rows * side - h), (0, columns * side - w)), mode="edge")
    thin = padded[::2, ::2]
    step = side // 2
    tiles = thin.reshape(rows, step, columns, step).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    low, middle, upper = np.percentile(tiles, (25, 50, 75), axis=2, method="nearest")
    return low.astype(np.uint8), _solid((upper - low >= _MIN_SPREAD) & (middle >= _MIN_LEVEL))


def _solid(textured: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Textured blocks in areas of 4×4 and more, with a rim: a word is smaller than that."""
    from scipy import ndimage

    areas = ndimage.binary_opening(textured, np.ones((4, 4), bool))
    hidden: NDArray[np.bool_] = ndimage.binary_dilation(areas, np.ones((3, 3), bool))
    return hidden


def find_paragraphs(plane: NDArray[np.uint8]) -> list[Paragraph]:
    """Paragraphs of two and more rows, in px of the plane."""
    pieces = lines_of(character_boxes(plane, max(12, round(_TEXT_TALLEST * plane.shape[0]))))
    rows = _rows(pieces)
    paragraphs: list[list[tuple[Box, ...]]] = []
    for row in rows:
        home = next((p for p in reversed(paragraphs) if _continues(p[-1], row)), None)
        if home is None:
            paragraphs.append([row])
        else:
            home.append(row)
    return [Paragraph(tuple(rows)) for rows in paragraphs if len(rows) >= 2]


def _rows(pieces: list[Box]) -> list[tuple[Box, ...]]:
    """Pieces side by side joined into rows, from top to bottom."""
    rows: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.x):
        home = next((row for row in rows if _beside(row[-1], piece)), None)
        if home is None:
            rows.append([piece])
        else:
            home.append(piece)
    return sorted((tuple(row) for row in rows), key=lambda row: row[0].y)


def _beside(left: Box, right: Box) -> bool:
    common = min(left.bottom, right.bottom) - max(left.y, right.y)
    height = min(left.h, right.h)
    return common >= 0.6 * height and 0 <= right.x - left.right <= _SIDE_GAP * height


def _continues(above: tuple[Box, ...], below: tuple[Box, ...]) -> bool:
    a, b = _bounds(list(above)), _bounds(list(below))
    height = min(a.h, b.h)
    aligned = any(abs(p.x - q.x) <= height or abs(p.right - q.right) <= height for p in above for q in below)
    return aligned and 0 <= b.y - a.bottom + 0.3 * height <= (_ROW_GAP + 0.3) * height


def _bounds(boxes: list[Box]) -> Box:
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y)
