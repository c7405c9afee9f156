"""How well screens are read: simulated ones of every style, and pictures that are no SWE screen.

    python -m tests.benchmarks.screen_reading [--screens 2000] [--others 2000] [--seeds tuning|judging]

Renders in memory, runs the real analysis and sets what was read beside the truth. `tuning` seeds are
for whoever changes the reading; `judging` seeds only for the figures. Every screen and value counts;
what was not read counts as wrong. Times are CPU time of one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402

from dlre_gui.domain.screen import Header, Screen, UltrasoundRegion  # noqa: E402
from dlre_gui.terminal import print_table  # noqa: E402
from tests.benchmarks.goals import REFERENCE, print_goals, share  # noqa: E402
from tests.benchmarks.judge import ENOUGH_IOU, Judged, judge, told  # noqa: E402
from tests.benchmarks.no_swe import OtherJudged, judge_files, judge_others, print_others  # noqa: E402

SEEDS = {"tuning": 11, "judging": 20_311}
CHUNK = 20


def main(arguments: Sequence[str] | None = None) -> None:
    options = parser().parse_args(arguments)
    started = time.perf_counter()
    seed = SEEDS[options.seeds]
    wanted = range(options.first, options.first + options.screens)
    save, groups = options.save_failures, options.only
    chunks = [list(wanted[i : i + CHUNK]) for i in range(0, len(wanted), CHUNK)]
    judged: list[Judged] = []
    others: list[OtherJudged] = []
    for part in in_processes(judge_screens, [(seed, chunk, save, groups) for chunk in chunks], options.jobs):
        judged += part
        if options.verbose:
            for one in part:
                for fault in one.faults:
                    print(one.index, fault, flush=True)
    numbers = range(options.others)
    chunks = [list(numbers[i : i + CHUNK]) for i in range(0, len(numbers), CHUNK)]
    for found in in_processes(judge_others, [(seed, chunk, save) for chunk in chunks], options.jobs):
        others += found
    if judged:
        print(f"{len(judged)} screens, {options.seeds} seeds")
        for group in options.by.split(","):
            print_screens(judged, group)
        print_time(judged)
    if not options.no_files:
        others += judge_files()
    print_others(others)
    print_goals(judged, others)
    print(f"{time.perf_counter() - started:.0f} s")


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--screens", type=int, default=2000)
    options.add_argument("--others", type=int, default=2000, help="pictures that are no SWE screen")
    options.add_argument("--seeds", choices=tuple(SEEDS), default="tuning")
    options.add_argument("--first", type=int, default=0, help="number of the first screen")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--save-failures", type=Path, metavar="DIR", help="picture, truth, what was read")
    options.add_argument("--by", default="layout,style", help="comma list of groups, see judge.groups_of")
    options.add_argument("--only", default="", help="group=value, as in style=ge-like,box=sector")
    options.add_argument("--no-files", action="store_true", help="leave out the real files")
    options.add_argument("--verbose", action="store_true", help="every fault, a line each")
    return options


def in_processes(work: Callable[..., list], tasks: list[tuple], jobs: int) -> Iterator[list]:
    """The results of `work` for each task, in order; here if one job is wanted."""
    if jobs <= 1 or len(tasks) <= 1:
        yield from (work(*task) for task in tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, *zip(*tasks, strict=True))


def judge_screens(seed: int, indices: Iterable[int], save: Path | None, only: str) -> list[Judged]:
    """Render, read and judge these screens."""
    from dlre_gui.screen import analyse
    from dlre_gui.simulation.styles import varied_screen
    from tests.benchmarks.judge import groups_of

    wanted = dict(pair.split("=", 1) for pair in only.split(",") if pair)
    judged = []
    for index in indices:
        drawn = varied_screen(seed, index)
        groups = groups_of(drawn.truth)
        if any(groups[name] != value for name, value in wanted.items()):
            continue
        screen = as_screen(drawn)
        started = time.process_time()
        findings = analyse(screen)
        one = judge(index, drawn.truth, findings, 1000 * (time.process_time() - started))
        judged.append(one)
        if save is not None and one.faults:
            save_failure(save, f"{seed}-{index:05d}", drawn, one, told(findings))
    return judged


def as_screen(drawn) -> Screen:
    """As if read from a file; with the DICOM regions where the truth has some."""
    truth = drawn.truth
    regions = tuple(
        UltrasoundRegion(box, 1, 1 if box != truth.swe_box else 2, truth.mm_per_px, truth.mm_per_px)
        for box in truth.regions
    )
    pixels = np.ascontiguousarray(drawn.pixels)
    pixels.setflags(write=False)
    return Screen(pixels, Path("drawn.png"), 0, 1, "", "", Header(regions=regions))


def save_failure(folder: Path, name: str, drawn, judged: Judged, read: dict) -> None:
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(drawn.pixels).save(folder / f"{name}.png", compress_level=1)
    story = {"faults": judged.faults, "read": read, "truth": drawn.truth.to_json()}
    (folder / f"{name}.json").write_text(
        json.dumps(story, ensure_ascii=False, indent=1, default=str), encoding="utf-8"
    )


HEADS = (
    "%", "n", "box", "scale", "map ok", "map err", "values", "missing", "misread", "doubted",
    "invented", "m/s=kPa", "circle", "mm", "frame",
)  # fmt: skip


def print_screens(judged: list[Judged], group: str) -> None:
    """The goals' table, a row a value of the group and one for all."""
    names = sorted({one.groups[group] for one in judged})
    rows = [row("all", judged)]
    rows += [row(name, [one for one in judged if one.groups[group] == name]) for name in names]
    print(f"\nby {group}")
    print_table(HEADS, rows)


def row(name: str, judged: list[Judged]) -> tuple[str, ...]:
    """Shares of screens, but values and circles: shares of those; `map err`: median over maps that count."""
    maps = [one for one in judged if one.map_counts]
    values, misread = sum(one.values for one in judged), sum(one.misread for one in judged)
    shown = [one for one in judged if one.mm not in ("rightly none", "invented")]
    return (
        name,
        str(len(judged)),
        share(sum(one.iou >= ENOUGH_IOU for one in judged), len(judged)),
        share(sum(one.scale == "right" for one in judged), len(judged)),
        share(sum(one.map_error <= 0.02 for one in maps), len(maps)),
        f"{100 * statistics.median(one.map_error for one in maps):.2f}" if maps else "",
        share(sum(one.right for one in judged), values),
        share(sum(one.missing for one in judged), values),
        share(misread, values),
        share(sum(one.doubted for one in judged), misread),
        str(sum(one.invented for one in judged) + sum(one.mm == "invented" for one in judged)),
        str(sum(one.speed_as_kpa for one in judged)),
        share(sum(one.circles_right for one in judged), sum(one.circles for one in judged)),
        share(sum(one.mm == "right" for one in shown), len(shown)),
        share(sum(one.frame_iou >= 0.98 for one in judged), len(judged)),
    )


def print_time(judged: list[Judged]) -> None:
    reference = [one.milliseconds for one in judged if one.size == REFERENCE]
    for name, times in (("1440x1080", reference), ("all sizes", [one.milliseconds for one in judged])):
        if times:
            print(f"CPU ms a screen, {name}: median {statistics.median(times):.0f}, "
                  f"95 % {np.percentile(times, 95):.0f}, n {len(times)}")  # fmt: skip


if __name__ == "__main__":
    main()
