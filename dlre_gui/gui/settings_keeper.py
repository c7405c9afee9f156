"""The settings of a running window: who changes them, who hears of it, when they are written."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dlre_gui.gui import settings_file
from dlre_gui.gui.settings_file import Loaded
from dlre_gui.gui.settings_table import Settings

_WRITE_AFTER_MS = 400


class SettingsKeeper(QObject):
    """Holds the settings, tells of changes, writes them on a thread of its own.

    Signals
    -------
    changed(names)
        These fields, a frozenset, have other values now.
    not_kept(path)
        They could not be written there; told once until they can be again.
    """

    changed = Signal(object)
    not_kept = Signal(object)

    def __init__(self, loaded: Loaded | None = None) -> None:
        super().__init__()
        self.loaded = loaded or Loaded()
        self._settings = self.loaded.settings
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WRITE_AFTER_MS)
        self._soon.timeout.connect(self.write)
        self._after = QTimer(self)
        self._after.setInterval(_WRITE_AFTER_MS)
        self._after.timeout.connect(self._look)
        self._unwritten: Path | None = None

    @property
    def settings(self) -> Settings:
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        before, now = asdict(self._settings), asdict(settings)
        names = frozenset(name for name in now if now[name] != before[name])
        if names:
            self._settings = settings
            self._soon.start()
            self.changed.emit(names)

    def take(self, loaded: Loaded) -> None:
        """What the file says, which came later than the window; what the user changed meanwhile stays."""
        defaults, now = asdict(Settings()), asdict(self._settings)
        changed = {name: value for name, value in now.items() if value != defaults[name]}
        self.loaded = loaded
        self.settings = replace(loaded.settings, **changed)

    def write(self) -> None:
        """Write them now, without waiting for the disk; the program ends only after it.

        Nothing is written over a file of which it is not known what it says.
        """
        self._soon.stop()
        if not self.loaded.read:
            return
        _WRITER.write(self._settings, self.loaded.others, settings_file.settings_path())
        self._after.start()

    def _look(self) -> None:
        """Whether the last writing was done."""
        if _WRITER.busy:
            return
        self._after.stop()
        before, self._unwritten = self._unwritten, _WRITER.unwritten
        if self._unwritten is not None and before is None:
            self.not_kept.emit(self._unwritten)


class _Writer:
    """One write at a time; of those that wait only the newest is done.

    Attributes
    ----------
    unwritten
        Where the last one could not be written; None where it could.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next: tuple[Settings, Mapping[str, Any], Path] | None = None
        self._thread: threading.Thread | None = None
        self.unwritten: Path | None = None

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def write(self, settings: Settings, others: Mapping[str, Any], path: Path) -> None:
        with self._lock:
            self._next = settings, others, path
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="settings", daemon=False)
                self._thread.start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if self._next is None:
                    self._thread = None
                    return
                wanted, self._next = self._next, None
            self.unwritten = None if settings_file.save(*wanted) else wanted[-1]


_WRITER = _Writer()
