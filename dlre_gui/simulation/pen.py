"""Drawing in reference pixels (1080 lines) on a frame of any size."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.fonts import font_for, is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

Colour = tuple[int, int, int]


def _runs(text: str) -> list[str]:
    """The text in pieces that one font has: Chinese and other letters apart."""
    return ["".join(run) for _, run in groupby(text, key=is_han)]


class Pen:
    """Puts text and lines on an RGB picture; lengths and places in px of a 1440×1080 frame."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.draw = ImageDraw.Draw(image)
        self.scale_x, self.scale = image.width / 1440, image.height / a.REFERENCE_HEIGHT_PX

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 21,
        style: str = "regular",
        colour: Colour = a.TEXT_COLOUR,
        anchor: str = "l",
    ) -> Box:
        """Text with its baseline at `y` and its left, middle or right at `x`; returns the px it covers."""
        at = (x * self.scale_x, y * self.scale)
        runs = [(run, font_for(run, style, size * self.scale)) for run in _runs(text)]
        width = sum(letters.getlength(run) for run, letters in runs)
        left = start = at[0] - width * {"l": 0.0, "m": 0.5, "r": 1.0}[anchor]
        rows: list[float] = []
        for run, letters in runs:
            self.draw.text((left, at[1]), run, font=letters, fill=colour, anchor="ls")
            rows += self.draw.textbbox((left, at[1]), run, font=letters, anchor="ls")[1::2]
            left += letters.getlength(run)
        top, bottom = round(min(rows)), round(max(rows))
        return Box(round(start), top, max(1, round(width)), max(1, bottom - top))

    def line(
        self, points: Sequence[tuple[float, float]], colour: Colour = a.TEXT_COLOUR, width: float = 1.5
    ) -> None:
        scaled = [(x * self.scale_x, y * self.scale) for x, y in points]
        self.draw.line(scaled, fill=colour, width=max(1, round(width * self.scale)))

    def band(self, y0: float, y1: float) -> None:
        """A dark grey stripe across the frame."""
        rows = (round(y0 * self.scale), round(y1 * self.scale) - 1)
        self.draw.rectangle((0, rows[0], self.image.width - 1, rows[1]), fill=a.BAND_COLOUR)
