"""Splits of a simulated cohort as tables of their own, beside its screens."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from dlre_gui.domain.exam import Stage
from dlre_gui.report.atomic import write_atomic
from dlre_gui.training.cohort_columns import TRAINING, VALIDATION
from dlre_gui.training.split import Split


def stratified(stages: Mapping[str, Stage], n_validation: int, seed: int) -> Split:
    """Exactly so many patients into validation, each stage by its share (largest remainders)."""
    random = np.random.default_rng([seed, 0x5EED])
    groups = {stage: sorted(one for one, own in stages.items() if own is stage) for stage in Stage}
    shares = {stage: n_validation * len(group) / len(stages) for stage, group in groups.items()}
    wanted = {stage: int(share) for stage, share in shares.items()}
    rest = n_validation - sum(wanted.values())
    for stage in sorted(Stage, key=lambda one: (wanted[one] - shares[one], one))[:rest]:
        wanted[stage] += 1
    validation: set[str] = set()
    for stage, group in groups.items():
        random.shuffle(group)
        validation.update(group[: wanted[stage]])
    return Split(frozenset(stages) - validation, frozenset(validation))


def write_split(cohort: Path, split: Split, name: str = "split") -> Path:
    """All patients with a column `split`."""
    rows = _rows(cohort)
    for row in rows:
        row["split"] = TRAINING if row["patient_id"] in split.training else VALIDATION
    return _write(cohort.with_name(f"{name}.csv"), rows)


def _rows(cohort: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(cohort.read_text(encoding="utf-8").splitlines()))


def _write(path: Path, rows: list[dict[str, str]]) -> Path:
    """The same rows leave the file as it is: what was made from it stays valid."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    write_atomic(path, text.getvalue().encode("utf-8"))
    return path
