"""What is left to score: files without a valid record."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dlre_gui import __version__
from dlre_gui.batch.ledger import FileState, Ledger, Record
from dlre_gui.batch.options import Options
from dlre_gui.batch.sources import PICTURES_NAME, Source
from dlre_gui.domain.exam import Status
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.engine.messages import EngineReady

_LONGEST_PATH = 259
_LEAST_ROOM = 64  # of the name under which a file is written before it is renamed
_LONGEST_NAME_BYTES = 255  # on Linux; elsewhere 255 characters, which are never more


@dataclass(frozen=True, slots=True)
class Task:
    """A file to work on; frames in `done` have a valid record."""

    source: Source
    state: FileState | None
    done: frozenset[int]


def settings_of(ready: EngineReady, options: Options) -> str:
    """Fingerprint of all that a score depends on beside the file, in hex."""
    parts = {
        "model_id": ready.model.id,
        "model_version": ready.model.version,
        "model_sha256": ready.model.sha256,
        "device": ready.device,
        "runtime": ready.runtime,
        "software_version": __version__,
        "as_shown": options.as_shown,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def plan(sources: Sequence[Source], ledger: Ledger, options: Options, out: Path) -> list[Task]:
    """The files that are not done; records of changed files are forgotten on the way."""
    tasks = []
    for source in sources:
        state = state_of(source.path)
        records = ledger.records(source.shown)
        if records and not _is_unchanged(source.path, state, records):
            ledger.forget(source.shown)
            records = []
        valid = frozenset(one.frame for one in records if _is_done(source, one, options, out))
        if not records or not valid >= frozenset(source.frames(records[0].n_frames)):
            tasks.append(Task(source, state, valid))
    return tasks


def state_of(path: Path) -> FileState | None:
    """None if the file cannot be asked."""
    try:
        status = path.stat()
        place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()
    except OSError:
        return None
    return FileState(status.st_size, status.st_mtime_ns, place)


def picture_path(out: Path, record: Record, windows: bool = os.name == "nt") -> Path:
    """Where the annotated picture of a screen goes.

    On Windows, where many programs open no path of 260 characters, a name is cut as much as that takes;
    where a folder's leaves no room for one, the picture has a short name in the folder of all pictures.
    """
    frame = f" frame {record.frame}" if record.n_frames > 1 else ""
    pictures = out / PICTURES_NAME
    shown = pictures / record.shown
    if not windows:
        return shown.with_name(_within_a_name(shown.name, f"{frame}.png"))
    room = _LONGEST_PATH - len(str(shown.parent.absolute())) - 1
    if room < _LEAST_ROOM:
        mark = hashlib.sha256(os.fsencode(record.shown)).hexdigest()[:16]
        return pictures / f"{mark}{frame}.png"
    return shown.with_name(_within_a_name(shown.name, f"{frame}.png", room))


def _within_a_name(stem: str, end: str, room: int = _LONGEST_NAME_BYTES) -> str:
    """Both together; a stem that leaves no place for the end is cut and told apart by its hash."""
    place = min(room, _LONGEST_NAME_BYTES) - len(end.encode())
    whole = os.fsencode(stem)
    if len(whole) > place:
        mark = f" {hashlib.sha256(whole).hexdigest()[:8]}"
        stem = whole[: place - len(mark)].decode(errors="ignore") + mark
    return stem + end


def _is_unchanged(path: Path, state: FileState | None, records: Sequence[Record]) -> bool:
    """Same size and content; of a file that could not be read, same place, size and time.

    Names, sizes and times tell nothing: another patient's screen may have them all, as what came out of
    one archive or off one disc.
    """
    known = records[0]
    if state is None or known.state is None or state.size != known.state.size:
        return False
    if known.acquisition.sha256 == "":
        return all(record.state == state for record in records)
    return _sha256(path) == known.acquisition.sha256


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _is_done(source: Source, record: Record, options: Options, out: Path) -> bool:
    status = record.acquisition.status
    if not record.final or (options.retry_failed and status is Status.FAILED):
        return False
    if not _is_of_the_roi(record.acquisition.roi, source.corner(record.frame)):
        return False
    wants_picture = options.annotate and status is Status.SCORED
    return not wants_picture or picture_path(out, record).is_file()


def _is_of_the_roi(roi: Roi | None, corner: tuple[int, int] | None) -> bool:
    """Whether a record's ROI, if it has one, is the one that is asked for."""
    if roi is None:
        return True
    return (roi.source is RoiSource.PROPOSED) if corner is None else (roi.x, roi.y) == corner
