"""What the engine found out about open acquisitions, each told to the exam book at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dlre_gui.domain.exam import Flag, Scores, exam_key
from dlre_gui.domain.findings import Findings, Given
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header, Screen
from dlre_gui.engine.messages import Refusal
from dlre_gui.gui.session.commands import TakeBack
from dlre_gui.gui.session.decided_work import DecidedWork
from dlre_gui.gui.session.facts import Facts, Refused, score_key
from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.gui.session.opened import OpenExam, exam_record
from dlre_gui.gui.session.recording import analysis_of, record_of_screen
from dlre_gui.store.records import AcquisitionId, Decision, ExamRecord, ScoreRecord, StoredExam


class FoundWork(DecidedWork):
    """Open exams with what was read, analysed and scored; see `session.Session`."""

    def record_read(self, key: AcqKey, screen: Screen) -> bool:
        """The pixels were decoded; False where they are another file's by now, or wanted no more.

        Of a file that changed before anything was found on it, the new bytes count. One of which
        something is known is lost: the other may be another patient's.
        """
        facts = self._opened.find(key)
        if facts is None:
            return False
        exam = self._opened.exam_of(key)
        if facts.id.sha256 != screen.sha256:
            other_exam = exam_key(screen.header, key.path) != exam.record.key
            if facts.analyses or facts.id in exam.stored or other_exam:
                facts.missing = True
                self._changed(key)
                return False
            facts = Facts(replace(facts.id, sha256=screen.sha256), facts.order)
            former = exam.find(facts.id)
            self._insert(exam, facts)
            if former is not None and former is not facts:
                self._take_back(facts, former.decision)
        facts.read, facts.record = True, record_of_screen(screen)
        if self.book:
            self.book.put_acquisition(exam.record, facts.id, facts.record)
        self._changed(key)
        return True

    def _take_back(self, facts: Facts, decision: Decision) -> None:
        """The bytes that another file had replaced are in their place again, and nothing else was done."""
        facts.decision = decision
        self.perform(TakeBack(facts.key))

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
        if facts is None or facts.missing:
            return
        analysis = analysis_of(findings, flags)
        if facts.take_reading(given, analysis) and self.book and facts.id.sha256:
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
        if facts is None or facts.missing:
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
        code: Refusal,
        *,
        given: Given | None = None,
        as_shown: bool = False,
    ) -> None:
        """The screen is readable, but not scorable under these choices.

        That its ROI lies off the SWE box is no reason against the screen: it holds for one ROI.
        """
        facts = self._opened.find(key)
        if facts is not None and not facts.missing and code is not Refusal.OFF_BOX:
            facts.refusals[given, as_shown] = Refused(reason, code)
            self._changed(key)

    def record_failed(self, key: AcqKey, reason: str) -> None:
        """A job on this acquisition failed. A file that could not be opened gets a row, too."""
        order = self._arriving.pop(AcqKey(key.path))
        self._relist(AcqKey(key.path))
        if key not in self._opened and order is not None:
            exam = self._open_exam(exam_record(key.path, Header()))
            self._insert(exam, Facts(AcquisitionId(exam.record.key, key.path, key.frame, ""), order))
        facts = self._opened.find(key)
        if facts is not None:
            facts.failure = reason
            self._changed(key)

    def record_lost(self, key: AcqKey) -> bool:
        """The file is not there any more; what was found before is kept. False where nothing was."""
        facts = self._opened.find(key)
        if facts is None or not facts.analyses:
            return False
        was_awaited = self._arriving.pop(AcqKey(key.path)) is not None
        self._relist(AcqKey(key.path))
        if was_awaited and (self._shows_next or self._coming == key):
            self._go(key)
        facts.missing = True
        self._changed(key)
        return True

    def close_exam(self, key: str) -> None:
        """Close an exam; the book keeps it."""
        self._opened.close(key)
        self._seen_whole.discard(key)
        if self._current is not None and self._current not in self._opened:
            self._current = self._opened.first
        self._derived.clear()
        self._reshaped()

    def end_exam(self, key: str) -> None:
        """Close an exam that is named by its folder; the next file there begins another one."""
        is_kept = any(facts.id.sha256 for facts in self._opened.by_key[key].facts.values())
        self.close_exam(key)
        if self.book is not None and is_kept:
            self.book.give_way(key)

    # Inside

    def _reshaped(self) -> None:
        """Other acquisitions or files are there than before."""
        self._listing = None
        self.version += 1

    def _open_exam(self, record: ExamRecord, stored: StoredExam | None = None) -> OpenExam:
        opened = self._opened.by_key.get(record.key) or OpenExam(record)
        opened.remember(stored)
        return opened

    def _insert(self, exam: OpenExam, facts: Facts) -> None:
        """Take an acquisition in, and show it where that is what is waited for."""
        self._take_in(exam, facts)
        self._show_if_awaited(facts.key)
        self._changed(facts.key)

    def _open_left(self, identity: AcquisitionId) -> Facts:
        exam = self._current_opened
        beside = exam.frame_beside(identity) if exam is not None else None
        assert exam is not None  # who undoes is in an exam
        assert beside is not None  # only steps of open acquisitions and of frames beside them take part
        facts = Facts(identity, beside.order, beside.record, missing=beside.missing, former=beside.former)
        self._insert(exam, facts)
        return facts

    def _insert_all(self, exam: OpenExam, several: Sequence[Facts]) -> None:
        """Take acquisitions in; what the exam says is found once, not with each of a hundred."""
        for facts in several:
            self._take_in(exam, facts)
        for facts in several:
            self._show_if_awaited(facts.key)
        if several:
            self._changed(several[-1].key)

    def _take_in(self, exam: OpenExam, facts: Facts) -> None:
        """As the book remembers it; an exam that had another one there is closed."""
        if facts.key in self._opened and self.exam_key_of(facts.key) != exam.record.key:
            self.close_exam(self.exam_key_of(facts.key))
        self._rename(exam.find(facts.id), facts.key)
        stored = exam.stored.get(facts.id)
        if stored is not None:
            facts.record, facts.decision = stored.record, stored.decision
            facts.analyses = dict(stored.analyses)
            facts.scores = {score_key(record): record for record in stored.scores}
        self._opened.insert(exam, facts)
        self._mark(facts.key)
        self._relist(facts.key)
        if self.book and facts.id.sha256:
            self.book.put_acquisition(exam.record, facts.id, facts.record)

    def _rename(self, known: Facts | None, key: AcqKey) -> None:
        """An open acquisition is to be opened under another key: its file was replaced, or is back."""
        if known is not None and known.key != key:
            self._opened.remove(known.key)
            self._current = key if self._current == known.key else self._current
            self._reshaped()

    def _show_if_awaited(self, key: AcqKey) -> None:
        if self._current is None or self._shows_next or self._coming == key:
            self._go(key)
