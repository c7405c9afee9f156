"""What every process that this program starts for its own work does first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait

from dlre_gui.priority import give_way_if_told


def belong_to_parent() -> None:
    """Leave Ctrl+C to the parent, and end at once when it is gone, even in the middle of a computation."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way_if_told()
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
