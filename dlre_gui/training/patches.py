"""The patches of a cohort, made once by several processes into a memory-mapped file.

A folder holds ``patches.u8`` (uint8, n × views × 250 × 250 × 3, a slot a cohort row) and ``ledger.jsonl``:
what the patches were made from, then a line a finished slot. A run that was interrupted goes on
where it stopped; a changed cohort, file or scale begins anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlre_gui import __version__
from dlre_gui.domain.errors import CohortError
from dlre_gui.model.scale import InputSpec
from dlre_gui.process_pool import results_of
from dlre_gui.training.cohort import Cohort
from dlre_gui.training.prepare import PatchJob, Prepared, prepare, start_process
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent, stop_if
from dlre_gui.training.reserve import reserve

PATCHES_NAME = "patches.u8"
LEDGER_NAME = "ledger.jsonl"
_LAYOUT_VERSION = 3  # raised whenever the same screen gives other patches


@dataclass(frozen=True, slots=True)
class RefusedScreen:
    """A row of the cohort that gives no patch."""

    row: int
    path: Path
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class PatchCache:
    """The patches of a cohort.

    Attributes
    ----------
    patches
        uint8, shape (rows, views, side, side, 3), memory-mapped, not writeable; only `slots` are
        filled. View 0 is what the predictor would be shown; the others have the ROI elsewhere.
    slots
        Rows (counted from 0) that have a patch, ascending.
    patient_ids, stages
        Of every row; stages 0 to 4, shape (rows,).
    refused
        The other rows.
    """

    patches: NDArray[np.uint8]
    slots: NDArray[np.intp]
    patient_ids: tuple[str, ...]
    stages: NDArray[np.int64]
    refused: tuple[RefusedScreen, ...]

    @property
    def patients(self) -> NDArray[np.intp]:
        """A number of each row's patient, shape (rows,)."""
        return np.unique(self.patient_ids, return_inverse=True)[1].astype(np.intp)

    def only(self, patients: Collection[str]) -> PatchCache:
        """The same with the patches of some patients."""
        kept = [slot for slot in self.slots if self.patient_ids[slot] in patients]
        return replace(self, slots=np.array(kept, dtype=np.intp))


def build_cache(
    cohort: Cohort,
    folder: Path | str,
    spec: InputSpec,
    processes: int | None = None,
    report: Report = silent,
    cancelled: IsCancelled = never,
    views: int = 1,
    other_files: bool = False,
) -> PatchCache:
    """Make the patches that are missing and open the cache.

    Parameters
    ----------
    views
        Patches a screen: one with the ROI as given or proposed, the others as random clicks place it.
    other_files
        Whether the others also show the map as another file of the screen would (`other_files`).
    processes
        One a CPU if None.

    Raises
    ------
    CohortError
        If no screen could be used.
    FileError
        If the disk has no room for the patches.
    Cancelled
        What is finished is kept.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    shape = (len(cohort.screens), views, spec.side, spec.side, spec.channels)
    ledger = _Ledger(place, _fingerprint(cohort, spec, other_files), shape)
    jobs = [
        PatchJob(slot, screen.path, screen.roi_xy, spec, views, screen.frame, other_files)
        for slot, screen in enumerate(cohort.screens)
        if slot not in ledger.done
    ]
    _make(jobs, ledger, processes or os.cpu_count() or 1, len(cohort.screens), report, cancelled)
    return _opened(cohort, place, ledger, shape)


def _make(
    jobs: list[PatchJob],
    ledger: _Ledger,
    processes: int,
    total: int,
    report: Report,
    cancelled: IsCancelled,
) -> None:
    done = total - len(jobs)
    report(Progress("patches", done, total))
    for known in ledger.done.values():
        if known.reason:
            report(Progress("patches", done, total, known.reason))
    if not jobs:
        return
    with ledger:
        for prepared in results_of(prepare, jobs, min(processes, len(jobs)), cancelled, start_process):
            ledger.write(prepared)
            done += 1
            report(Progress("patches", done, total, prepared.reason))
    if done < total:
        stop_if(cancelled)


class _Ledger:
    """Which slots are finished; a patch is written before its line."""

    def __init__(self, folder: Path, fingerprint: str, shape: tuple[int, ...]) -> None:
        self._path = folder / LEDGER_NAME
        self._patches_path = folder / PATCHES_NAME
        self._shape = shape
        self.done: dict[int, Prepared] = self._read(fingerprint)
        if not self.done:
            self._patches_path.unlink(missing_ok=True)
            reserve(self._patches_path, int(np.prod(shape)))
            self._path.write_text(json.dumps({"fingerprint": fingerprint}) + "\n", "utf-8")

    def __enter__(self) -> _Ledger:
        self._patches = np.memmap(self._patches_path, np.uint8, "r+", shape=self._shape)
        cut_off = not self._path.read_bytes().endswith(b"\n")
        self._file = self._path.open("a", encoding="utf-8")
        self._file.write("\n" if cut_off else "")
        return self

    def __exit__(self, *_error: object) -> None:
        self._patches.flush()
        self._file.close()

    def write(self, prepared: Prepared) -> None:
        if prepared.pixels is not None:
            self._patches[prepared.slot] = prepared.pixels
        line = {"slot": prepared.slot, "sha256": prepared.sha256, "reason": prepared.reason}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()
        self.done[prepared.slot] = Prepared(prepared.slot, None, prepared.sha256, prepared.reason)

    def _read(self, fingerprint: str) -> dict[int, Prepared]:
        """Finished slots of an earlier run from the same input; a line cut by a kill is left out."""
        if not self._path.is_file() or not self._patches_path.is_file():
            return {}
        if self._patches_path.stat().st_size != int(np.prod(self._shape)):
            return {}
        lines = [_line(text) for text in self._path.read_text("utf-8", "replace").splitlines()]
        if not lines or lines[0].get("fingerprint") != fingerprint:
            return {}
        rows = [line for line in lines[1:] if "slot" in line]
        return {row["slot"]: Prepared(row["slot"], None, row["sha256"], row["reason"]) for row in rows}


def _line(text: str) -> dict[str, Any]:
    try:
        line = json.loads(text)
    except ValueError:
        return {}
    return line if isinstance(line, dict) else {}


def _fingerprint(cohort: Cohort, spec: InputSpec, other_files: bool) -> str:
    """Of everything the patches depend on: rows, files, scale, software."""
    rows = []
    for screen in cohort.screens:
        status = screen.path.stat()
        rows.append([str(screen.path), screen.frame, status.st_size, status.st_mtime_ns, screen.roi_xy])
    content = json.dumps([_LAYOUT_VERSION, __version__, repr(spec), other_files, rows])
    return hashlib.sha256(content.encode()).hexdigest()


def _opened(cohort: Cohort, folder: Path, ledger: _Ledger, shape: tuple[int, ...]) -> PatchCache:
    reasons = {slot: entry.reason for slot, entry in ledger.done.items()}
    refused = [
        RefusedScreen(cohort.screens[slot].row, cohort.screens[slot].path, reason)
        for slot, reason in sorted(reasons.items())
        if reason
    ]
    slots = np.array([slot for slot, reason in sorted(reasons.items()) if not reason], dtype=np.intp)
    if not slots.size:
        message = f"{cohort.path}: no screen can be used. The first: {refused[0].reason}"
        raise CohortError(message, "Check that the files are SWE screens.")
    return PatchCache(
        np.memmap(folder / PATCHES_NAME, np.uint8, "r", shape=shape),
        slots,
        tuple(screen.patient_id for screen in cohort.screens),
        np.array([int(screen.stage) for screen in cohort.screens], dtype=np.int64),
        tuple(refused),
    )
