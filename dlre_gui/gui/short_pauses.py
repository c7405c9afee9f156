"""The garbage collector stops the whole program while it looks through all objects: it must not look at many.

Loaded modules alone are some hundred thousand objects, which is a tenth of a second. They live as long
as the program; so does nearly everything that survived a full collection.
"""

from __future__ import annotations

import gc
import time

LONG_S = 0.01


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
    gc.freeze()
