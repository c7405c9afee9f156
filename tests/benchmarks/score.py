"""Screens a second of `dlre-gui score`, from command to finished tables, beside a plain loop.

    python -m tests.benchmarks.score

The plain loop reads, analyses and scores the same files one after another in one process with
torch eager: what one writes first. It writes nothing and trusts every file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import arguments, print_medians, screens

PLAIN = """
import sys
from pathlib import Path
from dlre_gui.domain.roi import propose
from dlre_gui.imaging.read import read_screen
from dlre_gui.model.library import find_package
from dlre_gui.model.predict import TorchBackend
from dlre_gui.model.preprocess import patch
from dlre_gui.screen import analyse
package = find_package(sys.argv[1] or None)
backend = TorchBackend(package, "cpu")
for name in sys.argv[2:]:
    screen = read_screen(Path(name))
    findings = analyse(screen)
    if findings.swe_box and findings.stiffness:
        roi = propose(findings.frame, findings.swe_box.box)
        backend.run(patch(screen, findings, roi, package.card.input.spec()))
"""


def main() -> None:
    parser = arguments(__doc__, repeats=3)
    parser.add_argument(
        "--patients", type=int, default=20, help="to simulate, five screens each; default: 20"
    )
    options = parser.parse_args()
    with screens(options.folder, options.patients) as paths:
        rates: dict[str, list[float]] = {"plain loop, torch eager": [], "dlre-gui score": []}
        for _ in range(options.repeats):
            plain = [sys.executable, "-c", PLAIN, options.model or "", *map(str, paths)]
            rates["plain loop, torch eager"].append(len(paths) / seconds_of(plain))
            with tempfile.TemporaryDirectory() as out:
                ours = [sys.executable, "-m", "dlre_gui", "score", *common(paths), "--out", out]
                ours += ["--device", "cpu", *(["--model", options.model] if options.model else [])]
                rates["dlre-gui score"].append(len(paths) / seconds_of(ours))
    print(f"Scoring {len(paths)} screens, start and end included")
    print_medians("screens/s", rates)


def common(paths: list[Path]) -> list[str]:
    """The folders that hold the screens."""
    return sorted({str(path.parent) for path in paths})


def seconds_of(command: list[str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - started
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return seconds


if __name__ == "__main__":
    main()
