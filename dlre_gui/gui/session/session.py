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

from dlre_gui.domain.exam import exam_key, folder_key
from dlre_gui.domain.screen import FileInfo
from dlre_gui.gui.session.commands import LeaveFrame, LeaveReplaced, TakeBack, TakeFrame
from dlre_gui.gui.session.facts import Facts, want_of
from dlre_gui.gui.session.found_work import FoundWork
from dlre_gui.gui.session.ids import AcqKey, ModelInUse, Want, WantKind, key_of
from dlre_gui.gui.session.opened import OpenExam, exam_record
from dlre_gui.gui.session.recording import record_of_info
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    Decision,
    ExamStepRecord,
    StoredAcquisition,
    StoredExam,
)


class Session(FoundWork):
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
    occupied
        Asks whether the user is in the middle of something: what came by itself is not shown then.
    """

    # Opening and closing

    def open_files(self, paths: Iterable[Path], *, show: bool = True, new: bool = False) -> None:
        """Add files (`imaging.discover`); the first is shown as soon as it was looked into.

        Files that are open already are not opened twice. Without `show` the user stays where he is.
        A file that was lost, or is known to be `new`, is looked into again: it may be another one.
        """
        keys = tuple(map(AcqKey, paths))
        if show and keys and not self.is_in_doubt(keys[0], new=new):
            self._current = keys[0]
        elif show and keys:
            self._show_next, self._is_unasked = True, new
        for key in keys:
            if key not in self._arriving and self.is_in_doubt(key, new=new):
                self._arriving.add(key, self._next_order())
        self._reshaped()

    def is_in_doubt(self, key: AcqKey, *, new: bool = False) -> bool:
        """Whether a file must be looked into: it is not open, or another may lie in its place by now."""
        facts = self._opened.find(key)
        return facts is None or new or facts.missing

    def stop_opening(self) -> tuple[Path, ...]:
        """Open no more of the files that were not looked into yet; they are returned."""
        self._show_next, self._coming = False, None
        left = self._arriving.clear()
        self._reshaped()
        return left

    def files(self) -> dict[str, frozenset[str]]:
        """The SHA-256 of the files of each open exam, as far as known."""
        return {
            key: frozenset(facts.id.sha256 for facts in exam.facts.values() if facts.id.sha256)
            for key, exam in self._opened.by_key.items()
        }

    def has_steps(self, exam_key: str) -> bool:
        """Whether something was done on an open exam that could be undone."""
        return self._opened.by_key[exam_key].history.last_done() is not None

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

    def leave_numbers(self, n: int) -> None:
        """So many numbers of steps are somebody else's: an import runs while files still come in."""
        self._last_number += n

    def count_on_from(self, number: int) -> None:
        """The book has steps up to this one now that are not this session's (an import's)."""
        self._last_number = max(self._last_number, number)

    def open_stored(
        self, stored: StoredExam, missing: frozenset[AcquisitionId] = frozenset(), *, show: bool = True
    ) -> None:
        """Open an exam of the book where the user stopped; where files are `missing`, results are kept.

        Without `show` the user stays where he is.
        """
        if self._is_moved(stored):
            self.close_exam(stored.exam.key)
        exam = self._open_exam(stored.exam, stored)
        several: list[Facts] = []
        for acquisition in stored.acquisitions:
            identity, known = acquisition.id, exam.find(acquisition.id)
            former = identity in stored.replaced or self._is_anothers_place(identity)
            if _is_unused(acquisition, former=former) or (known is not None and known.former == former):
                continue
            record, lost = acquisition.record, former or identity in missing
            several.append(Facts(identity, self._next_order(), record, missing=lost, former=former))
        self._insert_all(exam, several)
        at = exam.find(stored.stopped_at) if stored.stopped_at is not None else None
        if not show:
            return
        if at is not None:
            self._go(at.key)
        elif stored.exam.key in self._opened.by_key:
            self.select_exam(stored.exam.key)

    def use_model(self, model: ModelInUse) -> None:
        """The engine is ready with this model; scores of another are not shown any more."""
        self.model = model
        self._changed()

    def take_scores_of(self, model_sha256: str) -> None:
        """Where no model is in use: whose scores count, of several models'."""
        self._scores_of = model_sha256
        self._changed()

    def retry(self, key: AcqKey) -> None:
        """Forget a failure, a refusal or a loss, so that the file is tried again."""
        facts = self._opened.facts(key)
        if facts.former:
            return  # it is not this one's file that lies there
        facts.failure, facts.read, facts.missing = "", False, False
        facts.refusals.clear()
        if not facts.id.sha256:
            self._arriving.add(AcqKey(key.path), facts.order)
            self._coming = AcqKey(key.path) if self._current == key else self._coming
            self._opened.remove(key)
            self._reshaped()
            self._current = self._opened.first if self._current == key else self._current
        self._changed(key)

    def drop_file(self, path: Path) -> None:
        """A file turned out to be nothing to show (a table in the folder): it is not opened."""
        self._arriving.pop(AcqKey(path))
        self._coming = None if self._coming == AcqKey(path) else self._coming
        self._relist(AcqKey(path))

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
        """Whether a file is open, or of an open exam whose memory has it.

        Not so if another one is open from its place: what is decided of that exam may have gone on in
        the book since.
        """
        if self.replaces(info):
            return False
        return self._exam_with(info) is not None or AcqKey(info.path) in self._opened

    def replaces(self, info: FileInfo) -> bool:
        """Whether a file lies where another one was, so that the open exam of that one is closed."""
        return self.closed_by(info) is not None

    def closed_by(self, info: FileInfo) -> str | None:
        """Key of the open exam that has another file in the place of this one.

        Of an exam that is named by its folder also one of the book's that is not open counts: what
        comes is not known to be of the same patient.
        """
        facts, key = self._opened.find(AcqKey(info.path)), exam_key(info.header, info.path)
        if facts is not None:
            return self.exam_key_of(facts.key) if facts.id.sha256 != info.sha256 else None
        exam = self._opened.by_key.get(key) if key == folder_key(info.path) else None
        if exam is None or exam.had_file(info.path, info.sha256):
            return None
        return key if exam.formers(AcquisitionId(key, info.path, 0, info.sha256)) else None

    def record_opened(
        self,
        info: FileInfo,
        stored: StoredExam | None = None,
        missing: frozenset[AcquisitionId] = frozenset(),
        *,
        over: bool = False,
    ) -> AcqKey:
        """A file was looked into: it becomes an acquisition (its first frame) of its exam.

        What the book knows of it (`stored`, `missing`, `over`: see `store.recall`) is back at once, so that
        the exam is the same in the window, the book and every report. Where another file lay at its place
        before, that one's exam is closed. A file that is not wanted any more stays closed.
        """
        key = AcqKey(info.path)
        order, known = self._arriving.pop(key), self._opened.find(key)
        if known is not None and known.id.sha256 == info.sha256:
            self._found_again(known)
            return key
        if known is None and order is None:
            return key
        if known is not None:
            self._close_for_another(known)
        if stored is not None and self._is_moved(stored):
            self.open_stored(stored, self._lost(stored.exam.key))
            return key
        exam = self._exam_for(info, stored, over=over)
        identity = AcquisitionId(exam.record.key, info.path, 0, info.sha256)
        self._insert(exam, Facts(identity, order or self._next_order(), record_of_info(info)))
        for frame in exam.frames_taken(identity):
            self.add_frame(info.path, frame)
        self._keep_formers(exam, identity)
        lost = (one for one in exam.stored.values() if one.id in missing and not _is_unused(one))
        new = (one for one in lost if exam.find(one.id) is None)
        self._insert_all(exam, [Facts(one.id, self._next_order(), one.record, missing=True) for one in new])
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

    # Inside

    def _want(self, key: AcqKey) -> Want:
        want = want_of(self._opened.facts(key), self._model_sha256)
        assert want is not None  # it is marked as wanting
        return want

    def _exam_with(self, info: FileInfo) -> OpenExam | None:
        """The open exam of whose files this is one, as the book knows it."""
        exams = self._opened.by_key.values()
        return next((exam for exam in exams if exam.had_file(info.path, info.sha256)), None)

    def _exam_for(self, info: FileInfo, stored: StoredExam | None, *, over: bool) -> OpenExam:
        """The exam that a file belongs to; opened where it is not."""
        known = self._exam_with(info) if stored is None else None
        if known is not None:
            return known
        record = stored.exam if stored is not None else exam_record(info.path, info.header)
        if over and self.closed_by(info) == record.key:
            self._coming = AcqKey(info.path) if self.current_exam == record.key else self._coming
            self.close_exam(record.key)
        if over and self.book is not None and record.key not in self._opened.by_key:
            self.book.give_way(record.key)
        return self._open_exam(record, stored)

    def _found_again(self, facts: Facts) -> None:
        """A file that is open lies in its place, as it was."""
        if facts.missing:
            self.retry(facts.key)
        if self._shows_next or self._coming == facts.key:
            self._go(facts.key)
        self._relist(facts.key)

    def _close_for_another(self, known: Facts) -> None:
        """Another file lies where the file of an open acquisition was: the book keeps what was found."""
        exam = self._opened.exam_of(known.key)
        if self.current_exam == exam.record.key:
            self._coming = known.key  # who was here sees what came, not a third patient
        if known.analyses or known.id in exam.stored:
            self.close_exam(exam.record.key)
        else:
            self._opened.remove(known.key)

    def _keep_formers(self, exam: OpenExam, now: AcquisitionId) -> None:
        """What was found on files that lay in this one's place stays, and does not count unasked."""
        if exam.history.is_left_behind(now):
            self.perform(TakeBack(key_of(now)))
        for one in exam.formers(now):
            known = exam.find(one.id)
            if known is None or not known.former:
                self._insert(exam, Facts(one.id, self._next_order(), missing=True, former=True))
            if not exam.history.is_left_behind(one.id):
                self.perform(LeaveReplaced(key_of(one.id, former=True)))

    def _is_anothers_place(self, identity: AcquisitionId) -> bool:
        """Whether another file lies there, open in another exam."""
        there = self._opened.find(AcqKey(identity.path, identity.frame))
        if there is None or there.missing or there.id.sha256 in ("", identity.sha256):
            return False
        return there.id.exam_key != identity.exam_key

    def _is_moved(self, stored: StoredExam) -> bool:
        """Whether lost files of an open exam lie elsewhere, as the book knows by now."""
        exam, now = self._opened.by_key.get(stored.exam.key), {one.id for one in stored.acquisitions}
        lost = (facts.id for facts in exam.facts.values() if facts.missing) if exam else ()
        return any(identity.sha256 and identity not in now for identity in lost)

    def _lost(self, exam_key: str) -> frozenset[AcquisitionId]:
        exam = self._opened.by_key[exam_key]
        return frozenset(facts.id for facts in exam.facts.values() if facts.missing)

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


def _is_unused(acquisition: StoredAcquisition, *, former: bool = False) -> bool:
    """A frame of a clip that was left for another one, or a replaced file with nothing found on it."""
    if former:
        return not acquisition.analyses
    return acquisition.id.frame > 0 and acquisition.decision.excluded
