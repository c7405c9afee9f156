"""Figures and sentences of a report, as text; "—" stands for unknown."""

from __future__ import annotations

from datetime import datetime

from dlre_gui.clinical.checks import Check
from dlre_gui.clinical.labels import labelled
from dlre_gui.clinical.laboratory import Remark, SerumScore
from dlre_gui.clinical.lsm import LsmStatistics, mean_in
from dlre_gui.clinical.spread import PAPERS_GAIN
from dlre_gui.domain.exam import Acquisition, Flag, Task
from dlre_gui.domain.exam_details import Conclusion
from dlre_gui.domain.findings import Unit
from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.words import Words

UNKNOWN = "—"
TASK_NAMES = {Task.GE_F2: "P(≥F2)", Task.GE_F3: "P(≥F3)", Task.F4: "P(F4)"}


def decimals(value: float | None, n: int = 1, unit: str = "") -> str:
    """A number with its unit."""
    if value is None:
        return UNKNOWN
    return f"{value:.{n}f} {unit}" if unit else f"{value:.{n}f}"


def short(value: float | None, unit: str = "") -> str:
    """A number as it was entered."""
    if value is None:
        return UNKNOWN
    return f"{value:g} {unit}".strip()


def percent(ratio: float | None) -> str:
    """A ratio as a whole percentage."""
    return UNKNOWN if ratio is None else f"{ratio * 100:.0f} %"


def stiffness(value: float | None, unit: Unit) -> str:
    """One decimal in kPa, two in m/s."""
    return decimals(value, 2 if unit is Unit.M_PER_S else 1, unit.value)


def task_name(task: Task, style: ReportStyle) -> str:
    """``P(≥F2)`` under the wanted labels."""
    return labelled(TASK_NAMES[task], style.labels)


def acquisition_cells(one: Acquisition, number: int, unit: Unit, words: Words) -> list[str]:
    """One row of the table of acquisitions, in the order of `ACQUISITION_COLUMNS`."""
    qbox, scores = one.qbox, one.scores
    shown = unit if qbox is not None and mean_in(qbox, unit) is not None else None
    mean = mean_in(qbox, unit) if shown else None
    own = qbox.unit if qbox else Unit.KPA
    scale = one.measured.scale_max if one.measured else None
    scale_unit = one.measured.scale_unit or "" if one.measured else ""
    return [
        str(number),
        stiffness(mean, unit),
        stiffness(qbox.sd, own) if qbox else UNKNOWN,
        _range(qbox.minimum, qbox.maximum) if qbox else UNKNOWN,
        short(qbox.diameter_mm) if qbox else UNKNOWN,
        short(qbox.si_percent) if qbox else UNKNOWN,
        *(decimals(scores.of(task) if scores else None, 2) for task in Task),
        short(scale, scale_unit) if scale is not None else UNKNOWN,
        words(f"roi.{one.roi.source.value}") if one.roi else UNKNOWN,
        _remarks(one, words),
    ]


ACQUISITION_COLUMNS = ("n", "mean", "sd", "range", "diameter", "si", *Task, "scale", "roi", "remarks")


def _range(low: float | None, high: float | None) -> str:
    return UNKNOWN if low is None and high is None else f"{decimals(low)}–{decimals(high)}"


def _remarks(one: Acquisition, words: Words) -> str:
    parts = [words("excluded")] if one.excluded else []
    if one.scores is None:
        parts.append(words("not_scored"))
    names = [words.flag(flag) for flag in Flag if flag in one.flags]
    if len(names) > 1:
        names = [words("n_remarks", n=len(names))]
    return "; ".join(parts + names)


def lsm_texts(lsm: LsmStatistics) -> tuple[str, str, str]:
    """Median, IQR and their ratio."""
    return stiffness(lsm.median, lsm.unit), stiffness(lsm.iqr, lsm.unit), percent(lsm.iqr_over_median)


def lsm_stage_text(dossier: Dossier, style: ReportStyle, words: Words) -> tuple[str, str]:
    """What the cut-off table says, and which table it is (marked where unconfirmed)."""
    found = dossier.assessment.lsm_stage
    if found is None:
        return UNKNOWN, ""
    table = found.table
    source = f"{words.either(table.title, table.title_zh)}: {table.citation}"
    mark = "" if table.confirmed else f" [{words('unconfirmed')}]"
    band = words.either(found.band.label, found.band.label_zh)
    return labelled(band, style.labels) if found.band.stages and band[:1] in "F<≥" else band, source + mark


def conclusion_text(conclusion: Conclusion | None, now: str | None, style: ReportStyle, words: Words) -> str:
    """The reader's conclusion in one sentence; `now` is the program's stage of today."""
    if conclusion is None:
        return words("conclusion.none")
    stage, program = (labelled(text, style.labels) for text in (conclusion.stage, conclusion.program_stage))
    if now and conclusion.program_stage not in ("", now):
        then = {"program": program, "now": labelled(now, style.labels), "reason": conclusion.reason}
        return words("conclusion.before", stage=stage, **then).rstrip()
    if conclusion.agrees:
        return words("conclusion.agrees", stage=stage)
    return words("conclusion.other", stage=stage, program=program or UNKNOWN, reason=conclusion.reason)


def check_text(check: Check, words: Words) -> str:
    """A violated criterion: its name, figure, limit and acquisitions."""
    name = words.flag(check.flag)
    figure = ""
    if check.value is not None and check.comparison is not None and check.limit is not None:
        figure = f": {_figure(check, check.value)} ({check.comparison.value} {_figure(check, check.limit)})"
    where = ", ".join(map(str, check.where))
    told = f", {words('quality.where', numbers=where)}" if where else ""
    return name + figure + told + ("" if check.confirmed else f" [{words('unconfirmed')}]")


_RATIOS = frozenset({"iqr_high", "void_high", "saturated_high"})


def _figure(check: Check, value: float) -> str:
    return percent(value) if check.flag.value in _RATIOS else short(round(value, 2), check.unit)


def serum_text(score: SerumScore, words: Words) -> str:
    """A serum score with what it suggests and what to keep in mind."""
    remarks = "; ".join(_remark(remark, words) for remark in score.remarks)
    if score.value is None:
        return f"{score.name} {words('not_computed')}: {remarks}"
    readings = "; ".join(
        f"{'>' if cut.above else '<'} {cut.limit:g}: {words('cut.' + cut.meaning)},"
        f" {words('source.' + cut.source)}"
        for cut in score.readings
    )
    parts = [part for part in (readings, remarks) if part]
    return f"{score.name} {score.value:.2f}" + (f" ({'; '.join(parts)})" if parts else "")


def _remark(remark: Remark, words: Words) -> str:
    subject = words(f"subject.{remark.subject}") if remark.subject else ""
    return words(f"remark.{remark.problem.value}", subject=subject)


def method_texts(dossier: Dossier, style: ReportStyle, words: Words) -> list[str]:
    """Method, model line, what differs from the usual."""
    lines = [words("method.text")]
    scored = [one.scores for one in dossier.exam.acquisitions if one.scores is not None]
    models = {(one.model_id, one.model_version, one.model_sha256) for one in scored}
    for name, version, sha in sorted(models):
        device = next(one.device for one in scored if one.model_sha256 == sha)
        line = words(
            "method.model",
            model=name,
            version=version,
            sha=sha[:16],
            device=device,
            software=dossier.software_version,
        )
        lines.append(line)
    if len(models) > 1:
        lines.append(words("method.mixed"))
    if any(one.as_shown for one in scored):
        lines.append(words("method.as_shown"))
    lines.append(words("population"))
    gain = "; ".join(
        f"{task_name(task, style).removeprefix('P(').removesuffix(')')} "
        + " / ".join(f"{auc:.2f}" for auc in PAPERS_GAIN[task.value])
        for task in Task
    )
    if 0 < dossier.assessment.result.n_scored < 5:
        lines.append(words("papers_gain", tasks=gain))
    if style.labels.letter == "S":
        lines.append(words("scheuer"))
    return lines


def moment(at: datetime | None) -> str:
    """Local time with its zone."""
    return at.strftime("%Y-%m-%d %H:%M %z") if at else ""
