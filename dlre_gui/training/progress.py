"""How far a long piece of work has come, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dlre_gui.domain.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps of a stage such as ``patches`` or ``train f4``; `note` is for people.

    Attributes
    ----------
    losses
        Of an epoch, the step that is `done`: mean loss on training and on held-out screens.
    """

    stage: str
    done: int
    total: int
    note: str = ""
    losses: tuple[float, float] | None = None


Report = Callable[[Progress], None]
IsCancelled = Callable[[], bool]


def silent(_progress: Progress) -> None:
    """Report to nobody."""


def never() -> bool:
    """Not cancelled."""
    return False


def stop_if(cancelled: IsCancelled) -> None:
    """Raise Cancelled if the user has asked to stop."""
    if cancelled():
        raise Cancelled("Cancelled.", "What was finished is kept; run it again to go on.")
