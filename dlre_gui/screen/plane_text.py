"""Pieces of text on a plane: each is read when it is asked for, and then remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.certainty import SURE
from dlre_gui.screen.ocr import LineReader, ReadLine
from dlre_gui.screen.text_lines import MARGIN

_BESIDE = 0.2  # of a piece's height: how far beyond it commas and accents reach
_SAME_PX = 1

Made = TypeVar("Made")


class PlaneText:
    """Pieces of text: words that stand near each other on a line.

    Parameters
    ----------
    bright
        How much brighter each pixel is than its ground, uint8, shape (h, w).
    lines
        Of the plane, in its px.
    origin
        Column and row of the screen where the plane begins.

    Attributes
    ----------
    pieces
        In px of the screen, from left to right.
    reader
        As given.
    """

    def __init__(
        self, bright: NDArray[np.uint8], lines: list[Box], origin: tuple[int, int], reader: LineReader
    ) -> None:
        self._bright = bright
        self._origin = origin
        self.reader = reader
        self._lines: dict[Box, ReadLine] = {}
        self._elsewhere: dict[Box, ReadLine] = {}
        self._made: dict[Hashable, Any] = {}
        self.pieces = [line.shifted(*origin) for line in lines]

    def remember(self, other: PlaneText, is_alike: Callable[[Box], bool]) -> None:
        """Take over what was read on another plane of the pieces that stand in the same places.

        Those that do not look alike on both planes are read here, too; the surer reading counts.
        """
        read = list(other._lines.items())
        if read and self.pieces:
            off = np.abs(_sides([piece for piece, _ in read])[:, None] - _sides(self.pieces)).max(axis=2)
            for k, own in np.argwhere(off <= _SAME_PX).tolist():
                piece = self.pieces[own]
                (self._lines if is_alike(piece) else self._elsewhere)[piece] = read[k][1]
        self._made.clear()

    def glance(self, piece: Box) -> ReadLine:
        """A piece as the first reader reads it, or as it was read before."""
        if piece not in self._lines:
            self._keep(piece, self.reader.glance(self._cut(piece)))
        return self._lines[piece]

    def glance_all(self, pieces: Iterable[Box]) -> None:
        """Have the first reader read some pieces at once, which takes less time."""
        unread = [piece for piece in dict.fromkeys(pieces) if piece not in self._lines]
        for piece, line in zip(unread, self.reader.glance_all([self._cut(p) for p in unread]), strict=True):
            self._keep(piece, line)

    def _keep(self, piece: Box, line: ReadLine) -> None:
        known = self._elsewhere.get(piece)
        self._lines[piece] = known if known and known.confidence > line.confidence else line
        self._made.clear()

    def read(self, piece: Box) -> ReadLine:
        """A piece as read, by the second reader where the first is unsure."""
        line = self.glance(piece)
        return line if line.second or line.confidence >= SURE else self.read_carefully(piece)

    def read_carefully(self, piece: Box) -> ReadLine:
        """A piece as the second reader reads it, from now on."""
        line = self.glance(piece)
        if not line.second:
            self._lines[piece] = self.reader.read_again(self._cut(piece), line)
            self._made.clear()
        return self._lines[piece]

    def recalled(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of pieces as they were read; made anew only after one of them was read again."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    def extent(self, piece: Box, start: float, end: float) -> tuple[float, float]:
        """Columns of the screen that a part of a piece spans, told as places along its line."""
        margin = _margin(piece)
        width = piece.w + 2 * margin
        return piece.x - margin + start * width, piece.x - margin + end * width

    def _cut(self, piece: Box) -> NDArray[np.uint8]:
        """The piece, dark on light, with a margin free of the lines above and below."""
        box = piece.shifted(-self._origin[0], -self._origin[1])
        margin, beside = _margin(piece), max(1, round(_BESIDE * piece.h))
        h, w = self._bright.shape
        cut = np.full((box.h + 2 * margin, box.w + 2 * margin), 255, dtype=np.uint8)
        y0, y1 = max(0, box.y - beside), min(h, box.bottom + beside)
        x0, x1 = max(0, box.x - margin), min(w, box.right + margin)
        down, across = margin - box.y, margin - box.x
        cut[y0 + down : y1 + down, x0 + across : x1 + across] -= self._bright[y0:y1, x0:x1]
        return cut


def _margin(piece: Box) -> int:
    return max(2, round(MARGIN * piece.h))


def _sides(pieces: list[Box]) -> NDArray[np.int64]:
    """Left, top, right and bottom of some pieces, shape (n, 4)."""
    return np.array([(piece.x, piece.y, piece.right, piece.bottom) for piece in pieces], dtype=np.int64)
