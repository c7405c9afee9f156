"""The papers' tables 1 to 4, and those of calibration and of all tests between methods."""

from __future__ import annotations

from dlre_gui.evaluation.analysis import Analysis, MethodRow, PairRow, SetResult
from dlre_gui.evaluation.baseline_table import baseline_table
from dlre_gui.evaluation.figure_cells import (
    INTERVALS,
    OPERATING,
    QUIET_FIGURES,
    figures,
    operating_cells,
    remarks_of,
)
from dlre_gui.evaluation.group_tables import acquisitions_table, groups_table
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.table import Cell, Column, Row, Table, count, decimals, p_value


def all_tables(analysis: Analysis) -> tuple[Table, ...]:
    """Every table that has rows."""
    made = (
        baseline_table(analysis.baseline),
        performance_table(analysis),
        acquisitions_table(analysis),
        groups_table(analysis),
        calibration_table(analysis),
        pairs_table(analysis),
    )
    return tuple(table for table in made if table.rows)


def performance_table(analysis: Analysis) -> Table:
    """Table 2: every method and task in every set of patients, at each threshold."""
    several = len(analysis.sets) > 1
    missing = any(row.performance.n_missing for one in analysis.sets for row in one.rows)
    columns = (
        *((Column("set", "Patients", quiet=True),) if several else ()),
        Column("task", "Task", quiet=True),
        Column("method", "Method", quiet=True),
        *QUIET_FIGURES,
        *((Column("missing", "Missing", count, quiet=True),) if missing else ()),
        Column("p", f"p against {analysis.methods[0]}", p_value, quiet=True),
        *OPERATING[:1],
        Column("threshold_source", "Threshold from"),
        *OPERATING[1:],
    )
    rows = [
        row
        for one in analysis.sets
        for task in TASKS
        for method in analysis.methods
        for row in _method_rows(one, one.row(method, task), analysis.methods[0])
    ]
    notes = (
        *remarks_of((each.method, each.task.label, each.performance) for each in analysis.main.rows),
        INTERVALS,
    )
    return Table("table-2-performance", "Table 2. Diagnostic performance", columns, tuple(rows), notes)


def _method_rows(one: SetResult, row: MethodRow, first: str) -> list[dict[str, Cell]]:
    found = row.performance
    pair = one.pair(first, row.method, row.task)
    start: dict[str, Cell] = {
        "set": one.name,
        "task": row.task.label,
        "method": row.method,
        **figures(found),
        "missing": found.n_missing,
        "p": pair.test.p if pair else None,
    }
    if not found.operating:
        return [start]
    return [start | operating_cells(point) for point in found.operating]


def calibration_table(analysis: Analysis) -> Table:
    """Whether the probabilities of the first method mean what they say."""
    columns = (
        Column("task", "Task"),
        Column("n", "n", count),
        Column("ece", "ECE", decimals(3)),
        Column("ece_by_chance", "ECE by chance", decimals(3)),
        Column("brier", "Brier score", decimals(3)),
        Column("brier_of_prevalence", "Brier of the prevalence", decimals(3)),
        Column("slope", "Slope", decimals(2)),
        Column("intercept", "Intercept", decimals(2)),
    )
    keys = [column.key for column in columns[1:]]
    rows = tuple(
        {"task": task.label, **{key: getattr(analysis.calibrations[task], key) for key in keys}}
        for task in TASKS
        if task in analysis.calibrations
    )
    notes = (
        "ECE: expected calibration error, ten bins of equal width; beside it what it would be on average in "
        "as many patients if the probabilities were right. Slope and intercept of the logistic "
        "recalibration: 1 and 0 are perfect.",
    )
    return Table(
        "table-5-calibration", f"Table 5. Calibration of {analysis.methods[0]}", columns, rows, notes
    )


def pairs_table(analysis: Analysis) -> Table:
    """All of DeLong's tests between methods."""
    columns = (
        *((Column("set", "Patients", quiet=True),) if len(analysis.sets) > 1 else ()),
        Column("task", "Task", quiet=True),
        Column("first", "Method", quiet=True),
        Column("second", "against"),
        Column("n", "n", count),
        Column("difference", "Difference of AUCs", decimals(3)),
        Column("z", "z", decimals(2)),
        Column("p", "p", p_value),
    )
    rows = tuple(
        _pair_row(one, pair)
        for one in analysis.sets
        for task in TASKS
        for pair in one.pairs
        if pair.task is task
    )
    note = (
        "DeLong's paired test over the patients in whom both are known; two-sided, not adjusted for the "
        "number of tests."
    )
    return Table("table-6-tests", "Table 6. Tests between methods", columns, rows, (note,))


def _pair_row(one: SetResult, pair: PairRow) -> Row:
    return {
        "set": one.name,
        "task": pair.task.label,
        "first": pair.first,
        "second": pair.second,
        "n": pair.n,
        "difference": pair.test.difference,
        "z": pair.test.statistic,
        "p": pair.test.p,
    }
