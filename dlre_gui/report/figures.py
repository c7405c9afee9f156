"""Figures and sentences of a report, as text; "—" stands for unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dlre_gui.clinical.checks import Check
from dlre_gui.clinical.cutoffs import LsmStage
from dlre_gui.clinical.labels import labelled
from dlre_gui.clinical.laboratory import CUTOFFS, Remark, SerumScore
from dlre_gui.clinical.lsm import LsmStatistics, mean_in
from dlre_gui.clinical.quality import iqr_criterion
from dlre_gui.clinical.shown import lsm_limits, places, probability
from dlre_gui.clinical.spread import PAPERS_GAIN
from dlre_gui.domain.exam import Acquisition, Flag, Task
from dlre_gui.domain.exam_details import Conclusion
from dlre_gui.domain.findings import Unit
from dlre_gui.report.dossier import Dossier, ReportStyle
from dlre_gui.report.words import Words

UNKNOWN = "—"


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


def percent(ratio: float | None, *limits: float) -> str:
    """A ratio as a percentage: whole, unless it would look like one of the limits (ratios, too)."""
    if ratio is None:
        return UNKNOWN
    value = round(ratio * 100, 7)
    return f"{value:.{places(value, (round(limit * 100, 7) for limit in limits), 0)}f} %"


def stiffness(value: float | None, unit: Unit, *limits: float) -> str:
    """One decimal in kPa, two in m/s; more where it would look like one of the limits."""
    usual = 2 if unit is Unit.M_PER_S else 1
    return decimals(value, usual if value is None else places(value, limits, usual), unit.value)


def task_name(task: Task, style: ReportStyle) -> str:
    """``P(≥F2)`` under the wanted labels."""
    return labelled(f"P({task.label})", style.labels)


def acquisition_cells(
    one: Acquisition, number: int, unit: Unit, words: Words, *, is_repeated: bool = False
) -> list[str]:
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
        _range(qbox.minimum, qbox.maximum, own) if qbox else UNKNOWN,
        short(qbox.diameter_mm) if qbox else UNKNOWN,
        short(qbox.si_percent) if qbox else UNKNOWN,
        *(probability(scores.of(task)) if scores else UNKNOWN for task in Task),
        short(scale, scale_unit) if scale is not None else UNKNOWN,
        words(f"roi.{one.roi.source.value}") if one.roi else UNKNOWN,
        _remarks(one, words, is_repeated=is_repeated),
    ]


ACQUISITION_COLUMNS = ("n", "mean", "sd", "range", "diameter", "si", *Task, "scale", "roi", "remarks")


def _range(low: float | None, high: float | None, own: Unit) -> str:
    """In the panel's own unit, which may not be the exam's."""
    if low is None and high is None:
        return UNKNOWN
    n = 2 if own is Unit.M_PER_S else 1
    return f"{decimals(low, n)}–{decimals(high, n)} {own.value}"


def _remarks(one: Acquisition, words: Words, *, is_repeated: bool) -> str:
    parts = [words("excluded")] if one.excluded else []
    if is_repeated:
        parts.append(words("repeated"))
    if one.scores is None:
        parts.append(words("not_scored"))
    names = [words.flag(flag) for flag in Flag if flag in one.flags]
    if len(names) > 1:
        names = [words("n_remarks", n=len(names))]
    return "; ".join(parts + names)


def lsm_texts(lsm: LsmStatistics, stage: LsmStage | None) -> tuple[str, str, str]:
    """Median, IQR and their ratio; the first and the last to be told from the limits they are judged by."""
    median = stiffness(lsm.median, lsm.unit, *lsm_limits(lsm, stage))
    ratio = percent(lsm.iqr_over_median, iqr_criterion(lsm.unit).limit)
    return median, stiffness(lsm.iqr, lsm.unit), ratio


def lsm_stage_text(dossier: Dossier, style: ReportStyle, words: Words) -> tuple[str, str]:
    """What the cut-off table says, and which table it is (marked where unconfirmed)."""
    found = dossier.assessment.lsm_stage
    if found is None:
        return UNKNOWN, ""
    table = found.table
    source = f"{words.either(table.title, table.title_zh)}: {table.citation}"
    mark = "" if table.confirmed else f" [{words('unconfirmed')}]"
    if table.instead_of:
        source = f"[{words('instead_of', table=table.instead_of)}] {source}"
    band = words.either(found.band.label, found.band.label_zh)
    return labelled(band, style.labels) if found.band.stages and band[:1] in "F<≥" else band, source + mark


def conclusion_text(conclusion: Conclusion | None, now: str | None, style: ReportStyle, words: Words) -> str:
    """The reader's conclusion in one sentence; `now` is the program's stage of today."""
    if conclusion is None:
        return words("conclusion.none")
    stage, program = (labelled(text, style.labels) for text in (conclusion.stage, conclusion.program_stage))
    if conclusion.program_stage not in ("", now):
        today = labelled(now, style.labels) if now else UNKNOWN
        then = {"program": program, "now": today, "reason": conclusion.reason}
        return words("conclusion.before", stage=stage, **then).rstrip()
    if conclusion.agrees:
        return words("conclusion.agrees", stage=stage)
    return words("conclusion.other", stage=stage, program=program or UNKNOWN, reason=conclusion.reason)


def check_text(check: Check, words: Words) -> str:
    """A violated criterion: its name, figure, limit and acquisitions."""
    name = words.flag(check.flag)
    figure = ""
    if check.value is not None and check.comparison is not None and check.limit is not None:
        value = _figure(check, check.value, check.limit)
        figure = f": {value} ({check.comparison.value} {_figure(check, check.limit)})"
    told = f", {words('quality.where', numbers=_numbers(check.where))}" if check.where else ""
    return name + figure + told + ("" if check.confirmed else f" [{words('unconfirmed')}]")


_RATIOS = frozenset({"iqr_high", "void_high", "saturated_high"})


def _figure(check: Check, value: float, *limits: float) -> str:
    if check.flag.value in _RATIOS:
        return percent(value, *limits)
    return short(round(value, places(value, limits, 2)), check.unit)


def _numbers(where: Sequence[int]) -> str:
    """``1–3, 5``"""
    runs: list[list[int]] = []
    for number in sorted(where):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def serum_text(score: SerumScore, words: Words) -> str:
    """A serum score with what to keep in mind, which comes first, and what it suggests."""
    remarks = "; ".join(_remark(remark, words) for remark in score.remarks)
    if score.value is None:
        return f"{score.name} {words('not_computed')}: {remarks}"
    readings = "; ".join(
        f"{'>' if cut.above else '<'} {cut.limit:g}: {words('cut.' + cut.meaning)},"
        f" {words('source.' + cut.source)}"
        for cut in score.readings
    )
    parts = [part for part in (remarks, readings) if part]
    shown = decimals(score.value, places(score.value, (cut.limit for cut in CUTOFFS[score.name]), 2))
    return f"{score.name} {shown}" + (f" ({'; '.join(parts)})" if parts else "")


def _remark(remark: Remark, words: Words) -> str:
    subject = words(f"subject.{remark.subject}") if remark.subject else ""
    return words(f"remark.{remark.problem.value}", subject=subject)


def method_texts(dossier: Dossier, style: ReportStyle, words: Words) -> list[str]:
    """Whom the model is for, which it is, what differs from the usual, then the method: what is cut off
    where the page is full stands last."""
    lines = [words("population")]
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
    if _is_converted(dossier):
        lines.append(words("method.speed"))
    if any(one.as_shown for one in scored):
        lines.append(words("method.as_shown"))
    gain = "; ".join(
        f"{labelled(task.label, style.labels)} "
        + " / ".join(f"{auc:.2f}" for auc in PAPERS_GAIN[task].values())
        for task in Task
    )
    if style.labels.letter == "S":
        lines.append(words("scheuer"))
    lines.append(words("method.text"))
    if 0 < dossier.assessment.result.n_scored < 5:
        lines.append(words("papers_gain", tasks=gain))
    return lines


def _is_converted(dossier: Dossier) -> bool:
    """Whether a stiffness is shown in m/s that its panel has in kPa."""
    measured = (one.qbox for one in dossier.exam.acquisitions if one.qbox is not None)
    return dossier.assessment.lsm.unit is Unit.M_PER_S and any(qbox.unit is Unit.KPA for qbox in measured)


def moment(at: datetime | None) -> str:
    """Local time with its zone."""
    return at.strftime("%Y-%m-%d %H:%M %z") if at else ""
