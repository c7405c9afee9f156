"""How much the acquisitions scatter, and what one more would be expected to change."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dlre_gui.domain.exam import Task


@dataclass(frozen=True, slots=True)
class Spread:
    """Scatter of one figure over the acquisitions; None where there are fewer than two.

    Attributes
    ----------
    n
        Number of values.
    sd
        Sample standard deviation (n - 1).
    expected_change
        By how much one more acquisition would be expected to move the mean, see `spread_of`.
    """

    n: int
    sd: float | None = None
    expected_change: float | None = None


def spread_of(values: Sequence[float]) -> Spread:
    """The scatter of a figure and the expected change of its mean by one more acquisition.

    One more value x moves the mean m of n values by (x - m) / (n + 1). If x is drawn like the
    others (normally, with their standard deviation s), x - m has the standard deviation
    s·√(1 + 1/n), and so the expected size of the change is

        E|Δ| = √(2/π) · s / √(n·(n + 1))

    Ours: the papers give AUCs for one, three and five screens instead (`PAPERS_GAIN`).
    """
    n = len(values)
    if n < 2:
        return Spread(n)
    sd = statistics.stdev(values)
    return Spread(n, sd, math.sqrt(2 / math.pi) * sd / math.sqrt(n * (n + 1)))


PAPERS_GAIN: Mapping[Task, Mapping[int, float]] = {
    Task.GE_F2: {1: 0.74, 3: 0.82, 5: 0.85},
    Task.GE_F3: {1: 0.82, 3: 0.95, 5: 0.98},
    Task.F4: {1: 0.84, 3: 0.96, 5: 0.97},
}
"""AUC of DLRE by the number of screens a patient, validation cohort of 132 patients with
chronic hepatitis B (Gut 2019;68:729-741). The papers' networks, not the one in use here."""
