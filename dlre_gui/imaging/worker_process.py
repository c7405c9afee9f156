"""The decoding process: takes one request after the other until its client is gone.

It limits itself: address space where the system keeps such limits, and an alarm whose default action
ends the process in the kernel, so that a decoder that hangs outlives neither deadline nor client.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dlre_gui.domain.errors import FileError, TooLargeError
from dlre_gui.priority import give_way_if_told

READY, TAKEN = b"ready", b"taken"
UNFIT_SHARE = 0.5
ALARM_GRACE_S = 2
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of malloc.h
KEPT_BYTES = 32 * 2**20


def serve(connection: Connection, memory_bytes: int) -> None:
    """Answer requests until the client closes its end; the entry of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the client's to handle
    give_way_if_told()
    _silence()
    _keep_freed_memory()
    answer = partial(_answer, _reader())
    _limit_memory(memory_bytes)
    try:
        connection.send_bytes(READY)
        while True:
            _serve_one(connection, answer, memory_bytes)
    except (EOFError, OSError):
        return  # the client is gone


def _reader() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The reading functions, all libraries imported before memory is limited."""
    import gdcm  # noqa: F401
    import jpeg_ls  # noqa: F401
    import openjpeg  # noqa: F401

    from dlre_gui.imaging import read
    from dlre_gui.imaging.files import LastFile

    last = LastFile()
    return partial(read.read_info, load=last), partial(read.read_screen, load=last)


def _serve_one(connection: Connection, answer: Callable[..., Any], memory_bytes: int) -> None:
    from dlre_gui.imaging.wire import packed, unpacked

    request = unpacked(connection.recv_bytes())
    connection.send_bytes(TAKEN)
    _alarm(request["deadline_s"] + ALARM_GRACE_S)
    message, pixels = answer(request)
    message["unfit"] = message.get("unfit", False) or _bloated(memory_bytes)
    connection.send_bytes(packed(message))
    if pixels is not None:
        connection.send_bytes(pixels)
    _alarm(0)


def _answer(
    readers: tuple[Callable[..., Any], Callable[..., Any]], request: dict[str, Any]
) -> tuple[dict[str, Any], memoryview | None]:
    """The message and the pixels that follow it; "unfit" if the process had better be replaced."""
    from dlre_gui.imaging.wire import error_message, info_message, screen_message

    path = Path(request["path"])
    try:
        if request["frame"] is None:
            return info_message(readers[0](path)), None
        screen = readers[1](path, request["frame"])
        return screen_message(screen), screen.pixels.reshape(-1).data
    except FileError as error:
        starved = isinstance(error, TooLargeError) and isinstance(error.__cause__, MemoryError)
        return {**error_message(error), "unfit": starved}, None


def _silence() -> None:
    """Codecs print on the standard streams; a reader of ours there would take it for our words."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def _keep_freed_memory() -> None:
    """Let glibc keep what was freed: the page faults of taking it anew cost more than decoding."""
    if sys.platform == "linux":
        try:
            mallopt = ctypes.CDLL(None).mallopt
        except AttributeError:
            return  # another C library, which has no such setting
        mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
        mallopt(M_TRIM_THRESHOLD, 4 * KEPT_BYTES)


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":  # there the client's job object ends this process
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform not in ("win32", "darwin"):  # macOS has the call, but does not keep the limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bloated(memory_bytes: int) -> bool:
    """Whether a request used so much memory that a fresh process is safer; always False on Windows."""
    return _peak_bytes() > UNFIT_SHARE * memory_bytes


def _peak_bytes() -> int:
    """Most memory this process ever held; 0 where it cannot be told.

    Not of getrusage on Linux: a process inherits that figure from the one that started it.
    """
    peak = 0
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        _, _, rest = status.partition("VmHWM:")
        peak = int(rest.split()[0]) * 1024 if rest else 0
    elif sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak
