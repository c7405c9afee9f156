"""One engine process and the pipe to it, as the client holds them."""

from __future__ import annotations

import multiprocessing
import time
from typing import Any

from dlre_gui.engine import entry, wire


class Link:
    """A running engine process. Spawned, so that it shares nothing with the client."""

    def __init__(self, model: str | None, device: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=entry.main, args=(theirs, model, device, time.time()), name="dlre-engine"
        )
        self._process.start()
        theirs.close()

    def send(self, message: object) -> bool:
        """Whether the message could be sent; if not, the process is gone."""
        try:
            wire.send(self.connection, message)
        except OSError:
            return False
        return True

    def receive(self) -> Any | None:
        """The next message, or None if the process is gone."""
        try:
            return wire.receive(self.connection)
        except (EOFError, OSError):
            return None

    def kill(self) -> str:
        """End the process at once; how it ended, for a person."""
        self._process.join(0.1)
        stopped_by_us = self._process.is_alive()
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._release()
        if stopped_by_us:
            return "it did not answer and was stopped"
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def close(self, timeout_s: float) -> None:
        """Ask the process to end, and end it if it does not."""
        self.connection.close()
        self._process.join(timeout_s)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._release()

    def _release(self) -> None:
        self.connection.close()
        self._process.close()
