"""The order in which jobs are sent: urgent ones first, then by number."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from dlre_gui.engine.messages import Job


@dataclass(frozen=True, slots=True)
class Order:
    """A job with its number and its place in the queue."""

    number: int
    job: Job
    urgent: bool = False

    @property
    def rank(self) -> tuple[bool, int]:
        return not self.urgent, self.number


@dataclass(frozen=True, slots=True)
class Cancel:
    """To the engine: stop this job at the next step."""

    number: int


class JobQueue:
    """Jobs waiting for the engine, and those it has.

    The engine has at most one job and one urgent job: the rest waits here, so that it outlives
    the process.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, Order] = {}
        self._ranked: list[tuple[bool, int]] = []
        self._running: dict[int, Order] = {}

    def add(self, order: Order) -> None:
        self._waiting[order.number] = order
        heapq.heappush(self._ranked, order.rank)

    def start_next(self) -> Order | None:
        """The next job that may be sent now; it counts as running from here on."""
        while self._ranked and self._ranked[0][1] not in self._waiting:
            heapq.heappop(self._ranked)
        if not self._ranked or not self._may_start(self._waiting[self._ranked[0][1]]):
            return None
        order = self._waiting.pop(heapq.heappop(self._ranked)[1])
        self._running[order.number] = order
        return order

    def _may_start(self, order: Order) -> bool:
        if order.urgent:
            return not any(running.urgent for running in self._running.values())
        return not self._running

    def drop_waiting(self, number: int) -> bool:
        """Whether the job was waiting; it is not any more."""
        return self._waiting.pop(number, None) is not None

    def end(self, number: int) -> bool:
        """Whether the job was running; it is not any more."""
        return self._running.pop(number, None) is not None

    def is_running(self, number: int) -> bool:
        return number in self._running

    @property
    def running(self) -> list[int]:
        return sorted(self._running)

    @property
    def waiting(self) -> list[int]:
        return sorted(self._waiting)

    def put_back(self) -> None:
        """Let every running job wait again."""
        for order in self._running.values():
            self.add(order)
        self._running.clear()
