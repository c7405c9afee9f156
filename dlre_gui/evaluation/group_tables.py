"""Tables 3 and 4: acquisitions a patient; hospitals and parts of the patients."""

from __future__ import annotations

from dlre_gui.evaluation.acquisitions import ByCount
from dlre_gui.evaluation.analysis import Analysis
from dlre_gui.evaluation.figure_cells import FIGURES, OPERATING, figures, operating_cells, remarks_of
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.subgroups import DIVISIONS, PartResult
from dlre_gui.evaluation.table import Cell, Column, Row, Table, count, decimals, p_value


def acquisitions_table(analysis: Analysis) -> Table:
    """Table 3: one, three and five acquisitions a patient."""
    columns = (
        Column("task", "Task", quiet=True),
        Column("method", "Method", quiet=True),
        Column("count", "Acquisitions", count),
        *FIGURES,
        Column("random_auc", "AUC, random choice", decimals(3)),
        Column("p", "p against most", p_value),
        *OPERATING,
    )
    rows = tuple(_count_row(row) for task in TASKS for row in analysis.counts if row.task is task)
    notes = (
        "For each method the same patients in every row: those with as many acquisitions as its last row "
        "says. AUC and the other figures are of each patient's first acquisitions in the cohort's order; "
        "beside it the mean AUC of random choices. p: DeLong's paired test against the most acquisitions.",
    )
    return Table("table-3-acquisitions", "Table 3. Acquisitions a patient", columns, rows, notes)


def _count_row(row: ByCount) -> Row:
    cells: dict[str, Cell] = {
        "task": row.task.label,
        "method": row.method,
        "count": row.count,
        **figures(row.performance),
        "random_auc": row.random_auc,
        "p": row.against_most.p if row.against_most else None,
    }
    points = row.performance.operating
    return cells | (operating_cells(points[0]) if points else {})


def groups_table(analysis: Analysis) -> Table:
    """Table 4: combinations of hospitals, and parts of the patients."""
    columns = (
        Column("division", "By", quiet=True),
        Column("task", "Task", quiet=True),
        Column("part", "Patients", quiet=True),
        Column("method", "Method"),
        *FIGURES,
        Column("p", "p against the others", p_value),
        *OPERATING,
    )
    order = {task: place for place, task in enumerate(TASKS)}
    divisions = {
        name: place for place, name in enumerate(dict.fromkeys(row.division for row in analysis.parts))
    }
    ranked = sorted(analysis.parts, key=lambda row: (divisions[row.division], order[row.task]))
    sources = "; ".join(f"{each.title}: {each.source}" for each in DIVISIONS)
    notes = (
        "p: DeLong's unpaired test against all other patients whose group is known; not adjusted for the "
        f"number of tests. {sources}.",
        *remarks_of((f"{each.part}, {each.method}", each.task.label, each.performance) for each in ranked),
    )
    return Table(
        "table-4-groups", "Table 4. Hospitals and subgroups", columns, tuple(map(_part_row, ranked)), notes
    )


def _part_row(row: PartResult) -> Row:
    cells: dict[str, Cell] = {
        "division": row.division,
        "part": row.part,
        "task": row.task.label,
        "method": row.method,
        **figures(row.performance),
        "p": row.against.p if row.against else None,
    }
    points = row.performance.operating
    return cells | (operating_cells(points[0]) if points else {})
