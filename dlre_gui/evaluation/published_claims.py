"""What the papers found, held against what was measured here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.acquisitions import COUNTS
from dlre_gui.evaluation.analysis import Analysis
from dlre_gui.evaluation.beside_published import TWO, IdealAucs
from dlre_gui.evaluation.comparison import AucTest, least_difference, least_p
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.table import decimals, p_value

ENOUGH_P, NOTABLE_P = 0.01, 0.05
WITHIN_IDEAL = {Task.F4: 0.02, Task.GE_F3: 0.02, Task.GE_F2: 0.04}
TRANSFERRED, BESIDE = "spie", ("basic", "transfer")
"""The second paper's network, and what it sets beside it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the papers found, what was measured here, and whether it is the same; None: not measurable.

    Attributes
    ----------
    against
        Of which kind: one of `LSM`, `SCREENS`, `HOSPITALS`, `IDEAL`, or a name of `BESIDE`.
    difference
        AUC of the first minus that of the second, where two are compared.
    least
        Where they are compared by a test: the least difference that it would have told apart at its level,
        with the spread found.
    """

    task: Task
    against: str
    text: str
    measured: str
    reached: bool | None
    difference: float | None = None
    least: float | None = None


LSM, SCREENS, HOSPITALS, IDEAL = "LSM", "screens", "hospitals", "ideal observer"


def claims(
    analysis: Analysis,
    ideal: IdealAucs,
    between: Mapping[Task, Sequence[AucTest]],
    networks: Mapping[str, str],
) -> tuple[Claim, ...]:
    """Each claim with what was measured.

    Parameters
    ----------
    analysis, ideal, between
        As for `beside_published.published_tables`.
    networks
        Names of the methods of `analysis` by the papers' network, such as ``spie``.
    """
    return (
        *(_above_lsm(analysis, task) for task in (Task.F4, Task.GE_F3)),
        *(_rising(analysis, task) for task in TASKS),
        *(_alike(between[task], task) for task in TASKS if between.get(task)),
        *_of_second_paper(analysis, networks),
        *_near_ideal(analysis, ideal),
    )


def _above_lsm(analysis: Analysis, task: Task) -> Claim:
    text = f"{task.label}: DLRE above LSM in validation, DeLong p < {ENOUGH_P}"
    return _above(analysis, task, ("DLRE", "LSM"), ENOUGH_P, LSM, text)


def _of_second_paper(analysis: Analysis, networks: Mapping[str, str]) -> Iterator[Claim]:
    for other in (name for name in BESIDE if TRANSFERRED in networks and name in networks):
        for task in TASKS:
            text = f"{task.label}: {TRANSFERRED} above {other} in validation, DeLong p < {NOTABLE_P}"
            pair = networks[TRANSFERRED], networks[other]
            yield _above(analysis, task, pair, NOTABLE_P, other, text)


def _above(
    analysis: Analysis, task: Task, pair: tuple[str, str], enough_p: float, against: str, text: str
) -> Claim:
    """Whether the first method's AUC is above the second's by DeLong's test."""
    first, second = pair
    found, sign = analysis.main.pair(first, second, task), 1
    if found is None:
        found, sign = analysis.main.pair(second, first, task), -1
    if found is None:
        return Claim(task, against, text, "too few patients", None)
    difference, p = sign * found.test.difference, found.test.p
    measured = f"{decimals(3)(difference)}, p {p_value(p)}, {found.n} patients"
    least = least_difference(found.test, enough_p)
    return Claim(task, against, text, measured, difference > 0 and p < enough_p, difference, least)


def _rising(analysis: Analysis, task: Task) -> Claim:
    text = f"{task.label}: AUC of DLRE rises from one to three to five screens"
    rows = [row for row in analysis.counts if row.method == "DLRE" and row.task is task]
    areas = [row.random_auc for row in rows if row.performance.auc is not None]
    if len(areas) < len(COUNTS):
        return Claim(task, SCREENS, text, "too few patients or screens", None)
    few = [f"{row.count}: p {p_value(row.against_most.p)}" for row in rows if row.against_most]
    measured = " → ".join(decimals(3)(area) for area in areas)
    measured += f"; the first screens against all, {', '.join(few)}" if few else ""
    return Claim(task, SCREENS, text, measured, all(before < after for before, after in pairwise(areas)))


def _alike(tests: Sequence[AucTest], task: Task) -> Claim:
    text = f"{task.label}: no difference between combinations of hospitals (p ≥ {NOTABLE_P})"
    least = least_p(tests)
    if least is None:
        return Claim(task, HOSPITALS, text, "too few patients", None)
    measured = f"least p {p_value(least)} of {len(tests)} tests"
    return Claim(task, HOSPITALS, text, measured, least >= NOTABLE_P)


def _near_ideal(analysis: Analysis, ideal: IdealAucs) -> Iterator[Claim]:
    for task in TASKS:
        found = analysis.main.row("DLRE", task).performance.auc
        best, allowed = ideal[max(ideal)][task], WITHIN_IDEAL[task]
        text = f"{task.label}: within {TWO(allowed)} of the ideal observer of the same patients"
        if found is None or best is None:
            yield Claim(task, IDEAL, text, "too few patients", None)
        else:
            measured = f"{decimals(3)(found.auc)} against {decimals(3)(best)}"
            yield Claim(task, IDEAL, text, measured, found.auc >= best - allowed, found.auc - best)
