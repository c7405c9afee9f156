"""The settings' file: read and written whole, never in the way of a start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dlre_gui.domain.errors import FileError
from dlre_gui.gui.settings_table import Settings, allowed, defaults, remembered_names
from dlre_gui.places import data_dir

VERSION = 1
_LARGEST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file said.

    Attributes
    ----------
    wrong
        Names of the settings that could not be used and have their defaults.
    kept_aside
        Where the file lies as it was found, if something in it was wrong; None if nothing was, or if it
        could not be kept.
    damaged
        The file as a whole could not be read.
    read
        Whether it is known what the file says. While it is not, nothing may be written over it.
    others
        Keys this version does not know, to be written again.
    """

    settings: Settings = field(default_factory=Settings)
    wrong: tuple[str, ...] = ()
    kept_aside: Path | None = None
    damaged: bool = False
    read: bool = True
    others: Mapping[str, Any] = field(default_factory=dict)


def settings_path() -> Path:
    return data_dir() / "settings.json"


def load() -> Loaded:
    """Read the settings; whatever cannot be used is left at its default, and its file kept aside."""
    path = settings_path()
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return Loaded(kept_aside=_keep_aside(path), damaged=True)
        content = path.read_bytes()
    except FileNotFoundError:
        return Loaded()
    except OSError:
        return Loaded(damaged=True, read=False)
    try:
        values = _values(json.loads(content.decode("utf-8", "surrogatepass")))
    except (ValueError, RecursionError):
        return Loaded(kept_aside=_keep_aside(path), damaged=True)
    known = {name: value for name, value in values.items() if name in defaults()}
    wrong = tuple(name for name, value in known.items() if not allowed(name, value))
    usable = {name: value for name, value in known.items() if name not in wrong}
    others = {name: value for name, value in values.items() if name not in defaults()}
    return Loaded(Settings(**usable), wrong, _keep_aside(path) if wrong else None, others=others)


def _values(written: object) -> dict[str, Any]:
    """Settings and window's memory of a file's content; ValueError where it is of another kind."""
    if not isinstance(written, dict):
        raise ValueError("no object")
    parts = [written.get(part, {}) for part in ("settings", "window")]
    if not all(isinstance(part, dict) for part in parts):
        raise ValueError("no objects in it")
    return {**parts[0], **parts[1]}


def _keep_aside(path: Path) -> Path | None:
    """Copy a file that is not as it should be beside its place; the next save writes a good one."""
    aside = path.with_name(f"{path.stem}-not-understood{path.suffix}")
    try:
        aside.write_bytes(path.read_bytes()[:_LARGEST_BYTES])
    except OSError:
        return None
    return aside


def save(settings: Settings, others: Mapping[str, Any] | None = None, path: Path | None = None) -> bool:
    """Write them in one piece; False where the folder cannot be written."""
    from dlre_gui.report.atomic import write_atomic

    own = asdict(settings)
    content = {
        "version": VERSION,
        "settings": {**(others or {}), **{k: v for k, v in own.items() if k not in remembered_names()}},
        "window": {name: own[name] for name in sorted(remembered_names())},
    }
    text = json.dumps(content, indent=1, ensure_ascii=False)
    path = path or settings_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode("utf-8", "surrogatepass"))
    except (OSError, FileError):
        return False
    return True
