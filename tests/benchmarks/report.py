"""What the benchmarks share: material, medians, the table."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dlre_gui.terminal import print_table


def arguments(description: str | None, repeats: int) -> argparse.ArgumentParser:
    """Options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--repeats", type=int, default=repeats, help=f"default: {repeats}")
    parser.add_argument("--model", help="id or folder of a model package; default: the bundled one")
    parser.add_argument("--folder", type=Path, help="screens to use; default: freshly simulated ones")
    return parser


@contextmanager
def screens(folder: Path | None, patients: int) -> Iterator[list[Path]]:
    """Screens of `folder`, or five of each of `patients` simulated patients."""
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            from dlre_gui.simulation.write import simulate

            folder = Path(scratch)
            simulate(folder, patients=patients, seed=1, image_format="png")
        kinds = (".png", ".jpg", ".bmp", ".dcm")
        yield sorted(path for path in folder.rglob("*") if path.suffix.lower() in kinds)


def print_medians(unit: str, measured: dict[str, Sequence[float]]) -> None:
    """Median, lowest and highest of each way, and its ratio to the first."""
    first = statistics.median(next(iter(measured.values())))
    rows = []
    for name, values in measured.items():
        middle = statistics.median(values)
        cells = [f"{value:.3g}" for value in (middle, min(values), max(values))]
        rows.append((name, *cells, f"{middle / first:.2f}", str(len(values))))
    print_table(("", f"median {unit}", "lowest", "highest", "ratio", "n"), rows)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.platform()}{load}")
