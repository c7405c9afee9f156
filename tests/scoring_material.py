"""What tests of the engine and of folder scoring work with: a model of random weights and screens."""

from __future__ import annotations

import os
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlre_gui.domain.screen import Screen
from dlre_gui.screen import analyse
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from tests.model.model_packages import make_package


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a model package with random weights."""
    return str(make_package(tmp_path_factory.mktemp("model") / "package", "gut").path)


@pytest.fixture(scope="session")
def screens(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three simulated acquisitions of one patient, as PNG files."""
    folder = tmp_path_factory.mktemp("screens")
    [patient] = draw_patients(1, seed=11)
    paths = [folder / f"{number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        pixels = render(patient, number, size=(720, 540), language="en").pixels
        Image.fromarray(pixels).save(path, compress_level=1)
    return paths


@pytest.fixture(scope="session")
def no_scale(tmp_path_factory: pytest.TempPathFactory, screens: list[Path]) -> Path:
    """A screen whose colour bar is there, but without a word or number around it."""
    pixels = np.asarray(Image.open(screens[0])).copy()
    bar = analyse(Screen(pixels, screens[0], 0, 1, "", "")).colour_bar
    assert bar is not None
    pixels[:, bar.box.right :] = 0
    pixels[: bar.box.y - 1, bar.box.x - 80 :] = 0  # what stands above it, and begins left of it
    path = tmp_path_factory.mktemp("no-scale") / "no-scale.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture(scope="session")
def b_mode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grey picture without any SWE box."""
    grey = np.random.default_rng(5).integers(0, 200, (540, 720, 1), np.uint8).repeat(3, axis=2)
    path = tmp_path_factory.mktemp("b-mode") / "b-mode.png"
    Image.fromarray(grey).save(path)
    return path


def engine_process_id() -> int:
    """Of the engine started last: that of the tests of the window may still run."""
    engines = [child.pid for child in active_children() if child.name == "dlre-engine" and child.pid]
    return max(engines, key=started_at)


def started_at(process_id: int) -> int:
    """Clock ticks since the machine's start, on Linux."""
    return int(Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[19])


def children_of(process_id: int) -> list[int]:
    """Direct child processes, on Linux."""
    tasks = Path(f"/proc/{process_id}/task")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, FileNotFoundError):
        return False
    return state != "Z"
