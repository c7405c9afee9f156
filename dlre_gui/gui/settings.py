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
    """Geometry and columns as Qt packs them, in base64; empty: Qt's own choice."""

    geometry: str = ""
    columns: str = ""
    last_folder: str = ""


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
