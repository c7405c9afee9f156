"""The text of a screen: found once, each row read when it is asked for and then remembered."""

from __future__ import annotations

import re

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ocr import LineReader, ReadLine
from dlre_gui.screen.paragraphs import Paragraph, find_paragraphs, text_plane
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.text_lines import MARGIN

_GAP = 0.6  # left between label and value when they are read as one line, in row heights
_OPACITY = re.compile(r"/\s*[O0o]\s*(\d{2,3})\s*%")
_MAX_READ_FOR_OPACITY = 14


class ScreenText:
    """Paragraphs outside the B-mode picture.

    Parameters
    ----------
    planes
        Of the screen.
    frame
        The scanner's picture; text outside it is left out.
    looked_past
        Boxes without text of interest: the SWE box, colour bars.
    """

    def __init__(self, planes: Planes, frame: Box, looked_past: list[Box], reader: LineReader) -> None:
        plane = np.zeros_like(planes.high)
        inside = [box.shifted(-frame.x, -frame.y) for box in looked_past]
        plane[frame.slices] = text_plane(planes.high[frame.slices], inside)
        self._plane = plane
        self._reader = reader
        self._lines: dict[tuple[Box, ...], ReadLine] = {}
        self._careful = False
        self.paragraphs: list[Paragraph] = find_paragraphs(plane)

    def read(self, row: tuple[Box, ...]) -> ReadLine:
        """Pieces of a row read as one line, wide gaps between them closed up."""
        if row not in self._lines:
            self._lines[row] = self._reader.read(self._cut(row), self._careful)
        return self._lines[row]

    def read_carefully(self) -> bool:
        """Have rows read by the second reader from now on; False if all that were read were so."""
        by_first = [row for row, line in self._lines.items() if not line.second]
        for row in by_first:
            del self._lines[row]
        self._careful = True
        return bool(by_first)

    def _cut(self, row: tuple[Box, ...]) -> np.ndarray:
        y0 = min(piece.y for piece in row)
        y1 = max(piece.bottom for piece in row)
        margin = max(2, round(MARGIN * (y1 - y0)))
        rows = slice(max(0, y0 - margin), y1 + margin)
        height = self._plane[rows].shape[0]
        gap = np.zeros((height, round(_GAP * (y1 - y0))), dtype=np.uint8)
        side = np.zeros((height, margin), dtype=np.uint8)
        parts = [side]
        for piece in row:
            parts += [self._plane[rows, max(0, piece.x - 1) : piece.right + 1], gap]
        parts[-1] = side
        return 255 - np.concatenate(parts, axis=1)

    def shown_opacity(self) -> float | None:
        """The overlay's opacity as the screen states it ("O 50 %"), 0 to 1; None if not found."""
        n_read = 0
        for paragraph in self.paragraphs:
            for row in paragraph.rows:
                n_read += 1
                found = _OPACITY.search(self.read(row).text)
                if found and 0 < int(found.group(1)) <= 100:
                    return int(found.group(1)) / 100
                if n_read >= _MAX_READ_FOR_OPACITY:
                    return None
        return None
