"""How long a GUI thread was blocked: a timer of 20 ms, and where the thread was when it came late.

A late beat alone says little on a machine that others use, too. So every gap is told apart into the
time in which the thread computed, the time in which it was ready but other programs had the
processors, and the rest, in which it waited (for the next beat, or for a disk, a lock, another thread).
"""

from __future__ import annotations

import faulthandler
import gc
import os
import re
import signal
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 20
LATE_S = 0.1
_LOOK_AFTER_S, _LOOK_EVERY_S = 0.05, 0.05
_INNERMOST = 7


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two beats.

    Attributes
    ----------
    seconds
        All of it.
    cpu_s
        Part of it in which the thread computed.
    queued_s
        Part of it in which the thread was ready, but other programs had the processors; NaN where
        the system does not tell.
    others_s
        What the program's other threads computed in it: where this thread waited, it may have been
        for the interpreter, which one thread has at a time.
    collecting_s
        What the garbage collector computed in it, on any thread.
    read_in
        How often the program waited for a piece of a library from the disk (major page faults, on any
        thread); whoever loads one keeps the interpreter meanwhile. NaN where the system does not tell.
    doing
        What the program was asked for last.
    where
        The innermost calls of the thread, each time it was looked at; empty for short gaps.
    """

    seconds: float
    cpu_s: float
    queued_s: float
    others_s: float
    collecting_s: float
    read_in: float = float("nan")
    doing: str = ""
    where: tuple[str, ...] = ()

    @property
    def own_s(self) -> float:
        """Without the wait for a processor: what an idle machine would have seen."""
        return self.seconds - self.queued_s if self.queued_s == self.queued_s else self.seconds

    @property
    def computed_s(self) -> float:
        """By this thread, and by others while it waited: what kept it, on an idle machine."""
        return self.cpu_s + min(self.others_s, self.waited_s)

    @property
    def why(self) -> str:
        """What most of it went into: its own computing, other threads, a disk, other programs, or unknown."""
        idle_s = max(0.0, self.waited_s - self.others_s)
        parts = {
            "own computing": self.cpu_s,
            "other threads": min(self.others_s, self.waited_s),
            "other programs": self.seconds - self.own_s,
            "a disk" if self.read_in > 0 else "neither": idle_s,
        }
        return max(parts, key=lambda name: parts[name])

    @property
    def waited_s(self) -> float:
        """Neither computing nor waiting for a processor."""
        return max(0.0, self.own_s - self.cpu_s)


class Heartbeat(QObject):
    """Beats on the thread it is made on, the main thread; `gaps` are all of them since then.

    Attributes
    ----------
    doing
        What is being asked of the program; stands in the gaps from then on.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[Gap] = []
        self.doing = ""
        self._schedstat = _opened(Path(f"/proc/self/task/{threading.get_native_id()}/schedstat"))
        self._looks = _Looks(threading.get_ident())
        self._collecting = _Collecting()
        self._last = self._now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _now(self) -> tuple[float, ...]:
        queued = float("nan")
        if self._schedstat is not None:
            queued = int(os.pread(self._schedstat, 100, 0).split()[1]) / 1e9
        mine = time.thread_time()
        others = time.process_time() - mine
        return time.perf_counter(), mine, queued, others, self._collecting.seconds, _read_in()

    def _beat(self) -> None:
        now = self._now()
        parts = (after - before for after, before in zip(now, self._last, strict=True))
        self._last = now
        self.gaps.append(Gap(*parts, doing=self.doing, where=self._looks.taken()))
        self._looks.beat()


def _read_in() -> float:
    """Major page faults of the program so far."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_majflt)


def _opened(path: Path) -> int | None:
    """A descriptor of a file that some systems lack."""
    try:
        return os.open(path, os.O_RDONLY)
    except OSError:
        return None


class _Collecting:
    """How long the garbage collector computed so far."""

    def __init__(self) -> None:
        self.seconds = self._begun = 0.0
        gc.callbacks.append(self._told)

    def _told(self, phase: str, _: object) -> None:
        if phase == "start":
            self._begun = time.thread_time()
        else:
            self.seconds += time.thread_time() - self._begun


class _Looks:
    """Looks at a thread's calls from a watchdog's when its beat is late.

    The thread writes them down itself, in a signal's handler (`faulthandler`): asking for its frames
    from another thread (`sys._current_frames`) while Qt calls Python crashes the interpreter.
    """

    def __init__(self, thread: int) -> None:
        self._thread = thread
        self._calls = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the program
        self._last = time.perf_counter()
        self._able = hasattr(faulthandler, "register")
        if self._able:
            faulthandler.register(signal.SIGUSR2, self._calls, all_threads=False)
            threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def beat(self) -> None:
        self._last = time.perf_counter()

    def _watch(self) -> None:
        looked = 0.0
        while True:
            time.sleep(BEAT_MS / 1000)
            now = time.perf_counter()
            if now - self._last > _LOOK_AFTER_S and now - looked > _LOOK_EVERY_S:
                looked = now
                signal.pthread_kill(self._thread, signal.SIGUSR2)

    def taken(self) -> tuple[str, ...]:
        """What was written down since the last time."""
        number = self._calls.fileno()
        if not os.fstat(number).st_size:
            return ()
        self._calls.seek(0)
        text = self._calls.read().decode("utf-8", "replace")
        self._calls.seek(0)
        self._calls.truncate()
        looks = re.split(r"(?:Current thread|Thread|Stack).*\n", text)
        return tuple(filter(None, map(_innermost, looks)))


def _innermost(look: str) -> str:
    calls = re.findall(r'File "([^"]*)", line (\d+) in (\S+)', look)
    return " < ".join(f"{Path(file).stem}.{name}:{line}" for file, line, name in calls[:_INNERMOST])
