"""Between session, engine and window: what is wanted is asked for, what comes is recorded.

Lives on the GUI thread and does only short things there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

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
from dlre_gui.gui.away import Away
from dlre_gui.gui.book_desk import BookDesk
from dlre_gui.gui.engine_bridge import EngineBridge
from dlre_gui.gui.found import Found
from dlre_gui.gui.jobs import Jobs, Running, job_of
from dlre_gui.gui.opening import Opening
from dlre_gui.gui.pictures import Picture, Pictures
from dlre_gui.gui.session import AcqKey, Session, Want, key_of
from dlre_gui.gui.telling import Telling
from dlre_gui.gui.thumbnails import Thumbnails
from dlre_gui.store.recall import FileRecall, Recalled
from dlre_gui.store.records import StoredExam

_AT_ONCE = 4


class Controller(QObject):
    """Drives one session with one engine.

    Signals
    -------
    changed
        The window state may be another; told as `telling` says.
    closing
        Exams are about to be closed: what is being typed on them must be handed in.
    engine_ready(event), engine_failed(error)
        As the engine says.
    not_kept(titles)
        These exams are opened again as the book knows them: what was done on them without it is gone.
    missing(exam_key, paths)
        These files of an open exam are not there, or others lie in their place.
    replaced(title, path)
        An exam was closed, because another file lies where this one of its files was.
    """

    changed = Signal()
    closing = Signal()
    engine_ready = Signal(object)
    engine_failed = Signal(object)
    not_kept = Signal(object)
    missing = Signal(str, object)
    replaced = Signal(str, object)

    def __init__(self, session: Session, bridge: EngineBridge) -> None:
        super().__init__()
        self.session = session
        self.pictures = Pictures()
        self.thumbnails = Thumbnails(self.pictures, self)
        self._found = Found()
        self._to_reopen: list[Path] = []
        self._lacking: str | None = None  # the exam whose lost files were told of
        self.ready = bridge.ready
        self.failure: DlreError | None = None
        self._bridge = bridge
        self._jobs = Jobs()
        self.desk, self._away = BookDesk(session), Away(session, self)
        self._away.back.connect(self._on_back)
        self.opening = Opening(session, self.desk, self)
        self.opening.changed.connect(self.refresh)
        self.opening.again.connect(lambda keys: self._jobs.forget(*keys))
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
        return bool(self.opening.busy or self._jobs.running or self.desk.busy)

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
        self._away.close()
        self.opening.end()
        self._bridge.arrived.disconnect(self._on_event)
        self._bridge.close()

    # --- opening ---------------------------------------------------------------------------

    def open_exam(
        self, exam_key: str, folders: Iterable[Path] | None = None, *, show: bool | None = None
    ) -> None:
        """Open an exam of the book where the user stopped.

        Parameters
        ----------
        folders
            Where to look for its files; None: near the place where they were.
        show
            False: the user stays where he is; None: unless he went to another exam meanwhile.
        """
        self.closing.emit()  # it may be opened anew
        at = self.session.current_exam
        if self.session.is_open_exam(exam_key) and folders is None:
            self.act(lambda: self.session.select_exam(exam_key))
        else:
            self.desk.recall_exam(exam_key, folders, lambda found: self._on_exam_recalled(found, at, show))

    def _connect_desk(self) -> None:
        desk = self.desk
        desk.knows.connect(self._on_known)
        desk.opened.connect(self._on_book)
        desk.refused.connect(lambda _: self.opening.open_waiting())
        desk.failed.connect(self._on_unreadable)
        desk.recalled.connect(self._on_recalled)
        desk.not_recalled.connect(lambda info, error: self._on_not_recalled(AcqKey(info.path), error))
        desk.thumbnails_came.connect(self.thumbnails.bring)

    def _on_known(self, exam_keys: tuple[str, ...]) -> None:
        """Close exams on which was worked without the book, which has them; they are opened with it."""
        session = self.session
        some = [key for key in exam_keys if session.is_open_exam(key)]
        titles = tuple(session.exam_title(key) for key in some if session.has_steps(key))
        for exam in some:
            keys = session.keys_of(exam)
            self._to_reopen += dict.fromkeys(key.path for key in keys)
            self._jobs.forget(*keys)
            session.close_exam(exam)
        if titles:
            self.not_kept.emit(titles)

    def _on_not_recalled(self, key: AcqKey, error: DlreError) -> None:
        self.session.record_failed(key, str(error))
        self.refresh()

    def _on_book(self) -> None:
        if self.session.book is not None:
            self._telling.follow(self.session.book)
        again, self._to_reopen = self._to_reopen, []
        if again:
            self.opening.open_found(again, show=self.session.current is None)
        self.opening.open_waiting()
        self.refresh()

    def _on_unreadable(self, error: DlreError) -> None:
        if isinstance(error, StoreError):
            self.session.unreadable = error
        self.refresh()

    def _on_recalled(self, info: FileInfo, known: FileRecall) -> None:
        session, key = self.session, AcqKey(info.path)
        before = session.closed_by(info)
        if before is not None:
            self.closing.emit()
            keys, title = session.keys_of(before), session.exam_title(before)
            self._jobs.forget(*keys)
            if not session.has(key) or session.facts(key).analyses:
                self.replaced.emit(title, info.path)
        if known.stored is not None:
            self._forget_jobs_of(known.stored)
        self.pictures.use(key, info.sha256)
        session.record_opened(info, known.stored, known.missing, over=known.over)
        if known.missing and session.has(key):
            self._away.wait_for(map(key_of, known.missing))
            self._say_missing(session.exam_key_of(key))
        self.refresh()

    def _on_exam_recalled(self, recalled: Recalled, at: str | None, show: bool | None) -> None:
        for one in recalled.stored.acquisitions:  # those in memory may be of other files there
            self.pictures.use(key_of(one.id, former=one.id in recalled.stored.replaced), one.id.sha256)
        self._forget_jobs_of(recalled.stored)
        shown = show if show is not None else self.session.current_exam in (None, at)
        self.session.open_stored(recalled.stored, recalled.missing, show=shown)
        self._away.wait_for(map(key_of, recalled.missing))
        self._say_missing(recalled.stored.exam.key)
        self.refresh()

    def _forget_jobs_of(self, stored: StoredExam) -> None:
        """What was answered of an exam is asked for again where it is opened anew."""
        if stored.acquisitions:  # none named would be all
            self._jobs.forget(*(key_of(one.id) for one in stored.acquisitions))

    def _on_back(self, keys: list[AcqKey]) -> None:
        """Files that were lost are there again: go on with them."""
        exams = {self.session.exam_key_of(key) for key in keys}
        self._jobs.forget(*keys)
        for key in keys:
            self.session.retry(key)
        for exam in exams:
            self._say_missing(exam)
        self.refresh()

    def end_exam(self, exam_key: str) -> None:
        """Close an exam that is named by its folder, for good: what comes there now is another one."""
        self.closing.emit()
        self._jobs.forget(*self.session.keys_of(exam_key))
        self.act(lambda: self.session.end_exam(exam_key))

    def close_exams(self) -> None:
        """Close all exams; the book keeps them, and they can be opened again."""
        self.closing.emit()
        if self.opening.busy:
            self.opening.stop()
        for key in self.session.exam_keys:
            self.session.close_exam(key)
        self.pictures.clear()
        self._found.clear()
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
        if self._lacking is not None and not self._away.missing(self._lacking):
            self._say_missing(self._lacking)
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
        facts = self.session.facts(key)
        if facts.read and not (facts.failure or facts.missing):
            self._submit(self.session.want_pixels(key), for_pixels=True)

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
        if self._lacking is not None:  # other scores count by now
            self._say_missing(self._lacking)

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
                if not self.session.record_read(key, screen):
                    self._bridge.cancel(event.number)
                    self._jobs.end(event.number, answered=False)
                    self._say_lost(key)
                elif picture is not None:
                    self.pictures.put(key, picture, keep=self.session.current)
                    self.thumbnails.came.emit(key)
                    self.desk.keep_thumbnail(key, picture.jpeg)
            case ScreenAnalysed(findings=findings, roi=roi, flags=flags):
                job.roi, job.ending = roi, roi is None
                if self.session.has(key) and not self.session.facts(key).missing:
                    self._found.put(self.session.facts(key).id, given, findings)
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
                want = job.want
                self.session.record_refused(want.key, reason, code, given=want.given, as_shown=want.as_shown)
            case Failed(error=UnsupportedFileError()) if self._is_skipped(job.want.key):
                pass
            case Failed(error=error):
                if self._away.record(job.want.key, error):
                    self._say_lost(job.want.key)
            case Finished() | CancelledJob():
                pass

    def _is_skipped(self, key: AcqKey) -> bool:
        return not self.session.has(key) and self.opening.skip(key.path)

    def _say_lost(self, key: AcqKey) -> None:
        if self.session.has(key):
            self._say_missing(self.session.exam_key_of(key))

    def _say_missing(self, exam_key: str) -> None:
        """Tell of the files that an exam lacks, or another one where it lacks none."""
        lacking = (key for key in (exam_key, *self.session.exam_keys) if self._away.missing(key))
        self._lacking = next(lacking, None)
        told = self._lacking or exam_key
        self.missing.emit(told, self._away.missing(told))

    def findings(self, key: AcqKey) -> Findings | None:
        """What was found on a screen, maps included; None while it is not in memory."""
        facts = self.session.facts(key)
        return self._found.get(facts.id, facts.given)
