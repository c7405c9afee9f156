"""A patient's exams over time as a chart: probabilities and LSM, other models' exams marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.clinical.trend import TrendPoint
from dlre_gui.domain.exam import Task
from dlre_gui.gui.dialog_buttons import plain_buttons
from dlre_gui.gui.fitting import resize_within
from dlre_gui.gui.language import follow_language
from dlre_gui.gui.session.numbers import task_message
from dlre_gui.gui.texts import say

COLOURS = {"ge_f2": (0, 114, 178), "ge_f3": (230, 159, 0), "f4": (213, 94, 0)}
"""Okabe and Ito's, told apart by the colour-blind; each line has its own sign, too. The LSM is drawn in
the text's colour."""

_DAY_S = 86_400.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MARGIN_DAYS = 45
_AXIS_WIDTH_PX = 64  # of both charts, so that a day stands below itself

_SIGNS = {"ge_f2": "o", "ge_f3": "s", "f4": "t", "lsm": "d"}


class TrendDialog(QDialog):
    """Two charts over one time axis; filled signs: the model in use, open ones: another model.

    `n_of_others` exams have the same patient ID and are another person's; they are told, not drawn.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        points: tuple[TrendPoint, ...],
        n_of_others: int = 0,
        labels: StageLabels = StageLabels.METAVIR,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.points, self._n_of_others, self._labels = points, n_of_others, labels
        self._upper: Any = None
        self._lower: Any = None
        name = QLabel(title)
        name.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLabel()
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(name)
        if points:
            self._charts = QVBoxLayout()
            column.addLayout(self._charts, 1)
            self._turns = iter(self._all_turns())
            self._turn = QTimer(self, interval=0)
            self._turn.timeout.connect(self._next)
            self._turn.start()
        column.addWidget(self.note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        plain_buttons(buttons).rejected.connect(self.reject)
        column.addWidget(buttons)
        follow_language(self._say_words)
        resize_within(self, 760, 560 if points else 0)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Trend"))
        self.note.setText(self._note())
        text = self.palette().text().color()
        for plot, label in ((self._upper, self.tr("Probability")), (self._lower, self.tr("LSM median, kPa"))):
            if plot is not None:
                plot.setLabel("left", label, color=text)

    def _note(self) -> str:
        if not self.points:
            return self.tr("No exam of this patient has a known day.") + self._left_out()
        others = sum(not point.comparable for point in self.points)
        words = self.tr("%n exam(s).", "", len(self.points))
        if others:
            words += " " + self.tr(
                "Open signs: %n exam(s) scored by another model or none; do not compare their probabilities.",
                "",
                others,
            )
        return words + self._left_out()

    def _left_out(self) -> str:
        if not self._n_of_others:
            return ""
        words = self.tr(
            "Left out: %n exam(s) of this ID with another date of birth or name.", "", self._n_of_others
        )
        return " " + words

    def _next(self) -> None:
        """One part of the charts: all at once they would hold up the window for a tenth of a second."""
        draw = next(self._turns, None)
        if draw is None:
            self._turn.stop()
            return
        draw()

    def _all_turns(self) -> Iterator[Callable[[], None]]:
        yield self._begin_charts
        yield self._begin_probabilities
        for task in Task:
            yield partial(self._draw_task, task)
        yield self._begin_lsm
        yield self._draw_lsm

    def _begin_charts(self) -> None:
        import pyqtgraph as pg

        self.charts = pg.GraphicsLayoutWidget()
        self.charts.setBackground(self.palette().base().color())
        self._charts.addWidget(self.charts)

    def _begin_probabilities(self) -> None:
        self._upper = upper = self._plot(0)
        self._say_words()
        upper.setYRange(0, 1.4, padding=0)  # room for the legend above 1
        upper.addLegend(offset=(10, 4), colCount=3, labelTextColor=self.palette().text().color())
        days = [_seconds(point.day) for point in self.points]
        margin = _MARGIN_DAYS * _DAY_S
        upper.setXRange(min(days) - margin, max(days) + margin, padding=0)
        upper.setLimits(xMin=_seconds("1900-01-01"), xMax=_seconds("2199-12-31"), minXRange=14 * _DAY_S)

    def _draw_task(self, task: Task) -> None:
        values = [getattr(p, f"p_{task.value}") for p in self.points]
        self._draw(self._upper, task.value, values, say(task_message(task, self._labels)))

    def _begin_lsm(self) -> None:
        self._lower = self._plot(1)
        self._say_words()
        self._lower.setXLink(self._upper)
        self._lower.setYRange(0, max((p.lsm_median_kpa or 0 for p in self.points), default=0) * 1.2 or 10)

    def _draw_lsm(self) -> None:
        self._draw(self._lower, "lsm", [point.lsm_median_kpa for point in self.points], None)

    def _plot(self, row: int) -> Any:
        plot = self.charts.addPlot(row=row, col=0, axisItems={"bottom": _day_axis()}, enableMenu=False)
        text = self.palette().text().color()
        for side in ("left", "bottom"):
            plot.getAxis(side).setPen(text)
            plot.getAxis(side).setTextPen(text)
        plot.getAxis("left").setWidth(_AXIS_WIDTH_PX)
        plot.showGrid(x=True, y=True, alpha=0.25)
        plot.setMouseEnabled(x=True, y=False)
        return plot

    def _draw(self, plot: Any, name: str, values: list[float | None], legend: str | None) -> None:
        """Points with a value; the line joins exams of the model in use only."""
        import pyqtgraph as pg

        colour = COLOURS.get(name) or self.palette().text().color()
        known = [
            (_seconds(p.day), v, p.comparable)
            for p, v in zip(self.points, values, strict=True)
            if v is not None
        ]
        joined = [(x, y) for x, y, comparable in known if comparable or name == "lsm"]
        pen = pg.mkPen(colour, width=2)
        plot.plot([x for x, _ in joined], [y for _, y in joined], pen=pen)
        brushes = [pg.mkBrush(colour if same or name == "lsm" else None) for _, _, same in known]
        xs, ys = [x for x, _, _ in known], [y for _, y, _ in known]
        scatter = pg.ScatterPlotItem(xs, ys, symbol=_SIGNS[name], size=11, pen=pen, brush=brushes)
        plot.addItem(scatter)
        if legend is not None:
            plot.legend.addItem(scatter, legend)


def _day_axis() -> Any:
    """Days, months or years in digits: pyqtgraph names months in English."""
    import pyqtgraph as pg

    class DayAxis(pg.DateAxisItem):
        def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
            return [_digits(value, spacing) for value in values]

    return DayAxis(utcOffset=0)


def _digits(seconds: float, spacing_s: float) -> str:
    """A moment as its year, its month or its day, as far apart as the marks stand."""
    days = spacing_s / _DAY_S
    form = "%Y" if days > 360 else "%Y-%m" if days > 27 else "%m-%d"
    return (_EPOCH + timedelta(seconds=seconds)).strftime(
        form
    )  # fromtimestamp knows nothing before on Windows


def _seconds(day: str) -> float:
    parsed = date.fromisoformat(day)
    return datetime(parsed.year, parsed.month, parsed.day, 12, tzinfo=UTC).timestamp()
