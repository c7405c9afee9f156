"""How long work on the exam book tells how far it is, and how it is ended early."""

from __future__ import annotations

from collections.abc import Callable

from dlre_gui.domain.errors import Cancelled

Progress = Callable[[int, int], None]
"""Told how much of how much is done, on the thread that does it; raises `StoppedError` to end it."""


class StoppedError(Cancelled):
    """The user ended it; everything is as it was before."""

    def __init__(self) -> None:
        super().__init__("Stopped.", "Nothing was changed.")
        self.args = ()


def unheard(done: int, total: int) -> None:
    """Nobody wants to know."""
