"""A command as a process beside the window: JSON lines on stdout, told to stop by its stdin's end.

Each line is an object with `event`: ``progress`` (stage, done, total, note, losses), and as the last one
``done`` (what the command made), ``stopped`` (hint) or ``failed`` (message, hint, problems). A process
that ends without a last line has crashed. It stops in order, too, when the window dies.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dlre_gui.domain.errors import Cancelled, CohortError, DlreError
from dlre_gui.priority import LATER, give_way
from dlre_gui.terminal import ExitStatus, stop_on_interrupt

if TYPE_CHECKING:
    from dlre_gui.training.progress import Progress, Report

AsEvents = Annotated[bool, typer.Option("--events", hidden=True)]


def run_as_events(
    work: Callable[[Report, threading.Event], Mapping[str, Any]],
    complete: Callable[[Mapping[str, Any]], bool] = lambda _made: True,
) -> ExitStatus:
    """Do `work`, telling its progress and its end as lines; never raises a `DlreError`.

    Parameters
    ----------
    complete
        Whether what was made is all that was asked for; else the status says that some failed.
    """
    give_way(LATER)  # the window and the scanner's export go first
    with stop_on_interrupt() as stopped:
        threading.Thread(target=_stop_at_end_of_input, args=(stopped,), daemon=True).start()
        try:
            made = work(_tell_progress, stopped)
            _tell("done", made)
        except Cancelled as stop:
            _tell("stopped", {"hint": stop.hint})
            return ExitStatus.INTERRUPTED
        except DlreError as error:
            problems = error.problems if isinstance(error, CohortError) else ()
            _tell("failed", {"message": error.message, "hint": error.hint, "problems": problems})
            return ExitStatus.CANNOT
    return ExitStatus.DONE if complete(made) else ExitStatus.SOME_FAILED


def _stop_at_end_of_input(stopped: threading.Event) -> None:
    """By the descriptor: a thread that waits in `sys.stdin` would not let the process end."""
    try:
        while os.read(0, 1024):
            pass
    except OSError:
        pass
    stopped.set()


def _tell_progress(step: Progress) -> None:
    values: dict[str, Any] = {"stage": step.stage, "done": step.done, "total": step.total}
    if step.note:
        values["note"] = step.note
    if step.losses is not None:
        values["losses"] = step.losses
    _tell("progress", values)


def _tell(event: str, values: Mapping[str, Any]) -> None:
    print(json.dumps({"event": event, **values}, default=str), flush=True)
