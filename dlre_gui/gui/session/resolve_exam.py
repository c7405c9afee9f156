"""What the exam's panel shows."""

from __future__ import annotations

from collections.abc import Iterator

from dlre_gui.clinical.assessment import Assessment
from dlre_gui.clinical.checks import Check, CheckState
from dlre_gui.clinical.cutoffs import LsmStage
from dlre_gui.clinical.labels import StageLabels, labelled
from dlre_gui.clinical.laboratory import CUTOFFS, Problem, Remark, SerumScore
from dlre_gui.clinical.quality import ACQUISITIONS, RECOMMENDED_ACQUISITIONS, iqr_criterion
from dlre_gui.clinical.shown import lsm_limits
from dlre_gui.clinical.spread import PAPERS_GAIN, Spread
from dlre_gui.domain.exam import ExamResult, Flag, Task
from dlre_gui.domain.exam_details import Conclusion, Laboratory
from dlre_gui.domain.findings import Unit
from dlre_gui.gui.session.flag_states import flag_states
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import percent, probability_states, two_decimals, whole, with_unit
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.view_state import UNKNOWN, ExamState, FlagState, Message, SaidState

_RATIOS = frozenset({Flag.VOID_HIGH, Flag.SATURATED_HIGH, Flag.IQR_HIGH})
_SUBJECTS = {
    "ast": "AST",
    "alt": "ALT",
    "ast_upper_limit": "ULN",
    "platelets_10e9_per_l": "PLT",
    "age_years": "Age",
}

_STAGE_NOTES = {StageLabels.METAVIR: "exam.stage_metavir", StageLabels.SCHEUER: "exam.stage_scheuer"}


def exam_state(session: Session) -> ExamState:
    """The panel of the current exam; without one, an empty panel."""
    key = session.current_exam
    if key is None:
        return ExamState(probabilities=probability_states(None, labels=session.preferences.labels))
    found = session.assessment(key)
    if found is None:
        return _large_folder(session, key)
    labels, result = session.preferences.labels, found.result
    laboratory = session.details(key).laboratory
    return ExamState(
        key=key,
        title=session.exam_title(key),
        count=_count(result),
        probabilities=probability_states(result, session.model.thresholds if session.model else None, labels),
        spread=tuple(_spread(found.spread[task]) for task in Task),
        stage=labelled(result.stage, labels) if result.stage else UNKNOWN,
        stage_note=message(_STAGE_NOTES[labels]),
        lsm_median=_stiffness(found.lsm.median, found.lsm.unit, *lsm_limits(found.lsm, found.lsm_stage)),
        lsm_iqr=_stiffness(found.lsm.iqr, found.lsm.unit),
        iqr_over_median=percent(found.lsm.iqr_over_median, iqr_criterion(found.lsm.unit).limit),
        lsm_stage=_lsm_stage(found.lsm_stage) if found.lsm_stage else None,
        serum=tuple(serum_state(score) for score in found.serum) if laboratory != Laboratory() else (),
        conclusion=_conclusion(session.details(key).conclusion, result.stage, labels),
        agrees=result.stage or "",
        flags=_flags(found),
    )


def _large_folder(session: Session, key: str) -> ExamState:
    """A folder of very many screens is no exam: it has no result of its own."""
    n = session.n_acquisitions(key)
    values = {"n": n, "n_done": n - session.n_awaiting(key)}
    return ExamState(
        key=key,
        title=session.exam_title(key),
        count=SaidState(message("exam.too_many", **values)),
        probabilities=probability_states(None, labels=session.preferences.labels),
    )


def _stiffness(value: float | None, unit: Unit, *limits: float) -> str:
    if unit is Unit.M_PER_S:
        shown = two_decimals(value, *limits)
        return shown if shown == UNKNOWN else f"{shown} {unit.value}"
    return with_unit(value, unit.value, *limits)


def _count(result: ExamResult) -> SaidState:
    wanted, recommended = int(ACQUISITIONS.limit), RECOMMENDED_ACQUISITIONS
    goal = wanted if result.n_scored < wanted else recommended
    values = {"n_scored": result.n_scored, "n_images": result.n_images}
    explanation = (message("exam.wanted"), *_gain())
    if result.n_scored >= recommended:
        return SaidState(message("exam.count", **values), explanation)
    code = "exam.count_more" if goal == wanted else "exam.count_better"
    return SaidState(message(code, **values, more=goal - result.n_scored), explanation)


def _gain() -> Iterator[Message]:
    """The papers' figures, said to be the papers'."""
    for task in reversed(Task):
        one, three, five = (f"{auc:.2f}" for auc in PAPERS_GAIN[task].values())
        yield message("exam.gain", task=task.label, one=one, three=three, five=five)
    yield message("exam.gain_source")


def _spread(spread: Spread) -> Message:
    if spread.sd is None:
        return message("exam.spread_unknown")
    return message("exam.spread", sd=two_decimals(spread.sd), change=two_decimals(spread.expected_change))


def _lsm_stage(stage: LsmStage) -> SaidState:
    table = stage.table
    source = message("exam.table", table=table.title, table_zh=table.title_zh, citation=table.citation)
    band = {"band": stage.band.label, "band_zh": stage.band.label_zh}
    if table.confirmed:
        return SaidState(message("exam.lsm_stage", **band), (source,))
    said = message("exam.lsm_stage_unconfirmed", **band)
    return SaidState(said, (source, message("exam.unconfirmed")))


def serum_state(score: SerumScore) -> SaidState:
    """A serum score; on hover the cut-offs that hold and what to keep in mind."""
    readings = tuple(
        message(
            "exam.serum_reading",
            sign=">" if cut.above else "<",
            limit=f"{cut.limit:g}",
            meaning=cut.meaning,
            source=cut.source,
        )
        for cut in score.readings
    )
    if score.value is not None and not readings:
        readings = (message("exam.serum_none"),)
    remarks = tuple(map(remark_message, score.remarks))
    mark = " ⚠" if score.value is not None and remarks else ""
    value = two_decimals(score.value, *(cut.limit for cut in CUTOFFS[score.name]))
    said = message("exam.serum", name=score.name, value=value + mark)
    return SaidState(said, readings + remarks)


def remark_message(remark: Remark) -> Message:
    """What to keep in mind of a serum score, or why it cannot be told."""
    match remark.problem:
        case Problem.MISSING:
            return message("remark.missing", subject=_SUBJECTS[remark.subject])
        case Problem.IMPLAUSIBLE:
            return message("remark.implausible", subject=_SUBJECTS[remark.subject])
        case Problem.DATE_APART:
            return message("remark.date_apart", days=abs(remark.days or 0))
        case Problem.DATE_UNKNOWN:
            return message("remark.date_unknown")
        case Problem.YOUNG:
            return message("remark.young")


def _conclusion(conclusion: Conclusion | None, now: str | None, labels: StageLabels) -> SaidState | None:
    """What a person concluded, and whether the program said the same then as `now`."""
    if conclusion is None:
        return None
    by = message("exam.concluded_by", reader=conclusion.reader, at=conclusion.at[:16].replace("T", " "))
    stage = labelled(conclusion.stage, labels)
    if now and conclusion.program_stage not in ("", now):
        then, today = (labelled(text, labels) for text in (conclusion.program_stage, now))
        said = message("exam.concluded_before", stage=f"{stage} ⚠", program=then, now=today)
        reason = (message("exam.reason", words=conclusion.reason),) if conclusion.reason else ()
        return SaidState(said, (message("exam.conclude_again"), *reason, by))
    if conclusion.agrees:
        return SaidState(message("exam.concluded", stage=stage), (by,))
    program = labelled(conclusion.program_stage, labels) or UNKNOWN
    said = message("exam.concluded_other", stage=stage, program=program)
    return SaidState(said, (message("exam.reason", words=conclusion.reason), by))


def _flags(found: Assessment) -> tuple[FlagState, ...]:
    """The exam's warnings, each with its figure, limit and source."""
    checks = {check.flag: check for check in found.checks if check.state is CheckState.VIOLATED}
    plain = {state.flag: state for state in flag_states(found.result.flags)}
    return tuple(
        FlagState(flag, state.title, state.explanation, check_lines(checks[flag]) if flag in checks else ())
        for flag, state in plain.items()
    )


def check_lines(check: Check) -> tuple[Message, ...]:
    """Figure and limit, the acquisitions it is about, the source."""
    lines = []
    if check.value is not None and check.comparison is not None and check.limit is not None:
        value, limit = _figure(check, check.value, check.limit), _figure(check, check.limit)
        lines.append(message("check.figure", value=value, comparison=check.comparison.value, limit=limit))
    if check.where:
        lines.append(message("check.where", numbers=", ".join(map(str, check.where))))
    source = check.source if check.confirmed else f"{check.source} [?]"
    return (*lines, message("check.source", source=source))


def _figure(check: Check, value: float, *limits: float) -> str:
    if check.flag in _RATIOS:
        return percent(value, *limits)
    shown = whole(value, *limits) if check.unit in ("%", "") else with_unit(value, check.unit, *limits)
    return f"{shown} %" if check.unit == "%" else shown
