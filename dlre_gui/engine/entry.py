"""Where the engine process starts; importing this costs the client nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection, wait
from typing import Any


def main(connection: Connection[Any, Any], model: str | None, device: str, started_at: float) -> None:
    """Serve jobs until the client closes the pipe or dies.

    Parameters
    ----------
    started_at
        When the client started this process, as `time.time` tells it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the client's to handle
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()

    from dlre_gui.engine.process import serve

    serve(connection, model, device, started_at)


def _end_with_parent() -> None:
    """Leave at once when the client is gone, even in the middle of a computation."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
