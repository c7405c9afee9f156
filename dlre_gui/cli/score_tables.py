"""What `dlre-gui score` shows of the tables it wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dlre_gui.terminal import print_table

if TYPE_CHECKING:
    from dlre_gui.batch.options import Summary

MOST_SCREENS = 30
MOST_EXAMS = 100
SCREEN_COLUMNS = {
    "screen": "path",
    "status": "status",
    "Q-Box kPa": "qbox_mean_kpa",
    "P(≥F2)": "p_ge_f2",
    "P(≥F3)": "p_ge_f3",
    "P(F4)": "p_f4",
    "flags, or why not": "flags",
}
EXAM_COLUMNS = {
    "exam": "patient_id",
    "scored": "n_scored",
    "of": "n_images",
    "P(≥F2)": "p_ge_f2",
    "P(≥F3)": "p_ge_f3",
    "P(F4)": "p_f4",
    "stage": "stage",
    "LSM kPa": "lsm_median_kpa",
    "IQR/median": "lsm_iqr_over_median",
    "flags": "flags",
}
PLACES = {"Q-Box kPa": 1, "LSM kPa": 1, "P(≥F2)": 3, "P(≥F3)": 3, "P(F4)": 3, "IQR/median": 2}


def print_scores(out: Path, summary: Summary) -> None:
    """Print screens (all of a small folder, else those without a score), exams, counts and places."""
    screens = read_rows(out / "images.csv")
    if len(screens) <= MOST_SCREENS:
        print_rows("Screens", SCREEN_COLUMNS, [_told(row) for row in screens])
    else:
        _print_reasons(screens)
    exams = read_rows(out / "patients.csv")
    print_rows("Exams", EXAM_COLUMNS, exams[:MOST_EXAMS])
    counts = summary.counts
    print(
        f"{counts.scored} scored, {counts.refused} refused, {counts.failed} failed"
        f" ({counts.kept} of them in an earlier run) in {summary.seconds:.1f} s"
    )
    if summary.n_left_out:
        print(f"{summary.n_left_out} other files (notes, tables and the like) left out")
    print(f"All of it: {out / 'images.csv'}, {out / 'patients.csv'}, {out / 'run.json'}")
    if (out / "annotated").is_dir():
        print(f"Annotated pictures: {out / 'annotated'}")
    print(notice(out))


def notice(out: Path) -> str:
    """What every output of this model must say: research use, simulated data."""
    return str(json.loads((out / "run.json").read_text(encoding="utf-8"))["notice"])


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, as text."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def print_rows(title: str, columns: dict[str, str], rows: Sequence[dict[str, str]]) -> None:
    """Print the `columns` (heading: key) of `rows`, numbers shortened for reading."""
    cells = [[_shown(heading, row.get(key, "")) for heading, key in columns.items()] for row in rows]
    print_table(tuple(columns), cells, title)


def _told(row: dict[str, str]) -> dict[str, str]:
    """A row of images.csv with the frame in its name, and the reason where there is no score."""
    frame = f" frame {row['frame']}" if row["frame"] not in ("", "0") else ""
    return row | {"path": row["path"] + frame, "flags": row["reason"] or row["flags"]}


def _shown(heading: str, value: str) -> str:
    if heading in PLACES and value:
        return f"{float(value):.{PLACES[heading]}f}"
    return value


def _print_reasons(screens: Sequence[dict[str, str]]) -> None:
    unscored = [_told(row) for row in screens if row["status"] != "scored"]
    for row in unscored[:MOST_SCREENS]:
        print(f"{row['status']}: {row['path']}: {row['flags']}")
    if len(unscored) > MOST_SCREENS:
        print(f"... and {len(unscored) - MOST_SCREENS} more, see images.csv")
