"""Several workers on one list of files; their records come back one by one."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from dlre_gui.batch.ledger import Record
from dlre_gui.batch.plan import Task
from dlre_gui.batch.worker import Worker

_LOOK_AROUND_S = 0.1


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file has no more records to come."""

    shown: str


class Crew:
    """Threads with a worker each, at most one a task.

    Parameters
    ----------
    make_worker
        Called in the thread of the worker.
    cancelled
        When set, every worker stops at its next step.
    """

    def __init__(
        self, tasks: Sequence[Task], size: int, make_worker: Callable[[], Worker], cancelled: threading.Event
    ) -> None:
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        for task in tasks:
            self._tasks.put(task)
        self._size = min(size, len(tasks))
        self._make_worker = make_worker
        self._cancelled = cancelled
        self._stopped = threading.Event()
        self._results: queue.SimpleQueue[Record | FileDone] = queue.SimpleQueue()
        self._workers: list[Worker] = []

    def results(self) -> Iterator[Record | FileDone]:
        """Records as they come; ends when all is done or every worker has stopped.

        Raises
        ------
        DlreError
            Of a worker that could not go on, after the records that were made.
        """
        if not self._size:
            return
        with ThreadPoolExecutor(self._size, thread_name_prefix="score") as pool:
            threads = [pool.submit(self._serve) for _ in range(self._size)]
            try:
                yield from self._until_done(threads)
            finally:
                self._stop()  # also when the caller left early, by Ctrl+C or a full disk
        for thread in threads:
            thread.result()

    def _until_done(self, threads: Sequence[Future[None]]) -> Iterator[Record | FileDone]:
        over = False
        while not over:
            over = all(thread.done() for thread in threads)
            yield from self._arrived(0.0 if over else _LOOK_AROUND_S)
            if self._cancelled.is_set() or any(thread.done() and thread.exception() for thread in threads):
                self._stop()

    def _arrived(self, timeout_s: float) -> Iterator[Record | FileDone]:
        """What has come, having waited for the first of it."""
        try:
            yield self._results.get(timeout=timeout_s)
            while True:
                yield self._results.get_nowait()
        except queue.Empty:
            return
        except KeyboardInterrupt:
            self._cancelled.set()  # what is finished is still collected

    def _stop(self) -> None:
        if not self._stopped.is_set():
            self._stopped.set()
            for worker in list(self._workers):
                worker.stop()

    def _serve(self) -> None:
        worker = self._make_worker()
        self._workers.append(worker)
        try:
            while not (self._stopped.is_set() or self._cancelled.is_set()):
                task = self._tasks.get_nowait()
                for record in worker.work(task):
                    self._results.put(record)
                self._results.put(FileDone(task.source.shown))
        except queue.Empty:
            return
        finally:
            worker.close()
