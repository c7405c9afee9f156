"""How good a model is on simulated patients that nobody has trained on: AUC, calibration, false flags.

    python -m tests.benchmarks.fresh_patients [--patients 1000] [--model ID] [--keep FOLDER] [--other]

Five screens a patient, of the three sizes by turns, every fourth patient's as JPEG (as `simulate --format
mixed --size mixed`), rendered, analysed, cut and scored as the program does it, but without files in between
(PNG gives the same pixels back) and without reading Q-Boxes, which no patch needs. A patient's probability is
the mean over the five; ECE is over ten bins of equal width, beside it what chance alone gives with so many
patients. Beside all, the LSM as drawn (not as read) and the ideal observer of these patients, with DeLong's
test and interval of the difference, and the share of screens flagged ``unlike_training``. With --keep, the
patches stay in a folder for the next model that wants them drawn the same way. With --other, livers and
screens are of a manner that no training saw: coarser or finer blobs and nodules, smoother B-mode, ten colour
maps, other scales, opacities and gains. --markdown writes the tables as `resources/reproduced` holds them,
--scores each patient's stage, LSM and mean probabilities, from which all else can be counted again.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dlre_gui.domain.exam import Task
from dlre_gui.domain.roi import propose
from dlre_gui.domain.screen import Screen
from dlre_gui.evaluation.calibration import calibration
from dlre_gui.evaluation.comparison import paired_test
from dlre_gui.evaluation.roc import auc, delong_interval
from dlre_gui.evaluation.table import Column, Table, to_markdown, to_texts
from dlre_gui.model.library import find_package
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import as_input, patch_uint8
from dlre_gui.model.scale import InputSpec
from dlre_gui.screen import analyse
from dlre_gui.simulation.assumptions import ACQUISITIONS
from dlre_gui.simulation.ideal_observer import observe
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.simulation.settings import FORMATS, SIZES
from dlre_gui.simulation.signal import SIGNALS
from dlre_gui.simulation.styles.palettes import PALETTES
from dlre_gui.terminal import print_table

SEED = 98_000  # of no cohort that the bundled model was trained or calibrated on
_NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose screens are wanted, and how they are drawn."""

    signal: str
    seed: int
    other: bool
    spec: InputSpec
    folder: Path

    def path(self, index: int) -> Path:
        manner = "other-" if self.other else ""
        return self.folder / f"{manner}{self.signal}-{self.seed}-{index:05d}.npy"


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


def as_filed(pixels: NDArray[np.uint8], index: int) -> NDArray[np.uint8]:
    """As the patient's format gives them back; all but JPEG give the same pixels."""
    if FORMATS[index % len(FORMATS)] != "jpg":
        return pixels
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=92, subsampling=0)
    return np.asarray(Image.open(file).convert("RGB"))


def patches_of(asked: Asked, index: int) -> Path:
    """The patches of one patient, kept in a file: uint8 (5, 250, 250, 3); zeros where there is no box."""
    path, spec = asked.path(index), asked.spec
    if path.exists():
        return path
    [patient] = draw_patients(1, asked.seed, index, SIGNALS[asked.signal])
    made = np.zeros((ACQUISITIONS, spec.side, spec.side, spec.channels), np.uint8)
    for number in range(ACQUISITIONS):
        pixels = as_filed(rendered(patient, number, asked.other), index)
        screen = Screen(pixels, Path("simulated.png"), 0, 1, "0" * 64, "")
        findings = analyse(screen)
        if findings.swe_box is not None and findings.stiffness is not None:
            roi = propose(findings.frame, findings.swe_box.box)
            made[number] = patch_uint8(screen, findings, roi, spec)
    part = path.with_suffix(".part.npy")
    np.save(part, made)
    part.replace(path)
    return path


def all_patches(asked: Asked, patients: int, processes: int) -> list[Path]:
    asked.folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return list(pool.map(partial(patches_of, asked), range(patients), chunksize=4))


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


def against(truth: NDArray[np.bool_], ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> str:
    """AUC of the other score; ours minus this with DeLong's interval and p."""
    test = paired_test(truth, ours, theirs)
    wide = _NORMAL_95 * abs(test.difference / test.statistic) if test.statistic else float("nan")
    low, high = test.difference - wide, test.difference + wide
    return f"{auc(truth, theirs):.3f}; {test.difference:+.3f} ({low:+.3f} to {high:+.3f}), p {test.p:.1g}"


def row_of(
    task: Task, values: NDArray[np.float64], patients: list[SimulatedPatient], ideal: NDArray[np.float64]
) -> dict[str, str]:
    """The figures of one task; values are its probabilities, shape (patients, screens)."""
    known = np.isfinite(values).any(axis=1)
    scores = np.nanmean(values[known], axis=1)
    truth = np.array([one.stage.is_positive(task) for one in patients])[known]
    lsm = np.array([one.expected_lsm_kpa for one in patients])[known]
    found, agreement = delong_interval(truth, scores), calibration(truth, scores)
    fewer = [np.isfinite(values[known, :count]).any(axis=1) for count in (1, 3)]
    areas = [
        auc(truth[own], np.nanmean(values[known][own, :count], axis=1))
        for count, own in zip((1, 3), fewer, strict=True)
    ]
    return {
        "task": task.label,
        "auc": f"{found.auc:.3f} ({found.low:.3f}–{found.high:.3f})",
        "fewer": " / ".join(f"{area:.3f}" for area in areas),
        "lsm": against(truth, scores, lsm),
        "ideal": against(truth, scores, ideal[known]),
        "ece": f"{agreement.ece:.3f} / {agreement.ece_by_chance:.3f}",
        "line": f"{agreement.slope:.2f}, {agreement.intercept:+.2f}",
        "mean": f"{scores.mean():.3f} / {truth.mean():.3f}",
    }


COLUMNS = (
    Column("task", "Task"),
    Column("auc", "AUC, five screens (95 % CI)"),
    Column("fewer", "one / three"),
    Column("lsm", "LSM; the model's minus this"),
    Column("ideal", "Ideal observer; the model's minus this"),
    Column("ece", "ECE / by chance"),
    Column("line", "recalibration: slope, intercept"),
    Column("mean", "mean probability / share"),
)


def table_of(
    asked: Asked, count: int, model: str | None, values: NDArray[np.float64], unlike: float
) -> Table:
    """All that was measured, with what it was measured on."""
    patients = draw_patients(count, asked.seed, signal=SIGNALS[asked.signal])
    seen = observe(patients, ACQUISITIONS)["map"]
    rows = tuple(
        row_of(task, values[..., place], patients, seen.probability(task)) for place, task in enumerate(Task)
    )
    card = find_package(model).card
    whom = "patients of another manner" if asked.other else "other patients"
    title = f"{card.id} {card.version}: {count} {whom}"
    drawn = (
        "with textures, colours, scales and gains that no training saw"
        if asked.other
        else "as those that trained"
    )
    as_usual = " The ideal observer's is of the same livers drawn as usual." if asked.other else ""
    screens = int(np.isfinite(values[..., 0]).sum())
    note = (
        f"Simulated patients of seed {asked.seed}, signal {asked.signal}, drawn {drawn}; {screens} screens, "
        f"of which {unlike:.2%} were flagged unlike_training. The LSM is as drawn; ECE is over ten bins of a "
        f"patient's mean probability.{as_usual}"
    )
    return Table(f"fresh-{'other' if asked.other else 'alike'}", title, COLUMNS, rows, (note,))


def write_scores(path: Path, asked: Asked, values: NDArray[np.float64]) -> None:
    """A row a patient; what is not known is empty."""
    patients = draw_patients(len(values), asked.seed, signal=SIGNALS[asked.signal])
    rows = ["patient,stage,lsm_kpa," + ",".join(f"p_{task}" for task in Task)]
    for patient, own in zip(patients, values, strict=True):
        known = own[np.isfinite(own[:, 0])]
        means = [f"{value:.5f}" for value in known.mean(axis=0)] if len(known) else [""] * len(Task)
        cells = (str(patient.index), f"F{patient.stage:d}", f"{patient.expected_lsm_kpa:.2f}", *means)
        rows.append(",".join(cells))
    path.write_text("\n".join(rows) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--model", help="id or folder of a model package; default: the bundled one")
    parser.add_argument("--signal", choices=sorted(SIGNALS), default="patchy")
    parser.add_argument("--other", action="store_true", help="of a manner that no training saw")
    parser.add_argument("--keep", type=Path, help="a folder for the patches")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--markdown", type=Path, help="a file that the table is written to")
    parser.add_argument("--scores", type=Path, help="a file that each patient's figures are written to")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        spec = find_package(said.model).card.input.spec()
        asked = Asked(said.signal, said.seed, said.other, spec, said.keep or Path(scratch))
        values, unlike = scored(all_patches(asked, said.patients, said.processes), said.model)
    table = table_of(asked, said.patients, said.model, values, unlike)
    print(table.title)
    print_table([column.title for column in COLUMNS], [tuple(row) for row in to_texts(table)])
    print(*table.notes)
    if said.scores:
        write_scores(said.scores, asked, values)
    if said.markdown:
        said.markdown.write_text(to_markdown(table), "utf-8")


if __name__ == "__main__":
    main()
