"""Pictures that are no SWE screen: none may be given an SWE box, and none scored."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.screen import Screen
from dlre_gui.terminal import print_table

SHARED = Path(os.environ.get("DLRE_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


@dataclass
class OtherJudged:
    """`has_box` and `scorable` (a stiffness map, or a Q-Box, came out) must both be false."""

    name: str
    kind: str
    has_box: bool
    scorable: bool
    milliseconds: float


def judge_others(seed: int, indices: Iterable[int], save: Path | None) -> list[OtherJudged]:
    """Draw and read these pictures."""
    from PIL import Image

    from dlre_gui.simulation.others import other_picture

    judged = []
    for index in indices:
        drawn = other_picture(seed, index)
        one = read(f"{seed}-{index:05d}", drawn.kind, drawn.pixels)
        judged.append(one)
        if save is not None and one.has_box:
            save.mkdir(parents=True, exist_ok=True)
            Image.fromarray(drawn.pixels).save(save / f"other-{one.name}-{one.kind}.png", compress_level=1)
    return judged


def read(name: str, kind: str, pixels: np.ndarray) -> OtherJudged:
    from dlre_gui.screen import analyse

    pixels = np.ascontiguousarray(pixels)
    started = time.process_time()
    findings = analyse(Screen(pixels, Path("other.png"), 0, 1, "", ""))
    milliseconds = 1000 * (time.process_time() - started)
    scorable = findings.stiffness is not None or bool(findings.qboxes)
    return OtherJudged(name, kind, findings.swe_box is not None, scorable, milliseconds)


def real_files() -> Iterator[tuple[str, Path]]:
    """Real pictures without an SWE box: of the shared data, and pydicom's own files (no network)."""
    import pydicom

    truth = SHARED / "truth.json"
    if truth.is_file():
        for pattern, what in json.loads(truth.read_text(encoding="utf-8")).items():
            if not what.get("swe_box"):
                yield from (("shared data", path) for path in sorted(SHARED.glob(pattern)))
    own = Path(pydicom.__file__).parent / "data" / "test_files"
    yield from (("pydicom", path) for path in sorted(own.rglob("*.dcm")))


def judge_files() -> list[OtherJudged]:
    """Every frame that can be read; files that cannot are not pictures."""
    from dlre_gui.imaging.read import read_info, read_screen

    judged = []
    for kind, path in real_files():
        try:
            frames = min(read_info(path).n_frames, 4)
            screens = [read_screen(path, frame) for frame in range(frames)]
        except DlreError:
            continue
        judged += [read(f"{path.name}:{screen.frame}", kind, screen.pixels) for screen in screens]
    return judged


def print_others(judged: list[OtherJudged]) -> None:
    """Boxes by kind, and each picture that got one."""
    if not judged:
        return
    kinds, boxes = Counter(one.kind for one in judged), Counter(one.kind for one in judged if one.has_box)
    scorable = Counter(one.kind for one in judged if one.scorable)
    rows = [("all", str(len(judged)), str(boxes.total()), str(scorable.total()))]
    rows += [(kind, str(n), str(boxes[kind]), str(scorable[kind])) for kind, n in sorted(kinds.items())]
    print("\nno SWE screens")
    print_table(("", "n", "a box", "map or Q-Box"), rows)
    for one in judged:
        if one.has_box:
            print(f"a box on {one.kind} {one.name}")
