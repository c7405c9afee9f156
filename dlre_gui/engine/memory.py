"""What the engine remembers of screens it has read, so that a click need not read them again."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from dlre_gui.domain.findings import Findings, Given
from dlre_gui.domain.screen import Screen

MAX_SCREENS = 12
MAX_BYTES = 256 << 20

State = tuple[int, int] | None


class Seen(NamedTuple):
    """A screen, what was found on it, and what the user had said for that."""

    screen: Screen
    findings: Findings
    given: Given | None


class ScreenMemory:
    """The last screens, at most `MAX_SCREENS` and `MAX_BYTES` of pixels; a changed file is forgotten."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[Path, int], tuple[State, Seen]] = OrderedDict()

    def find(self, path: Path, frame: int) -> Seen | None:
        entry = self._seen.get((path, frame))
        if entry is None:
            return None
        state, seen = entry
        if file_state(path) not in (state, None):  # a stick pulled out meanwhile is no change
            del self._seen[path, frame]
            return None
        self._seen.move_to_end((path, frame))
        return seen

    def keep(self, state: State, seen: Seen) -> None:
        """Remember; `state` is that of the file before it was read."""
        key = (seen.screen.path, seen.screen.frame)
        self._seen[key] = state, seen
        self._seen.move_to_end(key)
        while len(self._seen) > 1 and self._is_too_much():
            self._seen.popitem(last=False)

    def _is_too_much(self) -> bool:
        held = sum(seen.screen.pixels.nbytes for _, seen in self._seen.values())
        return len(self._seen) > MAX_SCREENS or held > MAX_BYTES


def file_state(path: Path) -> State:
    """Size and time of change; None if the file cannot be asked."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
