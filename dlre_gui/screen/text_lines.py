"""Where lines of text lie: bright characters on a dark ground, grouped by neighbourhood."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import LineReader, ReadLine

MARGIN = 0.35  # around a line, in its heights: more is read faster, much more worse
_BRIGHT = 64
_MAX_CHARACTER_PX = 64
_MIN_CHARACTER_PX = 5
_MAX_GAP = 1.1  # between characters of a line, in character heights


def character_boxes(bright: NDArray[np.uint8], tallest_px: int = _MAX_CHARACTER_PX) -> list[Box]:
    """Boxes of what may be characters or their parts (dots, accents), in px of `bright`.

    Parameters
    ----------
    bright
        Brightest channel, uint8, shape (h, w).
    """
    from scipy import ndimage

    shown = bright > _BRIGHT
    joined = shown.copy()
    joined[1:-1] |= shown[:-2] & shown[2:]
    labels, _ = ndimage.label(joined, structure=np.ones((3, 3), bool))
    boxes = []
    for rows, columns in ndimage.find_objects(labels):
        h, w = rows.stop - rows.start, columns.stop - columns.start
        if h <= tallest_px and w <= 6 * tallest_px and h * w >= 2:
            boxes.append(Box(columns.start, rows.start, w, h))
    return boxes


def lines_of(characters: Iterable[Box], max_gap: float = _MAX_GAP) -> list[Box]:
    """Characters joined into lines, each line's bounds; lone specks are left out."""
    letters = sorted((box for box in characters if box.h >= _MIN_CHARACTER_PX), key=lambda box: box.x)
    tallest = max((letter.h for letter in letters), default=0)
    ended: list[Box] = []
    lines: list[Box] = []  # that a letter further right may continue
    for letter in letters:
        ends = [letter.x - line.right > max_gap * max(line.h, tallest) for line in lines]
        ended += [line for line, has_ended in zip(lines, ends, strict=True) if has_ended]
        lines = [line for line, has_ended in zip(lines, ends, strict=True) if not has_ended]
        home = _line_ending_before(lines, letter, max_gap)
        if home is None:
            lines.append(letter)
        else:
            lines[home] = _union(lines[home], letter)
    return _with_stacked_parts(sorted(ended + lines, key=lambda box: box.x))


def _with_stacked_parts(lines: list[Box]) -> list[Box]:
    """Lines that took in what lies just above or below their letters: parts of Chinese characters."""
    whole: list[Box] = []
    for line in sorted(lines, key=lambda box: -box.h * box.w):
        home = next((k for k, other in enumerate(whole) if _is_part(line, other)), None)
        if home is None:
            whole.append(line)
        else:
            whole[home] = _union(whole[home], line)
    return whole


def _is_part(small: Box, large: Box) -> bool:
    within = small.x >= large.x - 2 and small.right <= large.right + 2
    gap = max(small.y, large.y) - min(small.bottom, large.bottom)
    united = max(small.bottom, large.bottom) - min(small.y, large.y)
    return within and gap <= 0.2 * large.h and united <= 1.5 * max(small.h, large.h)


def _line_ending_before(lines: list[Box], letter: Box, max_gap: float) -> int | None:
    """Index of the nearest line that this letter continues to the right."""
    best, best_gap = None, float("inf")
    for index, line in enumerate(lines):
        common = min(line.bottom, letter.bottom) - max(line.y, letter.y)
        gap = letter.x - line.right
        height = max(line.h, letter.h)
        alike = common >= 0.5 * min(line.h, letter.h) and height <= 2.5 * min(line.h, letter.h)
        if alike and gap <= max_gap * height and abs(gap) < best_gap:
            best, best_gap = index, abs(gap)
    return best


def _union(a: Box, b: Box) -> Box:
    x, y = min(a.x, b.x), min(a.y, b.y)
    return Box(x, y, max(a.right, b.right) - x, max(a.bottom, b.bottom) - y)


def read_line(
    reader: LineReader, bright: NDArray[np.uint8], line: Box, ahead: float = MARGIN, careful: bool = False
) -> ReadLine:
    """Read one line with a margin around it, as dark on light.

    Parameters
    ----------
    ahead
        Margin on the left, in line heights: more where a faint sign such as ≥ may stand.
    careful
        See `LineReader.read`.
    """
    return reader.read(np.ascontiguousarray(255 - _with_margin(bright, line, ahead)), careful)


def _with_margin(bright: NDArray[np.uint8], line: Box, ahead: float) -> NDArray[np.uint8]:
    h, w = bright.shape
    margin = max(2, round(MARGIN * line.h))
    y0, y1 = max(0, line.y - margin), min(h, line.bottom + margin)
    x0, x1 = max(0, line.x - max(margin, round(ahead * line.h))), min(w, line.right + margin)
    return bright[y0:y1, x0:x1]
