"""Before a training begins: is the cohort right, is the folder free, and what is there to train on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from dlre_gui.domain.errors import FileError, FolderInUseError
from dlre_gui.domain.exam import Stage
from dlre_gui.report.atomic import write_atomic
from dlre_gui.report.cells import Value, to_csv
from dlre_gui.training.patches import RefusedScreen
from dlre_gui.training.progress import IsCancelled, Report, never, silent
from dlre_gui.training.reserve import need_room
from dlre_gui.workflows.claim import claimed, holds_anything
from dlre_gui.workflows.disk import disk_errors
from dlre_gui.workflows.train import Training, TrainPlan

MARK_NAME, REFUSED_NAME, LOCK_NAME = "training.json", "refused.csv", "training.lock"
_MOST_NAMED = 5
_BEFORE = {"exam_share": 0.0, "validation_hospitals": [], "validation_share": 0.0}
"""What a training did that was begun before there was a choice."""


@dataclass(frozen=True, slots=True)
class TrainingCheck:
    """What a cohort offers to a training.

    Attributes
    ----------
    table
        How the cohort's file is written.
    patients
        By stage, ``F0`` to ``F4``.
    validating
        So many of the patients neither train nor are held out.
    held_out
        So many of the patients choose the best epoch and calibrate; they do not train.
    networks
        Stage names of the progress reports, each with its epochs at most, in the order of training.
    goes_on
        Whether the folder holds this very training, begun earlier.
    """

    cohort: Path
    table: str
    screens: int
    patients: dict[str, int]
    validating: int
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
        If the disk has no room for patches and kept maps.
    DlreError
        If device or source package cannot be used.
    """
    run = Training(plan)
    cohort = run.cohort
    goes_on = is_ours(plan.out, _settings(plan, run))
    if not goes_on:
        need_room(plan.out, run.needed_bytes())
    counts = Counter(cohort.stages.values())
    return TrainingCheck(
        plan.cohort,
        cohort.written,
        len(cohort.screens),
        {f"F{stage:d}": counts[stage] for stage in Stage},
        len(run.split.validation),
        len(run.held),
        len(set(cohort.of_patients("hospital").values())),
        sum(screen.roi_xy is not None for screen in cohort.screens),
        cohort.simulated,
        run.stages(),
        goes_on,
    )


@dataclass(frozen=True, slots=True)
class Trained:
    """A finished training.

    Attributes
    ----------
    screens
        Rows of the cohort.
    refused
        Rows of cohort and test cohort that could not be used: ``refused.csv`` in the folder says why.
    """

    package: Path
    screens: int
    refused: int

    def as_values(self) -> dict[str, Any]:
        """JSON."""
        return {**asdict(self), "package": str(self.package)}


def train_into(plan: TrainPlan, report: Report = silent, cancelled: IsCancelled = never) -> Trained:
    """`train_package` into a folder that is free or holds this very training.

    Raises
    ------
    FolderInUseError
        If ``plan.out`` holds something else or another training, or this one is at work there already.
    FileError
        If something there cannot be written, for instance on a full disk.
    DlreError
        As `train_package`.
    """
    run = Training(plan, report, cancelled)
    settings = _settings(plan, run)
    if not is_ours(plan.out, settings):
        need_room(plan.out, run.needed_bytes())
    ours, mark = partial(is_ours, plan.out, settings), partial(claim_mark, plan.out, settings)
    with claimed(plan.out, LOCK_NAME, ours, mark), disk_errors(plan.out):
        package = run.package()
        write_refused(plan.out / REFUSED_NAME, run.refused)
    return Trained(package, len(run.cohort.screens), len(run.refused))


def write_refused(path: Path, refused: Sequence[tuple[str, RefusedScreen]]) -> None:
    """A row a screen that could not be used, with the name of its cohort's file; no file where all could."""
    if not refused:
        path.unlink(missing_ok=True)
        return
    rows: list[Mapping[str, Value]] = [
        {"cohort": name, "row": one.row, "path": str(one.path), "reason": one.reason} for name, one in refused
    ]
    write_atomic(path, to_csv(tuple(rows[0]), rows))


def claim_mark(out: Path, settings: Mapping[str, Any]) -> None:
    """Make a free folder that of the training with these settings."""
    write_atomic(out / MARK_NAME, json.dumps(settings, indent=1).encode())


def is_ours(out: Path, settings: Mapping[str, Any]) -> bool:
    """True if the training with these settings was begun there, False if the folder is free.

    Raises
    ------
    FolderInUseError
        If it holds something else or another training.
    FileError
        If it cannot be looked into.
    """
    mark = out / MARK_NAME
    try:
        if mark.is_file():
            other = _differing(mark.read_bytes(), settings)
            if not other:
                return True
            message = f"{out} holds another training: another cohort or other settings ({other})."
            raise FolderInUseError(out, message, "Choose a new folder, or the same settings to go on.")
        used = holds_anything(out, LOCK_NAME)
    except OSError as error:
        message = f"{out} cannot be looked into: {error.strerror}."
        raise FileError(out, message, "Choose another folder.") from None
    if used:
        raise FolderInUseError(out, f"{out} is not empty.", "Choose a new or an empty folder.")
    return False


def _settings(plan: TrainPlan, run: Training) -> dict[str, Any]:
    """What decides the result, to the last bit; with how many processes the patches are made does not."""
    kept = asdict(replace(plan, options=run.options, spec=run.spec, out=Path(), processes=None))
    values = {name: value for name, value in kept.items() if name not in ("out", "processes", "cohort")}
    known = {"cohort": str(plan.cohort.absolute()), "cohort_sha256": run.cohort.sha256}
    begun = {"source_sha256": run.origin.line[0].weights_sha256 if run.origin else ""}
    made: dict[str, Any] = json.loads(json.dumps({**known, **begun, **values}, default=str))
    return made


def _differing(mark: bytes, settings: Mapping[str, Any]) -> str:
    """Names of the settings in which a mark differs; empty if it is of this training."""
    try:
        known = json.loads(mark)
    except ValueError:
        known = None
    if not isinstance(known, dict):
        return MARK_NAME
    ours, theirs = _flat(settings), _BEFORE | _flat(known)
    names = [name for name in {**ours, **theirs} if ours.get(name, ()) != theirs.get(name, ())]
    return ", ".join(names[:_MOST_NAMED])


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The options beside the other settings."""
    options = settings.get("options")
    own = {name: value for name, value in settings.items() if name != "options"}
    return own | (options if isinstance(options, dict) else {"options": options})
