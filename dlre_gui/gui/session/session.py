"""The session: open exams, the user's decisions on them, and what the engine found out.

Every call is short, made on one thread, never waits, and tells the exam book what is new: a command is
on its way to the disk when `perform` returns, and the window shows it when it is there (`gui.telling`).
After any call the view asks `resolve.window_state` what to show and the controller asks `wanted` what
to compute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from dlre_gui.domain.exam import Flag, Scores, exam_key
from dlre_gui.domain.findings import Findings, Given
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import FileInfo, Header, Screen
from dlre_gui.gui.session.commands import LeaveFrame, TakeFrame
from dlre_gui.gui.session.decided_work import DecidedWork
from dlre_gui.gui.session.facts import Facts, Refused, score_key, want_of
from dlre_gui.gui.session.ids import AcqKey, ModelInUse, Want, WantKind
from dlre_gui.gui.session.opened import OpenExam, exam_record
from dlre_gui.gui.session.recording import analysis_of, record_of_info, record_of_screen
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    Decision,
    ExamRecord,
    ExamStepRecord,
    ScoreRecord,
    StoredExam,
)


class Session(DecidedWork):
    """All that is open in one window.

    Parameters
    ----------
    book
        The exam book; None keeps nothing beyond the session.

    Attributes
    ----------
    model
        The loaded model (`use_model`); None until the engine is ready.
    version
        Grows with every change: equal versions show the same window.
    unreadable
        Why the book could not give an exam back; None while all is well.
    """

    # Opening and closing

    def open_files(self, paths: Iterable[Path], *, show: bool = True) -> None:
        """Add files (`imaging.discover`); the first is shown as soon as it was looked into.

        Files that are open already are not opened twice. Without `show` the user stays where he is.
        """
        paths = tuple(paths)
        if show and paths and AcqKey(paths[0]) in self._opened:
            self._current = AcqKey(paths[0])
        elif show:
            self._show_next = bool(paths) or self._show_next
        for key in map(AcqKey, paths):
            if key not in self._opened and key not in self._arriving:
                self._arriving.add(key, self._next_order())
        self._reshaped()

    def stop_opening(self) -> tuple[Path, ...]:
        """Open no more of the files that were not looked into yet; they are returned."""
        self._show_next, self._coming = False, None
        left = self._arriving.clear()
        self._reshaped()
        return left

    def use_book(self, book: Book) -> None:
        """From now on everything is kept in this book, also what was done before it was there."""
        self.book, before = book, book.last_number
        for exam in self._opened.by_key.values():
            for facts in exam.facts.values():
                self._write_down(book, exam, facts)
            for step in exam.history.renumber(before):
                if isinstance(step, ExamStepRecord):
                    self._keep_exam_step(step)
                elif step.acquisition.sha256:
                    book.put_step(step)
        self._last_number += before
        self.version += 1

    def count_on_from(self, number: int) -> None:
        """The book has steps up to this one now that are not this session's (an import's)."""
        self._last_number = max(self._last_number, number)

    def open_stored(self, stored: StoredExam, missing: frozenset[AcquisitionId] = frozenset()) -> None:
        """Open an exam of the book where the user stopped; where files are `missing`, results are kept."""
        exam = self._open_exam(stored.exam, stored)
        for acquisition in stored.acquisitions:
            identity, unused = acquisition.id, acquisition.id.frame > 0 and acquisition.decision.excluded
            open_already = self._opened.find(AcqKey(identity.path, identity.frame))
            if unused or (open_already is not None and open_already.id == identity):
                continue
            facts = Facts(identity, self._next_order(), acquisition.record, missing=identity in missing)
            self._insert(exam, facts)
        at = stored.stopped_at
        if at is not None and AcqKey(at.path, at.frame) in self._opened:
            self._go(AcqKey(at.path, at.frame))
        elif stored.exam.key in self._opened.by_key:
            self.select_exam(stored.exam.key)

    def close_exam(self, key: str) -> None:
        """Close an exam; the book keeps it."""
        self._opened.close(key)
        self._seen_whole.discard(key)
        if self._current is not None and self._current not in self._opened:
            self._current = next(iter(self.keys), None)
        self._derived.clear()
        self._reshaped()

    def use_model(self, model: ModelInUse) -> None:
        """The engine is ready with this model; scores of another are not shown any more."""
        self.model = model
        self._changed()

    def retry(self, key: AcqKey) -> None:
        """Forget a failure or refusal, so that the file is tried again."""
        facts = self._opened.facts(key)
        facts.failure, facts.read = "", False
        facts.refusals.clear()
        if not facts.id.sha256:
            self._arriving.add(AcqKey(key.path), facts.order)
            self._opened.remove(key)
            self._reshaped()
            self._current = next(iter(self.keys), None) if self._current == key else self._current
        self._changed(key)

    def drop_file(self, path: Path) -> None:
        """A file turned out to be nothing to show (a table in the folder): it is not opened."""
        self._arriving.pop(AcqKey(path))
        self._coming = None if self._coming == AcqKey(path) else self._coming
        self._reshaped()

    # What is wanted

    def wanted(self, limit: int = 4) -> tuple[Want, ...]:
        """The next things to compute, most urgent first: the current acquisition's, then files to
        look into, then the others in order from the current one.

        A want stays until its answer is recorded (`record_...`). The controller submits those that
        are not under way, cancels those it submitted that are wanted no more, and does not submit
        one again that has ended.
        """
        around = self._opened.around(self._current, lambda exam: exam.wanting)
        keys = list(islice(around, limit))  # of thousands
        first = [key for key in keys[:1] if key == self._current or self._current is None]
        wants = [Want(WantKind.INFO, self._coming)] if self._coming else []
        wants.extend(self._want(key) for key in first)
        arriving = [key for key in self._arriving.first(limit) if key != self._coming]
        wants.extend(Want(WantKind.INFO, key) for key in arriving)
        wants.extend(self._want(key) for key in keys[len(first) :])
        return tuple(wants[:limit])

    def want_pixels(self, key: AcqKey) -> Want:
        """The job that brings an open acquisition's screen again, without scoring."""
        facts = self._opened.facts(key)
        return Want(WantKind.OPEN, key, facts.given, facts.decision.roi, score=False)

    # What the engine found out

    def remembers(self, info: FileInfo) -> bool:
        """Whether a file is open, or of an open exam whose memory has it."""
        opened = self._opened.by_key.get(exam_key(info.header, info.path))
        known = opened is not None and opened.had_file(info.path, info.sha256)
        return known or AcqKey(info.path) in self._opened

    def record_opened(self, info: FileInfo, stored: StoredExam | None = None) -> AcqKey:
        """A file was looked into: it becomes an acquisition (its first frame) of its exam.

        What the book knows of it (`stored`, see `store.recall`) is back at once.
        """
        key = AcqKey(info.path)
        order = self._arriving.pop(key)
        if key in self._opened:
            return key
        exam = self._open_exam(stored.exam if stored else exam_record(info.path, info.header), stored)
        identity = AcquisitionId(exam.record.key, info.path, 0, info.sha256)
        self._insert(exam, Facts(identity, order or self._next_order(), record_of_info(info)))
        for frame in exam.frames_taken(identity):
            self.add_frame(info.path, frame)
        return key

    def add_frame(self, path: Path, frame: int) -> AcqKey:
        """Another frame of an open multi-frame file as an acquisition of the same exam."""
        first, key = self._opened.facts(AcqKey(path)), AcqKey(path, frame)
        if key not in self._opened:
            exam = self._opened.exam_of(first.key)
            self._insert(exam, Facts(replace(first.id, frame=frame), first.order, first.record))
        return key

    def take_frame(self, key: AcqKey, frame: int) -> AcqKey:
        """Let another frame of a clip take the place of `key` in its exam, and show it.

        Undone in one step; the frame left is excluded, not forgotten.
        """
        taken = AcqKey(key.path, frame)
        if taken == key:
            return key
        if taken not in self._opened:
            first = self._opened.facts(key)
            exam = self._opened.exam_of(key)
            out = Decision(excluded=True)
            self._insert(exam, Facts(replace(first.id, frame=frame), first.order, first.record, out))
        self.perform(LeaveFrame(key))
        self.perform(TakeFrame(taken))
        self._go(taken)
        return taken

    def record_read(self, key: AcqKey, screen: Screen) -> None:
        """The pixels were decoded. A file that changed since it was opened starts anew."""
        facts = self._opened.find(key)
        if facts is None:
            return
        if facts.id.sha256 != screen.sha256:
            facts = Facts(replace(facts.id, sha256=screen.sha256), facts.order)
            self._insert(self._opened.exam_of(key), facts)
        facts.read, facts.record = True, record_of_screen(screen)
        if self.book:
            self.book.put_acquisition(self._opened.exam_of(key).record, facts.id, facts.record)
        self._changed(key)

    def record_analysed(
        self,
        key: AcqKey,
        findings: Findings,
        roi: Roi | None,
        flags: frozenset[Flag],
        *,
        given: Given | None = None,
    ) -> None:
        """The screen was analysed under `given` (that of the job's `Want`)."""
        facts = self._opened.find(key)
        if facts is None:
            return
        facts.analysed.add(given)
        analysis = analysis_of(findings, flags)
        if facts.analyses.get(given) != analysis:
            facts.analyses[given] = analysis
            if self.book and facts.id.sha256:
                self.book.put_analysis(facts.id, given, analysis)
        self._changed(key)

    def record_scored(
        self,
        key: AcqKey,
        roi: Roi,
        scores: Scores,
        flags: frozenset[Flag] = frozenset(),
        *,
        given: Given | None = None,
    ) -> None:
        """A ROI was scored. Kept whatever the ROI; shown if it is the present one."""
        facts = self._opened.find(key)
        if facts is None:
            return
        record = ScoreRecord(roi, scores, given, flags)
        if facts.scores.get(score_key(record)) != record:
            facts.scores[score_key(record)] = record
            if self.book and facts.id.sha256:
                self.book.put_score(facts.id, record)
        self._changed(key)

    def record_refused(
        self,
        key: AcqKey,
        reason: str,
        code: str = "",
        *,
        given: Given | None = None,
        as_shown: bool = False,
    ) -> None:
        """The screen is readable, but not scorable under these choices."""
        facts = self._opened.find(key)
        if facts is not None:
            facts.refusals[given, as_shown] = Refused(reason, code)
            self._changed(key)

    def record_failed(self, key: AcqKey, reason: str) -> None:
        """A job on this acquisition failed. A file that could not be opened gets a row, too."""
        order = self._arriving.pop(AcqKey(key.path))
        if key not in self._opened and order is not None:
            exam = self._open_exam(exam_record(key.path, Header()))
            self._insert(exam, Facts(AcquisitionId(exam.record.key, key.path, key.frame, ""), order))
        facts = self._opened.find(key)
        if facts is not None:
            facts.failure = reason
            self._changed(key)

    # Inside

    def _want(self, key: AcqKey) -> Want:
        want = want_of(self._opened.facts(key), self._model_sha256)
        assert want is not None  # it is marked as wanting
        return want

    def _reshaped(self) -> None:
        """Other acquisitions or files are there than before."""
        self._shape += 1
        self.version += 1

    def _open_exam(self, record: ExamRecord, stored: StoredExam | None = None) -> OpenExam:
        opened = self._opened.by_key.get(record.key) or OpenExam(record)
        opened.remember(stored)
        return opened

    def _insert(self, exam: OpenExam, facts: Facts) -> None:
        """Take an acquisition in, as the book remembers it."""
        stored = exam.stored.get(facts.id)
        if stored is not None:
            facts.record, facts.decision = stored.record, stored.decision
            facts.analyses = dict(stored.analyses)
            facts.scores = {score_key(record): record for record in stored.scores}
        self._opened.insert(exam, facts)
        self._mark(facts.key)
        self._reshaped()
        if self.book and facts.id.sha256:
            self.book.put_acquisition(exam.record, facts.id, facts.record)
        if self._current is None or self._show_next or self._coming == facts.key:
            self._go(facts.key)
        self._changed(facts.key)

    def _write_down(self, book: Book, exam: OpenExam, facts: Facts) -> None:
        """Put all that is known of an acquisition into a book that does not have it."""
        if not facts.id.sha256:
            return
        book.put_acquisition(exam.record, facts.id, facts.record)
        for given, analysis in facts.analyses.items():
            book.put_analysis(facts.id, given, analysis)
        for score in facts.scores.values():
            book.put_score(facts.id, score)

    def _next_order(self) -> int:
        self._n_arrived += 1
        return self._n_arrived
