"""Work done by several processes of ours, its results as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from dlre_gui.child_process import belong_to_parent
from dlre_gui.domain.errors import EngineError

Job = TypeVar("Job")
Result = TypeVar("Result")

_WAITING_PER_PROCESS = 4
_LOOK_AGAIN_S = 0.5


def results_of(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    processes: int,
    cancelled: Callable[[], bool],
    begin: Callable[[], None] = belong_to_parent,
) -> Iterator[Result]:
    """What `work` makes of each job, in the order of getting ready; only few jobs wait, so memory stays flat.

    Ends before its end when `cancelled` says so, what runs then being finished and not given.

    Parameters
    ----------
    work, begin
        Functions of a module; `begin` runs first in every process and calls `belong_to_parent`.

    Raises
    ------
    EngineError
        If a process died. Not if the work is cancelled: who tells a program to stop often tells all
        its processes at once, as `timeout` and the end of a session do.
    """
    pool = ProcessPoolExecutor(processes, get_context("spawn"), begin)
    coming = iter(jobs)
    waiting: set[Future[Result]] = set()
    try:
        while not cancelled():
            room = processes * _WAITING_PER_PROCESS - len(waiting)
            waiting |= {pool.submit(work, job) for job in islice(coming, room)}
            if not waiting:
                return
            ready, waiting = wait(waiting, timeout=_LOOK_AGAIN_S, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in ready)
    except BrokenProcessPool:
        if not cancelled():
            raise EngineError(
                "A process that did a part of the work died.", "Run it again to go on."
            ) from None
    finally:
        pool.shutdown(cancel_futures=True)
