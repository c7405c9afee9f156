"""What stands in one panel of a figure: one task's curves, points and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis
from dlre_gui.evaluation.subgroups import PartResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Okabe & Ito's colours, which colour-blind readers can tell apart."""
LINES = ("-", "--", "-.", ":", (0, (3, 1, 1, 1, 1, 1)), (0, (5, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P")
GREY = "#888888"


def _legend(axis: Axes, **style: Any) -> None:
    """None where nothing is drawn: too few patients of a class."""
    if axis.get_legend_handles_labels()[0]:
        axis.legend(**style)


def draw_roc(axis: Axes, analysis: Analysis, task: Task) -> None:
    """ROC curves of all methods with the AUCs in the legend."""
    axis.plot([0, 1], [0, 1], color=GREY, linewidth=0.6, linestyle=":")
    for drawn in (each for each in analysis.curves if each.task is task):
        place = analysis.methods.index(drawn.method)
        found = analysis.main.row(drawn.method, task).performance.auc
        area = f" {found.auc:.2f} ({found.low:.2f}–{found.high:.2f})" if found else ""
        style: dict[str, Any] = {"color": COLOURS[place % 6], "linestyle": LINES[place % 6]}
        axis.plot(1 - drawn.curve.specificity, drawn.curve.sensitivity, label=drawn.method + area, **style)
        if drawn.band is not None:
            band = drawn.band
            axis.fill_between(
                band.false_positive_rate, band.low, band.high, color=style["color"], alpha=0.15, linewidth=0
            )
    axis.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
    axis.set(xlabel="1 − specificity", ylabel="Sensitivity")
    _legend(axis, loc="lower right", handlelength=1.8, borderaxespad=0.2)


def draw_counts(axis: Axes, analysis: Analysis, task: Task) -> None:
    """AUC against the number of acquisitions."""
    rows = [row for row in analysis.counts if row.task is task and row.performance.auc is not None]
    methods = [name for name in analysis.methods if any(row.method == name for row in rows)]
    for number, name in enumerate(methods):
        own = [row for row in rows if row.method == name]
        place = analysis.methods.index(name)
        x = np.array([row.count for row in own]) + 0.16 * (number - (len(methods) - 1) / 2)
        areas = [row.performance.auc for row in own if row.performance.auc is not None]
        middle = np.array([area.auc for area in areas])
        reach = [middle - [area.low for area in areas], [area.high for area in areas] - middle]
        axis.errorbar(
            x, middle, reach, color=COLOURS[place % 6], marker=MARKERS[place % 6], linestyle=LINES[place % 6],
            markersize=4, linewidth=1, capsize=2, label=name,
        )  # fmt: skip
        axis.plot(x, [row.random_auc for row in own], "x", color=COLOURS[place % 6], markersize=5)
    counts = sorted({row.count for row in rows})
    axis.set(xticks=counts, xlabel="Acquisitions", ylabel="AUC")
    if counts:
        axis.set_xlim(counts[0] - 0.6, counts[-1] + 0.6)
    axis.yaxis.grid(visible=True, color="#dddddd", linewidth=0.5)


def draw_parts(axis: Axes, analysis: Analysis, task: Task) -> None:
    """A forest of AUCs: the two first methods in every part."""
    methods = analysis.methods[:2]
    names = _part_names(analysis)
    for place, name in enumerate(methods):
        whole = analysis.main.row(name, task).performance.auc
        if whole:
            axis.axvline(whole.auc, color=COLOURS[place], linewidth=0.7, linestyle=":")
        axis.plot([], [], color=COLOURS[place], marker=MARKERS[place], markersize=4, label=name)
        for row in analysis.parts:
            if row.task is task and row.method == name and (row.division, row.part) in names:
                _forest_row(axis, row, names[row.division, row.part], place, len(methods))
    axis.set(yticks=list(names.values()), yticklabels=[_short(part) for _, part in names])
    axis.tick_params(axis="y", length=0)
    axis.set_ylim(max(names.values()) + 0.7, -0.7)
    lowest = min((row.performance.auc.low for row in analysis.parts if row.performance.auc), default=0.5)
    axis.set(xlabel="AUC", xlim=(min(0.5, lowest) - 0.02, 1.02))
    axis.xaxis.grid(visible=True, color="#dddddd", linewidth=0.5)


def _part_names(analysis: Analysis) -> dict[tuple[str, str], float]:
    """A height for every part, with space between divisions."""
    heights: dict[tuple[str, str], float] = {}
    height, before = -1.0, ""
    for row in analysis.parts:
        key = (row.division, row.part)
        if key not in heights and any(_is_shown(other, key) for other in analysis.parts):
            height += 1.0 if row.division == before or not heights else 1.5
            heights[key] = height
            before = row.division
    return heights


def _is_shown(row: PartResult, key: tuple[str, str]) -> bool:
    return (row.division, row.part) == key and row.performance.auc is not None


def _forest_row(axis: Axes, row: PartResult, height: float, place: int, methods: int) -> None:
    area = row.performance.auc
    if area is None:
        return
    y = height + 0.28 * (place - (methods - 1) / 2)
    reach = [[area.auc - area.low], [area.high - area.auc]]
    axis.errorbar(
        [area.auc], [y], xerr=reach, color=COLOURS[place], marker=MARKERS[place], markersize=3.5, linewidth=1,
        capsize=0, linestyle="none", markerfacecolor=COLOURS[place] if area.standard_error else "white",
        clip_on=False,
    )  # fmt: skip
    if place == 0:
        text = f"{row.performance.n}/{row.performance.n_positive}"
        axis.annotate(text, (1.03, height), xycoords=("axes fraction", "data"), fontsize=5.5, va="center")


def _short(name: str, most: int = 26) -> str:
    """A name that leaves room for the figure; Chinese without a font for it would be boxes."""
    return name if len(name) <= most else name[: most - 1] + "…"


def draw_reliability(axis: Axes, analysis: Analysis, task: Task) -> None:
    """Observed share against mean probability, and where the probabilities lie."""
    axis.plot([0, 1], [0, 1], color=GREY, linewidth=0.7, linestyle="--")
    axis.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    axis.set(xlabel="Probability", ylabel="Share of positive patients")
    found = analysis.calibrations.get(task)
    if found is None:
        return
    x = np.array([each.mean_probability for each in found.bins])
    y = np.array([each.observed.value for each in found.bins])
    reach = [y - [each.observed.low for each in found.bins], [each.observed.high for each in found.bins] - y]
    axis.errorbar(x, y, reach, color=COLOURS[0], marker="o", markersize=4, linewidth=1, elinewidth=0.7)
    text = f"ECE {found.ece:.3f}\nBrier {found.brier:.3f}\nn = {found.n}"
    axis.text(0.97, 0.04, text, transform=axis.transAxes, ha="right", va="bottom", fontsize=7)


def draw_decision(axis: Axes, analysis: Analysis, task: Task) -> None:
    """Net benefit against the threshold probability."""
    axis.axhline(0, color=GREY, linewidth=0.8, label="treating nobody")
    axis.set(xlabel="Threshold probability", ylabel="Net benefit", xlim=(0, 1))
    found = analysis.decisions.get(task)
    if found is None:
        return
    top = float(found.of_treating_all.max())
    axis.plot(
        found.thresholds, found.of_treating_all, color=GREY, linestyle="--", label="treating all", linewidth=1
    )
    axis.plot(found.thresholds, found.of_score, color=COLOURS[0], label=analysis.methods[0])
    axis.set_ylim(-0.15 * top, 1.08 * top)
