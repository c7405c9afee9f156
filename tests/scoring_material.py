"""What tests of the engine and of folder scoring work with: a model of random weights and screens."""

from __future__ import annotations

import os
import sys
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

for room in ("model", "screen"):  # their helpers, when only one room's tests are run
    sys.path.append(str(Path(__file__).parent / room))

from drawing import Style, draw  # noqa: E402
from model_packages import make_package  # noqa: E402


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a model package with random weights."""
    return str(make_package(tmp_path_factory.mktemp("model") / "package", "gut").path)


@pytest.fixture(scope="session")
def screens(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three SWE screens of one exam, as PNG files."""
    folder = tmp_path_factory.mktemp("screens")
    paths = [folder / f"{number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        style = Style(size=(720, 540), level=(0.2, 0.5 + 0.15 * number), seed=number)
        Image.fromarray(draw(style).pixels).save(path, compress_level=1)
    return paths


@pytest.fixture(scope="session")
def no_scale(tmp_path_factory: pytest.TempPathFactory, screens: list[Path]) -> Path:
    """A screen whose colour bar is painted over."""
    pixels = np.asarray(Image.open(screens[0])).copy()
    pixels[:, 660:] = 0
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
    """Of the only engine that is running."""
    [process] = [child for child in active_children() if child.name == "dlre-engine"]
    assert process.pid is not None
    return process.pid


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
