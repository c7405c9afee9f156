"""Screens a second of training, beside a plain PyTorch loop with a DataLoader on the same files.

    python -m tests.benchmarks.training [--patients 8] [--epochs 5] [--threads 1]

`ours`: `training.patches` makes the patches once, then `training.fit` trains one `gut` network on them.
`plain`: what one writes first: a Dataset that opens each file, crops the ROI at its known place, mirrors,
shifts and brightens it; a DataLoader with a worker a core; the network, Adam and cross-entropy as PyTorch has
them. Same screens (each several times an epoch), same batches of 32, same augmentation or less, same held-out
screens each epoch. Each side is a process of its own on as many cores as it has threads; they take turns,
epoch by epoch, and the medians count: of the seconds, and of the processors' seconds, which other work on the
machine does not change. Goal: at least 2 times the screens a second in an epoch; with the preparation of the
patches spread over 20 epochs the last figures. Where there is a GPU, both are measured on it too.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from dlre_gui.terminal import print_table

BATCH, EPOCHS_OF_A_TRAINING, GOAL = 32, 20, 2.0
AGAIN = 4  # so often each screen is shown in an epoch: few files, many steps
SIDE = 250


@dataclass(frozen=True)
class Task:
    """What both sides are given."""

    cohort: Path
    epochs: int
    threads: int
    device: str


class Clock:
    """Seconds, and processors' seconds of this process and of those it has ended."""

    def __init__(self) -> None:
        self._began = self._now()

    def read(self) -> np.ndarray:
        return self._now() - self._began

    @staticmethod
    def _now() -> np.ndarray:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return np.array([time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)])


def keep_to_cores(count: int) -> None:
    """Where the system can: as many as there are threads, the same for both sides."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def ours(turn: Connection, task: Task) -> None:
    """Tell the time of the preparation, then of each epoch when it is asked for."""
    keep_to_cores(task.threads)
    from dlre_gui.domain.exam import Task as Question
    from dlre_gui.model.scale import InputSpec
    from dlre_gui.training import fit
    from dlre_gui.training.cohort import read_cohort
    from dlre_gui.training.options import FitOptions
    from dlre_gui.training.patches import build_cache

    cohort = read_cohort(task.cohort)
    turn.recv()
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        options = FitOptions(
            epochs=task.epochs, patience=task.epochs, batch=BATCH, threads=task.threads, device=task.device
        )
        cache = build_cache(cohort, folder, InputSpec(), task.threads, views=options.views)
        turn.send(clock.read())
        train, held = halves(len(cache.slots))
        shown, held = np.tile(cache.slots[train], AGAIN), cache.slots[held]
        data = fit.FitData(cache.patches, cache.stages, shown, held)
        turns = Turns(turn)
        fit.fit_network(data, Question.GE_F3, options, Path(folder) / "state", report=turns.tell)
        del data, cache


class Turns:
    """Waits for its turn, tells how long each epoch took."""

    def __init__(self, turn: Connection) -> None:
        self._turn = turn
        self._wait()

    def _wait(self) -> None:
        self._turn.recv()
        self._clock = Clock()

    def tell(self, _step: Any) -> None:
        self._turn.send(self._clock.read())
        self._wait()


def halves(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Four fifths train, the others are held out; both hold all stages, as patients come in any order."""
    places = np.random.default_rng(0).permutation(count)
    return places[: count * 4 // 5], places[count * 4 // 5 :]


class Screens:
    """A plain Dataset over the cohort's files."""

    def __init__(self, cohort: Path, places: np.ndarray, *, change: bool) -> None:
        with cohort.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self._rows = [rows[place] for place in places]
        self._folder, self._change = cohort.parent, change

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: int) -> tuple[Any, int]:
        import torch
        from PIL import Image

        row = self._rows[place]
        with Image.open(self._folder / row["path"]) as image:
            pixels = np.asarray(image.convert("RGB"))
        top, left = (pixels.shape[0] // 4, pixels.shape[1] // 4)
        if self._change:
            top, left = top + np.random.randint(-24, 25), left + np.random.randint(-24, 25)  # noqa: NPY002
        patch = pixels[top : top + SIDE, left : left + SIDE].astype(np.float32) / 255
        if self._change:
            patch = patch * np.random.uniform(0.65, 1.35)  # noqa: NPY002
            patch = patch[:, ::-1] if np.random.rand() < 0.5 else patch  # noqa: NPY002
        values = torch.from_numpy(np.ascontiguousarray(patch.transpose(2, 0, 1), dtype=np.float32))
        return values.clamp(0, 1), int(int(row["stage"].lstrip("F")) >= 3)


def plain(turn: Connection, task: Task) -> None:
    """The same without our means: the seconds of each epoch when it is asked for."""
    import torch
    from torch import nn
    from torch.utils.data import DataLoader

    keep_to_cores(task.threads)
    torch.set_num_threads(task.threads)
    with task.cohort.open(encoding="utf-8") as file:
        train, held = halves(sum(1 for _ in file) - 1)
    workers = {"batch_size": BATCH, "num_workers": task.threads}
    learning = DataLoader(Screens(task.cohort, np.tile(train, AGAIN), change=True), shuffle=True, **workers)
    judging = DataLoader(Screens(task.cohort, held, change=False), **workers)
    widths = (3, 16, 32, 32, 32)
    layers: list[nn.Module] = []
    for before, after in pairwise(widths):
        layers += [nn.Conv2d(before, after, 3), nn.ReLU(), nn.MaxPool2d(2)]
    head = [nn.Flatten(), nn.Linear(32 * 13 * 13, 32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 2)]
    network = nn.Sequential(*layers, *head).to(task.device)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    for _ in range(task.epochs):
        turn.recv()
        clock = Clock()
        network.train()
        for patches, labels in learning:
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(network(patches.to(task.device)), labels.to(task.device))
            loss.backward()
            optimiser.step()
            loss.item()
        network.eval()
        with torch.no_grad():
            for patches, labels in judging:
                nn.functional.cross_entropy(network(patches.to(task.device)), labels.to(task.device)).item()
        turn.send(clock.read())


def measure(task: Task) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Both times of the preparation, and of the epochs of both, shape (epochs, 2), which took turns."""
    spawn = get_context("spawn")
    sides = []
    for side in (ours, plain):
        here, there = spawn.Pipe()
        process = spawn.Process(target=side, args=(there, task))
        process.start()
        there.close()
        sides.append((here, process))
    (mine, _), (theirs, _) = sides

    def asked(turn: Connection) -> Any:
        turn.send("go")
        return turn.recv()

    try:
        preparation = asked(mine)
        pairs = [(asked(mine), asked(theirs)) for _ in range(task.epochs)]
        mine.send("end")
        for _, process in sides:
            process.join(60)
    finally:  # one that waits for its turn would wait for ever
        for _, process in sides:
            process.terminate()
    return preparation, np.array([one for one, _ in pairs]), np.array([other for _, other in pairs])


def figures(device: str, count: int, task: Task) -> list[tuple[str, ...]]:
    """Screens a second of both, by the clock and by the processors' time; the first epoch warms up."""
    preparation, mine, theirs = measure(task)
    mine, theirs = mine[1:], theirs[1:]
    rows = []
    for place, name in enumerate(("seconds", "processors' seconds")):
        one, other = np.median(mine[:, place]), np.median(theirs[:, place])
        ratio = float(np.median(theirs[:, place] / mine[:, place]))
        whole = preparation[place] * AGAIN / EPOCHS_OF_A_TRAINING + one  # as for so many other screens
        reached = f"{GOAL:g}: {'reached' if ratio >= GOAL else 'NOT reached'}"
        speeds = (f"{count / one:.1f}", f"{count / other:.1f}", f"{ratio:.2f}", f"{other / whole:.2f}")
        rows.append((device, name, *speeds, reached))
    return rows


def main() -> None:
    import torch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--patients", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=5, help="the first warms up and does not count")
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        from dlre_gui.simulation.write import simulate

        cohort = simulate(Path(folder), asked.patients, 77, "png")
        with cohort.open(encoding="utf-8") as file:
            train, held = halves(sum(1 for _ in file) - 1)
        shown = len(train) * AGAIN + len(held)
        for device in devices:
            rows += figures(device, shown, Task(cohort, asked.epochs, asked.threads, device))
    columns = ("", "by", "ours, screens/s", "plain", "ratio", "with preparation", "goal")
    print_table(
        columns, rows, f"{shown} screens an epoch, {asked.threads} threads, torch {torch.__version__}"
    )


if __name__ == "__main__":
    main()
