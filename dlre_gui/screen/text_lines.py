"""Where lines of text lie: bright characters on a dark ground, grouped by neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.components import Ints, bounds_of_components, linked

MARGIN = 0.35  # around a line, in its heights: more is read faster, much more worse
BRIGHT = 64  # grey levels above its ground: from here on a pixel belongs to a character
_MAX_CHARACTER_PX = 64
_MIN_CHARACTER_PX = 5
_MAX_GAP = 1.35  # between characters of a line, in their heights: digits beside a point in wide type
_LONG = 14.0  # of a line's width by its height: from here on it is parted
_GAP_OF_LONG = 0.8  # between characters of a part of a long line, in their heights
_COMMON = 0.5  # of the lower one's height that two neighbours share
_HEIGHTS = 2.5  # of two neighbours, one by the other
_PART_GAP = 0.2  # between a part above or below and its line, in line heights
_PART_GROWTH = 1.5  # of the height of a line that takes in a part
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)


def character_boxes(bright: NDArray[np.uint8], tallest_px: int = _MAX_CHARACTER_PX) -> list[Box]:
    """Boxes of what may be characters or their parts (dots, accents), in px of `bright`.

    Parameters
    ----------
    bright
        Brightest channel, uint8, shape (h, w).
    """
    return boxes_of(_characters(bright, tallest_px))


def _characters(bright: NDArray[np.uint8], tallest_px: int, barred: tuple[Ints, Ints] | None = None) -> Ints:
    bounds = bounds_of_components(bright > BRIGHT, 1, barred)
    w, h = bounds[:, _RIGHT] - bounds[:, _LEFT], bounds[:, _BOTTOM] - bounds[:, _TOP]
    return bounds[(h <= tallest_px) & (w <= 6 * tallest_px) & (h * w >= 2)]


def lines_in(
    bright: NDArray[np.uint8], tallest_px: int, barred: tuple[Ints, Ints] | None = None
) -> list[Box]:
    """Lines of text from left to right.

    Parameters
    ----------
    tallest_px
        Height of the tallest character.
    barred
        Rows and columns of pixels that no character has.
    """
    return boxes_of(_lines(_characters(bright, tallest_px, barred)))


def lines_of(characters: Sequence[Box]) -> list[Box]:
    """Characters joined into lines, each line's bounds; lone specks are left out."""
    bounds = np.array([(box.x, box.y, box.right, box.bottom) for box in characters], dtype=np.int64)
    return boxes_of(_lines(bounds.reshape(-1, 4)))


def boxes_of(bounds: Ints) -> list[Box]:
    """Boxes of an array of left, top, right, bottom; shape (n, 4)."""
    return [Box(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in bounds.tolist()]


def _lines(characters: Ints) -> Ints:
    letters = characters[characters[:, _BOTTOM] - characters[:, _TOP] >= _MIN_CHARACTER_PX]
    if not len(letters):
        return letters
    letters = letters[np.argsort(letters[:, _LEFT], kind="stable")]
    whole = _bounds_of_groups(letters, _lines_of_letters(letters))
    whole = _bounds_of_groups(whole, linked(len(whole), *_parts(whole)))
    return whole[np.argsort(whole[:, _LEFT], kind="stable")]


def _lines_of_letters(letters: Ints) -> Ints:
    """The line that each letter, sorted by their left sides, belongs to; long lines parted at their gaps."""
    a, b, gap = _neighbours(letters)
    line = linked(len(letters), a, b)
    bounds = _bounds_of_groups(letters, line)
    size = bounds[:, _RIGHT:] - bounds[:, :_RIGHT]
    is_long = size[:, 0] > _LONG * size[:, 1]
    if not is_long.any():
        return line
    kept = ~is_long[line[a]] | (gap <= _GAP_OF_LONG)
    return linked(len(letters), a[kept], b[kept])


def _neighbours(letters: Ints) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Pairs of letters that stand beside each other on a line, and their gaps in letter heights."""
    tallest = int((letters[:, _BOTTOM] - letters[:, _TOP]).max())
    left = letters[:, _LEFT]
    reach = np.searchsorted(left, letters[:, _RIGHT] + _MAX_GAP * tallest, side="right")
    a, b = _pairs(np.arange(len(letters)) + 1, reach)
    common, low, high = _common_heights(letters[a], letters[b])
    gap = (letters[b, _LEFT] - letters[a, _RIGHT]) / high
    alike = (common >= _COMMON * low) & (high <= _HEIGHTS * low) & (gap <= _MAX_GAP)
    return a[alike], b[alike], gap[alike]


def _parts(lines: Ints) -> tuple[Ints, Ints]:
    """Pairs of a line and what lies just above or below its letters: accents, parts of Chinese characters.

    What lies between two lines belongs to the nearer one.
    """
    a, b = np.nonzero(
        (lines[None, :, _LEFT] >= lines[:, None, _LEFT] - 2)
        & (lines[None, :, _RIGHT] <= lines[:, None, _RIGHT] + 2)
    )
    a, b = a[a != b], b[a != b]
    common, _, high = _common_heights(lines[a], lines[b])
    united = np.maximum(lines[a, _BOTTOM], lines[b, _BOTTOM]) - np.minimum(lines[a, _TOP], lines[b, _TOP])
    height = lines[a, _BOTTOM] - lines[a, _TOP]
    near = np.flatnonzero((-common <= _PART_GAP * height) & (united <= _PART_GROWTH * high))
    nearest_first = near[np.argsort(-common[near], kind="stable")]
    chosen = nearest_first[np.unique(b[nearest_first], return_index=True)[1]]
    return a[chosen], b[chosen]


def _pairs(first: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Every index with each of its partners in ``first .. end-1``."""
    n = np.maximum(end - first, 0)
    one = np.repeat(np.arange(len(first)), n)
    return one, np.arange(int(n.sum())) - np.repeat(np.cumsum(n) - n, n) + np.repeat(first, n)


def _common_heights(a: Ints, b: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows that boxes share (negative: the gap), and the lower and the greater of their heights."""
    common = np.minimum(a[:, _BOTTOM], b[:, _BOTTOM]) - np.maximum(a[:, _TOP], b[:, _TOP])
    heights = a[:, _BOTTOM] - a[:, _TOP], b[:, _BOTTOM] - b[:, _TOP]
    return common, np.minimum(*heights), np.maximum(*heights)


def _bounds_of_groups(bounds: Ints, group: Ints) -> Ints:
    """Bounds of each group of boxes, in the order of the groups' numbers."""
    order = np.argsort(group, kind="stable")
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    least = np.minimum.reduceat(bounds[order], first)
    most = np.maximum.reduceat(bounds[order], first)
    return np.concatenate([least[:, :_RIGHT], most[:, _RIGHT:]], axis=1)


def cut_out(bright: NDArray[np.uint8], line: Box, ahead: float = MARGIN) -> NDArray[np.uint8]:
    """One line with a margin around it, dark on light, as a `LineReader` reads it.

    Parameters
    ----------
    ahead
        Margin on the left, in line heights: more where a faint sign such as ≥ may stand.
    """
    h, _ = bright.shape
    margin = max(2, round(MARGIN * line.h))
    y0, y1 = max(0, line.y - margin), min(h, line.bottom + margin)
    x0, x1 = columns_of_cut(bright, line, ahead)
    return np.ascontiguousarray(255 - bright[y0:y1, x0:x1])


def columns_of_cut(bright: NDArray[np.uint8], line: Box, ahead: float = MARGIN) -> tuple[int, int]:
    """The first column that `cut_out` takes, and the one behind its last."""
    margin = max(2, round(MARGIN * line.h))
    return max(0, line.x - max(margin, round(ahead * line.h))), min(bright.shape[1], line.right + margin)
