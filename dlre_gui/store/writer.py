"""The thread that owns the book's connection: writings in order, many in one transaction."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from dlre_gui.domain.errors import DlreError, StoreError
from dlre_gui.store.opening import explained

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Any]

CLOSE_PATIENCE_S = 10.0


@dataclass(slots=True, eq=False)
class _Writing:
    work: Work
    counted: bool


@dataclass(slots=True, eq=False)
class _Reading:
    work: Work
    answer: Future[Any]


class _WrongError(Exception):
    """A writing that no disk could take (a fault of ours): it must not hold up the others."""

    def __init__(self, writing: _Writing) -> None:
        super().__init__(writing)
        self.writing = writing


class Writer:
    """Runs writings and readings in the order they are given, on one thread.

    Parameters
    ----------
    path
        Of the book, for messages.
    connect
        Opens it; called on the writer's thread, its StoreError is raised here.
    leave
        Called on the writer's thread when all is written and the connection is about to be closed.

    Attributes
    ----------
    heard
        Called on the writer's thread after something was written, or could not be.
    """

    def __init__(
        self,
        path: Path,
        connect: Callable[[], sqlite3.Connection],
        leave: Callable[[sqlite3.Connection], None] | None = None,
    ) -> None:
        self._path = path
        self._leave = leave
        self.heard: Callable[[], None] | None = None
        self._inbox: queue.SimpleQueue[_Writing | _Reading | None] = queue.SimpleQueue()
        self._waiting: deque[_Writing] = deque()
        self._told = self._saved = self._counted = self._counted_saved = 0
        self._problem: StoreError | None = None
        self._wrong: StoreError | None = None
        self._closed = False
        started: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(connect, started), name="exam-book", daemon=True
        )
        self._thread.start()
        started.result()

    @property
    def unsaved(self) -> int:
        return self._told - self._saved

    @property
    def unsaved_counted(self) -> int:
        """Those of them that were to be counted."""
        return self._counted - self._counted_saved

    @property
    def problem(self) -> StoreError | None:
        return self._problem

    def tell(self, work: Work, *, count: bool = False) -> None:
        """Queue a writing; it is `unsaved`, perhaps `unsaved_counted`, too, until it is on disk."""
        self._check_open()
        self._told += 1
        self._counted += count
        self._inbox.put(_Writing(work, count))

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Queue a reading, which sees every writing before it that could be done."""
        self._check_open()
        answer: Future[T] = Future()
        self._inbox.put(_Reading(work, answer))
        return answer

    def flush(self, timeout_s: float | None = None) -> None:
        """Try all that waits; StoreError if it is not on disk within the time."""
        try:
            self.ask(_nothing).result(timeout_s)
        except TimeoutError:
            message = f"The exam book {self._path} was not written within {timeout_s} s."
            raise StoreError(message, "The disk is slow or gone; try again.") from None
        if self._problem is not None:
            raise self._problem

    def close(self) -> None:
        """End the thread after a last try; StoreError if something is not on disk."""
        if self._closed:
            return
        self._closed = True
        self._inbox.put(None)
        self._thread.join(CLOSE_PATIENCE_S)
        if self.unsaved:
            raise self._problem or StoreError(
                f"The exam book {self._path} was not written in time.", "The last changes may be missing."
            )

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"The exam book {self._path} is closed.", "Open it again.")

    # On the thread

    def _run(self, connect: Callable[[], sqlite3.Connection], started: Future[None]) -> None:
        try:
            connection = connect()
        except StoreError as error:
            started.set_exception(error)
            return
        started.set_result(None)
        try:
            while self._turn(connection):
                pass
            self._left(connection)
        finally:
            connection.close()

    def _left(self, connection: sqlite3.Connection) -> None:
        try:
            if self._leave is not None:
                self._leave(connection)
        except sqlite3.Error as error:
            self._problem = explained(self._path, error)

    def _turn(self, connection: sqlite3.Connection) -> bool:
        """Take all there is, write it in one transaction, then answer; False at the end."""
        taken = [self._inbox.get()]
        while not self._inbox.empty():
            taken.append(self._inbox.get())
        self._waiting.extend(one for one in taken if isinstance(one, _Writing))
        self._write(connection)
        for one in taken:
            if isinstance(one, _Reading):
                self._answer(connection, one)
        return None not in taken

    def _write(self, connection: sqlite3.Connection) -> None:
        """Try everything that waits; what cannot be written now goes on waiting, in order."""
        tried = bool(self._waiting)
        while self._waiting:
            try:
                self._commit(connection)
            except _WrongError as error:
                self._rolled_back(connection, error.__cause__ or error)
                self._waiting.remove(error.writing)
                self._wrong = self._problem
            except sqlite3.Error as error:
                self._rolled_back(connection, error)
                break
        heard = self.heard
        if tried and heard is not None:
            heard()

    def _commit(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for writing in self._waiting:
            try:
                writing.work(connection)
            except (sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
                raise _WrongError(writing) from error
            except sqlite3.Error:
                raise  # of the disk: the writing goes on waiting
            except Exception as error:
                raise _WrongError(writing) from error
        connection.execute("COMMIT")
        self._counted_saved += sum(writing.counted for writing in self._waiting)
        self._saved += len(self._waiting)
        self._waiting.clear()
        self._problem = self._wrong

    def _rolled_back(self, connection: sqlite3.Connection, error: BaseException) -> None:
        self._problem = explained(self._path, error)
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    def _answer(self, connection: sqlite3.Connection, reading: _Reading) -> None:
        try:
            reading.answer.set_result(reading.work(connection))
        except sqlite3.Error as error:
            reading.answer.set_exception(explained(self._path, error))
        except DlreError as error:
            reading.answer.set_exception(error)
        except (ValueError, TypeError, LookupError) as error:
            message = f"The exam book {self._path} holds an entry that cannot be understood ({error})."
            reading.answer.set_exception(StoreError(message, "Report this; the file is unchanged."))
        except Exception as error:  # noqa: BLE001 - the asker's; the thread goes on for all others
            reading.answer.set_exception(error)


def _nothing(_: sqlite3.Connection) -> None:
    """Nothing but a turn of the writer."""
