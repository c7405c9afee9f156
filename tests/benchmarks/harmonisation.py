"""Whether the same liver gives the same probabilities whatever the scanner was set to.

    python -m tests.benchmarks.harmonisation [--patients 12] [--jpeg 90] [--clicks 4]

Each patient's acquisition is simulated on 0-40 kPa at full opacity, then, the same field, box and B-mode,
on other scales, opacities and colour maps; all are written as PNG and as JPEG, read back, analysed,
harmonised and scored. Printed: change of each probability from the first of the same file format (goal: at
most 0.02), error of the stiffness map, and last the change when the ROI is clicked elsewhere. Only fields
that saturate on no scale are taken.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from dlre_gui.domain.exam import Task
from dlre_gui.domain.findings import Findings
from dlre_gui.domain.roi import Roi, place, propose
from dlre_gui.domain.screen import Screen
from dlre_gui.imaging.read import read_screen
from dlre_gui.model.library import find_package
from dlre_gui.model.predict import Predictor
from dlre_gui.model.preprocess import patch
from dlre_gui.screen import analyse
from dlre_gui.simulation.patients import SimulatedPatient, draw_patients
from dlre_gui.simulation.render import SimulatedScreen, render
from dlre_gui.simulation.styles.palettes import PALETTES
from dlre_gui.terminal import print_table

SEED = 40_000  # of no cohort that a model was trained on
GOAL = 0.02
LOWEST_MAXIMUM_KPA = 30
SCALES_KPA, OPACITIES = (30, 40, 50, 70), (50, 60, 70, 80, 90, 100)


@dataclass(frozen=True)
class Setting:
    """What one scanner is set to."""

    scale_max_kpa: int = 40
    opacity_percent: int = 100
    colours: str = "supersonic"

    def __str__(self) -> str:
        return f"0-{self.scale_max_kpa} kPa, {self.opacity_percent} %, {self.colours}"


def settings() -> list[Setting]:
    """The reference first."""
    grid = [Setting(scale, opacity) for scale in SCALES_KPA for opacity in OPACITIES]
    maps = [Setting(40, 70, colours) for colours in PALETTES if colours != "supersonic"]
    return [Setting(), *(s for s in grid if s != Setting()), *maps]


class Scorer:
    """From a simulated screen's file to probabilities."""

    def __init__(self, model: str | None, folder: Path) -> None:
        package = find_package(model)
        self.name = f"{package.card.id} {package.card.version} ({package.card.weights_sha256[:12]})"
        self._spec = package.card.input.spec()
        self._predictor = Predictor(package, "cpu")
        self._folder = folder

    def read(self, shown: SimulatedScreen, jpeg: int | None) -> tuple[Screen, Findings]:
        """Through a file."""
        path = self._folder / ("screen.jpg" if jpeg else "screen.png")
        options = {"quality": jpeg} if jpeg else {"compress_level": 1}
        Image.fromarray(shown.pixels).save(path, **options)
        screen = read_screen(path)
        return screen, analyse(screen)

    def score(self, screen: Screen, findings: Findings, roi: Roi | None = None) -> np.ndarray | None:
        """The three probabilities; None where box or scale was not found."""
        if findings.swe_box is None or findings.stiffness is None:
            return None
        chosen = roi or propose(findings.frame, findings.swe_box.box)
        chances = self._predictor.predict(patch(screen, findings, chosen, self._spec))
        return np.array([chances[task] for task in Task])


def unsaturated(count: int) -> Iterator[tuple[SimulatedPatient, int]]:
    """Patients with one acquisition that saturates on no scale."""
    for patient in draw_patients(20 * count, SEED):
        index = patient.index % len(patient.acquisitions)
        if np.nanmax(render(patient, index).truth.stiffness_kpa) < 0.97 * LOWEST_MAXIMUM_KPA:
            yield patient, index
            count -= 1
        if not count:
            return


def map_error(shown: SimulatedScreen, findings: Findings) -> float:
    """Median absolute error of the stiffness map, share of full scale."""
    truth = shown.truth
    assert findings.swe_box is not None
    assert findings.stiffness is not None
    common = truth.swe_box.intersection(findings.swe_box.box)
    if common is None:
        return float("nan")
    found = findings.stiffness.kpa[common.shifted(-findings.swe_box.box.x, -findings.swe_box.box.y).slices]
    true = truth.stiffness_kpa[common.shifted(-truth.swe_box.x, -truth.swe_box.y).slices]
    return float(np.nanmedian(np.abs(found - true)) / truth.scale_max)


def measure(scorer: Scorer, patients: int, jpeg: int | None) -> dict[str, list[tuple[float, ...]]]:
    """By setting and patient: three changes and the map's error; NaN where nothing could be scored."""
    rows: dict[str, list[tuple[float, ...]]] = {}
    for patient, index in unsaturated(patients):
        first = None
        for setting in settings():
            shown = render(patient, index, (1440, 1080), "en", setting.opacity_percent,
                           setting.scale_max_kpa, setting.colours)  # fmt: skip
            screen, findings = scorer.read(shown, jpeg)
            scores = scorer.score(screen, findings)
            if first is None:
                first = scores
            if scores is None or first is None:
                rows.setdefault(str(setting), []).append((float("nan"),) * 4)
                continue
            change = np.abs(scores - first)
            rows.setdefault(str(setting), []).append((*change.tolist(), map_error(shown, findings)))
    return rows


def clicked(scorer: Scorer, patients: int, clicks: int) -> np.ndarray:
    """Changes of the three probabilities when the ROI is clicked elsewhere over the box, shape (n, 3)."""
    random = np.random.default_rng(1)
    changes = []
    for patient, index in unsaturated(patients):
        screen, findings = scorer.read(render(patient, index, language="en"), None)
        first = scorer.score(screen, findings)
        if first is None or findings.swe_box is None:
            continue
        x, y = findings.swe_box.box.centre
        for dx, dy in random.uniform(-125, 125, (clicks, 2)):
            roi = place(findings.frame, x + dx, y + dy, findings.swe_box.box)
            changes.append(np.abs(scorer.score(screen, findings, roi) - first))
    return np.array(changes)


def cells(values: np.ndarray) -> list[str]:
    """Median / 95th percentile / largest of each column."""
    known = values[np.isfinite(values).all(axis=1)]
    if not len(known):
        return ["-"] * values.shape[1]
    points = np.percentile(known, (50, 95, 100), axis=0).T
    return [" / ".join(f"{value:.3f}" for value in column) for column in points]


def report(rows: dict[str, list[tuple[float, ...]]], title: str) -> None:
    table = []
    for name, values in rows.items():
        array = np.array(values)
        missed = int(np.isnan(array[:, 0]).sum())
        table.append((name, *cells(array[:, :3]), f"{100 * np.nanmedian(array[:, 3]):.2f} %", str(missed)))
    every = np.concatenate([np.array(values) for name, values in rows.items() if name != str(Setting())])
    within = float((every[:, :3].max(axis=1) <= GOAL).mean())
    table.append(
        ("all", *cells(every[:, :3]), f"{100 * np.nanmedian(every[:, 3]):.2f} %", f"{within:.1%} ≤ {GOAL}")
    )
    print(title)
    print_table(("median / 95 % / largest", *(task.value for task in Task), "map error", "not scored"), table)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patients", type=int, default=12)
    parser.add_argument("--jpeg", type=int, default=90, help="quality; 0 leaves JPEG out")
    parser.add_argument("--clicks", type=int, default=4, help="ROIs clicked elsewhere, a patient")
    parser.add_argument("--model", help="id or folder of a model package; default: the bundled one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scorer = Scorer(options.model, Path(folder))
        for jpeg in [None, options.jpeg] if options.jpeg else [None]:
            kind = f"JPEG {jpeg}" if jpeg else "PNG"
            report(
                measure(scorer, options.patients, jpeg),
                f"{options.patients} simulated patients, {kind}, {scorer.name}",
            )
        moved = clicked(scorer, 2 * options.patients, options.clicks)
        print(
            f"ROI clicked elsewhere, {len(moved)} times:", *cells(moved), "mean", moved.mean(axis=0).round(3)
        )


if __name__ == "__main__":
    main()
