"""The session: open exams, the user's decisions on them, and what the engine found out.

Every call is short, made on one thread, and leaves the exam book up to date: a command is on disk
when `perform` returns (`store.book` says what happens on a slow or full disk). After any call the
view asks `resolve.window_state` what to show and the controller asks `wanted` what to compute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dlre_gui.clinical.aggregate import exam_result
from dlre_gui.domain.exam import Acquisition, Exam, ExamResult, Flag, Scores, Task
from dlre_gui.domain.findings import Findings, Given
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import FileInfo, Header, Screen
from dlre_gui.gui.session.commands import AcceptRoi, Command, MoveRoi, name_of
from dlre_gui.gui.session.facts import Facts, Refused, acquisition_of, progress_of, score_key, want_of
from dlre_gui.gui.session.ids import AcqKey, ModelInUse, Progress, Want, WantKind
from dlre_gui.gui.session.opened import OpenExam, OpenExams, exam_record
from dlre_gui.gui.session.recording import analysis_of, record_of_info, record_of_screen
from dlre_gui.store.book import Book
from dlre_gui.store.records import (
    AcquisitionId,
    Decision,
    ScoreRecord,
    StepRecord,
)

MAX_STAGED_ACQUISITIONS = 100
"""A folder of more files is no exam; its stage is not kept up to date in the list of recent exams."""


class Session:
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
    """

    def __init__(self, book: Book | None = None) -> None:
        self.book = book
        self.model: ModelInUse | None = None
        self.version = 0
        self._opened = OpenExams()
        self._arriving: dict[Path, int] = {}
        self._n_arrived = 0
        self._show_next = False
        self._current: AcqKey | None = None
        self._derived: dict[AcqKey, Acquisition] = {}
        self._last_number = book.last_number() if book else 0

    # What is open

    @property
    def exams(self) -> tuple[Exam, ...]:
        """The open exams, in the order of opening."""
        return tuple(self.exam(key) for key in self._opened.by_key)

    @property
    def keys(self) -> tuple[AcqKey, ...]:
        """Every open acquisition, exam by exam."""
        return self._opened.keys()

    @property
    def n_opening(self) -> int:
        """Files that were not looked into yet."""
        return len(self._arriving)

    @property
    def current(self) -> AcqKey | None:
        """The acquisition on the canvas."""
        return self._current

    @property
    def current_exam(self) -> str | None:
        """Key of the exam on display."""
        return self.exam_key_of(self._current) if self._current else None

    def exam_key_of(self, key: AcqKey) -> str:
        """Key of the exam that an open acquisition belongs to."""
        return self._opened.exam_of(key).record.key

    def exam(self, exam_key: str) -> Exam:
        """One open exam; KeyError where it is not open."""
        opened = self._opened.by_key[exam_key]
        record = opened.record
        acquisitions = tuple(self.acquisition(key) for key in opened.facts)
        return Exam(record.key, record.patient_id, record.patient_name, record.study_uid, acquisitions)

    def keys_of(self, exam_key: str) -> tuple[AcqKey, ...]:
        """The acquisitions of an open exam."""
        return tuple(self._opened.by_key[exam_key].facts)

    def acquisition(self, key: AcqKey) -> Acquisition:
        """One open acquisition, edits and scores in place; KeyError where it is not open."""
        if key not in self._derived:
            self._derived[key] = acquisition_of(self._opened.facts(key), self._model_sha256)
        return self._derived[key]

    def facts(self, key: AcqKey) -> Facts:
        """All that is known of an open acquisition; read it, never change it."""
        return self._opened.facts(key)

    def progress(self, key: AcqKey) -> Progress:
        """Where an open acquisition stands."""
        return progress_of(self._opened.facts(key), self.acquisition(key))

    def exam_result(self, exam_key: str) -> ExamResult:
        """What the exam says as a whole; without a loaded model there is no stage."""
        if self.model is not None:
            return exam_result(self.exam(exam_key), self.model.thresholds)
        return replace(exam_result(self.exam(exam_key), dict.fromkeys(Task, 1.0)), stage=None)

    # Opening and closing

    def open_files(self, paths: Iterable[Path]) -> None:
        """Add files (`imaging.discover`); the first is shown as soon as it was looked into.

        Files that are open already are not opened twice.
        """
        paths = tuple(paths)
        if paths and AcqKey(paths[0]) in self._opened:
            self._current = AcqKey(paths[0])
        else:
            self._show_next = bool(paths) or self._show_next
        for path in paths:
            if AcqKey(path) not in self._opened and path not in self._arriving:
                self._n_arrived += 1
                self._arriving[path] = self._n_arrived
        self.version += 1

    def close_exam(self, exam_key: str) -> None:
        """Close an exam; the book keeps it."""
        self._opened.close(exam_key)
        if self._current not in self._opened:
            self._current = next(iter(self.keys), None)
        self._derived.clear()
        self.version += 1

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
            self._arriving[key.path] = facts.order
            self._opened.remove(key)
            self._current = next(iter(self.keys), None) if self._current == key else self._current
        self._changed(key)

    # Going from one to the other

    def select(self, key: AcqKey) -> None:
        """Show an open acquisition; an unknown key is ignored."""
        if key in self._opened:
            self._go(key)

    def select_exam(self, exam_key: str) -> None:
        """Show an exam, at its first acquisition that is not done."""
        keys = self._opened.by_key[exam_key].facts
        self._go(next((key for key in keys if self.is_open(key)), next(iter(keys))))

    def next(self) -> AcqKey | None:
        """Go to the following acquisition, of the next exam after the last one of an exam."""
        return self._step(+1)

    def previous(self) -> AcqKey | None:
        """Go to the acquisition before."""
        return self._step(-1)

    def next_not_done(self) -> AcqKey | None:
        """Go to the next acquisition that awaits the user; None, and stay, where none does."""
        found = next((key for key in self._from_current(1) if self.is_open(key)), None)
        if found is not None:
            self._go(found)
        return found

    def is_open(self, key: AcqKey) -> bool:
        """Whether the acquisition awaits the user: no ROI accepted or placed yet, nothing in the way."""
        placed = self._opened.facts(key).decision.roi is not None
        return not placed and self.progress(key) in (Progress.TO_DO, Progress.SCORED)

    # Commands

    def perform(self, command: Command) -> bool:
        """Carry out a command; False where it changes nothing (and then it is no undo step)."""
        facts = self._opened.find(command.key)
        if facts is None:
            return False
        before, after = facts.decision, command.apply(facts.decision, facts.proposed)
        if after == before:
            return False
        facts.decision = after
        self._note_step(command, facts, before, after)
        self._changed(command.key)
        return True

    def accept_and_go_on(self) -> AcqKey | None:
        """Enter: accept the proposed ROI and go to the next not done.

        Stays where there is nothing to accept yet (no proposal, and nothing placed).
        """
        if self._current is None:
            return None
        self.perform(AcceptRoi(self._current))
        return None if self.is_open(self._current) else self.next_not_done()

    @property
    def can_undo(self) -> bool:
        return self.undo_step is not None

    @property
    def can_redo(self) -> bool:
        return self.redo_step is not None

    @property
    def undo_step(self) -> StepRecord | None:
        """What `undo` would undo, in the current exam."""
        opened = self._current_opened
        return opened.history.last_done() if opened else None

    @property
    def redo_step(self) -> StepRecord | None:
        """What `redo` would redo, in the current exam."""
        opened = self._current_opened
        return opened.history.first_undone() if opened else None

    def undo(self) -> AcqKey | None:
        """Take back the last step of the current exam and show where; None if there is none."""
        return self._travel(self.undo_step, done=False)

    def redo(self) -> AcqKey | None:
        """Do the last undone step of the current exam again and show where; None if there is none."""
        return self._travel(self.redo_step, done=True)

    # What is wanted

    def wanted(self, limit: int = 4) -> tuple[Want, ...]:
        """The next things to compute, most urgent first: the current acquisition's, then files to
        look into, then the others in order from the current one.

        A want stays until its answer is recorded (`record_...`). The controller submits those that
        are not under way, cancels those it submitted that are wanted no more, and does not submit
        one again that has ended.
        """
        wants: list[Want] = []
        order = self._from_current(0)
        for key in order[:1]:
            self._add_want(wants, key)
        infos = [Want(WantKind.INFO, AcqKey(path)) for path in self._arriving]
        wants.extend(infos[: max(0, limit - len(wants))])
        for key in order[1:]:
            if len(wants) >= limit:
                break
            self._add_want(wants, key)
        return tuple(wants)

    def want_pixels(self, key: AcqKey) -> Want:
        """The job that brings an open acquisition's screen again, without scoring."""
        facts = self._opened.facts(key)
        return Want(WantKind.OPEN, key, facts.decision.given, facts.decision.roi, score=False)

    # What the engine found out

    def record_opened(self, info: FileInfo) -> AcqKey:
        """A file was looked into: it becomes an acquisition (its first frame) of its exam.

        What the book knows of it (same file name, same bytes) is back at once.
        """
        order = self._arriving.pop(info.path, None)
        key = AcqKey(info.path)
        if key in self._opened:
            return key
        exam = self._open_exam(info.path, info.header)
        identity = AcquisitionId(exam.record.key, info.path, 0, info.sha256)
        self._insert(exam, Facts(identity, order or self._next_order(), record_of_info(info)))
        return key

    def add_frame(self, path: Path, frame: int) -> AcqKey:
        """Another frame of an open multi-frame file as an acquisition of the same exam."""
        first, key = self._opened.facts(AcqKey(path)), AcqKey(path, frame)
        if key not in self._opened:
            exam = self._opened.exam_of(first.key)
            self._insert(exam, Facts(replace(first.id, frame=frame), first.order, first.record))
        return key

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
        facts.findings[given] = findings
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
        order = self._arriving.pop(key.path, None)
        if key not in self._opened and order is not None:
            exam = self._open_exam(key.path, Header())
            self._insert(exam, Facts(AcquisitionId(exam.record.key, key.path, key.frame, ""), order))
        facts = self._opened.find(key)
        if facts is not None:
            facts.failure = reason
            self._changed(key)

    # Inside

    @property
    def _model_sha256(self) -> str | None:
        return self.model.sha256 if self.model else None

    @property
    def _current_opened(self) -> OpenExam | None:
        return self._opened.exam_of(self._current) if self._current else None

    def _changed(self, key: AcqKey | None = None) -> None:
        if key is None:
            self._derived.clear()
        else:
            self._derived.pop(key, None)
            self._note_stage(key)
        self.version += 1

    def _go(self, key: AcqKey) -> None:
        if key != self._current and self._current_opened:
            self._current_opened.history.stop_merging()
        self._current = key
        self._show_next = False
        self.version += 1

    def _step(self, by: int) -> AcqKey | None:
        keys = self.keys
        if self._current is None:
            return None
        at = keys.index(self._current) + by
        if 0 <= at < len(keys):
            self._go(keys[at])
        return self._current

    def _from_current(self, offset: int) -> tuple[AcqKey, ...]:
        """Every acquisition once, from the current one (plus `offset`) on, round the end."""
        keys = self.keys
        at = keys.index(self._current) + offset if self._current else 0
        return keys[at:] + keys[:at]

    def _add_want(self, wants: list[Want], key: AcqKey) -> None:
        want = want_of(self._opened.facts(key), self._model_sha256)
        if want is not None:
            wants.append(want)

    def _open_exam(self, path: Path, header: Header) -> OpenExam:
        record = exam_record(path, header)
        opened = self._opened.by_key.get(record.key)
        if opened is None:
            opened = OpenExam(record)
            opened.remember(self.book.load_exam(record.key) if self.book else None)
        return opened

    def _insert(self, exam: OpenExam, facts: Facts) -> None:
        """Take an acquisition in, as the book remembers it."""
        stored = exam.stored.get(facts.id)
        if stored is not None:
            facts.decision = stored.decision
            facts.analyses = dict(stored.analyses)
            facts.scores = {score_key(record): record for record in stored.scores}
        self._opened.insert(exam, facts)
        if self.book and facts.id.sha256:
            self.book.put_acquisition(exam.record, facts.id, facts.record)
        if self._current is None or self._show_next:
            self._go(facts.key)
        self._changed(facts.key)

    def _next_order(self) -> int:
        self._n_arrived += 1
        return self._n_arrived

    def _note_step(self, command: Command, facts: Facts, before: Decision, after: Decision) -> None:
        history, name = self._opened.exam_of(facts.key).history, name_of(command)
        may_merge = isinstance(command, MoveRoi)
        extended = history.mergeable(facts.id, name) if may_merge else None
        if extended is not None:
            step, dropped = history.extend(extended, after), ()
        else:
            self._last_number += 1
            step = StepRecord(self._last_number, facts.id, name, before, after)
            dropped = history.add(step, may_merge=may_merge)
        if self.book and step.acquisition.sha256:
            self.book.put_step(step, dropped)

    def _travel(self, step: StepRecord | None, *, done: bool) -> AcqKey | None:
        if step is None or self._current_opened is None:
            return None
        key = AcqKey(step.acquisition.path, step.acquisition.frame)
        self._opened.facts(key).decision = step.after if done else step.before
        marked = self._current_opened.history.mark(step, done=done)
        if self.book and step.acquisition.sha256:
            self.book.put_step(marked)
        self._go(key)
        self._changed(key)
        return key

    def _note_stage(self, key: AcqKey) -> None:
        """Keep the exam's stage for the list of recent exams."""
        if self.book is None or self.model is None or key not in self._opened:
            return
        exam = self._opened.exam_of(key)
        if len(exam.facts) > MAX_STAGED_ACQUISITIONS:
            return
        stage = self.exam_result(exam.record.key).stage or ""
        if stage != exam.stage:
            exam.stage = stage
            self.book.put_stage(exam.record.key, stage)
