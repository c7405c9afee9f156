"""What an evaluation writes: tables, pictures, report, and all figures as JSON."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from dlre_gui import __version__
from dlre_gui.batch.own_folder import refuse_others_files
from dlre_gui.batch.sources import LEDGER_NAME
from dlre_gui.domain.exam import Task
from dlre_gui.engine.messages import EngineReady
from dlre_gui.evaluation.analysis import Analysis
from dlre_gui.evaluation.figures import all_figures
from dlre_gui.evaluation.html_report import ReportFacts, html_report
from dlre_gui.evaluation.material import Patients
from dlre_gui.evaluation.table import Table, to_markdown, to_numbers
from dlre_gui.evaluation.tables import all_tables
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.cells import Value, to_csv
from dlre_gui.report.table import IMAGE_COLUMNS, image_row
from dlre_gui.report.words import research_line
from dlre_gui.training.cohort import Cohort
from dlre_gui.workflows.disk import made_folder
from dlre_gui.workflows.evaluation_material import ScoredScreen, reasons

TABLES, FIGURES = "tables", "figures"
_ALWAYS = ("screens.csv", "patients.csv", "report.html")


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """An evaluation with all it was made from.

    Attributes
    ----------
    notices
        What must stand at the top of everything a person reads.
    settings
        What was asked for beside cohort and model.
    """

    out: Path
    cohort: Cohort
    ready: EngineReady
    screens: tuple[ScoredScreen, ...]
    patients: Patients
    analysis: Analysis
    notices: tuple[str, ...]
    settings: Mapping[str, Any]

    @property
    def n_scored(self) -> int:
        return sum(screen.is_scored for screen in self.screens)

    @property
    def is_complete(self) -> bool:
        """Whether every screen was scored."""
        return self.n_scored == len(self.screens)

    @property
    def report_path(self) -> Path:
        return self.out / "report.html"


def make_folders(out: Path) -> None:
    """The output folders, made before the long work begins.

    Raises
    ------
    FileError
        If one cannot be made, or files that no evaluation wrote would be replaced.
    """
    refuse_others_files(
        out, (*_ALWAYS, *_tables_and_figures(out)), ("evaluation.json", f"scores/{LEDGER_NAME}")
    )
    for folder in (out / TABLES, out / FIGURES):
        made_folder(folder)


def write_evaluation(done: Evaluated) -> None:
    """Write everything into folders of `make_folders`; each file whole or not at all, the report last.

    Raises
    ------
    FileError
        If the folder cannot be written.
    """
    tables, pictures = all_tables(done.analysis), all_figures(done.analysis)
    facts = report_facts(done)
    files = {
        "screens.csv": _screens_csv(done),
        "patients.csv": _patients_csv(done),
        **{f"{TABLES}/{table.name}.csv": to_csv(*to_numbers(table)) for table in tables},
        f"{TABLES}/tables.md": _markdown(facts, tables),
        **{f"{FIGURES}/{picture.name}.png": picture.png for picture in pictures},
        **{f"{FIGURES}/{picture.name}.svg": picture.svg for picture in pictures},
        "evaluation.json": _json(done, facts, tables),
        "report.html": _encoded(html_report(done.analysis, facts, tables, pictures)),
    }
    _remove_stale(done.out, files)
    for name, content in files.items():
        write_atomic(done.out / name, content)


def _remove_stale(out: Path, files: Mapping[str, bytes]) -> None:
    """Tables and figures of an earlier run that this one does not have."""
    for name in _tables_and_figures(out):
        if name not in files:
            (out / name).unlink(missing_ok=True)


def _tables_and_figures(out: Path) -> list[str]:
    """Files there that are named as a run names its tables and figures."""
    patterns = (f"{TABLES}/table-*.csv", f"{FIGURES}/figure-*.png", f"{FIGURES}/figure-*.svg")
    return [path.relative_to(out).as_posix() for pattern in patterns for path in sorted(out.glob(pattern))]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="backslashreplace")


def _screens_csv(done: Evaluated) -> bytes:
    folder = done.cohort.path.parent
    rows = []
    for screen in done.screens:
        path = screen.row.path
        shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
        rows.append(
            {
                "row": screen.row.row,
                "cohort_patient_id": screen.row.patient_id,
                "cohort_stage": f"F{screen.row.stage:d}",
                "lsm_part_kpa": screen.qbox_kpa,
                **image_row(screen.acquisition, shown),
            }
        )
    return to_csv(("row", "cohort_patient_id", "cohort_stage", "lsm_part_kpa", *IMAGE_COLUMNS), rows)


def _patients_csv(done: Evaluated) -> bytes:
    """A row a patient: what every figure was computed from."""
    patients, grouped = done.patients, _counts(done)
    by_name = {method.name: method for method in patients.methods}
    rows: list[Mapping[str, Value]] = [
        {
            "patient_id": one,
            "stage": f"F{patients.stages[place]}",
            "n_screens": grouped[one][0],
            "n_scored": grouped[one][1],
            **{f"p_{task.value}": _known(by_name["DLRE"].scores(task)[place]) for task in Task},
            "lsm_median_kpa": _known(by_name["LSM"].values[place, 0]),
            "apri": _known(by_name["APRI"].values[place, 0]),
            "fib4": _known(by_name["FIB-4"].values[place, 0]),
        }
        for place, one in enumerate(patients.ids)
    ]
    return to_csv(tuple(rows[0]), rows)


def _counts(done: Evaluated) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for screen in done.screens:
        n, scored = counts.get(screen.row.patient_id, (0, 0))
        counts[screen.row.patient_id] = (n + 1, scored + screen.is_scored)
    return counts


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def report_facts(done: Evaluated) -> ReportFacts:
    """What report, Markdown and JSON say beside the figures."""
    model = done.ready.model
    return ReportFacts(
        title=f"{model.title or model.id}: evaluation on {done.cohort.path.name}",
        notices=(research_line(simulated=model.simulated), *done.notices),
        flow=_flow(done),
        excluded=reasons(done.screens),
        provenance=_provenance(done),
    )


def _flow(done: Evaluated) -> tuple[tuple[str, int], ...]:
    patients = done.patients
    sets = (
        [(f"patients: {one.name}", one.n) for one in done.analysis.sets]
        if len(done.analysis.sets) > 1
        else []
    )
    missing = [
        (f"patients without {method.name}", int((~np.isfinite(method.values[:, 0])).sum()))
        for method in patients.methods
    ]
    read = sum(
        screen.qbox_kpa is not None and "qbox_mean_kpa" not in screen.row.values for screen in done.screens
    )
    return (
        ("screens", len(done.screens)),
        ("screens scored", done.n_scored),
        ("screens not scored", len(done.screens) - done.n_scored),
        ("Q-Box means read from the screen, not confirmed by a person", read),
        ("patients", len(patients)),
        *sets,
        *((words, number) for words, number in missing if number),
        *_flags(done),
    )


def _flags(done: Evaluated) -> list[tuple[str, int]]:
    """Scored screens by flag, the most frequent first."""
    flags = (flag for screen in done.screens if screen.is_scored for flag in screen.acquisition.flags)
    counts = Counter(f"scored screens flagged {flag.value}" for flag in flags)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _provenance(done: Evaluated) -> tuple[tuple[str, str], ...]:
    model, ready = done.ready.model, done.ready
    card = json.loads(model.card)
    return (
        (
            "model",
            f"{model.id} {model.version}" + (" (trained on simulated data)" if model.simulated else ""),
        ),
        ("weights sha256", model.sha256),
        ("network", str(card.get("architecture", ""))),
        ("limitations", model.limitations),
        ("cohort", f"{done.cohort.path.name}, {len(done.patients)} patients, {len(done.screens)} screens"),
        ("cohort sha256", done.cohort.sha256),
        ("simulated cohort", "yes" if done.cohort.simulated else "no"),
        (
            "screens scored",
            "in their own colours" if done.settings.get("as_shown") else "as the model's card says",
        ),
        ("upper limit of AST", f"{done.settings['ast_uln']:g} IU/L where the cohort has none"),
        ("software", f"dlre-gui {__version__}, Python {platform.python_version()}, {ready.runtime}"),
        ("device", ready.device),
        ("date", datetime.now().astimezone().isoformat(timespec="seconds")),
    )


def _markdown(facts: ReportFacts, tables: Sequence[Table]) -> bytes:
    head = [f"# {facts.title}", *(f"**{notice}**" for notice in facts.notices)]
    return _encoded("\n\n".join([*head, *(to_markdown(table) for table in tables)]))


def _json(done: Evaluated, facts: ReportFacts, tables: Sequence[Table]) -> bytes:
    values = {
        "notices": list(facts.notices),
        "model": json.loads(done.ready.model.card),
        "cohort": {
            "name": done.cohort.path.name,
            "sha256": done.cohort.sha256,
            "simulated": done.cohort.simulated,
        },
        "settings": dict(done.settings),
        "flow": dict(facts.flow),
        "excluded": dict(facts.excluded),
        "provenance": dict(facts.provenance),
        "tables": {table.name: [_finite(row) for row in to_numbers(table)[1]] for table in tables},
    }
    return _encoded(json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def _finite(row: Mapping[str, Value]) -> dict[str, Value]:
    """JSON knows no infinity: it is written as text."""
    return {
        name: str(value) if isinstance(value, float) and np.isinf(value) else value
        for name, value in row.items()
    }
