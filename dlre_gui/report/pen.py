"""Text and lines on a PDF page: any string is drawn as it is, never read as markup or layout."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dlre_gui.report.fonts import Fonts
from dlre_gui.report.reading_order import as_drawn

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

Colour = tuple[float, float, float]
BLACK, GREY, RULE = (0.08, 0.08, 0.1), (0.38, 0.4, 0.44), (0.75, 0.77, 0.8)
ELLIPSIS = "…"
_BOX_EM = 1.15


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters drawn alike; `font` None: as boxes with their code."""

    text: str
    font: TTFont | None


class Pen:
    """Draws on one reportlab canvas; coordinates in points from the lower left corner."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self._fonts = Fonts()

    # --- measuring -------------------------------------------------------------------------

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Of a text on one line, in points."""
        return sum(self._run_width(run, size) for run in self._runs(text, bold))

    def fitted(self, text: str, room: float, size: float, *, bold: bool = False) -> str:
        """The text, or its start with an ellipsis where it is too long."""
        if self.width(text, size, bold=bold) <= room:
            return text
        left = room - self.width(ELLIPSIS, size, bold=bold)
        for at, character in enumerate(text):
            left -= self.width(character, size, bold=bold)
            if left < 0:
                return text[:at] + ELLIPSIS
        return text

    def wrapped(self, text: str, room: float, size: float, lines: int) -> list[str]:
        """The text in at most `lines` lines; the last is all the rest, whether it fits or not."""
        made: list[str] = []
        rest = text
        while rest and len(made) < lines - 1:
            cut = self._break(rest, room, size)
            made.append(rest[:cut].rstrip(" "))
            rest = rest[cut:].lstrip(" ")
        return [*made, rest] if rest else made

    def _break(self, text: str, room: float, size: float) -> int:
        """Where to break: behind the last space or Han character that fits."""
        used, fits, best = 0.0, len(text), 0
        for at, character in enumerate(text):
            used += self.width(character, size)
            if used > room:
                fits = at
                break
            if character == " " or ord(character) >= 0x2E80:
                best = at + 1
        else:
            return len(text)
        return best or max(1, fits)

    # --- drawing ---------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = BLACK,
        room: float | None = None,
        align: str = "left",
    ) -> float:
        """Draw one line with its base at y; the x behind it.

        `align` ``right`` and ``centre`` take x as the right end and the middle. What does not fit
        into `room` ends in an ellipsis; the text layer still holds it whole.
        """
        shown = self.fitted(text, room, size, bold=bold) if room is not None else text
        width = self.width(shown, size, bold=bold)
        x -= {"left": 0.0, "centre": width / 2, "right": width}[align]
        drawn = as_drawn(shown)
        exact = drawn != text or any(_is_odd(run) for run in self._runs(shown, bold))
        if exact:
            self._begin_exact(text)
        self.canvas.setFillColorRGB(*colour)
        for run in self._runs(drawn, bold):
            self._draw(run, x, y, size, bold=bold, colour=colour)
            x += self._run_width(run, size)
        if exact:
            self.canvas._code.append("EMC")
        return x

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        room: float,
        lines: int,
        line: float,
        colour: Colour = BLACK,
    ) -> float:
        """Draw a text in at most `lines` lines, each `line` below the one before; the base of the next.

        What does not fit ends in an ellipsis; the text layer still holds it whole.
        """
        made = self.wrapped(text, room, size, lines)
        for part in made:
            self.text(x, y, part, size, room=room, colour=colour)
            y -= line
        return y if made else y - line

    def rule(self, x: float, y: float, to_x: float, *, colour: Colour = RULE, width: float = 0.6) -> None:
        """A horizontal line."""
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(x, y, to_x, y)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle without an edge."""
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def _begin_exact(self, text: str) -> None:
        """What the text layer says until the end of the mark, whatever is drawn (PDF 14.9.4)."""
        told = text.encode("utf-16-be", errors="replace").hex().upper()
        self.canvas._code.append(f"/Span <</ActualText <FEFF{told}>>> BDC")

    def _draw(self, run: _Run, x: float, y: float, size: float, *, bold: bool, colour: Colour) -> None:
        if run.font is None:
            for character in run.text:
                self._draw_code(character, x, y, size, colour)
                x += size * _BOX_EM
            return
        line = self.canvas.beginText(x, y)
        line.setFont(run.font.fontName, size)
        if bold and ord(run.text[0]) >= 0x2E80:
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.setLineWidth(size * 0.03)
            line.setTextRenderMode(2)
        line.textOut(run.text)
        if bold and ord(run.text[0]) >= 0x2E80:
            line.setTextRenderMode(0)
        self.canvas.drawText(line)

    def _draw_code(self, character: str, x: float, y: float, size: float, colour: Colour) -> None:
        """A box with the character's code: no font here has it, or it is invisible by nature."""
        side, digits = size * (_BOX_EM - 0.12), f"{ord(character):04X}"
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(0.4)
        self.canvas.rect(x + size * 0.06, y - size * 0.2, side, side, stroke=1, fill=0)
        half = (len(digits) + 1) // 2
        small = min(side / 2.1, side / (0.62 * half))
        for row, part in enumerate((digits[half:], digits[:half])):
            at = (x + size * 0.06 + side / 2, y - size * 0.14 + row * side / 2.05)
            font = self._fonts.font_for("0")
            assert font is not None
            line = self.canvas.beginText(at[0] - font.stringWidth(part, small * 0.95) / 2, at[1])
            line.setFont(font.fontName, small * 0.95)
            line.textOut(part)
            self.canvas.drawText(line)

    # --- runs ------------------------------------------------------------------------------

    def _runs(self, text: str, bold: bool) -> list[_Run]:
        fonts = [(character, self._font(character, bold)) for character in text]
        return [
            _Run("".join(character for character, _ in group), font)
            for font, group in ((font, list(group)) for font, group in groupby(fonts, lambda pair: pair[1]))
        ]

    def _font(self, character: str, bold: bool) -> TTFont | None:
        """None for what is to be shown as its code: no glyph, control and format characters."""
        if unicodedata.category(character) in _INVISIBLE:
            return None
        return self._fonts.font_for(character, bold=bold)

    def _run_width(self, run: _Run, size: float) -> float:
        if run.font is None:
            return len(run.text) * size * _BOX_EM
        return float(run.font.stringWidth(run.text, size))


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _is_odd(run: _Run) -> bool:
    """Whether the text layer needs to be told: boxes, and characters beyond 16 bits."""
    return run.font is None or any(ord(character) > 0xFFFF for character in run.text)
