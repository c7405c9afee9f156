"""Drawing the SWE box or the colour bar over a screen: drag, large handles, arrow keys.

A tool holds what is being drawn and says what a press, a move or a key does to it; the canvas asks it
first. Coordinates are px of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from dlre_gui.domain.geometry import Box

Line = tuple[tuple[float, float], tuple[float, float]]

LEAST_SIDE_PX = 8
_BIG_STEP_PX = 10


@dataclass(slots=True)
class _Grip:
    """Which handle the pointer holds, and where everything was before."""

    handle: int
    before: tuple[QPointF, QPointF] | None


class TwoPointTool:
    """Two points that a drag sets: opposite corners, or the ends of a line.

    Parameters
    ----------
    bounds
        The screen.
    points
        What is there already; None: nothing.
    first
        What the arrow keys start from where there is nothing.
    """

    _last_handle = 1

    def __init__(
        self, bounds: QRectF, points: tuple[QPointF, QPointF] | None, first: tuple[QPointF, QPointF]
    ) -> None:
        self._bounds, self._points, self._first = bounds, points, first
        self._grip: _Grip | None = None

    @property
    def points(self) -> tuple[QPointF, QPointF] | None:
        return self._points

    @property
    def handles(self) -> tuple[QPointF, ...]:
        """Where it can be taken hold of."""
        return self._points or ()

    def press(self, at: QPointF, reach: float) -> None:
        """Take hold of a handle within `reach`, or begin anew."""
        at, handles = self._inside(at), self.handles
        near = [n for n, handle in enumerate(handles) if _apart(handle, at) <= reach]
        if near:
            self._grip = _Grip(min(near, key=lambda n: _apart(handles[n], at)), self._points)
        else:
            self._grip, self._points = _Grip(self._last_handle, self._points), (at, at)

    def move(self, at: QPointF) -> None:
        if self._grip is None or self._points is None:
            return
        self._points = self._pulled(self._grip.handle, self._inside(at))

    def release(self) -> None:
        self._grip = None

    def cancel(self) -> bool:
        """Let go and be as before; False where nothing was held."""
        if self._grip is None:
            return False
        self._points, self._grip = self._grip.before, None
        return True

    def step(self, dx: int, dy: int, *, end: bool) -> None:
        """An arrow key: move the whole, or its second point; the first press only shows it."""
        if self._points is None:
            self._points = self._first
        elif end:
            self._points = self._points[0], self._inside(self._points[1] + QPointF(dx, dy))
        else:
            self._points = self._shifted(self._points, QPointF(dx, dy))

    def _pulled(self, handle: int, at: QPointF) -> tuple[QPointF, QPointF]:
        start, end = self._points or self._first
        return (at, end) if handle == 0 else (start, at)

    def _inside(self, at: QPointF) -> QPointF:
        bounds = self._bounds
        return QPointF(
            min(max(at.x(), bounds.left()), bounds.right()), min(max(at.y(), bounds.top()), bounds.bottom())
        )

    def _shifted(self, points: tuple[QPointF, QPointF], way: QPointF) -> tuple[QPointF, QPointF]:
        moved = QRectF(*points).normalized().translated(way)
        bounds = self._bounds
        back = QPointF(
            min(0.0, bounds.right() - moved.right()) + max(0.0, bounds.left() - moved.left()),
            min(0.0, bounds.bottom() - moved.bottom()) + max(0.0, bounds.top() - moved.top()),
        )
        return points[0] + way + back, points[1] + way + back


class BoxTool(TwoPointTool):
    """The SWE box: its corners are handles."""

    _last_handle = 2

    def __init__(self, bounds: QRectF, box: Box | None) -> None:
        points = (QPointF(box.x, box.y), QPointF(box.right, box.bottom)) if box else None
        middle, size = bounds.center(), bounds.size() / 6
        half = QPointF(size.width(), size.height())
        super().__init__(bounds, points, (middle - half, middle + half))

    @property
    def handles(self) -> tuple[QPointF, ...]:
        if self._points is None:
            return ()
        (a, b), (c, d) = self._points[0].toTuple(), self._points[1].toTuple()
        return QPointF(a, b), QPointF(c, b), QPointF(c, d), QPointF(a, d)

    @property
    def box(self) -> Box | None:
        """In whole px; None while it is too small to be one."""
        if self._points is None:
            return None
        shown = QRectF(*self._points).normalized()
        x, y = round(shown.left()), round(shown.top())
        w, h = round(shown.right()) - x, round(shown.bottom()) - y
        return Box(x, y, w, h) if min(w, h) >= LEAST_SIDE_PX else None

    def _pulled(self, handle: int, at: QPointF) -> tuple[QPointF, QPointF]:
        start, end = self._points or self._first
        x0, y0, x1, y1 = start.x(), start.y(), end.x(), end.y()
        x0, x1 = (at.x(), x1) if handle in (0, 3) else (x0, at.x())
        y0, y1 = (at.y(), y1) if handle in (0, 1) else (y0, at.y())
        return QPointF(x0, y0), QPointF(x1, y1)


class BarTool(TwoPointTool):
    """The colour bar: a line from its minimum to its maximum.

    A bar that was read only gives the arrow keys their start: else a drag along it would take hold of
    its end.
    """

    def __init__(self, bounds: QRectF, bar: Box | None, ends: Line | None) -> None:
        right = bounds.left() + 0.95 * bounds.width()
        top, height = bounds.top(), bounds.height()
        first = (QPointF(right, top + 0.4 * height), QPointF(right, top + 0.1 * height))
        if bar is not None:
            across = bar.x + bar.w / 2
            first = (QPointF(across, bar.bottom), QPointF(across, bar.y))
        points = (QPointF(*ends[0]), QPointF(*ends[1])) if ends else None
        super().__init__(bounds, points, first)

    @property
    def line(self) -> Line | None:
        """From the minimum to the maximum; None while it is too short or lies flat."""
        if self._points is None:
            return None
        (x0, y0), (x1, y1) = self._points[0].toTuple(), self._points[1].toTuple()
        tall = abs(y1 - y0) >= 2 * LEAST_SIDE_PX and abs(y1 - y0) > abs(x1 - x0)
        return ((round(x0, 1), round(y0, 1)), (round(x1, 1), round(y1, 1))) if tall else None


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def arrow_step(key: int, modifiers: Qt.KeyboardModifier) -> tuple[int, int] | None:
    """By how many px an arrow key moves things: 1, with Shift 10; None for another key."""
    arrow = _ARROWS.get(Qt.Key(key))
    if arrow is None:
        return None
    step = _BIG_STEP_PX if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
    return arrow[0] * step, arrow[1] * step


def _apart(one: QPointF, other: QPointF) -> float:
    return max(abs(one.x() - other.x()), abs(one.y() - other.y()))
