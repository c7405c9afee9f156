"""The tool that is being used on the canvas, and how it is drawn: a cased line and large handles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dlre_gui.gui.screen_items import CASING_COLOUR, CasedPath, Label, Marks
from dlre_gui.gui.screen_tools import BarTool, BoxTool, TwoPointTool, arrow_step
from dlre_gui.gui.session.view_state import Tool

TOOL_COLOUR = QColor("#ffffff")
_HANDLE_PX = 9.0
_REACH_PX = 24.0
"""How far from a handle it is still taken hold of, on the display: half a gloved fingertip."""
_CLICK_PX = 5.0


class Handle(QGraphicsItem):
    """A white square with a dark edge, as large on the display at any zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def boundingRect(self) -> QRectF:
        return QRectF(-_HANDLE_PX - 2, -_HANDLE_PX - 2, 2 * _HANDLE_PX + 4, 2 * _HANDLE_PX + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QPen(CASING_COLOUR, 2.0))
        painter.setBrush(TOOL_COLOUR)
        painter.drawRect(QRectF(-_HANDLE_PX, -_HANDLE_PX, 2 * _HANDLE_PX, 2 * _HANDLE_PX))


class ToolLayer:
    """Holds the tool in use; everything is in px of the screen.

    Attributes
    ----------
    kind
        None: no tool is in use.
    changed
        Something was drawn or moved since the tool was taken.
    """

    def __init__(self, font: QFont) -> None:
        self.kind: Tool | None = None
        self.changed = False
        self._tool: TwoPointTool | None = None
        self._from: QPointF | None = None
        self._bounds = QRectF()
        self._outline = CasedPath(TOOL_COLOUR, 2.0)
        self._handles = tuple(Handle() for _ in range(4))
        self._ends = Label(TOOL_COLOUR, font), Label(TOOL_COLOUR, font)
        self.items: tuple[QGraphicsItem, ...] = (self._outline, *self._handles, *self._ends)
        self._draw()

    def name_ends(self, minimum: str, maximum: str) -> None:
        """The words at the colour bar's ends."""
        for label, words in zip(self._ends, (minimum, maximum), strict=True):
            label.set_text(words)

    def take(self, kind: Tool | None, bounds: QRectF, marks: Marks) -> None:
        """Begin with another tool, on what is there already."""
        self.kind, self._from, self.changed, self._bounds = kind, None, False, bounds
        if kind is Tool.BOX:
            self._tool = BoxTool(bounds, marks.swe_box)
        elif kind is Tool.BAR:
            self._tool = BarTool(bounds, marks.colour_bar, marks.bar_ends)
        else:
            self._tool = None
        self._draw()

    @property
    def held(self) -> bool:
        """Whether something is being dragged."""
        return self._from is not None

    @property
    def result(self) -> object:
        """The `Box` or the line drawn; None while there is none."""
        tool = self._tool
        if isinstance(tool, BoxTool):
            return tool.box
        return tool.line if isinstance(tool, BarTool) else None

    def press(self, at: QPointF, px: float) -> None:
        """`px`: how many px of the screen one of the display is."""
        if self._tool is not None:
            self._from = at
            self._tool.press(at, _REACH_PX * px)
            self._draw()

    def move(self, at: QPointF) -> None:
        if self._tool is not None and self.held:
            self._tool.move(at)
            self._draw()

    def release(self, at: QPointF, px: float) -> bool:
        """Let go; False where the pointer had not moved (a click), and then all is as before."""
        if self._tool is None or self._from is None:
            return False
        way = at - self._from
        moved = max(abs(way.x()), abs(way.y())) >= _CLICK_PX * px
        if not moved:
            self._tool.cancel()
        self.changed = self.changed or moved
        self._tool.release()
        self._from = None
        self._draw()
        return moved

    def cancel(self) -> bool:
        """Take back what is being dragged; False where nothing is."""
        self._from = None
        held = self._tool is not None and self._tool.cancel()
        self._draw()
        return held

    def step(self, event: QKeyEvent) -> bool:
        """An arrow key; whether it was one."""
        way = arrow_step(event.key(), event.modifiers())
        if way is None or self._tool is None:
            return False
        self.changed = True
        self._tool.step(*way, end=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._draw()
        return True

    def _draw(self) -> None:
        path, points = QPainterPath(), self._tool.points if self._tool else None
        if points is not None and self.kind is Tool.BOX:
            path.addRect(QRectF(*points).normalized())
        elif points is not None:
            path.moveTo(points[0])
            path.lineTo(points[1])
        self._outline.prepareGeometryChange()
        self._outline.setPath(path)
        handles = self._tool.handles if self._tool else ()
        for handle, at in zip(self._handles, (*handles, *[None] * 4), strict=False):
            handle.setVisible(at is not None)
            handle.setPos(at or QPointF())
        for n, label in enumerate(self._ends):
            label.setVisible(self.kind is Tool.BAR and points is not None)
            at = points[n] if points else QPointF()
            label.point(at, leftwards=at.x() > self._bounds.center().x())
