"""Who goes first where the processors are few: the window, then what it asked for, then work of hours.

Threads of the window's process keep its priority: whoever holds the interpreter while the window's thread
waits for it must not be held up in turn.
"""

from __future__ import annotations

import os
import sys

SOON, LATER = 5, 10
"""Niceness of what a user waits for at the window (a quarter of a busy processor is left to it), and of
training, validation and scoring of folders."""
_TOLD = "DLRE_NICENESS"
_BELOW_NORMAL_PRIORITY_CLASS = 0x4000


def let_children_give_way(niceness: int = SOON) -> None:
    """Tell all processes of ours that this one starts from now on, and theirs."""
    os.environ[_TOLD] = str(niceness)


def give_way_if_told() -> None:
    """First thing in a process of ours: behind the window, if it is one's that has a window."""
    told = os.environ.get(_TOLD, "")
    if told.isdecimal():
        give_way(int(told))


def give_way(niceness: int) -> None:
    """Let others go before this process, at most as far as `niceness`; never the other way.

    Windows serves a window's thread first by itself, and a class below others' would starve where another
    program takes all processors: only work of hours is put there.
    """
    if sys.platform == "win32":
        if niceness >= LATER:
            _go_below_normal()
    elif os.getpriority(os.PRIO_PROCESS, 0) < niceness:
        os.setpriority(os.PRIO_PROCESS, 0, niceness)


def _go_below_normal() -> None:
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetPriorityClass.argtypes = (wintypes.HANDLE, wintypes.DWORD)
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
