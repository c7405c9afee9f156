"""The engine process: loads, warms up, says so, serves."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from typing import Any

from dlre_gui.domain.errors import DlreError, EngineError
from dlre_gui.engine import wire
from dlre_gui.engine.messages import EngineFailed, EngineReady
from dlre_gui.engine.scheduler import Scheduler
from dlre_gui.engine.steps import steps_of
from dlre_gui.engine.workbench import Workbench


def serve(connection: Connection[Any, Any], model: str | None, device: str, started_at: float) -> None:
    """Work for the client at the other end of the pipe until it closes it."""
    try:
        bench = Workbench(model, device)
    except DlreError as error:
        wire.send(connection, EngineFailed(error))
        return
    except Exception as error:  # noqa: BLE001 - border: the client must learn why
        message = f"The scoring process cannot start: {type(error).__name__}: {error}"
        wire.send(connection, EngineFailed(EngineError(message[:500], "Run `dlre-gui doctor`.")))
        return
    try:
        ready = EngineReady(bench.model, bench.device, bench.runtime, time.time() - started_at)
        wire.send(connection, ready)
        Scheduler(connection, lambda number, job: steps_of(bench, number, job)).run()
    finally:
        bench.close()
