"""Numbers as the window shows them: one decimal for stiffness, two for probabilities, "—" for unknown."""

from __future__ import annotations

import math

from dlre_gui.domain.exam import ExamResult, Scores, Task
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.view_state import UNKNOWN, ProbabilityState


def one_decimal(value: float | None) -> str:
    """Stiffness, speed, diameter."""
    return _decimals(value, 1)


def two_decimals(value: float | None) -> str:
    """Probabilities and speeds in m/s."""
    return _decimals(value, 2)


def whole(value: float | None) -> str:
    """Percentages that the scanner shows without decimals (98.5 stays 98.5)."""
    return UNKNOWN if value is None or not math.isfinite(value) else f"{value:.1f}".removesuffix(".0")


def percent(ratio: float | None) -> str:
    """A ratio as a whole percentage, with its sign."""
    return UNKNOWN if ratio is None or not math.isfinite(ratio) else f"{ratio * 100:.0f} %"


def with_unit(value: float | None, unit: str) -> str:
    """Stiffness with its unit; just "—" where unknown."""
    shown = one_decimal(value)
    return shown if shown == UNKNOWN else f"{shown} {unit}"


def probability_states(source: Scores | ExamResult | None) -> tuple[ProbabilityState, ...]:
    """The three tasks, whether known or not."""
    return tuple(_probability(task, getattr(source, f"p_{task.value}", None)) for task in Task)


def _probability(task: Task, value: float | None) -> ProbabilityState:
    return ProbabilityState(task, message(f"task.{task.value}"), value, two_decimals(value))


def _decimals(value: float | None, n: int) -> str:
    return UNKNOWN if value is None or not math.isfinite(value) else f"{value:.{n}f}"
