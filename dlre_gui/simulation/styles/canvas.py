"""A frame that is drawn on: text and lines in its own px."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles.typefaces import runs, typeface

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

Colour = tuple[int, int, int]


class Canvas:
    """Draws on an RGB picture; `unit` is one px of a frame of 1080 lines."""

    def __init__(
        self, size: tuple[int, int], fonts: tuple[str, str], font_px: float, crisp: bool = False
    ) -> None:
        self.image = Image.new("RGB", size)
        self.draw = ImageDraw.Draw(self.image)
        self.draw.fontmode = "1" if crisp else "L"
        self.unit = size[1] / 1080
        self.fonts, self.font_px = fonts, font_px * self.unit

    def width_of(self, text: str, size: float = 1.0, bold: bool = False) -> float:
        """Advance of the text at `size` times the usual, px."""
        return sum(self._font(han, size, bold).getlength(run) for run, han in runs(text))

    def line_height(self, size: float = 1.0) -> float:
        return 1.28 * size * self.font_px

    def text(
        self,
        x: float,
        y: float,
        text: str,
        colour: Colour,
        size: float = 1.0,
        bold: bool = False,
        anchor: str = "l",
    ) -> Box:
        """Text whose line begins at `y` and whose left, middle or right is at `x`; the px it covers."""
        left = start = x - self.width_of(text, size, bold) * {"l": 0.0, "m": 0.5, "r": 1.0}[anchor]
        baseline = y + 1.0 * size * self.font_px
        tops, bottoms = [y], [baseline]
        for run, han in runs(text):
            font = self._font(han, size, bold)
            self.draw.text((left, baseline), run, font=font, fill=colour, anchor="ls")
            covered = self.draw.textbbox((left, baseline), run, font=font, anchor="ls")
            tops.append(covered[1])
            bottoms.append(covered[3])
            left += font.getlength(run)
        return spanned(start, min(tops), left, max(bottoms))

    def _font(self, han: bool, size: float, bold: bool) -> ImageFont.FreeTypeFont:
        return typeface(self.fonts[han], bold and not han, round(size * self.font_px, 1))

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float = 1.5) -> None:
        """Lines of `width` reference px."""
        self.draw.line([tuple(p) for p in points], fill=colour, width=max(1, round(width * self.unit)))

    def frame(self, box: Box, colour: Colour, width: float = 1.0) -> None:
        corners = (box.x, box.y, box.right - 1, box.bottom - 1)
        self.draw.rectangle(corners, outline=colour, width=max(1, round(width * self.unit)))

    def fill(self, box: Box, colour: Colour) -> None:
        self.draw.rectangle((box.x, box.y, box.right - 1, box.bottom - 1), fill=colour)

    def paste(self, pixels: NDArray[np.uint8], box: Box) -> None:
        self.image.paste(Image.fromarray(pixels), (box.x, box.y))


def spanned(x0: float, y0: float, x1: float, y1: float) -> Box:
    """The px that a rectangle of real corners touches."""
    left, top = int(x0 // 1), int(y0 // 1)
    return Box(left, top, max(1, int(-(-x1 // 1)) - left), max(1, int(-(-y1 // 1)) - top))


def around(boxes: Sequence[Box], margin: int = 0) -> Box:
    """The smallest box that holds all, grown by a margin."""
    left, top = min(box.x for box in boxes) - margin, min(box.y for box in boxes) - margin
    right, bottom = max(box.right for box in boxes) + margin, max(box.bottom for box in boxes) + margin
    return Box(left, top, right - left, bottom - top)
