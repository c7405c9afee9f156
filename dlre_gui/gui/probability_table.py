"""P(≥F2), P(≥F3), P(F4) as large numbers and bars, each with its operating threshold."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QSizePolicy, QWidget

from dlre_gui.domain.exam import Task
from dlre_gui.gui.appearance import scaled_font, tones
from dlre_gui.gui.session.view_state import UNKNOWN, ProbabilityState
from dlre_gui.gui.texts import say

_BAR_HEIGHT_PX = 20
_MARK_PX = 5


class ProbabilityBar(QWidget):
    """A bar from 0 to 1 with a mark at the operating threshold; empty for None."""

    def __init__(self) -> None:
        super().__init__()
        self.value: float | None = None
        self.threshold: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(140, _BAR_HEIGHT_PX + 2 * _MARK_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _BAR_HEIGHT_PX + 2 * _MARK_PX)

    @property
    def positive(self) -> bool:
        """Whether the probability reaches the operating threshold."""
        return self.value is not None and self.threshold is not None and self.value >= self.threshold

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1, _MARK_PX, self.width() - 2, _BAR_HEIGHT_PX)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().base())
        painter.drawRect(track)
        if self.value is not None:
            shown = tones(QApplication.palette())
            done = track.adjusted(0.5, 0.5, -0.5, -0.5)
            done.setWidth(done.width() * self.value)
            painter.fillRect(done, shown.positive if self.positive else shown.negative)
        if self.threshold is not None:
            self._draw_threshold(painter, track, self.threshold)

    def _draw_threshold(self, painter: QPainter, track: QRectF, threshold: float) -> None:
        x = track.left() + threshold * track.width()
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 4))
        painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()))
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, track.top() - 2), QPointF(x, track.bottom() + 2))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        down, up = _triangle(x, track.top(), -_MARK_PX), _triangle(x, track.bottom(), _MARK_PX)
        painter.drawPolygon(down)
        painter.drawPolygon(up)


class ProbabilityTable(QWidget):
    """Three rows: name, number, bar; `factor` scales the numbers."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        self._rows = {task: _Row(grid, at, factor) for at, task in enumerate(Task)}

    def show_states(self, states: tuple[ProbabilityState, ...], thresholds: Mapping[Task, float]) -> None:
        for state in states:
            self._rows[state.task].show(state, thresholds.get(state.task))

    def number(self, task: Task) -> str:
        """The number as shown."""
        return self._rows[task].number.text()

    def bar(self, task: Task) -> ProbabilityBar:
        return self._rows[task].bar


class _Row:
    def __init__(self, grid: QGridLayout, at: int, factor: float) -> None:
        self.name, self.number, self.bar = QLabel(), QLabel(UNKNOWN), ProbabilityBar()
        scaled_font(self.name, min(factor, 1.25))
        scaled_font(self.number, factor, bold=True)
        widest = self.number.fontMetrics().horizontalAdvance("0.00")
        self.number.setMinimumWidth(widest)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, widget in enumerate((self.name, self.number, self.bar)):
            grid.addWidget(widget, at, column)

    def show(self, state: ProbabilityState, threshold: float | None) -> None:
        self.name.setText(say(state.label))
        self.number.setText(state.text)
        self.bar.value, self.bar.threshold = state.value, threshold
        self.bar.update()
        self._explain(say(state.label), state)

    def _explain(self, name: str, state: ProbabilityState) -> None:
        words = f"{name}: {state.text}"
        if self.bar.threshold is not None:
            tip = QCoreApplication.translate(
                "probability_table", "operating threshold of the model: {threshold}"
            )
            words += "; " + tip.format(threshold=f"{self.bar.threshold:.2f}")
        for widget in (self.name, self.number, self.bar):
            widget.setToolTip(words)
        self.number.setAccessibleName(words)
        self.bar.setAccessibleName(words)


def _triangle(x: float, y: float, height: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y), QPointF(x - 4, y + height), QPointF(x + 4, y + height)])
