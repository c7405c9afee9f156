"""A folder with more screens than an exam can have."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.batch.outputs import Shown, write_tables
from dlre_gui.batch.sources import PATIENTS_NAME, Source
from dlre_gui.clinical.assessment import MOST_ACQUISITIONS
from dlre_gui.domain.exam import Task
from dlre_gui.domain.screen import Header
from dlre_gui.engine.messages import ModelSummary
from tests.report.dossiers import acquisition

MODEL = ModelSummary("dlre-test", "1.0", "ab" * 32, True, "test", dict.fromkeys(Task, 0.5))


@pytest.mark.parametrize("n", [MOST_ACQUISITIONS, MOST_ACQUISITIONS + 1])
def test_stills_without_ids_are_no_exam_where_they_are_too_many(tmp_path: Path, n: int) -> None:
    rows = [
        Shown(
            Source(Path(f"/in/{k}.png"), f"{k}.png", "in"),
            replace(acquisition(1 + k % 5, header=Header()), path=Path(f"/in/{k}.png"), sha256=f"{k:064x}"),
        )
        for k in range(n)
    ]
    assert write_tables(tmp_path, rows, MODEL) == 1
    with (tmp_path / PATIENTS_NAME).open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["n_images"], row["n_scored"]) == (str(n), str(n))
    assert bool(row["stage"] and row["p_f4"] and row["lsm_median_kpa"]) == (n == MOST_ACQUISITIONS)
