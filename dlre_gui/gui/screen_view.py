"""The canvas: one screen with its marks; zoom, pan, click, drag and arrow keys.

It knows no exam: it shows what it is given and says what the user did. Scene coordinates are px
of the screen. While a tool is in use (`tool_layer`), drags and keys are the tool's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QWidget

from dlre_gui.domain.geometry import Box
from dlre_gui.domain.roi import Roi, RoiSource, move
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.readout import Readout
from dlre_gui.gui.screen_items import MarkLayer, Marks, Overlay, Picture
from dlre_gui.gui.screen_tools import arrow_step
from dlre_gui.gui.session.view_state import Tool
from dlre_gui.gui.tool_layer import ToolLayer

_GROUND = QColor("#101010")
_ZOOM_STEP = 1.25
_LARGEST_ZOOM = 32.0
_ROOM_AROUND_ROI = 0.35
_ENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


@dataclass(slots=True)
class _Press:
    """A mouse button that is down: where it went down, and what moving it does."""

    viewport: QPointF
    scene: QPointF
    roi: Roi | None
    moving: bool = False


class ScreenView(QGraphicsView):
    """Shows a screen and its marks.

    Signals
    -------
    roi_placed(x, y)
        A click at (x, y) px of the screen.
    roi_dragged(dx, dy), roi_nudged(dx, dy)
        The ROI was dragged, or moved by an arrow key, by whole px.
    drawn(tool, result)
        A `Box` (`Tool.BOX`) or a line from minimum to maximum (`Tool.BAR`) was drawn.
    tool_left
        The user is done with the tool.
    """

    roi_placed = Signal(float, float)
    roi_dragged = Signal(int, int)
    roi_nudged = Signal(int, int)
    zoomed = Signal(float)
    drawn = Signal(object, object)
    tool_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._picture = Picture()
        self._layer = MarkLayer(QApplication.font())
        self._tools = ToolLayer(QApplication.font())
        self.readout = Readout(self.viewport())
        self._marks = Marks()
        self._press: _Press | None = None
        self._fitted = True
        self._scene.addItem(self._picture)
        self._overlay = Overlay()
        for item in (self._overlay, *self._layer.items, *self._tools.items):
            self._scene.addItem(item)
        self._set_up()
        follow_language(self._say_words)

    def _say_words(self) -> None:
        self._tools.name_ends(self.tr("minimum"), self.tr("maximum"))
        self.setAccessibleName(self.tr("Screen"))
        self.setAccessibleDescription(
            self.tr("Click places the DLRE ROI, arrow keys move it by 1 px, with Shift by 10 px.")
        )

    def _set_up(self) -> None:
        self.setObjectName("screen_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(_GROUND)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMouseTracking(True)
        self.setMinimumSize(310, 240)

    # --- what is shown ---------------------------------------------------------------------

    @property
    def roi(self) -> Roi | None:
        """The ROI as drawn now, also in the middle of a drag."""
        return self._press.roi if self._press and self._press.moving else self._marks.roi

    @property
    def roi_is_dashed(self) -> bool:
        return self._layer.roi.dashed

    @property
    def image(self) -> QImage:
        return self._picture.image

    @property
    def marks(self) -> Marks:
        return self._marks

    def show_picture(self, image: QImage) -> None:
        """Show another screen, fitted; an empty image shows nothing."""
        if image.cacheKey() == self._picture.image.cacheKey():
            return
        same_size = image.size() == self._picture.image.size() and not image.isNull()
        self._press = None
        self.readout.hide()
        self._picture.set_image(image)
        self._scene.setSceneRect(QRectF(image.rect()))
        if self.tool is not None:
            self.use_tool(self.tool)
        if not same_size or self._fitted:
            self.fit()

    def show_marks(self, marks: Marks) -> None:
        was, self._marks = self._marks, marks
        places = [(shown.swe_box, shown.colour_bar, shown.bar_ends) for shown in (was, marks)]
        if self._tools.kind is not None and places[0] != places[1] and not self._tools.held:
            self.use_tool(self._tools.kind)
        self._layer.show(marks)
        proposed = marks.roi is not None and marks.roi.source is RoiSource.PROPOSED
        self._layer.label.set_text(self.tr("DLRE ROI · proposed") if proposed else self.tr("DLRE ROI"))

    def show_overlay(self, image: QImage | None, over: Box | None) -> None:
        """A see-through picture over a part of the screen; None: none."""
        self._overlay.lay(image, over)

    @property
    def has_overlay(self) -> bool:
        return self._overlay.isVisible()

    @property
    def held(self) -> bool:
        """Whether something is being dragged."""
        return self._press is not None or self._tools.held

    # --- tools -----------------------------------------------------------------------------

    @property
    def tool(self) -> Tool | None:
        """What drags and keys are for; None: the ROI."""
        return self._tools.kind

    def use_tool(self, tool: Tool | None) -> None:
        """Begin with a tool, or stop with the one in use."""
        self._press = None
        self._tools.take(tool, QRectF(self._picture.image.rect()), self._marks)
        self._show_cursor(None)

    def probe_with(self, probe: Callable[[float, float], str]) -> None:
        """`probe` says what stands under the cursor, at px of the screen; "" for nothing."""
        self.readout.probe = probe

    def _leave_tool(self) -> None:
        self.use_tool(None)
        self.tool_left.emit()

    def _hand_in(self) -> None:
        if self._tools.changed and self._tools.result is not None:
            self.drawn.emit(self._tools.kind, self._tools.result)

    @property
    def _screen_px(self) -> float:
        """Px of the screen a logical px of the display."""
        return 1.0 / self.transform().m11()

    # --- zoom ------------------------------------------------------------------------------

    def fit(self) -> None:
        """The whole screen, as large as it fits."""
        self._fitted = True
        self.fitInView(self._scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self.zoomed.emit(self.zoom)

    def fit_roi(self) -> None:
        """The ROI with some room around it."""
        roi = self._marks.roi
        if roi is not None:
            self._fitted = False
            around = QRectF(roi.x, roi.y, roi.side, roi.side)
            margin = roi.side * _ROOM_AROUND_ROI
            around.adjust(-margin, -margin, margin, margin)
            self.fitInView(around, Qt.AspectRatioMode.KeepAspectRatio)
            self.zoomed.emit(self.zoom)

    def actual_size(self) -> None:
        """One px of the screen is one px of the display."""
        self._zoom_to(1.0)

    def zoom_in(self) -> None:
        self._zoom_to(self.zoom * _ZOOM_STEP)

    def zoom_out(self) -> None:
        self._zoom_to(self.zoom / _ZOOM_STEP)

    @property
    def zoom(self) -> float:
        """Px of the display per px of the screen."""
        return self.transform().m11() * self.devicePixelRatioF()

    def _zoom_to(self, zoom: float) -> None:
        if self._picture.image.isNull():
            return
        self._fitted = False
        smallest = min(self._fit_zoom(), 1.0)
        factor = min(max(zoom, smallest), _LARGEST_ZOOM) / self.zoom
        self.scale(factor, factor)
        self.zoomed.emit(self.zoom)

    def _fit_zoom(self) -> float:
        room, size = self.viewport().size(), self._picture.image.size()
        ratio = self.devicePixelRatioF()
        return min(room.width() / size.width(), room.height() / size.height()) * ratio

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120.0
        if steps:
            self._zoom_to(self.zoom * _ZOOM_STEP**steps)
        event.accept()

    # --- mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._picture.image.isNull() or event.button() is Qt.MouseButton.RightButton:
            return
        at = self.mapToScene(event.position().toPoint())
        if self.tool is not None and event.button() is Qt.MouseButton.LeftButton:
            self._tools.press(at, self._screen_px)
            event.accept()
            return
        grips = event.button() is Qt.MouseButton.LeftButton and self._over_roi(at)
        self._press = _Press(event.position(), at, self._marks.roi if grips else None)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        self.readout.follow(event.position().toPoint(), at.x(), at.y())
        if self._tools.held:
            self._tools.move(at)
            return
        if self._press is None:
            self._show_cursor(at)
            return
        way = event.position() - self._press.viewport
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._press.moving = True
        if self._press.moving:
            self._drag_roi(at) if self._press.roi else self._pan(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._tools.held:
            self._release_tool(self.mapToScene(event.position().toPoint()))
            return
        press, self._press = self._press, None
        if press is None:
            return
        if not press.moving:
            if event.button() is Qt.MouseButton.LeftButton and self._on_picture(press.scene):
                self.roi_placed.emit(press.scene.x(), press.scene.y())
        elif press.roi and self._marks.roi and press.roi != self._marks.roi:
            before = self._marks.roi
            self.roi_dragged.emit(press.roi.x - before.x, press.roi.y - before.y)
        self._show_cursor(self.mapToScene(event.position().toPoint()))

    def _release_tool(self, at: QPointF) -> None:
        """A drag is handed in at once; a click is for those who are done."""
        if self._tools.release(at, self._screen_px):
            self._hand_in()
        elif self._tools.result is not None:
            self._leave_tool()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.readout.hide()

    def _drag_roi(self, at: QPointF) -> None:
        press, roi = self._press, self._marks.roi
        if press is None or roi is None or self._marks.frame is None:
            return
        way = at - press.scene
        press.roi = move(self._marks.frame, roi, round(way.x()), round(way.y()))
        self._layer.show_roi(press.roi)

    def _pan(self, to: QPointF) -> None:
        if self._press is None:
            return
        way = to - self._press.viewport
        self._press.viewport = to
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(way.x()))
        down.setValue(down.value() - round(way.y()))
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _show_cursor(self, at: QPointF | None) -> None:
        if at is not None and not self._on_picture(at):
            self.viewport().unsetCursor()
            return
        over = at is not None and self.tool is None and self._over_roi(at)
        self.viewport().setCursor(Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor)

    def _over_roi(self, at: QPointF) -> bool:
        roi = self._marks.roi
        return roi is not None and roi.box.contains_point(at.x(), at.y())

    def _on_picture(self, at: QPointF) -> bool:
        return self._picture.boundingRect().contains(at)

    # --- keys ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While a tool is in use, Enter and Esc are its own, not the window's."""
        overrides = event.type() is QEvent.Type.ShortcutOverride and self.tool is not None
        if overrides and isinstance(event, QKeyEvent) and event.key() in _ENDING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.tool is not None:
            self._tool_key(event)
            return
        way = arrow_step(event.key(), event.modifiers())
        if event.key() == Qt.Key.Key_Escape and self._press is not None:
            self._press = None
            self._layer.show_roi(self._marks.roi)
        elif way and self._marks.roi is not None:
            self.roi_nudged.emit(*way)
        else:
            event.ignore()

    def _tool_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self._tools.cancel():
                self._leave_tool()
        elif event.key() in _ENDING:
            self._hand_in()
            self._leave_tool()
        elif not self._tools.step(event):
            event.ignore()
