"""What has been scored, a line a screen, on the disk before the next is begun."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.exam import Acquisition

_ADAPTER = TypeAdapter(Acquisition)
_PLACE = Path("-")  # the path is the source's, which may have moved


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells a changed file without reading it.

    Attributes
    ----------
    place
        Digest of its full path, which may tell of people; empty where an older version wrote the record.
    """

    size: int
    mtime_ns: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of images.csv as it was scored.

    Attributes
    ----------
    shown, frame
        Which screen, by its name in the table.
    n_frames
        Of the file; 0 if it could not even be looked into.
    settings
        Fingerprint of all that a score depends on beside the file: model, software, device.
    final
        False if trying again may help: the scoring process died, the file vanished.
    """

    shown: str
    frame: int
    n_frames: int
    state: FileState | None
    settings: str
    acquisition: Acquisition
    final: bool = True


class Ledger:
    """Records of a folder, appended one by one; the last one of a screen counts.

    A line that was cut off by a crash, or is none of ours, is passed over.

    Raises
    ------
    DlreError
        If the file cannot be opened, read or written.
    """

    def __init__(self, path: Path, settings: str) -> None:
        self._path = path
        self._settings = settings
        try:
            content = path.read_bytes() if path.exists() else b""
            self._file = path.open("ab", buffering=0)  # closing must not write what a full disk refused
        except OSError as error:
            raise self._unusable(error) from error
        self._records = _parse(content, settings)
        if content and not content.endswith(b"\n"):
            self._write(b"\n")

    def records(self, shown: str) -> list[Record]:
        """All records of one file, by frame."""
        found = self._records.get(shown, {})
        return [found[frame] for frame in sorted(found)]

    def append(self, record: Record) -> None:
        """Write a record; it is on the disk when this returns."""
        self._write(_to_line(record))
        self._records.setdefault(record.shown, {})[record.frame] = record

    def forget(self, shown: str) -> None:
        """Leave out what was recorded of a file that has changed."""
        self._records.pop(shown, None)

    def _write(self, line: bytes) -> None:
        try:
            while line:
                line = line[self._file.write(line) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> DlreError:
        reason = error.strerror or type(error).__name__
        return DlreError(f"{self._path} cannot be written: {reason}.", "Choose another output folder.")

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _to_line(record: Record) -> bytes:
    acquisition = replace(record.acquisition, path=_PLACE)
    values: dict[str, Any] = {
        "shown": record.shown,
        "frame": record.frame,
        "n_frames": record.n_frames,
        "state": asdict(record.state) if record.state else None,
        "settings": record.settings,
        "final": record.final,
        "acquisition": _ADAPTER.dump_python(acquisition, mode="json"),
    }
    return json.dumps(values).encode("ascii") + b"\n"


def _parse(content: bytes, settings: str) -> dict[str, dict[int, Record]]:
    records: dict[str, dict[int, Record]] = {}
    for line in content.split(b"\n"):
        record = _from_line(line)
        if record is not None and record.settings == settings:
            records.setdefault(record.shown, {})[record.frame] = record
    return records


def _from_line(line: bytes) -> Record | None:
    try:
        values = json.loads(line)
        return Record(
            shown=str(values["shown"]),
            frame=int(values["frame"]),
            n_frames=int(values["n_frames"]),
            state=FileState(**values["state"]) if values["state"] else None,
            settings=str(values["settings"]),
            acquisition=_ADAPTER.validate_python(values["acquisition"]),
            final=bool(values["final"]),
        )
    except (ValueError, KeyError, TypeError, ValidationError):
        return None
