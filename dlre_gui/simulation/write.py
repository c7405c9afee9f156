"""A simulated cohort on disk: a folder a patient, ``cohort.csv``, ``simulation.json``."""

from __future__ import annotations

import json
import os
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from dlre_gui.domain.errors import Cancelled, FolderInUseError
from dlre_gui.process_pool import results_of
from dlre_gui.simulation.files import (
    cohort_rows,
    csv_bytes,
    folder_name,
    json_bytes,
    write_atomic,
    write_patient,
)
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.settings import SimulationSettings
from dlre_gui.simulation.signal import EVEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COHORT_NAME, SETTINGS_NAME = "cohort.csv", "simulation.json"
_WORTH_A_POOL = 6  # patients; a pool takes about a second to start


def simulate(
    directory: Path | str,
    patients: int,
    seed: int,
    image_format: str = "png",
    size: tuple[int, int] | None = (1440, 1080),
    language: str | None = None,
    transfer_syntax: str = "explicit",
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    signal: str = EVEN.name,
) -> Path:
    """Write a simulated cohort; returns its ``cohort.csv``.

    The same seed and settings give the same bytes on any number of processes. Called again after an
    interruption it writes what is missing; with more patients it goes on.

    Parameters
    ----------
    patients
        How many; patient n is the same in every cohort of the seed.
    image_format, size, language, transfer_syntax, signal
        As in `SimulationSettings`.
    processes
        One a CPU if None.
    progress
        Called with the patients done and their number.
    cancelled
        Asked after each patient.

    Raises
    ------
    FolderInUseError
        If the folder holds something else, or a simulation with other settings.
    Cancelled
        If `cancelled` says so; what is written stays and is used next time.
    ValueError
        If an argument is out of range.
    """
    if patients < 1:
        raise ValueError("at least one patient")
    settings = SimulationSettings(seed, image_format, size, language, transfer_syntax, signal)
    root = Path(directory)
    _claim(root, settings)
    _write_missing(root, patients, settings, processes, progress, cancelled)
    cohort = root / COHORT_NAME
    write_atomic(cohort, csv_bytes(cohort_rows(root, range(patients))))
    return cohort


def _write_missing(
    root: Path,
    patients: int,
    settings: SimulationSettings,
    processes: int | None,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    missing = [index for index in range(patients) if not (root / folder_name(index)).is_dir()]
    done = patients - len(missing)
    report = progress or (lambda _done, _total: None)
    report(done, patients)
    for _ in _written(root, missing, settings, processes, cancelled or (lambda: False)):
        done += 1
        report(done, patients)
    if done < patients:
        raise Cancelled(
            f"The simulation was cancelled: {done} of {patients} patients are written.",
            "Run it again to go on.",
        )


def _claim(root: Path, settings: SimulationSettings) -> None:
    """Make the folder this simulation's, or refuse it."""
    if root.exists() and not root.is_dir():
        raise FolderInUseError(root, f"{root} is a file, not a folder.", "Choose another folder.")
    mark = root / SETTINGS_NAME
    if mark.is_file():
        if _known_settings(mark) != settings.to_json():
            raise FolderInUseError(
                root,
                f"{root} holds a simulation with other settings (see {SETTINGS_NAME}).",
                "Choose another folder.",
            )
        return
    if root.is_dir() and any(root.iterdir()):
        raise FolderInUseError(root, f"{root} is not empty.", "Choose a new or an empty folder.")
    root.mkdir(parents=True, exist_ok=True)
    write_atomic(mark, json_bytes(settings.to_json()))


def _known_settings(mark: Path) -> object:
    try:
        return json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _written(
    root: Path,
    indices: list[int],
    settings: SimulationSettings,
    processes: int | None,
    cancelled: Callable[[], bool],
) -> Iterator[None]:
    """Write the patients, here or in a pool, until cancelled; gives a sign of each."""
    count = min(processes or os.cpu_count() or 1, len(indices))
    write = partial(_write_one, root, settings)
    if count <= 1 or (processes is None and len(indices) < _WORTH_A_POOL):
        yield from map(write, takewhile(lambda _: not cancelled(), indices))
    else:
        yield from results_of(write, indices, count, cancelled)


def _write_one(root: Path, settings: SimulationSettings, index: int) -> None:
    [patient] = draw_patients(1, settings.seed, index, settings.signal)
    write_patient(root, patient, settings)
