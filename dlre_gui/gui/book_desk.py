"""What the window asks of the exam book, all of it away from the GUI thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from dlre_gui.domain.errors import DlreError
from dlre_gui.domain.exam import exam_key
from dlre_gui.domain.screen import FileInfo
from dlre_gui.gui.background import Work
from dlre_gui.gui.session import AcqKey, Session, key_of
from dlre_gui.store.book import Book
from dlre_gui.store.recall import FileRecall, Recalled, recall_exam, recall_file
from dlre_gui.store.records import AcquisitionId


class BookDesk(QObject):
    """Opens the book of a session, and brings back what it knows.

    Signals
    -------
    knows(exam_keys)
        The book, which the session gets next, knows these open exams: what was done on them meanwhile was
        done without their memory.
    opened
        The session has its book now.
    refused(error)
        It cannot be opened; the window goes on without it.
    failed(error)
        Something could not be read from it.
    recalled(info, known)
        The book was asked about a file that was looked into; a `FileRecall`.
    not_recalled(info, error)
        It could not say what it knows of that file.
    thumbnails_came(jpegs)
        Small pictures by `AcqKey`, as JPEG files.

    Attributes
    ----------
    opening
        The book is on its way: files wait for it, so that nothing is opened without its memory.
    """

    knows = Signal(object)
    opened = Signal()
    refused = Signal(object)
    failed = Signal(object)
    recalled = Signal(object, object)
    not_recalled = Signal(object, object)
    thumbnails_came = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._works: set[Work] = set()
        self._kept: set[AcquisitionId] = set()
        self._waiting: deque[FileInfo] = deque()
        self._looking = threading.Event()
        self.opening = False

    @property
    def book(self) -> Book | None:
        return self._session.book

    @property
    def busy(self) -> bool:
        return bool(self._works)

    def close(self) -> None:
        """Want no more answers."""
        self.stop_looking()
        for work in self._works:
            work.drop()

    def open_book(self) -> None:
        """Open the user's exam book."""
        self.opening = True
        self.ask(Book, self._use, self._refuse)

    def ask(
        self,
        question: Callable[[], Any],
        answered: Callable[[Any], None],
        failed: Callable[[DlreError], None] | None = None,
        *,
        may_hang: bool = False,
    ) -> Work:
        """Put a question that waits for the book or a disk; the answer comes on the GUI thread."""
        work = Work(question, may_hang=may_hang)
        self._works.add(work)
        work.done.connect(lambda answer: self._end(work, answered, answer))
        work.failed.connect(lambda error: self._end_badly(work, failed or self.failed.emit, error))
        work.start()
        return work

    def recall_file(self, info: FileInfo) -> None:
        """Ask what the book knows of a file; answers come in the order of asking."""
        self._waiting.append(info)
        if len(self._waiting) == 1:
            self._recall_next()

    def _recall_next(self) -> None:
        """One file after the other, so that the book holds them in the order they were opened."""
        while self._waiting:
            info, book = self._waiting[0], self.book
            if book is not None and not self._session.remembers(info):
                key = exam_key(info.header, info.path)
                known = self._session.is_open_exam(key) and not self._session.replaces(info)
                question = partial(recall_file, book, info.path, key, info.sha256, exam_is_known=known)
                self.ask(question, self._recalled, self._not_recalled, may_hang=True)
                return
            self._waiting.popleft()
            self.recalled.emit(info, FileRecall())

    def _recalled(self, known: FileRecall) -> None:
        self.recalled.emit(self._waiting.popleft(), known)
        if known.thumbnails:
            self._kept.update(known.thumbnails)
            self.thumbnails_came.emit({key_of(one): jpeg for one, jpeg in known.thumbnails.items()})
        self._recall_next()

    def _not_recalled(self, error: DlreError) -> None:
        """Nobody goes on with an exam whose memory could not be read: it would be written over."""
        self.failed.emit(error)
        self.not_recalled.emit(self._waiting.popleft(), error)
        self._recall_next()

    def recall_exam(
        self, key: str, folders: Iterable[Path] | None, found: Callable[[Recalled], None]
    ) -> None:
        """Ask for a whole exam, its files looked for; `found` is told of it."""
        book = self.book
        if book is not None:
            self._looking = looking = threading.Event()
            question = partial(recall_exam, book, key, folders, looking.is_set)
            self.ask(question, partial(self._bring, found), may_hang=True)

    def stop_looking(self) -> None:
        """End the search for an exam's files; it is opened with those found so far."""
        self._looking.set()

    def keep_thumbnail(self, key: AcqKey, jpeg: bytes) -> None:
        """Keep the small picture of an open acquisition, once."""
        identity = self._session.facts(key).id
        if self.book is not None and identity.sha256 and identity not in self._kept:
            self._kept.add(identity)
            self.book.put_thumbnail(identity, jpeg)

    # Answers

    def _use(self, book: Book) -> None:
        """Ask it first about the exams that are open already: what it knows comes before what was done."""
        self._ask_about(book, {}, ())

    def _ask_about(self, book: Book, asked: Mapping[str, frozenset[str]], known: tuple[str, ...]) -> None:
        """About what is open and was not asked about: files may come while it answers."""
        files = self._session.files()
        new = {
            key: some - asked.get(key, frozenset()) for key, some in files.items() if some != asked.get(key)
        }
        if not new:
            self._use_knowing(book, known)
            return

        def answered(more: tuple[str, ...]) -> None:
            self._ask_about(book, {**asked, **files}, (*known, *more))

        self.ask(partial(_known, book, new), answered, partial(self._leave, book))

    def _use_knowing(self, book: Book, known: tuple[str, ...]) -> None:
        if known:
            self.knows.emit(tuple(dict.fromkeys(known)))
        self.opening = False
        self._session.use_book(book)
        self.opened.emit()

    def _leave(self, book: Book, error: DlreError) -> None:
        self.ask(book.close, lambda _: self._refuse(error), lambda _: self._refuse(error))

    def _refuse(self, error: DlreError) -> None:
        self.opening = False
        self.refused.emit(error)

    def _bring(self, found: Callable[[Recalled], None], recalled: Recalled | None) -> None:
        if recalled is not None:
            self._kept.update(recalled.thumbnails)
            found(recalled)
            former, jpegs = recalled.stored.replaced, recalled.thumbnails
            self.thumbnails_came.emit({key_of(one, former=one in former): jpegs[one] for one in jpegs})

    def _end(self, work: Work, answered: Callable[[Any], None], answer: Any) -> None:
        self._works.discard(work)
        answered(answer)

    def _end_badly(self, work: Work, failed: Callable[[DlreError], None], error: Exception) -> None:
        self._works.discard(work)
        if not isinstance(error, DlreError):
            raise error
        failed(error)


def _known(book: Book, files: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The exams that a book knows, by their keys, or by the bytes of a file of theirs."""
    return tuple(
        key
        for key, several in files.items()
        if book.number_of(key) is not None or any(book.places_of_file(sha256) for sha256 in several)
    )
