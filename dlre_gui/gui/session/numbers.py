"""Numbers as the window shows them: one decimal for stiffness, two for probabilities, "—" for unknown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.clinical.shown import places, probability
from dlre_gui.domain.exam import ExamResult, Scores, Task
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.view_state import UNKNOWN, Message, ProbabilityState


def one_decimal(value: float | None, *limits: float) -> str:
    """Stiffness, speed, diameter."""
    return _decimals(value, 1, limits)


def two_decimals(value: float | None, *limits: float) -> str:
    """Probabilities and speeds in m/s."""
    return _decimals(value, 2, limits)


def whole(value: float | None, *limits: float) -> str:
    """Percentages that the scanner shows without decimals (98.5 stays 98.5)."""
    return one_decimal(value, *limits).removesuffix(".0")


def percent(ratio: float | None, *limits: float) -> str:
    """A ratio as a whole percentage, with its sign; the limits are ratios, too."""
    in_percent = None if ratio is None else round(ratio * 100, 7)
    shown = _decimals(in_percent, 0, tuple(round(limit * 100, 7) for limit in limits))
    return shown if shown == UNKNOWN else f"{shown} %"


def with_unit(value: float | None, unit: str, *limits: float) -> str:
    """Stiffness with its unit; just "—" where unknown."""
    shown = one_decimal(value, *limits)
    return shown if shown == UNKNOWN else f"{shown} {unit}"


def probability_states(
    source: Scores | ExamResult | None,
    thresholds: Mapping[Task, float] | None = None,
    labels: StageLabels = StageLabels.METAVIR,
) -> tuple[ProbabilityState, ...]:
    """The three tasks, whether known or not; none looks like the threshold it is judged by."""
    by = thresholds or {}
    return tuple(
        _probability(task, getattr(source, f"p_{task.value}", None), by.get(task), labels) for task in Task
    )


def _probability(
    task: Task, value: float | None, threshold: float | None, labels: StageLabels
) -> ProbabilityState:
    shown = UNKNOWN if value is None else probability(value, threshold)
    return ProbabilityState(task, task_message(task, labels), value, shown)


def task_message(task: Task, labels: StageLabels) -> Message:
    """The task's probability by name, under the wanted labels."""
    return message(f"task.{task.value}", letter=labels.letter)


def _decimals(value: float | None, n: int, limits: Sequence[float]) -> str:
    """With more decimals where it would look like one of the limits."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return f"{value:.{places(value, limits, n)}f}"
