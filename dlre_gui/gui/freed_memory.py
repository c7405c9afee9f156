"""Pictures that are not needed any more must leave the program's memory, however many there were."""

from __future__ import annotations

import sys

_M_MMAP_THRESHOLD = -3  # of malloc.h
_LARGE_BYTES = 512 * 1024


def give_back_what_is_freed() -> None:
    """Let glibc hand every freed screen, page and map to the system at once; elsewhere that is so anyway.

    By itself it learns from the first screens that are freed to keep such blocks, and all day the holes
    between what lives long are too small for the next screen: a morning's work took a gigabyte more.
    """
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):  # other C libraries have no such setting
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
