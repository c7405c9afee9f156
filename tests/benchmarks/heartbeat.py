"""How long a GUI thread was blocked: a timer of 20 ms, and what held it up where it came late."""

from __future__ import annotations

import faulthandler
import os
import re
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 20
LATE_S = 0.1
_INNERMOST = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two beats.

    Attributes
    ----------
    seconds
        All of it.
    queued_s
        Part of it in which the thread was ready, but other programs had the processors; NaN where
        the system does not tell.
    cpu_s
        Part of it in which the thread computed.
    where
        The innermost calls after half the time that is too long; empty for short gaps.
    """

    seconds: float
    queued_s: float
    cpu_s: float
    where: str = ""

    @property
    def own_s(self) -> float:
        """Without the wait for a processor: what an idle machine would have seen."""
        return self.seconds - self.queued_s if self.queued_s == self.queued_s else self.seconds


class Heartbeat(QObject):
    """Beats on the thread it is made on; `gaps` are all of them since then.

    Parameters
    ----------
    look
        Note the calls of long gaps. Looking into a running thread can crash the interpreter.
    """

    def __init__(self, *, look: bool = False) -> None:
        super().__init__()
        self._look = look
        self.gaps: list[Gap] = []
        self._thread = f"0x{threading.get_ident():016x}"
        self._schedstat = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._calls = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the program
        self._last = self._now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _now(self) -> tuple[float, float, float]:
        try:
            queued = int(self._schedstat.read_text().split()[1]) / 1e9
        except (OSError, IndexError, ValueError):
            queued = float("nan")
        return time.perf_counter(), queued, time.thread_time()

    def _beat(self) -> None:
        """Note the gap; the calls were written down by a watchdog where it was long.

        The watchdog is `faulthandler`'s, which needs no frame objects: asking for those
        (`sys._current_frames`) from another thread while Qt calls Python crashes.
        """
        now = self._now()
        parts = [after - before for after, before in zip(now, self._last, strict=True)]
        self._last = now
        self.gaps.append(Gap(*parts, self._written_down()))
        if self._look:
            faulthandler.dump_traceback_later(LATE_S / 2, file=self._calls)

    def _written_down(self) -> str:
        number = self._calls.fileno()
        if not os.fstat(number).st_size:
            return ""
        self._calls.seek(0)
        text = self._calls.read().decode("utf-8", "replace")
        self._calls.seek(0)
        self._calls.truncate()
        mine = re.search(self._thread + r".*?\n(.*?)(?:\n\n|\Z)", text, re.DOTALL)
        calls = re.findall(r'File "([^"]*)", line (\d+) in (\S+)', mine.group(1) if mine else "")
        return " < ".join(f"{Path(file).stem}.{name}:{line}" for file, line, name in calls[:_INNERMOST])
