"""What screen reading is to reach, beside what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from dlre_gui.terminal import print_table
from tests.benchmarks.judge import ENOUGH_IOU, Judged
from tests.benchmarks.no_swe import OtherJudged

REFERENCE = (1440, 1080)
Line = tuple[str, str, str, str]


def print_goals(judged: Sequence[Judged], others: Sequence[OtherJudged]) -> None:
    """A row a goal; every screen, value and picture of this run counts."""
    lines = (_of_screens(judged) if judged else []) + (_of_others(others) if others else [])
    print("\ngoals")
    print_table(("", "measured", "of", "goal"), lines)


def share(part: int, whole: int) -> str:
    """Percent, rounded down: 100.0 means all."""
    return f"{int(1000 * part / whole) / 10:.1f}" if whole else ""


def _of_screens(judged: Sequence[Judged]) -> list[Line]:
    n, maps = len(judged), [one for one in judged if one.map_counts]
    values, misread = sum(one.values for one in judged), sum(one.misread for one in judged)
    shown = [one for one in judged if one.mm not in ("rightly none", "invented")]
    times = [one.milliseconds for one in judged if one.size == REFERENCE]

    def percent(name: str, part: int, whole: int, goal: str) -> Line:
        return name, f"{share(part, whole)} %" if whole else "", str(whole), goal

    lines = [
        percent("SWE box, IoU >= 0.95", sum(one.iou >= ENOUGH_IOU for one in judged), n, ">= 99.5 %"),
        percent("scale right", sum(one.scale == "right" for one in judged), n, ">= 99.5 %"),
        percent("map's median error <= 2 %", sum(one.map_error <= 0.02 for one in maps), len(maps), "100 %"),
        percent("Q-Box values right", sum(one.right for one in judged), values, ">= 99.5 %"),
        percent("misread ones doubted", sum(one.doubted for one in judged), misread, ">= 95 %"),
        percent("right ones doubted", sum(one.right_doubted for one in judged), values, ""),
        percent("mm per px right within 2 %", sum(one.mm == "right" for one in shown), len(shown), ""),
        ("values, Q-Boxes invented", str(sum(one.invented for one in judged)), str(n), "0"),
        ("mm per px invented", str(sum(one.mm == "invented" for one in judged)), str(n), "0"),
        ("m/s read as kPa", str(sum(one.speed_as_kpa for one in judged)), str(n), "0"),
    ]
    wrong = [one for one in judged if one.scale not in ("right", "missing")]
    lines.append(percent("wrong scales doubted", sum(one.scale_doubtful for one in wrong), len(wrong), ""))
    if times:
        lines.append(
            ("CPU ms, 1440x1080, median", f"{statistics.median(times):.0f}", str(len(times)), "<= 60")
        )
    return lines


def _of_others(others: Sequence[OtherJudged]) -> list[Line]:
    boxes, scorable = sum(one.has_box for one in others), sum(one.scorable for one in others)
    return [
        ("box on no SWE screen", f"{100 * boxes / len(others):.2f} %", str(len(others)), "<= 0.1 %"),
        ("of them scorable", str(scorable), str(len(others)), "0"),
    ]
