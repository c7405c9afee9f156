"""The exam's result: stage, probabilities, stiffness, the reader's conclusion."""

from __future__ import annotations

from dlre_gui.clinical.labels import labelled
from dlre_gui.clinical.shown import probability
from dlre_gui.domain.exam import Task
from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.figures import (
    UNKNOWN,
    conclusion_text,
    decimals,
    lsm_stage_text,
    lsm_texts,
    task_name,
)
from dlre_gui.report.pen import BLACK, GREY, Pen
from dlre_gui.report.sheet import DARK, LEFT, RIGHT, heading
from dlre_gui.report.words import Words

_BAR = (LEFT + 150, 92.0, 8.5)  # left end, length, height
_POSITIVE, _NEGATIVE, _TRACK = (0.70, 0.28, 0.04), (0.17, 0.44, 0.68), (0.92, 0.93, 0.95)
_MIDDLE = LEFT + 352
_MOST_REASON = 3


def draw_result(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    """The largest section: what the page is for."""
    result = dossier.assessment.result
    y = heading(pen, y, words("result"), words("mean_of", n=result.n_scored) if result.n_scored else "")
    stage = labelled(result.stage, style.labels) if result.stage else UNKNOWN
    pen.text(LEFT, y + 1, words("stage"), 8, colour=GREY)
    pen.text(LEFT, y - 25, stage, 26, bold=True, colour=DARK)
    for at, task in enumerate(Task):
        _draw_bar(pen, y - at * 20 + 1, task, dossier, style, words)
    bottom = _draw_lsm(pen, y + 1, dossier, style, words)
    y = min(y - 56, bottom)
    text = conclusion_text(dossier.details.conclusion, result.stage, style, words)
    end = pen.text(LEFT, y - 6, f"{words('conclusion')}: ", 9, bold=True)
    return pen.paragraph(end, y - 6, text, 9, room=RIGHT - end, lines=_MOST_REASON, line=11) - 3


def _draw_bar(pen: Pen, y: float, task: Task, dossier: Dossier, style: ReportStyle, words: Words) -> None:
    """Name, number, bar with the operating threshold, scatter."""
    value = getattr(dossier.assessment.result, f"p_{task.value}")
    threshold = dossier.model.thresholds.get(task) if dossier.model else None
    left, length, height = _BAR
    pen.text(left - 84, y, task_name(task, style), 9)
    told = UNKNOWN if value is None else probability(value, threshold)
    pen.text(left - 6, y, told, 10, bold=True, align="right")
    pen.fill(left, y - 1, length, height, _TRACK)
    if value is not None:
        positive = threshold is not None and value >= threshold
        pen.fill(left, y - 1, length * value, height, _POSITIVE if positive else _NEGATIVE)
    if threshold is not None:
        pen.fill(left + length * threshold - 0.6, y - 2.5, 1.2, height + 3, BLACK)
        told = words("threshold", value=probability(threshold, value))
        pen.text(left + length + 6, y, told, 7, colour=GREY)
    spread = dossier.assessment.spread[task]
    if spread.sd is not None:
        told = words("scatter.short", sd=decimals(spread.sd, 2), change=decimals(spread.expected_change, 2))
        pen.text(left, y - 9, told, 6.4, colour=GREY)


def _draw_lsm(pen: Pen, y: float, dossier: Dossier, style: ReportStyle, words: Words) -> float:
    lsm = dossier.assessment.lsm
    median, iqr, ratio = lsm_texts(lsm, dossier.assessment.lsm_stage)
    pen.text(_MIDDLE, y, words("lsm"), 8, colour=GREY)
    end = pen.text(_MIDDLE, y - 19, median, 17, bold=True, colour=DARK)
    if lsm.n:
        pen.text(end + 6, y - 19, words("lsm_n", n=lsm.n), 7.4, colour=GREY, room=RIGHT - end - 6)
    pen.text(_MIDDLE, y - 32, f"{words('iqr')} {iqr}   {words('iqr_median')} {ratio}", 8)
    band, source = lsm_stage_text(dossier, style, words)
    pen.text(_MIDDLE, y - 44, f"{words('lsm_stage')}: {band}", 8, bold=True, room=RIGHT - _MIDDLE)
    pen.paragraph(_MIDDLE, y - 53, source, 6.6, room=RIGHT - _MIDDLE, lines=2, line=8, colour=GREY)
    return y - 66
