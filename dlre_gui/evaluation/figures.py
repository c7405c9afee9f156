"""The papers' figures 3 to 5, calibration and net benefit, as PNG and SVG."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis
from dlre_gui.evaluation.figure_parts import (
    draw_counts,
    draw_decision,
    draw_parts,
    draw_reliability,
    draw_roc,
)
from dlre_gui.evaluation.material import TASKS
from dlre_gui.places import resources_dir

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PNG_DPI = 200
FONTS = ("DlreReportSans-Regular.ttf", "DlreReportSans-Bold.ttf", "DlreReportHan-Regular.ttf")
STYLE: dict[str, Any] = {
    "text.usetex": False,
    "text.parse_math": False,  # a hospital may be called $1
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.labelsize": 8,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "lines.linewidth": 1.3,
    "svg.fonttype": "path",
    "svg.hashsalt": "dlre-gui",
    "figure.facecolor": "white",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as files.

    Attributes
    ----------
    caption
        What it shows, in one or two sentences.
    """

    name: str
    title: str
    caption: str
    png: bytes
    svg: bytes


def all_figures(analysis: Analysis) -> tuple[Picture, ...]:
    """Every figure that has something to show."""
    made = (
        roc_figure(analysis),
        counts_figure(analysis),
        parts_figure(analysis),
        calibration_figure(analysis),
        decision_figure(analysis),
    )
    return tuple(picture for picture in made if picture is not None)


def roc_figure(analysis: Analysis) -> Picture | None:
    """Figure 3: ROC curves with the confidence band of the first two methods."""
    if not analysis.curves:
        return None
    caption = (
        f"ROC curves of {', '.join(analysis.methods)} ({analysis.main.name}); shaded: pointwise 95 % band of "
        "the sensitivity (bootstrap within each class). AUC with DeLong's 95 % CI."
    )
    return _panels("figure-3-roc", "Figure 3. ROC curves", caption, analysis, draw_roc, 2.8)


def counts_figure(analysis: Analysis) -> Picture | None:
    """Figure 4: AUC by the number of acquisitions."""
    if not any(row.performance.auc for row in analysis.counts):
        return None
    caption = (
        "AUC by the number of acquisitions a patient, the same patients throughout. Points: each patient's "
        "first acquisitions, with DeLong's 95 % CI; crosses: mean over random choices."
    )
    return _panels(
        "figure-4-acquisitions", "Figure 4. Acquisitions a patient", caption, analysis, draw_counts, 2.4
    )


def parts_figure(analysis: Analysis) -> Picture | None:
    """Figure 5: AUC in hospitals and subgroups."""
    shown = {(row.division, row.part) for row in analysis.parts if row.performance.auc}
    if not shown:
        return None
    first = " and ".join(analysis.methods[:2])
    caption = (
        f"AUC of {first} in parts of the patients, with DeLong's 95 % CI; dotted: all patients. "
        "Right: patients, and those of them who are positive. Hollow: complete separation, which has no "
        "interval."
    )
    height = 0.9 + 0.24 * len(shown) + 0.15 * len({division for division, _ in shown})
    return _panels(
        "figure-5-groups", "Figure 5. Hospitals and subgroups", caption, analysis, draw_parts, height
    )


def calibration_figure(analysis: Analysis) -> Picture | None:
    """Reliability curves."""
    if not analysis.calibrations:
        return None
    caption = (
        f"Calibration of {analysis.methods[0]}: share of positive patients by mean probability in groups of "
        "equal size, with exact 95 % CI; dashed: perfect."
    )
    return _panels("figure-6-calibration", "Figure 6. Calibration", caption, analysis, draw_reliability, 2.8)


def decision_figure(analysis: Analysis) -> Picture | None:
    """Decision curves."""
    if not analysis.decisions:
        return None
    caption = (
        f"Net benefit of acting on {analysis.methods[0]}, against treating all patients or none "
        "(Vickers & Elkin 2006)."
    )
    return _panels("figure-7-decision", "Figure 7. Decision curves", caption, analysis, draw_decision, 2.6)


Draw = Callable[[Any, Analysis, Task], None]


def _panels(name: str, title: str, caption: str, analysis: Analysis, draw: Draw, height_in: float) -> Picture:
    """A figure of a panel a task, as wide as a page."""
    with figure_style() as new_figure:
        figure = new_figure(figsize=(7.2, height_in), layout="constrained")
        axes = figure.subplots(1, len(TASKS), sharey=draw is not draw_decision)
        for place, (axis, task) in enumerate(zip(axes, TASKS, strict=True)):
            axis.set_title(task.label)
            draw(axis, analysis, task)
            if place and draw is not draw_decision:
                axis.set_ylabel("")
        if draw in (draw_parts, draw_counts, draw_decision):  # where a legend inside would hide points
            legend_above(figure, axes)
        png = saved(figure, "png")
        figure.set_layout_engine("none")  # it is laid out by now, and that takes time
        return Picture(name, title, caption, png, saved(figure, "svg"))


def legend_above(figure: Figure, axes: Iterable[Axes]) -> None:
    """One for all panels, above them."""
    named = {
        label: handle
        for axis in axes
        for handle, label in zip(*axis.get_legend_handles_labels(), strict=True)
    }
    figure.legend(list(named.values()), list(named), loc="outside upper left", ncols=len(named))


def saved(figure: Figure, kind: str) -> bytes:
    """The figure's file, ``png`` or ``svg``; the same bytes for the same figure."""
    stream = io.BytesIO()
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(stream, format=kind, dpi=PNG_DPI, metadata=metadata)
    return stream.getvalue()


@contextmanager
def figure_style() -> Iterator[Callable[..., Figure]]:
    """Makes figures in our style, with the bundled fonts, so that they look the same everywhere."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    # else it tells on stderr that it looks at the machine's fonts, and that the Han one has no bold face
    import matplotlib as mpl
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {**STYLE, "font.family": [*_families(), "DejaVu Sans"]}
    with mpl.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from")  # rarer than the bundled Han
        yield Figure


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    """The bundled fonts' names, once they are known to matplotlib."""
    from matplotlib import font_manager

    folder = resources_dir() / "fonts"
    for file in FONTS:
        font_manager.fontManager.addfont(folder / file)
    return tuple(dict.fromkeys(font_manager.get_font(folder / file).family_name for file in FONTS))
