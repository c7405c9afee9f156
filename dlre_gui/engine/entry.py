"""Where the engine process starts; importing this costs the client nothing."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import Any

from dlre_gui.child_process import belong_to_parent


def main(connection: Connection[Any, Any], model: str | None, device: str, started_at: float) -> None:
    """Serve jobs until the client closes the pipe or dies.

    Parameters
    ----------
    started_at
        When the client started this process, as `time.time` tells it.
    """
    belong_to_parent()

    from dlre_gui.engine.process import serve

    serve(connection, model, device, started_at)
