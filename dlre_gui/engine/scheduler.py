"""Runs jobs step by step in the engine process; urgent ones first, cancelled ones no further."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from dlre_gui.domain.errors import DlreError, EngineError, NotScorableError
from dlre_gui.engine import wire
from dlre_gui.engine.messages import CancelledJob, End, Event, Failed, Job, Refusal, Refused
from dlre_gui.engine.queue import Cancel, Order

Steps = Callable[[int, Job], Iterator[Event]]


class Scheduler:
    """Between any two steps it looks for new orders and cancellations."""

    def __init__(self, connection: Connection[Any, Any], steps: Steps) -> None:
        self._connection = connection
        self._steps = steps
        self._jobs: dict[int, tuple[Order, Iterator[Event]]] = {}

    def run(self) -> None:
        """Work until the other end of the pipe is closed."""
        try:
            while True:
                self._take_messages()
                if self._jobs:
                    self._advance()
        except (EOFError, OSError):
            return

    def _take_messages(self) -> None:
        while not self._jobs or self._connection.poll():
            message: Order | Cancel = wire.receive(self._connection)
            if isinstance(message, Order):
                self._jobs[message.number] = message, self._steps(message.number, message.job)
            elif self._jobs.pop(message.number, None) is not None:
                wire.send(self._connection, CancelledJob(message.number))

    def _advance(self) -> None:
        order, steps = min(self._jobs.values(), key=lambda entry: entry[0].rank)
        event = _next_event(order.number, steps)
        if isinstance(event, End):
            del self._jobs[order.number]
        wire.send(self._connection, event)


def _next_event(number: int, steps: Iterator[Event]) -> Event:
    try:
        return next(steps)
    except NotScorableError as error:
        return Refused(number, str(error), Refusal.NO_SWE_BOX)
    except DlreError as error:
        return Failed(number, error)
    except Exception as error:  # noqa: BLE001 - border: one job must not end the process
        message = f"Internal error while working on this screen: {type(error).__name__}: {error}"
        return Failed(number, EngineError(message[:500], "Please report it with the file if you may."))
