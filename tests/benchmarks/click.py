"""From a click to the three probabilities, engine warm, everything on one core.

    python -m tests.benchmarks.click

`engine`: a ROI is submitted to the engine process, its scores come back. `torch eager`: the same
patch cut in this process and given to the three torch networks, one thread: what one writes first.
"""

from __future__ import annotations

import os
import time

from tests.benchmarks.report import arguments, print_medians, screens


def main() -> None:
    options = arguments(__doc__, repeats=40).parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with screens(options.folder, patients=1) as paths:
        path = paths[0]
        engine = through_engine(path, options.model, options.repeats)
        plain = with_torch(path, options.model, options.repeats)
    print(f"Click to probabilities on {path.name}, one core")
    print_medians("ms", {"engine": engine, "torch eager, in process": plain})


def through_engine(path, model, repeats: int) -> list[float]:
    """Milliseconds of each click."""
    from dlre_gui.domain.roi import place
    from dlre_gui.engine.client import BlockingEngine
    from dlre_gui.engine.messages import OpenScreen, ScoreRoi, ScreenAnalysed, ScreenScored

    milliseconds = []
    with BlockingEngine(model, "cpu") as engine:
        opened = engine.run(OpenScreen(path))
        findings = next(event.findings for event in opened if isinstance(event, ScreenAnalysed))
        x, y = findings.swe_box.box.centre
        for number in range(repeats + 3):
            started = time.perf_counter()
            events = engine.run(ScoreRoi(path, 0, place(findings.frame, x + number % 7, y + number % 5)))
            seconds = time.perf_counter() - started
            assert any(isinstance(event, ScreenScored) for event in events), events
            if number >= 3:
                milliseconds.append(1000 * seconds)
    return milliseconds


def with_torch(path, model, repeats: int) -> list[float]:
    """Milliseconds of each click."""
    import torch

    from dlre_gui.domain.roi import place
    from dlre_gui.imaging.read import read_screen
    from dlre_gui.model.library import find_package
    from dlre_gui.model.predict import TorchBackend
    from dlre_gui.model.preprocess import patch
    from dlre_gui.screen import analyse

    torch.set_num_threads(1)
    package = find_package(model)
    backend = TorchBackend(package, "cpu")
    spec = package.card.input.spec()
    screen = read_screen(path)
    findings = analyse(screen)
    x, y = findings.swe_box.box.centre
    milliseconds = []
    for number in range(repeats + 3):
        started = time.perf_counter()
        backend.run(patch(screen, findings, place(findings.frame, x + number % 7, y + number % 5), spec))
        if number >= 3:
            milliseconds.append(1000 * (time.perf_counter() - started))
    return milliseconds


if __name__ == "__main__":
    main()
