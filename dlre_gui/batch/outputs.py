"""images.csv, patients.csv and run.json from the records."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dlre_gui import __version__
from dlre_gui.batch.ledger import Ledger
from dlre_gui.batch.options import Options, Summary
from dlre_gui.batch.sources import IMAGES_NAME, PATIENTS_NAME, RUN_NAME, Source
from dlre_gui.clinical.aggregate import exam_result
from dlre_gui.clinical.assessment import MOST_ACQUISITIONS, count
from dlre_gui.clinical.grouping import group_exams
from dlre_gui.domain.exam import Acquisition, Exam, ExamResult
from dlre_gui.engine.messages import EngineReady, ModelSummary
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.table import image_row, images_csv, patient_row, patients_csv
from dlre_gui.report.words import research_line

_LIBRARIES = ("numpy", "scipy", "pillow", "pydicom", "onnxruntime", "torch", "rapidocr")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finished acquisition with its names in the tables."""

    source: Source
    acquisition: Acquisition


def finished(sources: Iterable[Source], ledger: Ledger) -> list[Shown]:
    """All that is recorded of the sources, in their order."""
    return [
        Shown(source, replace(record.acquisition, path=source.path))
        for source in sources
        for record in ledger.records(source.shown)
        if record.frame in source.frames(record.n_frames)
    ]


def write_tables(out: Path, rows: Sequence[Shown], model: ModelSummary) -> int:
    """Write images.csv and patients.csv; the number of exams."""
    images = (image_row(row.acquisition, row.source.shown) for row in rows)
    write_atomic(out / IMAGES_NAME, images_csv(images))
    exams = group_exams((row.source.folder, row.acquisition) for row in rows)
    patients = (patient_row(exam, _result(exam, model)) for exam in exams)
    write_atomic(out / PATIENTS_NAME, patients_csv(patients))
    return len(exams)


def _result(exam: Exam, model: ModelSummary) -> ExamResult:
    """Of a folder that is too large to be one exam, how many screens there are, and nothing else."""
    if len(exam.acquisitions) > MOST_ACQUISITIONS:
        return ExamResult(*count(exam))
    return exam_result(exam, model.thresholds)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, and when."""

    paths: tuple[Path, ...]
    out: Path
    options: Options
    start: datetime


def write_run(request: Request, ready: EngineReady, summary: Summary) -> None:
    """Write run.json."""
    end = datetime.now().astimezone()
    values: dict[str, Any] = {
        "notice": research_line(simulated=ready.model.simulated),
        "software": _versions(),
        "model": json.loads(ready.model.card),
        "device": ready.device,
        "runtime": ready.runtime,
        "arguments": {
            "paths": [str(path.absolute()) for path in request.paths],
            "out": str(request.out),
            **asdict(request.options),
        },
        "counts": {
            "files": summary.n_files,
            "left_out": summary.n_left_out,
            "exams": summary.n_exams,
            "screens": summary.counts.screens,
            **asdict(summary.counts),
        },
        "complete": summary.is_complete,
        "exit_code": summary.exit_code,
        "start": request.start.isoformat(timespec="seconds"),
        "end": end.isoformat(timespec="seconds"),
        "seconds": round(summary.seconds, 3),
    }
    text = json.dumps(values, indent=2, ensure_ascii=False)
    write_atomic(request.out / RUN_NAME, text.encode("utf-8", errors="backslashreplace") + b"\n")


def _versions() -> dict[str, str]:
    known = {"dlre-gui": __version__, "python": platform.python_version(), "platform": platform.platform()}
    for library in _LIBRARIES:
        try:
            known[library] = version(library)
        except PackageNotFoundError:
            continue
    return known
