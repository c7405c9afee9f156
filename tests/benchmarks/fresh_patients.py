"""How good a model is on simulated patients that nobody has trained on: AUC, calibration, false flags.

    python -m tests.benchmarks.fresh_patients [--patients 1000] [--model ID] [--keep FOLDER]

Five screens a patient, of the three sizes by turns, rendered, analysed, cut and scored as the program does
it, but without files in between (PNG gives the same pixels back) and without reading Q-Boxes, which no
patch needs. A patient's probability is the mean over the five; ECE is over ten bins of equal width. Beside
it the LSM as drawn (not as read), and the share of screens flagged ``unlike_training``. With --keep, the
patches stay in a folder for the next model.
"""

from __future__ import annotations

import argparse
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.domain.roi import propose
from dlre_gui.domain.screen import Screen
from dlre_gui.evaluation.calibration import expected_calibration_error
from dlre_gui.evaluation.roc import auc, delong_interval
from dlre_gui.model.library import find_package
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import as_input, patch_uint8
from dlre_gui.model.scale import InputSpec
from dlre_gui.screen import analyse
from dlre_gui.simulation.assumptions import ACQUISITIONS
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.simulation.settings import SIZES
from dlre_gui.simulation.signal import SIGNALS
from dlre_gui.terminal import print_table

SEED = 91_000  # of no cohort that a model was trained on
SIDE_PX = InputSpec().side


def patches_of(signal: str, folder: Path, index: int) -> Path:
    """The patches of one patient, kept in a file: uint8 (5, 250, 250, 3); zeros where there is no box."""
    path = folder / f"{signal}-{index:05d}.npy"
    if path.exists():
        return path
    [patient] = draw_patients(1, SEED, index, SIGNALS[signal])
    made = np.zeros((ACQUISITIONS, SIDE_PX, SIDE_PX, 3), np.uint8)
    for number in range(ACQUISITIONS):
        pixels = render(patient, number, SIZES[index % len(SIZES)]).pixels
        screen = Screen(pixels, Path("simulated.png"), 0, 1, "0" * 64, "")
        findings = analyse(screen)
        if findings.swe_box is not None:
            roi = propose(findings.frame, findings.swe_box.box)
            made[number] = patch_uint8(screen, findings, roi, InputSpec())
    part = path.with_suffix(".part.npy")
    np.save(part, made)
    part.replace(path)
    return path


def all_patches(signal: str, patients: int, folder: Path, processes: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return list(pool.map(partial(patches_of, signal, folder), range(patients), chunksize=4))


def scored(files: list[Path], model: str | None) -> tuple[NDArray[np.float64], float]:
    """Probabilities (patients, screens, tasks), NaN where there is no box; share of screens flagged."""
    package = find_package(model)
    predictor, known, spec = Predictor(package, "cpu"), package.familiarity, package.card.input.spec()
    values = np.full((len(files), ACQUISITIONS, len(Task)), np.nan)
    unlike = []
    for place, path in enumerate(files):
        for number, picture in enumerate(np.load(path)):
            if picture.any():
                found = predictor.predict(as_input(picture, spec))
                values[place, number] = [found[task] for task in Task]
                unlike.append(known is not None and known.distance(picture, spec) > known.threshold)
    return values, float(np.mean(unlike))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--model", help="id or folder of a model package; default: the bundled one")
    parser.add_argument("--signal", choices=sorted(SIGNALS), default="patchy")
    parser.add_argument("--keep", type=Path, help="a folder for the patches")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        files = all_patches(asked.signal, asked.patients, folder, asked.processes)
        values, unlike = scored(files, asked.model)
    patients = draw_patients(asked.patients, SEED, signal=SIGNALS[asked.signal])
    lsm = np.array([one.expected_lsm_kpa for one in patients])
    rows = []
    for task, scores in zip(Task, np.nanmean(values, axis=1).T, strict=True):
        truth = np.array([one.stage.is_positive(task) for one in patients])
        found, one, three = delong_interval(truth, scores), values[:, 0], np.nanmean(values[:, :3], axis=1)
        place = list(Task).index(task)
        rows.append(
            (
                task.value,
                f"{found.auc:.3f} ({found.low:.3f}-{found.high:.3f})",
                f"{auc(truth, one[:, place]):.3f} / {auc(truth, three[:, place]):.3f}",
                f"{auc(truth, lsm):.3f}",
                f"{expected_calibration_error(truth, scores):.3f}",
                f"{scores.mean():.3f} / {truth.mean():.3f}",
            )
        )
    print_table(("", "AUC, five screens", "one / three", "LSM", "ECE", "mean / share"), rows)
    n_screens = np.isfinite(values[..., 0]).sum()
    print(f"{asked.patients} patients, {n_screens} screens; unlike_training {unlike:.2%}")


if __name__ == "__main__":
    main()
