"""Columns and cells that several tables share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dlre_gui.evaluation.performance import Operating, Performance
from dlre_gui.evaluation.proportions import Estimate
from dlre_gui.evaluation.table import Cell, Column, count, decimals, likelihood, percent

FIGURES = (
    Column("n", "n", count),
    Column("n_positive", "Positive", count),
    Column("auc", "AUC (95 % CI)", decimals(3), interval=True),
)
QUIET_FIGURES = tuple(replace(column, quiet=True) for column in FIGURES)
OPERATING = (
    Column("threshold", "Threshold", decimals(3)),
    Column("sensitivity", "Sensitivity, %", percent, interval=True),
    Column("specificity", "Specificity, %", percent, interval=True),
    Column("ppv", "PPV, %", percent, interval=True),
    Column("npv", "NPV, %", percent, interval=True),
    Column("lr_positive", "LR+", likelihood, interval=True),
    Column("lr_negative", "LR−", likelihood, interval=True),
)
INTERVALS = (
    "AUC: DeLong's 95 % CI. Sensitivity, specificity, PPV, NPV: exact (Clopper–Pearson) 95 % CI. "
    "Likelihood ratios: 95 % CI normal in the logarithm (Simel 1991). Youden's threshold was found on the "
    "same patients: its figures flatter."
)


def figures(found: Performance) -> dict[str, Cell]:
    """n, positives and AUC of a performance."""
    area = Estimate(found.auc.auc, found.auc.low, found.auc.high) if found.auc else None
    return {"n": found.n, "n_positive": found.n_positive, "auc": area}


def operating_cells(point: Operating) -> dict[str, Cell]:
    """The cells of one operating point."""
    return {
        "threshold": point.threshold.value,
        "threshold_source": point.threshold.source,
        "sensitivity": point.sensitivity,
        "specificity": point.specificity,
        "ppv": point.ppv,
        "npv": point.npv,
        "lr_positive": point.lr_positive,
        "lr_negative": point.lr_negative,
    }


def remarks_of(rows: Iterable[tuple[str, str, Performance]]) -> list[str]:
    """Each remark once, with all it holds for."""
    remarks: dict[str, list[str]] = {}
    for name, task, found in rows:
        if found.note:
            remarks.setdefault(found.note, []).append(f"{name} {task}")
    return [f"{', '.join(names)}: {remark}." for remark, names in remarks.items()]
