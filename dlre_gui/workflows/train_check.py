"""Before a training begins: is the cohort right, is the folder free, and what is there to train on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dlre_gui.domain.errors import FileError, FolderInUseError
from dlre_gui.domain.exam import Stage
from dlre_gui.report.atomic import write_atomic
from dlre_gui.training.cohort import Cohort
from dlre_gui.training.progress import IsCancelled, Report, never, silent
from dlre_gui.training.reserve import need_room
from dlre_gui.workflows.train import Training, TrainPlan

MARK_NAME = "training.json"
_WORK = "work"


@dataclass(frozen=True, slots=True)
class TrainingCheck:
    """What a cohort offers to a training.

    Attributes
    ----------
    patients
        By stage, ``F0`` to ``F4``.
    held_out
        So many of the patients choose the best epoch and calibrate; they do not train.
    networks
        Stage names of the progress reports, each with its epochs at most, in the order of training.
    goes_on
        Whether the folder holds this very training, begun earlier.
    """

    cohort: Path
    screens: int
    patients: dict[str, int]
    held_out: int
    hospitals: int
    with_roi: int
    simulated: bool
    networks: tuple[tuple[str, int], ...]
    goes_on: bool

    def as_values(self) -> dict[str, Any]:
        """JSON."""
        return {**asdict(self), "cohort": str(self.cohort)}


def check_training(plan: TrainPlan) -> TrainingCheck:
    """Look at cohort, test cohort and folder; nothing is decoded, trained or written.

    Raises
    ------
    CohortError
        With every problem and its row.
    FolderInUseError
        If ``plan.out`` holds something else or another training.
    FileError
        If the disk has no room for the patches.
    DlreError
        If device or source package cannot be used.
    """
    run = Training(plan)
    cohort = run.cohort
    goes_on = _is_ours(plan, cohort)
    if not goes_on:
        need_room(plan.out, len(cohort.screens) * plan.options.views * plan.spec.side**2 * plan.spec.channels)
    counts = Counter(cohort.stages.values())
    return TrainingCheck(
        plan.cohort,
        len(cohort.screens),
        {f"F{stage:d}": counts[stage] for stage in Stage},
        len(run.held),
        len(set(cohort.of_patients("hospital").values())),
        sum(screen.roi_xy is not None for screen in cohort.screens),
        cohort.simulated,
        run.stages(),
        goes_on,
    )


def train_into(plan: TrainPlan, report: Report = silent, cancelled: IsCancelled = never) -> Path:
    """`train_package` into a folder that is free or holds this very training.

    Raises
    ------
    FolderInUseError
        If ``plan.out`` holds something else or another training.
    FileError
        If something there cannot be written, for instance on a full disk.
    DlreError
        As `train_package`.
    """
    run = Training(plan, report, cancelled)
    if not _is_ours(plan, run.cohort):
        _take(plan, run.cohort)
    with _disk_errors(plan.out):
        return run.package()


def _take(plan: TrainPlan, cohort: Cohort) -> None:
    try:
        plan.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{plan.out} cannot be made: {error.strerror}."
        raise FileError(plan.out, message, "Choose another folder.") from None
    write_atomic(plan.out / MARK_NAME, _settings(plan, cohort))


def _is_ours(plan: TrainPlan, cohort: Cohort) -> bool:
    """True if this training was begun there, False if the folder is free."""
    mark = plan.out / MARK_NAME
    try:
        if mark.is_file():
            if mark.read_bytes() == _settings(plan, cohort):
                return True
            message = f"{plan.out} holds another training: another cohort or other settings ({MARK_NAME})."
            raise FolderInUseError(plan.out, message, "Choose a new folder, or the same settings to go on.")
        used = plan.out.exists() and (not plan.out.is_dir() or any(plan.out.iterdir()))
    except OSError as error:
        message = f"{plan.out} cannot be looked into: {error.strerror}."
        raise FileError(plan.out, message, "Choose another folder.") from None
    if used:
        raise FolderInUseError(plan.out, f"{plan.out} is not empty.", "Choose a new or an empty folder.")
    return False


def _settings(plan: TrainPlan, cohort: Cohort) -> bytes:
    """What decides the result; where it is computed, and with how many processes, does not."""
    options = replace(plan.options, device="auto", threads=None)
    kept = asdict(replace(plan, options=options, out=Path(), processes=None))
    values = {name: value for name, value in kept.items() if name not in ("out", "processes", "cohort")}
    values = {"cohort": str(plan.cohort.absolute()), "cohort_sha256": cohort.sha256, **values}
    return json.dumps(values, indent=1, default=str).encode()


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{error.filename or folder}: {error.strerror or error}."
        hint = "What was finished is kept: free some space or mend the disk, then run it again to go on."
        raise FileError(folder, message, hint) from error
