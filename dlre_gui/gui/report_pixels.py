"""The pixels of a report's screens: decoded in a limited process, the last few kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from types import TracebackType
from typing import TYPE_CHECKING

from dlre_gui.domain.errors import DecodeTimeoutError, FileError, FileMissingError
from dlre_gui.domain.exam import Acquisition
from dlre_gui.report.dossier import NoPicture, Pixels

if TYPE_CHECKING:
    from dlre_gui.imaging.worker import DecodeWorker

_KEPT = 8
"""An exam's pictures are used more than once: on the page, annotated, cut to the ROI."""


class PixelReader:
    """Reads screens again, away from the GUI thread; safe to use from several threads."""

    def __init__(self) -> None:
        self._worker: DecodeWorker | None = None
        self._kept: OrderedDict[tuple[str, int], Pixels] = OrderedDict()
        self._lock = threading.Lock()

    def __enter__(self) -> PixelReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()

    def read(self, acquisition: Acquisition) -> Pixels | NoPicture:
        """The screen, or why there is none: its file is gone, too slow, unreadable or another one by now."""
        wanted = acquisition.sha256, acquisition.frame
        with self._lock:
            kept = self._kept.pop(wanted, None)
            pixels = self._decoded(acquisition) if kept is None else kept
            if isinstance(pixels, NoPicture):
                return pixels
            self._kept[wanted] = pixels
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return pixels

    def rest(self) -> None:
        """End the process; the next reading starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None

    def _decoded(self, acquisition: Acquisition) -> Pixels | NoPicture:
        from dlre_gui.imaging.worker import DecodeWorker

        if self._worker is None:
            self._worker = DecodeWorker()
        try:
            screen = self._worker.screen(acquisition.path, acquisition.frame)
        except FileMissingError:
            return NoPicture.GONE
        except DecodeTimeoutError:
            return NoPicture.SLOW
        except FileError:
            return NoPicture.UNREADABLE
        return screen.pixels if screen.sha256 == acquisition.sha256 else NoPicture.REPLACED
