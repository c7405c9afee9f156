"""The client of the decoding process: one file at a time, under a memory limit and a deadline.

A process that hangs, crashes or bloats costs the file it was reading and is replaced.

Limits by system: on Linux the address space is limited by the kernel; on Windows the committed memory, by a
job object; macOS keeps no such limit, there only the checks of file headers and the deadline hold.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from dlre_gui.domain.errors import DecoderCrashedError, DecodeTimeoutError, FileError
from dlre_gui.domain.screen import FileInfo, Screen
from dlre_gui.imaging.limits import DEADLINE_S, MEMORY_BYTES, deadline_for
from dlre_gui.imaging.wire import error_from, info_from, n_pixel_bytes, packed, screen_from, unpacked
from dlre_gui.imaging.worker_process import READY, TAKEN, serve

START_TIMEOUT_S = 60.0
CLOSE_TIMEOUT_S = 1.0
MAX_MESSAGE_BYTES = 2**20
DEAD_OR_CONFUSED = (EOFError, OSError, ValueError, KeyError, TypeError, AttributeError)
_ON_TIMEOUT = "Copy it to this computer's disk, and try again; or export it from the scanner again, as PNG."
T = TypeVar("T")


class DecodeWorker:
    """Reads files in a process of its own; a context manager, safe to use from several threads.

    Parameters
    ----------
    deadline_s
        Seconds a file may take, the start of the process not counted; a large one has more.
    memory_bytes
        Address space the process may have.
    """

    def __init__(self, deadline_s: float = DEADLINE_S, memory_bytes: int = MEMORY_BYTES) -> None:
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._closed = False

    def __enter__(self) -> DecodeWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start the process, without waiting until it is ready."""
        with self._lock:
            self._process()

    def info(self, path: Path) -> FileInfo:
        """What the header of a file says.

        Raises
        ------
        FileError
            One of its subclasses, naming the file and the way out.
        """
        return self._ask(Path(path), None, lambda message, _: info_from(message, Path(path)))

    def screen(self, path: Path, frame: int = 0) -> Screen:
        """Decode one frame of a file, counted from 0.

        Raises
        ------
        FileError
            One of its subclasses, naming the file and the way out.
        """
        return self._ask(Path(path), frame, lambda message, pixels: screen_from(message, Path(path), pixels))

    def close(self) -> None:
        """End the process; the worker cannot be used any more."""
        with self._lock:
            self._closed = True
            if self._running is not None:
                self._running.end(CLOSE_TIMEOUT_S)
                self._running = None

    def _ask(self, path: Path, frame: int | None, build: Callable[[dict[str, Any], bytes], T]) -> T:
        deadline_s = deadline_for(_size(path), self._deadline_s)
        request = packed({"path": str(path.absolute()), "frame": frame, "deadline_s": deadline_s})
        with self._lock:
            running = self._taken(request, path)
            try:
                message, pixels = running.answer(deadline_s)
                unfit = message["unfit"]
                answer = error_from(message, path) if "error" in message else build(message, pixels)
            except TimeoutError as error:
                self._replace()
                raise _too_slow(path, deadline_s) from error
            except DEAD_OR_CONFUSED as error:
                self._replace()
                raise _crashed(path) from error
            if unfit:
                self._replace()
        if isinstance(answer, FileError):
            raise answer
        return answer

    def _taken(self, request: bytes, path: Path) -> _Running:
        """A process that has taken the request; one that died while it was idle is replaced."""
        for _ in range(3):
            running = self._process()
            if running.takes(request, self._deadline_s):
                return running
            self._replace(start=False)
        message = f"{path} was not read: the decoding process does not start."
        raise DecoderCrashedError(path, message, "Start the program again; see `dlre-gui doctor`.")

    def _process(self) -> _Running:
        if self._closed:
            raise RuntimeError("the decode worker is closed")
        if self._running is None:
            self._running = _Running(self._memory_bytes)
        return self._running

    def _replace(self, start: bool = True) -> None:
        """Kill the process; its successor starts at once, to be ready for the next file."""
        if self._running is not None:
            self._running.end(0.0)
            self._running = None
        if start:
            self._process()


class _Running:
    """One decoding process and the connection to it."""

    def __init__(self, memory_bytes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection: Connection
        self._connection, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs, memory_bytes), daemon=True, name="decode"
        )
        with _may_have_children(), _single_threaded():
            self._process.start()
        theirs.close()  # so that either side sees the other's end
        self._job = _job(self._process.sentinel, memory_bytes)
        self._is_ready = False

    def takes(self, request: bytes, timeout_s: float) -> bool:
        """Whether it lives and takes a request, waiting for its start if need be."""
        try:
            if not self._is_ready:
                self._is_ready = self._says(READY, START_TIMEOUT_S)
            if not self._is_ready:
                return False
            self._connection.send_bytes(request)
            return self._says(TAKEN, timeout_s)
        except (EOFError, OSError):
            return False

    def _says(self, word: bytes, timeout_s: float) -> bool:
        return self._connection.poll(timeout_s) and self._connection.recv_bytes(len(word)) == word

    def answer(self, deadline_s: float) -> tuple[dict[str, Any], bytes]:
        """Wait for the answer to the request it has taken.

        Raises
        ------
        TimeoutError
            If it passes the deadline.
        EOFError, OSError, ValueError
            If the process died or answered nonsense.
        """
        end = time.monotonic() + deadline_s
        message = unpacked(self._receive(end, MAX_MESSAGE_BYTES))
        expected = n_pixel_bytes(message)
        if not expected:
            return message, b""
        pixels = self._receive(end, expected)
        if len(pixels) != expected:
            raise ValueError("the picture came incomplete")
        return message, pixels

    def _receive(self, end: float, limit: int) -> bytes:
        if not self._connection.poll(max(0.0, end - time.monotonic())):
            raise TimeoutError
        return self._connection.recv_bytes(limit)

    def end(self, timeout_s: float) -> None:
        """Let it end by itself for `timeout_s` seconds, then kill it."""
        self._connection.close()
        self._process.join(timeout_s)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        if self._job is not None:
            self._job.close()


@contextmanager
def _may_have_children() -> Iterator[None]:
    """Lift the ban on children of daemonic processes while the decoder starts.

    The ban is there because such children would be orphaned; the decoder ends by itself when its
    connection closes.
    """
    config: dict[str, Any] = getattr(multiprocessing.current_process(), "_config", {})
    was = config.pop("daemon", None)
    try:
        yield
    finally:
        if was is not None:
            config["daemon"] = was


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Let the decoder inherit one thread for algebra: with many cores their stacks alone fill its memory."""
    name = "OPENBLAS_NUM_THREADS"
    was = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if was is None:
            del os.environ[name]
        else:
            os.environ[name] = was


def _job(process_handle: int, memory_bytes: int) -> Any:
    """The job object that limits the process on Windows; None elsewhere."""
    if sys.platform == "win32":
        from dlre_gui.imaging.windows_job import Job

        return Job(process_handle, memory_bytes)
    return None


def _size(path: Path) -> int:
    """Bytes; 0 where it cannot be asked, as the decoder will tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _too_slow(path: Path, deadline_s: float) -> DecodeTimeoutError:
    message = f"{path} took longer than {deadline_s:.3g} s to decode and was given up."
    return DecodeTimeoutError(path, message, _ON_TIMEOUT)


def _crashed(path: Path) -> DecoderCrashedError:
    message = f"{path} crashed its decoder or used too much memory."
    return DecoderCrashedError(path, message, "The file is damaged; export it from the scanner again.")
