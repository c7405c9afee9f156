"""Tables of our figures beside the papers'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis, SetResult
from dlre_gui.evaluation.comparison import AucTest, least_p
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.performance import Performance
from dlre_gui.evaluation.proportions import Estimate
from dlre_gui.evaluation.published import AUCS, BY_COUNT, BY_HOSPITALS, F4_BY_LSM, SOURCE
from dlre_gui.evaluation.table import Cell, Column, Row, Table, count, decimals, p_value

IdealAucs = Mapping[int, Mapping[Task, float | None]]
"""AUC of the ideal observer of the validation's patients by the number of screens; None where a class is
missing."""

TWO = decimals(2)
NOTE = f"Papers': {SOURCE}, read from its tables; their patients are real, ours are simulated."


@dataclass(frozen=True, slots=True)
class TrainedElsewhere:
    """A network trained without some hospitals, on their patients.

    Attributes
    ----------
    beside
        AUC of other methods on the same patients, by method and task: how hard these patients are.
    """

    hospitals: tuple[str, ...]
    n_trained: int
    by_task: Mapping[Task, Performance]
    beside: Mapping[str, Mapping[Task, float]] = field(default_factory=dict)


def published_tables(
    analysis: Analysis,
    ideal: IdealAucs,
    elsewhere: Sequence[TrainedElsewhere],
    between: Mapping[Task, Sequence[AucTest]],
) -> tuple[Table, ...]:
    """The papers' figures beside ours; the tables that have rows.

    Parameters
    ----------
    analysis
        Validation patients first; its first method is the network of the papers' kind.
    elsewhere, between
        Networks trained without some hospitals, and the tests of each against each other.
    """
    made = (
        _aucs(analysis, ideal),
        _networks(analysis),
        _counts(analysis, ideal),
        _elsewhere(elsewhere, between),
        _inflammation(analysis),
    )
    return tuple(table for table in made if table.rows)


def _interval(found: Performance | None) -> Cell:
    if found is None or found.auc is None:
        return None
    return Estimate(found.auc.auc, found.auc.low, found.auc.high)


def _aucs(analysis: Analysis, ideal: IdealAucs) -> Table:
    columns = (
        Column("task", "Task", quiet=True),
        Column("method", "Method"),
        Column("validation", "Validation", TWO, interval=True),
        Column("published_validation", "papers'", TWO),
        Column("training", "Training", TWO, interval=True),
        Column("published_training", "papers'", TWO),
        Column("ideal", "Ideal observer of the same", TWO),
    )
    rows = tuple(
        {
            "task": task.label,
            "method": name,
            "validation": _interval(analysis.main.row(name, task).performance),
            "published_validation": AUCS[name][task].validation,
            "training": _interval(_second(analysis, name, task)),
            "published_training": AUCS[name][task].training,
            "ideal": ideal[max(ideal)][task] if name == "DLRE" else None,
        }
        for task in TASKS
        for name in AUCS
        if name in analysis.methods
    )
    return Table("published-1-auc", "AUC beside the papers'", columns, rows, (NOTE,))


def _second(analysis: Analysis, method: str, task: Task) -> Performance | None:
    return analysis.sets[1].row(method, task).performance if len(analysis.sets) > 1 else None


def _networks(analysis: Analysis) -> Table:
    """The papers' networks against the first."""
    columns = (
        Column("task", "Task", quiet=True),
        Column("method", "Network"),
        Column("auc", "AUC in validation", TWO, interval=True),
        Column("difference", "DLRE minus this", decimals(3)),
        Column("p", "p (DeLong)", p_value),
    )
    names = [name for name in analysis.methods if name.startswith("DLRE")]
    rows = tuple(_network_row(analysis.main, name, task) for task in TASKS for name in names)
    return Table("published-2-networks", "Networks of both papers", columns, rows if len(names) > 1 else ())


def _network_row(one: SetResult, name: str, task: Task) -> Row:
    pair = one.pair("DLRE", name, task)
    return {
        "task": task.label,
        "method": name,
        "auc": _interval(one.row(name, task).performance),
        "difference": pair.test.difference if pair else None,
        "p": pair.test.p if pair else None,
    }


def _counts(analysis: Analysis, ideal: IdealAucs) -> Table:
    columns = (
        Column("method", "Method", quiet=True),
        Column("task", "Task", quiet=True),
        Column("count", "Acquisitions", count),
        Column("first", "AUC, first ones", TWO, interval=True),
        Column("random", "any ones", TWO),
        Column("published", "papers'", TWO),
        Column("ideal", "Ideal observer of the same", TWO),
    )
    rows = tuple(
        {
            "method": row.method,
            "task": row.task.label,
            "count": row.count,
            "first": _interval(row.performance),
            "random": row.random_auc,
            "published": BY_COUNT[row.method][row.task][row.count],
            "ideal": ideal[row.count][row.task] if row.method == "DLRE" else None,
        }
        for task in TASKS
        for row in analysis.counts
        if row.task is task and row.method in BY_COUNT
    )
    return Table(
        "published-3-acquisitions", "Acquisitions a patient beside the papers'", columns, rows, (NOTE,)
    )


def _elsewhere(elsewhere: Sequence[TrainedElsewhere], between: Mapping[Task, Sequence[AucTest]]) -> Table:
    columns = (
        Column("task", "Task", quiet=True),
        Column("hospitals", "Validated in"),
        Column("n_trained", "Patients trained on", count),
        Column("n", "validated on", count),
        Column("auc", "AUC", TWO, interval=True),
        Column("published", "papers', in this order", TWO),
        Column("least_p", "least p between them", p_value),
    )
    rows = tuple(
        {
            "task": task.label,
            "hospitals": ", ".join(one.hospitals),
            "n_trained": one.n_trained,
            "n": one.by_task[task].n,
            "auc": _interval(one.by_task[task]),
            "published": published,
            "least_p": least_p(between[task]),
        }
        for task in TASKS
        for one, published in zip(elsewhere, BY_HOSPITALS[task], strict=False)
    )
    note = "Which hospitals the papers put together is not said here: the combinations are ours."
    return Table("published-4-hospitals", "DLRE in hospitals it was not trained in", columns, rows, (note,))


def _inflammation(analysis: Analysis) -> Table:
    columns = (
        Column("part", "Patients"),
        Column("lsm", "F4 by LSM", TWO, interval=True),
        Column("published", "papers'", TWO),
        Column("dlre", "F4 by DLRE", TWO, interval=True),
    )
    found = {(row.part, row.method): row.performance for row in analysis.parts if row.task is Task.F4}
    rows = tuple(
        {
            "part": part,
            "lsm": _interval(found.get((part, "LSM"))),
            "published": value,
            "dlre": _interval(found.get((part, "DLRE"))),
        }
        for part, value in F4_BY_LSM.items()
        if (part, "LSM") in found
    )
    return Table("published-5-inflammation", "Inflammation", columns, rows, (NOTE,))
