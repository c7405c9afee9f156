"""Files that were there and are gone, as on a network drive that is lost: tried again once they are back."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dlre_gui.domain.errors import DlreError, FileError, FileMissingError
from dlre_gui.gui.session import AcqKey, Session

LOOK_EVERY_S = 3.0
_REST_FACTOR = 5  # a share that takes long to answer is asked more rarely
_AT_ONCE = 200
_RAREST = 7  # once in 2 ** 7 looks


class Away(QObject):
    """Looks for them on a thread of its own, again and again.

    Signals
    -------
    back(keys)
        Files of these acquisitions are there again; told on the GUI thread, some at a time.
    """

    back = Signal(object)
    _came = Signal(object, float)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: set[AcqKey] = set()
        self._found: list[AcqKey] = []
        self._looks = 0
        self._tries: Counter[AcqKey] = Counter()
        self._due: dict[AcqKey, int] = {}
        self._closed = False
        self._looking = False
        self._rest, self._turn = QTimer(self), QTimer(self)
        for timer, act in ((self._rest, self._look), (self._turn, self._tell)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def record(self, key: AcqKey, error: DlreError) -> bool:
        """A file could not be read; True where what was found of it before is kept."""
        lost = isinstance(error, FileError) and self._session.record_lost(key)
        if not lost:
            self._session.record_failed(key, str(error))
        if isinstance(error, FileMissingError):
            self.wait_for([key])
        return lost

    def wait_for(self, keys: Iterable[AcqKey]) -> None:
        """Tell when these files are there again."""
        self._waiting.update(keys)
        if self._waiting and not self._looking and not self._rest.isActive():
            self._rest.start(round(1000 * LOOK_EVERY_S))

    def missing(self, exam_key: str) -> tuple[Path, ...]:
        """Files of an open exam that are not in their place."""
        session = self._session
        if not session.is_open_exam(exam_key):
            return ()
        keys = session.keys_of(exam_key)
        return tuple(dict.fromkeys(key.path for key in keys if session.facts(key).missing and not key.former))

    def close(self) -> None:
        """Tell nothing more; a look that hangs on a lost share is left to itself."""
        self._closed = True
        self._rest.stop()
        self._turn.stop()

    # Inside

    def _look(self) -> None:
        self._waiting = {key for key in self._waiting if self._session.has(key)}
        if self._waiting:
            self._looking = True
            wanted = tuple(self._waiting)
            threading.Thread(target=self._run, args=(wanted,), name="away", daemon=True).start()

    def _run(self, wanted: tuple[AcqKey, ...]) -> None:
        begun = time.monotonic()
        there = there_again({key.path for key in wanted})
        if not self._closed:
            self._came.emit([key for key in wanted if key.path in there], time.monotonic() - begun)

    def _on_came(self, keys: list[AcqKey], took_s: float) -> None:
        self._looking = False
        if self._closed:
            return
        ready = self._to_try(keys)
        self._waiting.difference_update(ready)
        self._found += sorted(ready)
        self._turn.start(0)
        if self._waiting:
            self._rest.start(round(1000 * max(LOOK_EVERY_S, _REST_FACTOR * took_s)))

    def _to_try(self, there: list[AcqKey]) -> list[AcqKey]:
        """Those to read again: one that is listed and yet cannot be read, ever more rarely."""
        self._looks += 1
        for key in self._waiting.difference(there):
            self._tries.pop(key, None)
            self._due.pop(key, None)
        ready = [key for key in there if self._due.get(key, 0) <= self._looks]
        for key in ready:
            self._tries[key] += 1
            self._due[key] = self._looks + 2 ** min(self._tries[key], _RAREST)
        return ready

    def _tell(self) -> None:
        some, self._found = self._found[:_AT_ONCE], self._found[_AT_ONCE:]
        known = [key for key in some if self._session.has(key)]
        if known:
            self.back.emit(known)
        if self._found:
            self._turn.start(0)


def there_again(paths: Iterable[Path]) -> set[Path]:
    """Those of the files that are there; each folder is listed once, and may be gone as a whole."""
    by_folder: dict[Path, set[str]] = {}
    for path in paths:
        by_folder.setdefault(path.parent, set()).add(path.name)
    there: set[Path] = set()
    for folder, names in by_folder.items():
        try:
            with os.scandir(folder) as entries:
                there.update(folder / entry.name for entry in entries if entry.name in names)
        except OSError:
            continue
    return there
