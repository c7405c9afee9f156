"""The program itself as a process beside the window: it trains and validates, and the window stays usable.

The window reads a line of JSON for each event from it (see `cli.events`) and stops it by closing its input.
It ends by itself when the window dies.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import QObject, Qt, Signal

from dlre_gui.gui.held import hold, let_go

_CONSOLE_TWIN = "dlre-gui-cli.exe"  # a windowed program has no output on Windows
_LAST_WORDS = 2000
_ENDS = frozenset(("done", "stopped", "failed"))

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended.

    Attributes
    ----------
    last
        Its last line: ``done``, ``stopped`` or ``failed``; None if it crashed or was killed.
    exit_code
        Negative: ended by that signal. None: it could not be started.
    complaint
        The end of what it said on stderr, for a technician.
    """

    last: Said | None
    exit_code: int | None
    complaint: str = ""


class OwnProgram(QObject):
    """One run of one command.

    Signals
    -------
    told(values)
        A line, the last one left out.
    ended(Ended)
        Exactly once.
    """

    told = Signal(object)
    ended = Signal(object)
    _came = Signal(object)
    _over = Signal(object)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__()
        self._command = own_command(arguments)
        self._process: subprocess.Popen[bytes] | None = None
        self._unwanted = threading.Event()
        self._came.connect(self.told, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Return at once; the process is started and listened to by a thread of its own."""
        hold(self)
        threading.Thread(target=self._run, name="own program", daemon=True).start()

    def stop(self) -> None:
        """Ask it to stop in order; what it has finished is kept."""
        self._unwanted.set()
        process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()

    @property
    def pid(self) -> int | None:
        """Of the process, once it runs."""
        return self._process.pid if self._process is not None else None

    def _run(self) -> None:
        try:
            with tempfile.TemporaryFile() as complaints:
                how = self._to_its_end(complaints)
        except OSError as error:  # no program, no room in the folder for temporary files
            how = Ended(None, None, str(error))
        self._over.emit(how)

    def _to_its_end(self, complaints: IO[bytes]) -> Ended:
        self._process = process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            creationflags=_creation_flags(),
        )
        if self._unwanted.is_set():
            self.stop()
        last = self._listen(process)
        return Ended(last, process.wait(), _end_of(complaints))

    def _listen(self, process: subprocess.Popen[bytes]) -> Said | None:
        """Pass its lines on until it closes its output; what is no line of ours is left out."""
        last = None
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                said = _parsed(line)
                if said.get("event") in _ENDS:
                    last = said
                elif said:
                    self._came.emit(said)
        return last

    def _end(self, how: Ended) -> None:
        self.stop()
        self.ended.emit(how)
        let_go(self)


def own_command(arguments: Sequence[str]) -> list[str]:
    """What starts this very program with arguments: standalone, installed, or from source."""
    if getattr(sys, "frozen", False):
        twin = Path(sys.executable).with_name(_CONSOLE_TWIN)
        return [str(twin if twin.is_file() else sys.executable), *arguments]
    return [sys.executable, "-m", "dlre_gui", *arguments]


def _creation_flags() -> int:
    """On Windows: no console of its own, and behind the window in priority."""
    flags = ("CREATE_NO_WINDOW", "BELOW_NORMAL_PRIORITY_CLASS")
    return sum(getattr(subprocess, name, 0) for name in flags)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _end_of(complaints: IO[bytes]) -> str:
    size = complaints.seek(0, 2)
    complaints.seek(max(0, size - _LAST_WORDS))
    return complaints.read().decode("utf-8", "replace").strip()
