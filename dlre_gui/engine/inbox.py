"""Commands from any thread to the one thread that owns the engine process."""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Inbox(Generic[T]):
    """A queue that can be waited for together with pipes (`multiprocessing.connection.wait`)."""

    def __init__(self) -> None:
        self.connection: Connection[Any, Any]
        self.connection, self._bell = multiprocessing.Pipe(duplex=False)
        self._lock = threading.Lock()
        self._commands: list[T] = []
        self._closed = False

    def put(self, command: T) -> None:
        """Leave a command; without effect when closed."""
        with self._lock:
            if self._closed:
                return
            self._commands.append(command)
            if len(self._commands) == 1:
                self._bell.send_bytes(b"!")

    def take(self) -> list[T]:
        """All commands left since the last call; does not block."""
        with self._lock:
            if self._commands:
                self.connection.recv_bytes()
            commands, self._commands = self._commands, []
            return commands

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self.connection.close()
            self._bell.close()
