"""What is drawn over a screen: cased outlines and corner labels, in constant colours.

The colours are data, not theme: the same over every screen and in light and dark. They are told
apart in the common colour vision deficiencies (after Okabe and Ito), by line style and by label, and
a dark casing keeps them visible over white and over the stiffness colours.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi, RoiSource

ROI_COLOUR = QColor("#ff3b2f")
SWE_BOX_COLOUR = QColor("#56b4e9")
QBOX_COLOUR = QColor("#f0e442")
CASING_COLOUR = QColor(0, 0, 0, 190)


@dataclass(frozen=True, slots=True)
class Marks:
    """What to draw over a screen, in px of the screen; None or empty: nothing of that kind."""

    frame: Box | None = None
    frame_is_drawn: bool = False
    swe_box: Box | None = None
    swe_outline: tuple[tuple[float, float], ...] = ()
    colour_bar: Box | None = None
    bar_ends: tuple[tuple[float, float], tuple[float, float]] | None = None
    qboxes: tuple[Circle, ...] = ()
    roi: Roi | None = None


class Picture(QGraphicsItem):
    """The screen's pixels: exact squares when enlarged, smoothed only when shrunk."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    @property
    def image(self) -> QImage:
        return self._image

    def set_image(self, image: QImage) -> None:
        self.prepareGeometryChange()
        self._image = image
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(self._image.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        shrunk = painter.worldTransform().m11() * painter.device().devicePixelRatioF() < 1.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrunk)
        painter.drawImage(option.exposedRect, self._image, option.exposedRect)


class Overlay(QGraphicsItem):
    """A small see-through picture stretched over a part of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._image, self._over = QImage(), QRectF()
        self.setVisible(False)

    def lay(self, image: QImage | None, over: Box | None) -> None:
        """Show a picture over a part of the screen; None takes it away."""
        self.prepareGeometryChange()
        self._image = image or QImage()
        self._over = QRectF(over.x, over.y, over.w, over.h) if over else QRectF()
        self.setVisible(image is not None)

    def boundingRect(self) -> QRectF:
        return self._over

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._over, self._image)


class CasedPath(QGraphicsPathItem):
    """A line of constant width on the display, over a wider dark one."""

    def __init__(self, colour: QColor, width_px: float) -> None:
        super().__init__()
        self._line = QPen(colour, width_px)
        self._line.setCosmetic(True)
        self._line.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._casing = QPen(CASING_COLOUR, width_px + 2.5)
        self._casing.setCosmetic(True)
        self._casing.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self.setPen(self._casing)

    @property
    def dashed(self) -> bool:
        return self._line.style() is Qt.PenStyle.CustomDashLine

    def set_dashed(self, dashed: bool) -> None:
        if dashed:
            self._line.setDashPattern([4.0, 3.0])
        else:
            self._line.setStyle(Qt.PenStyle.SolidLine)
        self.update()

    def boundingRect(self) -> QRectF:
        return self.path().boundingRect().adjusted(-8, -8, 8, 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (self._casing, self._line):
            painter.setPen(pen)
            painter.drawPath(self.path())


class Label(QGraphicsItem):
    """A few words on a dark ground at a point of the screen, in constant size on the display."""

    def __init__(self, colour: QColor, font: QFont) -> None:
        super().__init__()
        self._colour, self._font, self._text, self._leftwards = colour, font, "", False
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        if text != self._text:
            self.prepareGeometryChange()
            self._text = text

    def point(self, at: QPointF, *, leftwards: bool) -> None:
        """Stand at a point, to the right of it or to the left."""
        if leftwards != self._leftwards:
            self.prepareGeometryChange()
            self._leftwards = leftwards
        self.setPos(at)

    def boundingRect(self) -> QRectF:
        if not self._text:
            return QRectF()
        metrics = QFontMetricsF(self._font)
        width, height = metrics.horizontalAdvance(self._text) + 10, metrics.height() + 4
        return QRectF(-width if self._leftwards else 0, -height - 3, width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if not self._text:
            return
        painter.fillRect(self.boundingRect(), CASING_COLOUR)
        painter.setFont(self._font)
        painter.setPen(self._colour)
        painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, self._text)


class MarkLayer:
    """The items that show `Marks`, in the order they cover each other."""

    def __init__(self, font: QFont) -> None:
        self.frame = CasedPath(SWE_BOX_COLOUR, 1.5)
        self.swe_box = CasedPath(SWE_BOX_COLOUR, 1.5)
        self.colour_bar = CasedPath(SWE_BOX_COLOUR, 1.5)
        self.qboxes = CasedPath(QBOX_COLOUR, 2.0)
        self.roi = CasedPath(ROI_COLOUR, 3.0)
        self.label = Label(QColor("#ffffff"), font)
        self.items: tuple[QGraphicsItem, ...] = (
            self.frame,
            self.swe_box,
            self.colour_bar,
            self.qboxes,
            self.roi,
            self.label,
        )

    def show(self, marks: Marks) -> None:
        self.frame.setPath(_rectangle(marks.frame if marks.frame_is_drawn else None))
        self.swe_box.setPath(_polygon(marks.swe_outline))
        self.colour_bar.setPath(_rectangle(marks.colour_bar))
        self.qboxes.setPath(_circles(marks.qboxes))
        self.show_roi(marks.roi)

    def show_roi(self, roi: Roi | None) -> None:
        self.roi.setPath(_rectangle(roi.box if roi else None))
        self.roi.set_dashed(roi is not None and roi.source is RoiSource.PROPOSED)
        if roi:
            self.label.setPos(roi.x, roi.y)
        self.label.setVisible(roi is not None)


def _polygon(points: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    if points:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        path.closeSubpath()
    return path


def _rectangle(box: Box | None) -> QPainterPath:
    path = QPainterPath()
    if box:
        path.addRect(QRectF(box.x, box.y, box.w, box.h))
    return path


def _circles(circles: tuple[Circle, ...]) -> QPainterPath:
    path = QPainterPath()
    for circle in circles:
        path.addEllipse(QPointF(circle.x, circle.y), circle.radius, circle.radius)
    return path
