"""What the window remembers: its place, its columns, the last folder. Never in the way of a start."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from dlre_gui.domain.errors import FileError
from dlre_gui.places import data_dir

_FILE = "window.json"


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """What is remembered, as text; empty: the default.

    Attributes
    ----------
    geometry, columns
        As Qt packs them, in base64.
    labels, unit, cutoffs
        How exams are judged and told: `clinical.labels`, `domain.findings.Unit`, a cut-off table's id.
    reader, hospital, department, logo, report_language
        For conclusions and reports; `logo` is the path of a picture.
    enzyme_unit, ast_upper_limit
        Of the laboratory, as entered last.
    """

    geometry: str = ""
    columns: str = ""
    last_folder: str = ""
    labels: str = ""
    unit: str = ""
    cutoffs: str = ""
    reader: str = ""
    hospital: str = ""
    department: str = ""
    logo: str = ""
    report_language: str = ""
    export_folder: str = ""
    enzyme_unit: str = ""
    ast_upper_limit: str = ""


def load() -> WindowSettings:
    """The settings; whatever cannot be read or is of a wrong kind is left at its default."""
    try:
        kept = json.loads((data_dir() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowSettings()
    if not isinstance(kept, dict):
        return WindowSettings()
    known = {field.name for field in fields(WindowSettings)}
    return WindowSettings(**{k: v for k, v in kept.items() if k in known and isinstance(v, str)})


def save(settings: WindowSettings) -> bool:
    """Write them in one piece; False where the folder cannot be written."""
    from dlre_gui.report.atomic import write_atomic

    path = data_dir() / _FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, json.dumps(asdict(settings), indent=1).encode())
    except (OSError, FileError):
        return False
    return True


def with_folder(settings: WindowSettings, path: Path) -> WindowSettings:
    """Remember the folder of an opened path."""
    return replace(settings, last_folder=str(path if path.is_dir() else path.parent))
