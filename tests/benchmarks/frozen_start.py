"""The standalone program beside the same from source: command to window, and to a first score.

    python packaging/dev.py bundle
    python -m tests.benchmarks.frozen_start [--edition full|scoring]

The two take turns, so that what else the machine does weighs on both; the ratios tell. Without a built
program nothing is measured. Needs Xvfb and xdotool (Debian packages xvfb, xdotool).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import arguments, print_medians
from tests.benchmarks.start import Eye, measure, x_server

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample-exam"
Commands = dict[str, list[str]]
Measured = dict[str, list[float]]


def commands(edition: str) -> Commands:
    """Source first; only that where the edition has not been built."""
    program = ROOT / "build" / "bundle" / edition / "dlre-gui" / "dlre-gui"
    found = {"from source": [sys.executable, "-m", "dlre_gui"]}
    return found | ({f"standalone, {edition}": [str(program)]} if program.is_file() else {})


def start_windows(programs: Commands, folder: Path, repeats: int) -> tuple[Measured, Measured]:
    """Seconds until the window is visible, and until it answers a click."""
    visible: Measured = {name: [] for name in programs}
    answers: Measured = {name: [] for name in programs}
    with x_server() as display:
        eye = Eye(display)
        for repeat in range(repeats + 1):
            for name, command in programs.items():
                seconds = measure(eye, display, [*command, str(folder)])
                if repeat:  # the first round warms the disk's cache
                    visible[name].append(seconds[0])
                    answers[name].append(seconds[1])
    return visible, answers


def score_once(programs: Commands, screen: Path, repeats: int) -> Measured:
    """Seconds from the command to the end of scoring one screen: start, model, reading, score, tables."""
    measured: Measured = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as scratch:
        for repeat in range(repeats + 1):
            for name, command in programs.items():
                out = Path(scratch) / f"{len(measured[name])} {repeat} {name}"
                started = time.perf_counter()
                whole = [*command, "score", str(screen), "--out", str(out)]
                subprocess.run(whole, check=True, capture_output=True)
                if repeat:
                    measured[name].append(time.perf_counter() - started)
    return measured


def main() -> None:
    parser = arguments(__doc__, repeats=7)
    parser.add_argument("--edition", choices=("full", "scoring"), default="full")
    options = parser.parse_args()
    programs = commands(options.edition)
    if len(programs) == 1:
        print(f"The {options.edition} edition has not been built here: nothing to compare.")
        return
    folder = options.folder or SAMPLE
    visible, answers = start_windows(programs, folder, options.repeats)
    print("Command to window visible")
    print_medians("s", visible)
    print("Command to window that answers a click")
    print_medians("s", answers)
    print("Command to the end of scoring one screen")
    first = sorted(path for path in folder.rglob("*.*") if path.is_file())[0]
    print_medians("s", score_once(programs, first, options.repeats))


if __name__ == "__main__":
    main()
