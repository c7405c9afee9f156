"""The engine as window and folder scorer see it; imports no torch, onnx, scipy, pydicom or Qt."""

from __future__ import annotations

import atexit
import itertools
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from dlre_gui.domain.errors import EngineError
from dlre_gui.engine.messages import (
    ENGINE_WIDE,
    End,
    EngineFailed,
    EngineReady,
    Event,
    Job,
)
from dlre_gui.engine.queue import Cancel, Order
from dlre_gui.engine.supervisor import CancelAll, Close, Restart, Supervisor


class Engine:
    """A scoring process of its own, and the jobs for it.

    Every method returns at once and may be called from any thread, also from `on_event`.
    Jobs run one after another, urgent ones first, even between the steps of another job. A
    process that dies fails the jobs it had and is replaced; the waiting ones go on.

    Parameters
    ----------
    on_event
        Called with every event, in order, always from one thread of the engine's own.
    model
        Id or folder of a model package; None: the bundled one.
    device
        ``auto``, ``cpu`` or ``cuda``. Asking for a missing one is an `EngineFailed`.
    """

    def __init__(
        self, on_event: Callable[[Event], None], model: str | None = None, device: str = "auto"
    ) -> None:
        self._numbers = itertools.count(ENGINE_WIDE + 1)
        self._supervisor = Supervisor(on_event, Restart(model, device))
        self._thread = threading.Thread(target=self._supervisor.run, name="engine", daemon=True)

    def start(self) -> None:
        """Start the process; `EngineReady` or `EngineFailed` will come. Jobs may wait before it."""
        atexit.register(self.close)
        self._thread.start()

    def submit(self, job: Job, *, urgent: bool = False) -> int:
        """Queue a job; its number, which all its events carry."""
        number = next(self._numbers)
        self._supervisor.inbox.put(Order(number, job, urgent))
        return number

    def cancel(self, number: int) -> None:
        """Stop a job, waiting or between two steps: it ends with `CancelledJob`.

        A job that is at its end when the word arrives ends as it would have.
        """
        self._supervisor.inbox.put(Cancel(number))

    def cancel_all(self) -> None:
        """Stop every job."""
        self._supervisor.inbox.put(CancelAll())

    def restart(self, model: str | None = None, device: str = "auto") -> None:
        """Replace the process; jobs not yet at their end are run, from their start, by the new one."""
        self._supervisor.inbox.put(Restart(model, device))

    def close(self, timeout_s: float = 2.0) -> None:
        """End the process, killing it after `timeout_s`. No event comes after this returns."""
        atexit.unregister(self.close)
        self._supervisor.inbox.put(Close(timeout_s))
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()


class BlockingEngine:
    """An engine for scripts: one job at a time, its events as the return value.

    Use as a context manager, or `start` and `close`.
    """

    def __init__(self, model: str | None = None, device: str = "auto") -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._engine = Engine(self._events.put, model, device)

    def start(self) -> EngineReady:
        """Start the process and wait until it is warm.

        Raises
        ------
        ModelPackageError, DeviceError, EngineError
            Why it cannot work.
        """
        self._engine.start()
        first = self._events.get()
        match first:
            case EngineReady():
                return first
            case EngineFailed(error):
                raise error
        raise EngineError(f"The scoring process began with {type(first).__name__}.")

    def run(self, job: Job) -> list[Event]:
        """Run a job to its end; its events, the last of which says how it ended."""
        number = self._engine.submit(job)
        events: list[Event] = []
        while not events or not isinstance(events[-1], End):
            event = self._events.get()
            if event.number == number:
                events.append(event)
        return events

    def cancel_all(self) -> None:
        """From another thread: let `run` return with `CancelledJob`."""
        self._engine.cancel_all()

    def close(self, timeout_s: float = 2.0) -> None:
        self._engine.close(timeout_s)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
