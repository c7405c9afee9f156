"""The text of a screen outside the B-mode picture."""

from __future__ import annotations

import re

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.ink import ink_of
from dlre_gui.screen.ocr import LineReader
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.text_lines import lines_in
from dlre_gui.screen.text_plane import text_plane

_TALLEST = 0.035  # character, of the frame's height
_TALLEST_AT_LEAST_PX = 12
_OPACITY = re.compile(
    r"(?:/\s*[O0o]|opacity|opacité|deckkraft|transparen\w*|透明度|不透明度)\s*:?\s*(\d{2,3})\s*%",
    re.IGNORECASE,
)
_MAX_READ_FOR_OPACITY = 24
_LEAST_SHAPE = 3.0  # width by height of a piece that could state an opacity


class ScreenText(PlaneText):
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
    high
        How bright text is in the frame (`ink_of`), in px of the screen.
    frame, looked_past, reader
        As given.
    """

    def __init__(self, planes: Planes, frame: Box, looked_past: list[Box], reader: LineReader) -> None:
        inside = [box.shifted(-frame.x, -frame.y) for box in looked_past]
        ink = ink_of(planes.cut(frame), frame.h)
        plane = text_plane(ink, inside)
        tallest = max(_TALLEST_AT_LEAST_PX, round(_TALLEST * frame.h))
        lines = lines_in(plane.bright, tallest, plane.cut_off)
        super().__init__(plane.bright, lines, (frame.x, frame.y), reader)
        self.high = planes.high
        if not np.may_share_memory(ink, planes.high):
            self.high = planes.high.copy()
            self.high[frame.slices] = ink
        self.frame = frame
        self.looked_past = looked_past
        self._plane = plane

    def is_near_picture(self, area: Box) -> bool:
        """Whether an area, in px of the screen, has a part of a B-mode picture, where text may be hidden."""
        inside = area.intersection(self.frame)
        x, y = self.frame.x, self.frame.y
        return inside is not None and self._plane.is_near_picture(inside.shifted(-x, -y))

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
