"""The report's page as a picture, for a look before it is written: the same drawing, on pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.words import Words

A4_POINTS = (595.28, 841.89)

_Rgb = tuple[int, int, int]


def page_picture(dossier: Dossier, style: ReportStyle, dots_per_inch: float = 200.0) -> Image.Image:
    """The page as `pdf.report_pdf` would draw it, RGB."""
    from dlre_gui.report.page import draw_page
    from dlre_gui.report.pdf import ONE_AT_A_TIME
    from dlre_gui.report.pen import Pen

    scale = dots_per_inch / 72.0
    width, height = (round(points * scale) for points in A4_POINTS)
    paper = Image.new("RGB", (width, height), "white")
    with ONE_AT_A_TIME:
        draw_page(Pen(PictureCanvas(paper, scale)), dossier, style, Words(style.language))
    return paper


class PictureCanvas:
    """What `Pen` asks of a reportlab canvas, drawn on an RGB picture; from its lower left corner.

    Parameters
    ----------
    scale
        Pixels a point.
    """

    def __init__(self, picture: Image.Image, scale: float = 1.0) -> None:
        self.picture, self._scale, self._height = picture, scale, picture.height
        self._draw = ImageDraw.Draw(picture)
        self._fill: _Rgb = (0, 0, 0)
        self._stroke: _Rgb = (0, 0, 0)
        self._width = 1.0
        self._code: list[str] = []  # marks of the PDF's text layer: nothing to see

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * self._scale, self._height - y * self._scale

    def setFillColorRGB(self, r: float, g: float, b: float) -> None:
        self._fill = _rgb(r, g, b)

    def setStrokeColorRGB(self, r: float, g: float, b: float) -> None:
        self._stroke = _rgb(r, g, b)

    def setLineWidth(self, width: float) -> None:
        self._width = width

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._draw.line((self._at(x0, y0), self._at(x1, y1)), self._stroke, self._pen_px)

    @property
    def _pen_px(self) -> int:
        return max(1, round(self._width * self._scale))

    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        (left, bottom), (right, top) = self._at(x, y), self._at(x + width, y + height)
        box = (left, top, max(left, right), max(top, bottom))
        self._draw.rectangle(
            box, self._fill if fill else None, self._stroke if stroke else None, self._pen_px
        )

    def drawImage(self, reader: Any, x: float, y: float, width: float, height: float) -> None:
        size = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        left, top = self._at(x, y + height)
        self.picture.paste(reader._image.convert("RGB").resize(size), (round(left), round(top)))

    def beginText(self, x: float, y: float) -> TextLine:
        return TextLine(x, y)

    def drawText(self, line: TextLine) -> None:
        font = _font(line.path, round(line.size * self._scale, 1))
        bold = 0.02 * line.size * self._scale if line.bold else 0
        at = self._at(line.x, line.y)
        self._draw.text(at, line.text, self._fill, font, anchor="ls", stroke_width=bold)


class TextLine:
    """What `Pen` asks of a reportlab text object."""

    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.path, self.size, self.text, self.bold = "", 10.0, "", False

    def setFont(self, name: str, size: float) -> None:
        from reportlab.pdfbase import pdfmetrics

        self.path, self.size = pdfmetrics.getFont(name).face.filename, size

    def setTextRenderMode(self, mode: int) -> None:
        self.bold = self.bold or mode == 2

    def textOut(self, text: str) -> None:
        self.text += text


def _rgb(r: float, g: float, b: float) -> _Rgb:
    return round(r * 255), round(g * 255), round(b * 255)


@lru_cache(maxsize=64)
def _font(path: str, size_px: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)
