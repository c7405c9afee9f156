"""What commands say in a terminal: results on stdout, progress and errors on stderr."""

from __future__ import annotations

import functools
import io
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import IntEnum
from types import FrameType
from typing import Any, ParamSpec

import typer

from dlre_gui.domain.errors import Cancelled, DlreError

Update = Callable[[int, int], None]
StageUpdate = Callable[[str, int, int], None]
P = ParamSpec("P")

_ACTIVE = re.compile("[\\0-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]")


class ExitStatus(IntEnum):
    """How a command ended, for the shell."""

    DONE = 0
    SOME_FAILED = 1
    CANNOT = 2
    INTERRUPTED = 130


def exits(command: Callable[P, ExitStatus]) -> Callable[P, None]:
    """Turn a command's result, known errors and Ctrl+C into an exit status; never a traceback."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
            sys.stdout.flush()  # here, where it can still be told that this does not work
        except KeyboardInterrupt:
            tell("interrupted")
            status = ExitStatus.INTERRUPTED
        except Cancelled as stop:
            tell(f"interrupted. {stop.hint}")
            status = ExitStatus.INTERRUPTED
        except DlreError as error:
            tell_error(error)
            status = ExitStatus.CANNOT
        except OSError as error:
            status = not_written(error)
        raise typer.Exit(int(status))

    return wrapped


def not_written(error: OSError) -> ExitStatus:
    """Tell why the output cannot be written: a full disk behind ``>``, a share that was lost.

    Nothing is told where its reader has gone, as `head` does. What stands in the buffer is lost: Python would
    write it at its end, and say so once more.
    """
    gone = isinstance(error, BrokenPipeError)
    if not gone:
        tell(f"error: {error}")
    with suppress(OSError):  # it is none of the system's
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitStatus.SOME_FAILED if gone else ExitStatus.CANNOT


def tell(text: str) -> None:
    """A line on stderr, or several; names of files in it neither move nor hide other text."""
    print("\n".join(inert(line) for line in text.split("\n")), file=sys.stderr, flush=True)


def tell_error(error: DlreError) -> None:
    """What happened on one line of stderr, and the way out on the next."""
    tell(f"error: {error.message}")
    if error.hint:
        tell(f"  {error.hint}")


def print_json(value: Any) -> None:
    """`value` as JSON on stdout, for a program to read, whatever encoding stdout has."""
    knows_all = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, indent=2, ensure_ascii=not knows_all, default=str))


def write_any_character() -> None:
    """What the encoding of stdout or stderr lacks is written as an escape instead of ending the program.

    Behind a pipe or ``>``, Windows takes the code page of its region, most of which have no "≥".
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a windowed program on Windows has none
            stream.reconfigure(errors="backslashreplace")


def inert(text: str) -> str:
    """Control characters, marks that reorder text and bytes that are none, shown as escapes."""
    shown = _ACTIVE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return shown.encode("utf-8", "backslashreplace").decode()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """A plain table on stdout; its cells are neither markup nor do they move or hide other text."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(inert(cell)) for cell in row))
    console = Console()
    Console(width=None if console.is_terminal else 160).print(table)


@contextmanager
def stages() -> Iterator[StageUpdate]:
    """A bar on stderr for each stage of a long work; gives ``update(stage, done, total)``.

    May be called from any thread.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as bars:

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield update


@contextmanager
def progress_bar(title: str) -> Iterator[Update]:
    """One bar on stderr while the block runs; gives ``update(done, total)``."""
    with stages() as update:
        yield lambda done, total: update(title, done, total)


@contextmanager
def stop_on_interrupt() -> Iterator[threading.Event]:
    """An event that the first Ctrl+C (or SIGTERM) sets, so that the work can stop in order.

    The second Ctrl+C interrupts at once.
    """
    stopped = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()
        tell("stopping; press Ctrl+C again to stop at once")

    for number in before:
        signal.signal(number, stop)
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
