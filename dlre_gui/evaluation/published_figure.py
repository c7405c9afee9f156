"""The papers' figure of one, three and five screens beside ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis
from dlre_gui.evaluation.beside_published import IdealAucs
from dlre_gui.evaluation.figure_parts import COLOURS, GREY
from dlre_gui.evaluation.figures import Picture, figure_style, legend_above, saved
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.published import BY_COUNT, SOURCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CAPTION = (
    "AUC by the number of screens: ours on simulated validation patients with DeLong's 95 % CI; the "
    f"papers' on real ones ({SOURCE}); the ideal observer of the same simulated patients."
)


def published_figure(analysis: Analysis, ideal: IdealAucs) -> Picture:
    """A panel a task: DLRE and LSM of both, and the ideal observer."""
    with figure_style() as new_figure:
        figure = new_figure(figsize=(7.2, 2.8), layout="constrained")
        axes = figure.subplots(1, len(TASKS), sharey=True)
        for axis, task in zip(axes, TASKS, strict=True):
            axis.set(title=task.label, xticks=list(ideal), xlabel="Acquisitions")
            _draw(axis, analysis, ideal, task)
        axes[0].set_ylabel("AUC")
        legend_above(figure, axes)
        png = saved(figure, "png")
        figure.set_layout_engine("none")
        title = "Acquisitions a patient: ours beside the papers'"
        return Picture("figure-published", title, CAPTION, png, saved(figure, "svg"))


def _draw(axis: Axes, analysis: Analysis, ideal: IdealAucs, task: Task) -> None:
    for colour, (method, published) in zip(COLOURS, BY_COUNT.items(), strict=False):
        values = published[task]
        style: dict[str, Any] = {"color": colour, "markersize": 4, "linewidth": 1}
        axis.plot(
            list(values), list(values.values()), ":", marker="s", fillstyle="none",
            label=f"{method}, papers'", **style,
        )  # fmt: skip
        rows = [row for row in analysis.counts if row.method == method and row.task is task]
        known = [(row.count, row.performance.auc) for row in rows if row.performance.auc is not None]
        if known:
            middle = [area.auc for _, area in known]
            reach = [[a.auc - a.low for _, a in known], [a.high - a.auc for _, a in known]]
            axis.errorbar(
                [n for n, _ in known], middle, reach, marker="o", capsize=2, label=f"{method}, ours", **style
            )
    best = [(number, area) for number in ideal if (area := ideal[number][task]) is not None]
    if best:
        axis.plot(*zip(*best, strict=True), "--", color=GREY, label="ideal observer")
    axis.yaxis.grid(visible=True, color="#dddddd", linewidth=0.5)
