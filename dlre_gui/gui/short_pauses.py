"""What makes the window's thread wait for the rest of the program, and must not make it wait long.

The garbage collector stops the whole program while it looks through all objects. Loaded modules alone are
some hundred thousand objects, which is a tenth of a second. They live as long as the program; so does
nearly everything that survived a full collection.

A thread that computes in Python is left the interpreter for a while by all who ask for it; the window's
asks after every call of Qt.

A library in C keeps the interpreter while it is loaded, however long the disk takes.
"""

from __future__ import annotations

import gc
import sys
import time

LONG_S = 0.01
SWITCH_S = 0.001  # Python's own 5 ms, times the calls of Qt in one act, are what a user notices
NEVER_CALLED = ("gdcm", "pylibjpeg", "openjpeg", "jpeg_ls")
"""Decoders that pydicom loads along, 30 MB; pixels are decoded in processes of their own."""


class ShortPauses:
    """After a full collection that took long, what survived it is never looked through again."""

    def __init__(self) -> None:
        self._begun = 0.0

    def __call__(self, phase: str, about: dict[str, int]) -> None:
        """As `gc.callbacks` wants it."""
        if about["generation"] != 2:
            return
        if phase == "start":
            self._begun = time.thread_time()
        elif time.thread_time() - self._begun > LONG_S:
            gc.freeze()  # nothing of it is garbage: that was just taken away


def keep_pauses_short() -> None:
    """From now on, once for a program; what is there already is left alone at once."""
    if not any(isinstance(one, ShortPauses) for one in gc.callbacks):
        gc.callbacks.append(ShortPauses())
    sys.setswitchinterval(SWITCH_S)
    for name in NEVER_CALLED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # Python's way to say: not here
    gc.freeze()
