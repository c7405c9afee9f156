"""Between session, engine and window: what is wanted is asked for, what comes is recorded.

Lives on the GUI thread and does only short things there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from dlre_gui.domain.errors import DlreError, StoreError, UnsupportedFileError
from dlre_gui.domain.findings import Findings
from dlre_gui.domain.screen import FileInfo
from dlre_gui.engine.messages import (
    CancelledJob,
    EngineFailed,
    EngineReady,
    Event,
    Failed,
    FileOpened,
    Finished,
    Refused,
    ScreenAnalysed,
    ScreenRead,
    ScreenScored,
)
from dlre_gui.gui.background import Work
from dlre_gui.gui.book_desk import BookDesk
from dlre_gui.gui.engine_bridge import EngineBridge
from dlre_gui.gui.found import Found
from dlre_gui.gui.jobs import Jobs, Running, job_of
from dlre_gui.gui.pictures import Picture, Pictures
from dlre_gui.gui.searching import Search
from dlre_gui.gui.session import AcqKey, Session, Want
from dlre_gui.gui.telling import Telling
from dlre_gui.store.recall import Recalled
from dlre_gui.store.records import StoredExam

_AT_ONCE = 4


class Controller(QObject):
    """Drives one session with one engine.

    Signals
    -------
    changed
        The window state may be another; told as `telling` says.
    thumbnail_came(key)
        A thumbnail is there.
    engine_ready(event), engine_failed(error)
        As the engine says.
    looking(n)
        `n` folder searches are under way.
    not_found(error)
        A path to open is not there.
    nothing_found(paths)
        There were no files under these paths.
    stopped(paths)
        The user stopped the opening; these files had not been looked into yet.
    skipped(paths)
        Files of the opened folders that are of no kind that holds a screen.
    missing(exam_key, paths)
        An exam of the book was opened; these of its files were not found.
    """

    changed = Signal()
    thumbnail_came = Signal(object)
    engine_ready = Signal(object)
    engine_failed = Signal(object)
    looking = Signal(int)
    not_found = Signal(object)
    nothing_found = Signal(object)
    stopped = Signal(object)
    skipped = Signal(object)
    missing = Signal(str, object)

    def __init__(self, session: Session, bridge: EngineBridge) -> None:
        super().__init__()
        self.session = session
        self.pictures = Pictures()
        self._found = Found()
        self.ready = bridge.ready
        self.failure: DlreError | None = None
        self._bridge = bridge
        self._jobs = Jobs()
        self._searches: list[Search] = []
        self._decoding: set[AcqKey] = set()
        self._named: set[Path] = set()
        self._skipped: list[Path] = []
        self.desk = BookDesk(session)
        self._waiting: list[tuple[list[Path], bool]] = []
        self._telling = Telling(session, self)
        self._telling.now.connect(self.changed)
        if session.book is not None:
            self._telling.follow(session.book)
        self._connect_desk()
        bridge.arrived.connect(self._on_event)
        if self.ready is not None:
            session.use_model(self.ready.model)

    @property
    def busy(self) -> bool:
        """Whether something is still to come without the user doing anything."""
        return bool(self._searches or self._jobs.running or self.session.n_opening or self.desk.busy)

    @property
    def model(self) -> str | None:
        """The model package that was asked for; None: the bundled one."""
        return self._bridge.model

    @property
    def bridge(self) -> EngineBridge:
        """The engine, for jobs beside the session's own."""
        return self._bridge

    def start(self) -> None:
        self._bridge.start()

    def restart(self, model: str | None = None) -> None:
        """Try the engine again, with another model package if one is given."""
        self.failure = None
        self._jobs.forget()
        self._bridge.restart(model)
        self.refresh()

    def use_engine(self, model: str | None, device: str) -> None:
        """Score with this model package (None: the bundled one) on this device from now on."""
        self.failure = None
        self._jobs.forget()
        self._bridge.use(model, device)
        self.refresh()

    def close(self) -> None:
        self.desk.close()
        self._telling.close()
        for search in self._searches:
            search.stop()
        self._bridge.arrived.disconnect(self._on_event)
        self._bridge.close()

    # --- opening ---------------------------------------------------------------------------

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Look through files and folders away from the GUI thread, then open what they hold."""
        wanted = [Path(path) for path in paths]
        if not wanted:
            return
        self._named.update(wanted)
        self._skipped.clear()
        search = Search(wanted)
        self._searches.append(search)
        search.found.connect(lambda found: self.open_found(found, show=self._is_first_of(search)))
        search.ended.connect(lambda n: self._search_ended(search, n))
        search.failed.connect(lambda error: self._not_found(search, error))
        self.looking.emit(len(self._searches))
        search.start()

    def _is_first_of(self, search: Search) -> bool:
        """Whether a search tells its first files: these are shown, the user stays where he is then."""
        first, search.told = not search.told, True
        return first

    def open_found(self, found: Iterable[Path], *, show: bool = True) -> None:
        """Open files that are known to be there; as soon as the exam book is."""
        if self.desk.opening:
            self._waiting.append((list(found), show))
            return
        self.session.open_files(found, show=show)
        self.refresh()

    def _search_ended(self, search: Search, n: int) -> None:
        self._end_search(search)
        if n == 0:
            self.nothing_found.emit(list(search.paths))

    def stop_opening(self) -> None:
        """Look for no more files, and into no more of those found."""
        for search in self._searches:
            search.stop()
        self._searches.clear()
        waiting, self._waiting = self._waiting, []
        left = (*self.session.stop_opening(), *(path for found, _ in waiting for path in found))
        self.looking.emit(0)
        self.refresh()
        self.stopped.emit(left)

    def open_watched(self, paths: Iterable[Path]) -> None:
        """Open files that came by themselves; who is still busy with an acquisition stays there."""
        current = self.session.current
        self.open_found(paths, show=current is None or not self.session.is_open(current))

    def _not_found(self, search: Search, error: Exception) -> None:
        self._end_search(search)
        if not isinstance(error, DlreError):
            raise error
        self.not_found.emit(error)

    def _end_search(self, search: Search) -> None:
        self._searches.remove(search)
        self.looking.emit(len(self._searches))

    def open_exam(self, exam_key: str, folders: Iterable[Path] | None = None) -> None:
        """Open an exam of the book where the user stopped; `folders`: where to look for its files."""
        if self.session.is_open_exam(exam_key) and folders is None:
            self.act(lambda: self.session.select_exam(exam_key))
        else:
            self.desk.recall_exam(exam_key, folders)

    def _connect_desk(self) -> None:
        desk = self.desk
        desk.opened.connect(self._on_book)
        desk.refused.connect(lambda _: self._open_waiting())
        desk.failed.connect(self._on_unreadable)
        desk.recalled.connect(self._on_recalled)
        desk.exam_recalled.connect(self._on_exam_recalled)
        desk.thumbnails_came.connect(self._on_thumbnails)

    def _on_book(self) -> None:
        if self.session.book is not None:
            self._telling.follow(self.session.book)
        self._open_waiting()

    def _open_waiting(self) -> None:
        """Open what was found before the book was there."""
        waiting, self._waiting = self._waiting, []
        for found, show in waiting:
            self.session.open_files(found, show=show)
        self.refresh()

    def _on_unreadable(self, error: DlreError) -> None:
        if isinstance(error, StoreError):
            self.session.unreadable = error
        self.refresh()

    def _on_recalled(self, info: FileInfo, stored: StoredExam | None) -> None:
        self.session.record_opened(info, stored)
        self.refresh()

    def _on_exam_recalled(self, recalled: Recalled) -> None:
        self.session.open_stored(recalled.stored, recalled.missing)
        self.missing.emit(recalled.stored.exam.key, tuple(sorted({i.path for i in recalled.missing})))
        self.refresh()

    def _on_thumbnails(self, jpegs: dict[AcqKey, bytes]) -> None:
        for key, jpeg in jpegs.items():
            self.pictures.put_jpeg(key, jpeg)
            self.thumbnail_came.emit(key)

    def close_exams(self) -> None:
        """Close all exams; the book keeps them, and they can be opened again."""
        if self._searches or self.session.n_opening:
            self.stop_opening()
        for key in self.session.exam_keys:
            self.session.close_exam(key)
        self._jobs.forget()
        self.refresh()

    # --- asking ----------------------------------------------------------------------------

    def act(self, act: Callable[[], object]) -> None:
        """Do something with the session, then ask for what is wanted now."""
        act()
        self.refresh()

    def retry(self, key: AcqKey) -> None:
        """The user wants a failed file tried again."""
        self._jobs.forget(key)
        self.act(lambda: self.session.retry(key))

    def refresh(self) -> None:
        """Ask the engine for what is wanted, take back what is not, let the window be drawn."""
        if self.failure is None:
            wants = self.session.wanted(_AT_ONCE)
            for number in self._jobs.stale(wants):
                self._bridge.cancel(number)
                self._jobs.end(number, answered=False)
            for want in wants:
                if self._jobs.is_new(want):
                    self._submit(want)
            self._want_current_pixels()
        self._telling.ask()

    def _want_current_pixels(self) -> None:
        key = self.session.current
        if key is None or self._jobs.brings_pixels(key):
            return
        if self.pictures.image(key) is not None and self.findings(key) is not None:
            return
        want = self.session.want_pixels(key)
        if self.session.facts(key).read and not self.session.facts(key).failure:
            self._submit(want, for_pixels=True)

    def _submit(self, want: Want, *, for_pixels: bool = False) -> None:
        urgent = want.key == self.session.current
        number = self._bridge.submit(job_of(want), urgent=urgent)
        self._jobs.running[number] = Running(want, want.roi, for_pixels)

    # --- answers ---------------------------------------------------------------------------

    def _on_event(self, event: Event, picture: Picture | None) -> None:
        match event:
            case EngineReady():
                self._on_ready(event)
            case EngineFailed(error):
                self._on_engine_failed(error)
            case _:
                self._on_answer(event, picture)
        self.refresh()

    def _on_ready(self, event: EngineReady) -> None:
        self.ready, self.failure = event, None
        self.session.use_model(event.model)
        self.engine_ready.emit(event)

    def _on_engine_failed(self, error: DlreError) -> None:
        self.failure = error
        self._jobs.running.clear()
        self.engine_failed.emit(error)

    def _on_answer(self, event: Event, picture: Picture | None) -> None:
        """Record the answer of a job that is under way; the answers of others come too late."""
        job = self._jobs.running.get(event.number)
        if job is None:
            return
        key, given = job.want.key, job.want.given
        match event:
            case FileOpened(info=info):
                job.ending = True
                self.desk.recall_file(info)
            case ScreenRead(screen=screen):
                if picture is not None:
                    self.pictures.put(key, picture, keep=self.session.current)
                    self.thumbnail_came.emit(key)
                self.session.record_read(key, screen)
                if picture is not None and self.session.has(key):
                    self.desk.keep_thumbnail(key, picture.jpeg)
            case ScreenAnalysed(findings=findings, roi=roi, flags=flags):
                job.roi, job.ending = roi, roi is None
                self._found.put(key, given, findings)
                self.session.record_analysed(key, findings, roi, flags, given=given)
            case ScreenScored(roi=roi, scores=scores, flags=flags):
                job.ending = True
                self.session.record_scored(key, roi, scores, flags, given=given)
            case _:
                self._on_end(event, job)

    def _on_end(self, event: Event, job: Running) -> None:
        self._jobs.end(event.number, answered=not isinstance(event, CancelledJob))
        match event:
            case Refused(reason=reason, code=code):
                self.session.record_refused(
                    job.want.key,
                    reason,
                    code.value,
                    given=job.want.given,
                    as_shown=job.want.as_shown,
                )
            case Failed(error=UnsupportedFileError()) if job.want.key.path not in self._named:
                self._skip(job.want.key.path)
            case Failed(error=error):
                self.session.record_failed(job.want.key, str(error))
            case Finished() | CancelledJob():
                pass

    def findings(self, key: AcqKey) -> Findings | None:
        """What was found on a screen, maps included; None while it is not in memory."""
        return self._found.get(key, self.session.facts(key).given)

    def _skip(self, path: Path) -> None:
        self.session.drop_file(path)
        self._skipped.append(path)
        self.skipped.emit(tuple(self._skipped))

    def thumbnail(self, key: AcqKey) -> QImage | None:
        """The small picture; None while it is on its way, then `thumbnail_came` tells of it."""
        image, jpeg = self.pictures.thumbnail(key), self.pictures.jpeg(key)
        if image is None and jpeg is not None and key not in self._decoding:
            self._decoding.add(key)
            work = Work(lambda: QImage.fromData(jpeg))
            work.done.connect(lambda decoded: self._on_decoded(key, decoded))
            work.start()
        return image

    def _on_decoded(self, key: AcqKey, image: QImage) -> None:
        self._decoding.discard(key)
        if not image.isNull():
            self.pictures.put_small(key, image)
            self.thumbnail_came.emit(key)
