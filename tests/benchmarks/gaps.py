"""What a heartbeat told, as a table: how long the GUI thread was away, and where."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Sequence

from dlre_gui.terminal import print_table
from tests.benchmarks.heartbeat import LATE_S, Gap

_SHOWN = 14


def print_gaps(title: str, gaps: Sequence[Gap]) -> None:
    """Distribution of all gaps, then the longest of the thread's own with its calls."""
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else "?"
    print(f"\n{title}: {sum(gap.seconds for gap in gaps):.0f} s, {len(gaps)} beats, load {load}")
    values = {
        "as it was": [gap.seconds for gap in gaps],
        "without the wait for a processor": [gap.own_s for gap in gaps],
        "computing": [gap.cpu_s for gap in gaps],
        "computing, other threads too": [gap.computed_s for gap in gaps],
    }
    heads = ("gap", "half are longer than, ms", "1 of 100", "1 of 1000", "longest, ms", "over 100 ms")
    print_table(heads, [(name, *_distribution(found)) for name, found in values.items()])
    late = Counter(gap.why for gap in gaps if gap.seconds > LATE_S)
    print(
        "Over 100 ms for the most part by: "
        + (", ".join(f"{n} {why}" for why, n in late.most_common()) or "none")
    )
    for gap in sorted(gaps, key=lambda gap: -gap.own_s)[:_SHOWN]:
        if gap.own_s > LATE_S / 2:
            print(_told(gap))


def print_longest(gaps: Sequence[Gap]) -> None:
    """The longest gap of each act: as it was, without the wait for a processor, computing."""
    of_act: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        of_act[gap.doing].append(gap)
    rows = [
        (act, str(len(of)), *(_ms(max(getattr(gap, part) for gap in of)) for part in _PARTS))
        for act, of in of_act.items()
    ]
    print_table(("act", "beats", "longest, ms", "without the wait", "computing", "others too"), rows)


_PARTS = ("seconds", "own_s", "cpu_s", "computed_s")


def _distribution(values: list[float]) -> tuple[str, ...]:
    ranked = sorted(values, reverse=True)
    places = (ranked[len(ranked) // share] for share in (2, 100, 1000))
    return *map(_ms, places), _ms(ranked[0]), str(sum(value > LATE_S for value in ranked))


def _told(gap: Gap) -> str:
    parts = f"computing {_ms(gap.cpu_s)}, waiting {_ms(gap.waited_s)} while other threads of the program"
    parts += f" computed {_ms(gap.others_s)}; collecting garbage {_ms(gap.collecting_s)}"
    parts += f"; waited for a disk {gap.read_in:.0f} times" if gap.read_in > 0 else ""
    looks = "".join(f"\n        {look}" for look in gap.where)
    return f"  {_ms(gap.own_s)} ms own of {_ms(gap.seconds)} ({parts}), {gap.doing}{looks}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"
