"""How good a model is on simulated patients that nobody has trained on: AUC, calibration, false flags.

    python -m tests.benchmarks.fresh_patients [--patients 1000] [--model ID] [--keep FOLDER] [--other]

Five screens a patient, of the three sizes by turns, rendered, analysed, cut and scored as the program does
it, but without files in between (PNG gives the same pixels back) and without reading Q-Boxes, which no
patch needs. A patient's probability is the mean over the five; ECE is over ten bins of equal width, beside it
what chance alone gives with so many patients. Beside all, the LSM as drawn (not as read), and the share of
screens flagged ``unlike_training``. With --keep, the patches stay in a folder for the next model that wants
them drawn the same way. With --other, livers and screens are of a manner that no training
saw: coarser or finer blobs and nodules, smoother B-mode, ten colour maps, other scales, opacities and gains.
"""

from __future__ import annotations

import argparse
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task
from dlre_gui.domain.roi import propose
from dlre_gui.domain.screen import Screen
from dlre_gui.evaluation.calibration import calibration
from dlre_gui.evaluation.roc import auc, delong_interval
from dlre_gui.model.library import find_package
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import as_input, patch_uint8
from dlre_gui.model.scale import InputSpec
from dlre_gui.screen import analyse
from dlre_gui.simulation.assumptions import ACQUISITIONS
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.simulation.settings import SIZES
from dlre_gui.simulation.signal import SIGNALS
from dlre_gui.simulation.styles.palettes import PALETTES
from dlre_gui.terminal import print_table

SEED = 91_000  # of no cohort that a model was trained on


def in_other_manner(patient: SimulatedPatient) -> SimulatedPatient:
    """The same liver with another texture of stiffness and B-mode."""
    coarser = 1.35 if patient.index % 2 else 0.74
    plans = tuple(
        replace(
            plan,
            gain_percent=plan.gain_percent + (8 if patient.index % 3 else -8),
            texture=replace(
                plan.texture,
                correlation_mm=plan.texture.correlation_mm * coarser,
                nodule_mm=plan.texture.nodule_mm * coarser,
                coarseness_db=0.5 * plan.texture.coarseness_db,
            ),
        )
        for plan in patient.acquisitions
    )
    return replace(patient, acquisitions=plans)


def rendered(patient: SimulatedPatient, number: int, other: bool) -> NDArray[np.uint8]:
    size, index = SIZES[patient.index % len(SIZES)], patient.index
    if not other:
        return render(patient, number, size).pixels
    colours = list(PALETTES)[index % len(PALETTES)]
    scale, opacity = (30, 40, 50, 70)[index % 4], (60, 80, 100)[index % 3]
    return render(in_other_manner(patient), number, size, None, opacity, scale, colours).pixels


def patches_of(signal: str, other: bool, spec: InputSpec, folder: Path, index: int) -> Path:
    """The patches of one patient, kept in a file: uint8 (5, 250, 250, 3); zeros where there is no box."""
    path = folder / f"{'other-' if other else ''}{signal}-{index:05d}.npy"
    if path.exists():
        return path
    [patient] = draw_patients(1, SEED, index, SIGNALS[signal])
    made = np.zeros((ACQUISITIONS, spec.side, spec.side, spec.channels), np.uint8)
    for number in range(ACQUISITIONS):
        pixels = rendered(patient, number, other)
        screen = Screen(pixels, Path("simulated.png"), 0, 1, "0" * 64, "")
        findings = analyse(screen)
        if findings.swe_box is not None and findings.stiffness is not None:
            roi = propose(findings.frame, findings.swe_box.box)
            made[number] = patch_uint8(screen, findings, roi, spec)
    part = path.with_suffix(".part.npy")
    np.save(part, made)
    part.replace(path)
    return path


def all_patches(
    signal: str, other: bool, spec: InputSpec, patients: int, folder: Path, processes: int
) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return list(pool.map(partial(patches_of, signal, other, spec, folder), range(patients), chunksize=4))


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


def row_of(
    task: Task, place: int, values: NDArray[np.float64], patients: list[SimulatedPatient]
) -> tuple[str, ...]:
    scores, lsm = np.nanmean(values[..., place], axis=1), [one.expected_lsm_kpa for one in patients]
    truth = np.array([one.stage.is_positive(task) for one in patients])
    known, found = np.isfinite(scores), delong_interval(truth, scores)
    agreement = calibration(truth[known], scores[known])
    fewer = [auc(truth, np.nanmean(values[:, :count, place], axis=1)) for count in (1, 3)]
    return (
        task.value,
        f"{found.auc:.4f} ({found.low:.4f}-{found.high:.4f})",
        " / ".join(f"{area:.3f}" for area in fewer),
        f"{auc(truth, lsm):.3f}",
        f"{agreement.ece:.3f} / {agreement.ece_by_chance:.3f}",
        f"{scores.mean():.3f} / {truth.mean():.3f}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--model", help="id or folder of a model package; default: the bundled one")
    parser.add_argument("--signal", choices=sorted(SIGNALS), default="patchy")
    parser.add_argument("--other", action="store_true", help="of a manner that no training saw")
    parser.add_argument("--keep", type=Path, help="a folder for the patches")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        spec = find_package(asked.model).card.input.spec()
        files = all_patches(asked.signal, asked.other, spec, asked.patients, folder, asked.processes)
        values, unlike = scored(files, asked.model)
    patients = draw_patients(asked.patients, SEED, signal=SIGNALS[asked.signal])
    rows = [row_of(task, place, values, patients) for place, task in enumerate(Task)]
    print_table(("", "AUC, five screens", "one / three", "LSM", "ECE / by chance", "mean / share"), rows)
    n_screens = np.isfinite(values[..., 0]).sum()
    print(f"{asked.patients} patients, {n_screens} screens; unlike_training {unlike:.2%}")


if __name__ == "__main__":
    main()
