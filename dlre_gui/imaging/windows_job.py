"""Limits for a process on Windows: a job object, which also ends it when its owner ends.

Written from Microsoft's documentation of SetInformationJobObject; not tried on Windows yet.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from functools import partial

EXTENDED_LIMITS = 9
PROCESS_MEMORY, KILL_ON_CLOSE, DIE_ON_EXCEPTION = 0x100, 0x2000, 0x400


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """Holds a process to a memory limit in bytes and ends it when closed or when its owner dies.

    Raises
    ------
    OSError
        If Windows refuses.
    """

    def __init__(self, process_handle: int, memory_bytes: int) -> None:
        self._close = _assigned(process_handle, memory_bytes)

    def close(self) -> None:
        self._close()


def _assigned(process_handle: int, memory_bytes: int) -> Callable[[], None]:
    """Put a process into a new job; returns what closes the job's handle."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = PROCESS_MEMORY | KILL_ON_CLOSE | DIE_ON_EXCEPTION
        limits.ProcessMemoryLimit = memory_bytes
        size = ctypes.sizeof(limits)
        done = kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(limits), size)
        if not (done and kernel.AssignProcessToJobObject(job, wintypes.HANDLE(process_handle))):
            raise ctypes.WinError(ctypes.get_last_error())
        return partial(kernel.CloseHandle, job)
    raise OSError("job objects exist on Windows only")
