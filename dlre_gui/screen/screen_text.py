"""The text of a screen: pieces found once, each read when it is asked for and then remembered."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import SURE, LineReader, ReadLine
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.text_lines import MARGIN, lines_in
from dlre_gui.screen.text_plane import text_plane

_TALLEST = 0.035  # character, of the frame's height
_TALLEST_AT_LEAST_PX = 12
_BESIDE = 0.2  # of a piece's height: how far beyond it commas and accents reach
_OPACITY = re.compile(
    r"(?:/\s*[O0o]|opacity|opacité|deckkraft|transparen\w*|透明度|不透明度)\s*:?\s*(\d{2,3})\s*%",
    re.IGNORECASE,
)
_MAX_READ_FOR_OPACITY = 24
_LEAST_SHAPE = 3.0  # width by height of a piece that could state an opacity


class ScreenText:
    """Pieces of text outside the B-mode picture: words that stand near each other on a line.

    Parameters
    ----------
    planes
        Of the screen.
    frame
        The scanner's picture; text outside it is left out.
    looked_past
        Boxes without text of interest: the SWE box, colour bars.

    Attributes
    ----------
    pieces
        In px of the screen, from left to right.
    high
        Brightest channel of the screen.
    """

    def __init__(self, planes: Planes, frame: Box, looked_past: list[Box], reader: LineReader) -> None:
        inside = [box.shifted(-frame.x, -frame.y) for box in looked_past]
        plane = text_plane(planes.high[frame.slices], inside)
        self._plane = plane.bright
        self.high = planes.high
        self._frame = frame
        self._reader = reader
        self._lines: dict[Box, ReadLine] = {}
        tallest = max(_TALLEST_AT_LEAST_PX, round(_TALLEST * frame.h))
        lines = lines_in(plane.bright, tallest, plane.cut_off)
        self.pieces = [piece.shifted(frame.x, frame.y) for piece in lines]

    def glance(self, piece: Box) -> ReadLine:
        """A piece as the first reader reads it, or as it was read before."""
        if piece not in self._lines:
            self._lines[piece] = self._reader.glance(self._cut(piece))
        return self._lines[piece]

    def read(self, piece: Box) -> ReadLine:
        """A piece as read, by the second reader where the first is unsure."""
        line = self.glance(piece)
        return line if line.second or line.confidence >= SURE else self.read_carefully(piece)

    def read_carefully(self, piece: Box) -> ReadLine:
        """A piece as the second reader reads it, from now on."""
        line = self._lines.get(piece)
        if line is None or not line.second:
            self._lines[piece] = self._reader.read(self._cut(piece), careful=True)
        return self._lines[piece]

    def extent(self, piece: Box, start: float, end: float) -> tuple[float, float]:
        """Columns of the screen that a part of a piece spans, told as places along its line."""
        margin = _margin(piece)
        width = piece.w + 2 * margin
        return piece.x - margin + start * width, piece.x - margin + end * width

    def _cut(self, piece: Box) -> NDArray[np.uint8]:
        """The piece, dark on light, with a margin free of the lines above and below."""
        box = piece.shifted(-self._frame.x, -self._frame.y)
        margin, beside = _margin(piece), max(1, round(_BESIDE * piece.h))
        h, w = self._plane.shape
        cut = np.full((box.h + 2 * margin, box.w + 2 * margin), 255, dtype=np.uint8)
        y0, y1 = max(0, box.y - beside), min(h, box.bottom + beside)
        x0, x1 = max(0, box.x - margin), min(w, box.right + margin)
        down, across = margin - box.y, margin - box.x
        cut[y0 + down : y1 + down, x0 + across : x1 + across] -= self._plane[y0:y1, x0:x1]
        return cut

    def shown_opacity(self) -> float | None:
        """The overlay's opacity as the screen states it ("O 50 %"), 0 to 1; None if not found."""
        wide = [piece for piece in self.pieces if piece.w >= _LEAST_SHAPE * piece.h]
        for piece in wide[:_MAX_READ_FOR_OPACITY]:
            found = _OPACITY.search(self.glance(piece).text)
            if found:
                stated = _OPACITY.search(self.read(piece).text)
                percent = int(stated.group(1)) if stated else 0
                if 0 < percent <= 100:
                    return percent / 100
        return None


def _margin(piece: Box) -> int:
    return max(2, round(MARGIN * piece.h))
