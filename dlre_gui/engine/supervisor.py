"""The thread that owns the engine process: it sends jobs, passes events on, replaces the dead."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import wait

from dlre_gui.domain.errors import DlreError, EngineError
from dlre_gui.engine.inbox import Inbox
from dlre_gui.engine.link import Link
from dlre_gui.engine.messages import (
    CancelledJob,
    EngineFailed,
    EngineReady,
    Event,
    Failed,
    Finished,
    Refused,
)
from dlre_gui.engine.queue import Cancel, JobQueue, Order

SILENCE_LIMIT_S = 120.0
MAX_RESTARTS_PER_MINUTE = 3


@dataclass(frozen=True, slots=True)
class CancelAll:
    """Stop every job, running or waiting."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Replace the process, with this model and device."""

    model: str | None
    device: str


@dataclass(frozen=True, slots=True)
class Close:
    """End the process and the thread."""

    timeout_s: float


Command = Order | Cancel | CancelAll | Restart | Close


class Supervisor:
    """Everything here runs in one thread, `run`; others leave commands in the inbox.

    A process that dies, or says nothing for `SILENCE_LIMIT_S` while it starts or has a job,
    is replaced: the jobs it had have failed, the waiting ones go on. After
    `MAX_RESTARTS_PER_MINUTE` in a minute the engine has failed until `Restart`.
    """

    def __init__(self, on_event: Callable[[Event], None], first: Restart) -> None:
        self.inbox: Inbox[Command] = Inbox()
        self._on_event = on_event
        self._settings = first
        self._jobs = JobQueue()
        self._link: Link | None = None
        self._ready = False
        self._failure: DlreError | None = None
        self._last_word = 0.0
        self._restarts: deque[float] = deque()

    def run(self) -> None:
        """Work until `Close`."""
        self._start_process()
        while True:
            for command in self.inbox.take():
                if isinstance(command, Close):
                    self._end(command.timeout_s)
                    return
                self._obey(command)
            self._send_waiting()
            self._listen()

    def _obey(self, command: Command) -> None:
        match command:
            case Order():
                self._accept(command)
            case Cancel(number):
                self._cancel(number)
            case CancelAll():
                for number in self._jobs.waiting + self._jobs.running:
                    self._cancel(number)
            case Restart():
                self._restart(command)

    def _accept(self, order: Order) -> None:
        if self._failure is not None:
            self._on_event(Failed(order.number, self._failure))
        else:
            self._jobs.add(order)

    def _cancel(self, number: int) -> None:
        if self._jobs.drop_waiting(number):
            self._on_event(CancelledJob(number))
        elif self._link is not None and self._jobs.is_running(number):
            self._link.send(Cancel(number))

    def _restart(self, settings: Restart) -> None:
        if self._link is not None:
            self._link.kill()
        self._settings = settings
        self._failure = None
        self._restarts.clear()
        self._jobs.put_back()
        self._start_process()

    def _start_process(self) -> None:
        self._ready = False
        self._last_word = time.monotonic()
        try:
            self._link = Link(self._settings.model, self._settings.device)
        except OSError as error:
            self._link = None
            self._give_up(EngineError(f"The scoring process could not be started: {error}."))

    def _send_waiting(self) -> None:
        while self._ready and self._link is not None and (order := self._jobs.start_next()):
            self._last_word = time.monotonic()
            self._link.send(order)  # if it is gone, `_listen` finds out

    def _listen(self) -> None:
        """Wait for one thing: a command, an event, the process's death or its silence."""
        if self._link is None:
            wait([self.inbox.connection])
            return
        ready = wait([self.inbox.connection, self._link.connection], self._patience_s())
        if self._link.connection in ready:
            self._pass_on(self._link.receive())
        elif not ready:
            self._replace()

    def _patience_s(self) -> float | None:
        if self._ready and not self._jobs.running:
            return None
        return max(0.0, self._last_word + SILENCE_LIMIT_S - time.monotonic())

    def _pass_on(self, event: Event | None) -> None:
        self._last_word = time.monotonic()
        match event:
            case None:
                self._replace()
            case EngineFailed(error):
                self._stop_process()
                self._give_up(error)
            case EngineReady():
                self._ready = True
                self._on_event(event)
            case Finished() | Refused() | Failed() | CancelledJob():
                self._jobs.end(event.number)
                self._on_event(event)
            case _:
                self._on_event(event)

    def _stop_process(self) -> str:
        how = self._link.kill() if self._link is not None else ""
        self._link = None
        self._ready = False
        return how

    def _replace(self) -> None:
        how = self._stop_process()
        message = f"The scoring process ended unexpectedly ({how})."
        for number in self._jobs.running:
            self._jobs.end(number)
            self._on_event(Failed(number, EngineError(message, "It was started again: try once more.")))
        now = time.monotonic()
        while self._restarts and now - self._restarts[0] > 60.0:
            self._restarts.popleft()
        if len(self._restarts) >= MAX_RESTARTS_PER_MINUTE:
            self._give_up(EngineError(message, "Run `dlre-gui doctor` to find out why."))
        else:
            self._restarts.append(now)
            self._start_process()

    def _give_up(self, error: DlreError) -> None:
        self._failure = error
        self._on_event(EngineFailed(error))
        for number in self._jobs.running + self._jobs.waiting:
            self._jobs.end(number)
            self._jobs.drop_waiting(number)
            self._on_event(Failed(number, error))

    def _end(self, timeout_s: float) -> None:
        self.inbox.close()
        if self._link is not None:
            self._link.close(timeout_s)
