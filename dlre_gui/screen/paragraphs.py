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
_MAX_PIECES = 3  # of a row
_MIN_LABELS = 3  # of a column whose right neighbours are its values
_VALUES = 0.8  # of a column's pieces that are values make it a column of values
_SIDE_GAP = 20.0  # between a label and its value, in row heights


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows from top to bottom, each of one or more pieces from left to right."""

    rows: tuple[tuple[Box, ...], ...]


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
    """Paragraphs of two and more rows, in px of the plane.

    First pieces that stand under each other, aligned left or right, make a column; each with what
    stands to its right makes a row. Values to the right of labels make no paragraph of their own.
    """
    pieces = lines_of(character_boxes(plane, max(12, round(_TEXT_TALLEST * plane.shape[0]))))
    columns = [column for column in _columns(pieces) if len(column) >= 2]
    paragraphs = []
    taken: set[Box] = set()
    for column in sorted(columns, key=lambda column: column[0].x):
        if sum(piece in taken for piece in column) >= _VALUES * len(column):
            continue
        rows = tuple(_row(piece, pieces) for piece in column)
        paragraphs.append(Paragraph(rows))
        if len(column) >= _MIN_LABELS:
            taken.update(piece for row in rows for piece in row[1:])
    return paragraphs


def _columns(pieces: list[Box]) -> list[list[Box]]:
    """Pieces under each other, from top to bottom."""
    columns: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.y):
        home = next((c for c in reversed(columns) if _stands_under(c[-1], piece)), None)
        if home is None:
            columns.append([piece])
        else:
            home.append(piece)
    return columns


def _stands_under(above: Box, below: Box) -> bool:
    height = min(above.h, below.h)
    aligned = min(abs(above.x - below.x), abs(above.right - below.right)) <= 0.8 * height
    gap = below.y - above.bottom
    return aligned and -0.3 * height <= gap <= _ROW_GAP * height and max(above.h, below.h) <= 2 * height


def _row(label: Box, pieces: list[Box]) -> tuple[Box, ...]:
    """A piece and those to the right of it on the same line, each near the one before."""
    row = [label]
    for piece in sorted((p for p in pieces if p.x >= label.right), key=lambda box: box.x):
        common = min(label.bottom, piece.bottom) - max(label.y, piece.y)
        height = min(label.h, piece.h)
        if common >= 0.6 * height and 0 <= piece.x - row[-1].right <= _SIDE_GAP * height:
            row.append(piece)
    return tuple(row[:_MAX_PIECES])
