"""Learning curves: a small chart for each network, training dashed, held-out patients solid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dlre_gui.domain.exam import Task
from dlre_gui.gui.session.training import Losses, network_of
from dlre_gui.gui.trend_dialog import COLOURS

_LABELS = {task.value: task.label for task in Task}

Curves = Mapping[str, tuple[Losses, ...]]


class LearningCurves(QWidget):
    """Draws what it is shown; pyqtgraph is loaded with the first curve."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._chart: Any = None
        self._plots: dict[str, Any] = {}
        self._networks: tuple[tuple[str, int], ...] = ()
        self._curves: Curves = {}
        self.setMinimumHeight(220)

    def show_curves(self, networks: tuple[tuple[str, int], ...], curves: Curves) -> None:
        """Draw these losses by stage; a chart for each of `networks`, from epoch 1 to its last."""
        if networks != self._networks or self._chart is None:
            self._networks = networks
            self._begin()
        changed = {name: curve for name, curve in curves.items() if self._curves.get(name) != curve}
        self._curves = dict(curves)
        for name, curve in changed.items():
            if name in self._plots:
                self._draw(name, curve)

    def changeEvent(self, event: QEvent) -> None:
        """Other colours when light becomes dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._chart is not None:
            self._begin()
            for name, curve in self._curves.items():
                self._draw(name, curve)

    def _begin(self) -> None:
        import pyqtgraph as pg

        if self._chart is not None:
            self._column.removeWidget(self._chart)
            self._chart.deleteLater()
        self._chart = pg.GraphicsLayoutWidget()
        self._chart.setBackground(self.palette().color(QPalette.ColorRole.Base))
        self._chart.setAccessibleName(self.tr("Learning curves"))
        self._column.addWidget(self._chart)
        self._curves = {}
        self._plots = {name: self._plot(at, name, epochs) for at, (name, epochs) in enumerate(self._networks)}
        if self._networks:
            self._say_lines()

    def _say_lines(self) -> None:
        """What dashed and solid are, below the charts: beside the lines it would hide them."""
        training, held_out = self.tr("training"), self.tr("held out")
        words = f"– – –  {training}        —●—  {held_out}"
        kept = words.replace("  ", "\N{NO-BREAK SPACE}" * 2)
        text = self.palette().color(QPalette.ColorRole.Text)
        self._chart.addLabel(kept, row=1, col=0, colspan=len(self._networks), color=text)

    def _plot(self, at: int, name: str, epochs: int) -> Any:
        plot = self._chart.addPlot(row=0, col=at)
        text = self.palette().color(QPalette.ColorRole.Text)
        for side in ("left", "bottom"):
            plot.getAxis(side).setPen(text)
            plot.getAxis(side).setTextPen(text)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.setTitle(network_words(name), color=text)
        plot.setLabel("bottom", self.tr("Epoch"), color=text)
        if at == 0:
            plot.setLabel("left", self.tr("Loss"), color=text)
        plot.setXRange(1, max(epochs, 2), padding=0.04)
        every = max(1, round(epochs / 5))
        plot.getAxis("bottom").setTickSpacing(every, every)
        plot.showGrid(y=True, alpha=0.15)
        plot.setMouseEnabled(x=False, y=False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        self._add_lines(plot, name)
        return plot

    def _add_lines(self, plot: Any, name: str) -> None:
        import pyqtgraph as pg

        colour = COLOURS.get(network_of(name)) or self.palette().color(QPalette.ColorRole.Text)
        dashed = pg.mkPen(colour, width=2, style=Qt.PenStyle.DashLine)
        plot.train = plot.plot(pen=dashed)
        plot.held = plot.plot(
            pen=pg.mkPen(colour, width=2),
            symbol="o",
            symbolSize=5,
            symbolBrush=pg.mkBrush(colour),
            symbolPen=pg.mkPen(colour),
        )

    def _draw(self, name: str, curve: tuple[Losses, ...]) -> None:
        epochs = list(range(1, len(curve) + 1))
        self._plots[name].train.setData(epochs, [train for train, _ in curve])
        self._plots[name].held.setData(epochs, [held for _, held in curve])


def network_words(stage: str) -> str:
    """What a stage that trains is called: its task's label."""
    network = network_of(stage)
    return _LABELS.get(network) or QCoreApplication.translate("LearningCurves", "Source network")
