"""What the user decides: commands, undo and redo, each told to the exam book at once."""

from __future__ import annotations

from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.gui.session.commands import AcceptRoi, Command, MoveRoi, name_of
from dlre_gui.gui.session.facts import Facts
from dlre_gui.gui.session.history import Step
from dlre_gui.gui.session.ids import AcqKey, GoOn
from dlre_gui.gui.session.open_work import OpenWork
from dlre_gui.store.records import AcquisitionId, Decision, ExamStepRecord, StepRecord


class DecidedWork(OpenWork):
    """Open exams with their undo histories; see `session.Session`."""

    def perform(self, command: Command) -> bool:
        """Carry out a command; False where it changes nothing (and then it is no undo step)."""
        facts = self._opened.find(command.key)
        if facts is None:
            return False
        before, after = facts.decision, command.apply(facts.decision, facts.analysis)
        if after == before:
            return False
        facts.decision, facts.failure = after, facts.failure if not facts.read else ""
        self._note_step(command, facts, before, after)
        self._changed(command.key)
        return True

    def set_details(self, exam_key: str, details: ExamDetails, command: str = "edit_details") -> bool:
        """Keep what was entered about an open exam; False where nothing changed.

        `command` names the step for undo: ``edit_details`` or ``conclude``.
        """
        opened = self._opened.by_key[exam_key]
        if opened.details == details:
            return False
        self._last_number += 1
        step = ExamStepRecord(self._last_number, exam_key, command, opened.details, details)
        opened.details = details
        dropped = opened.history.add(step, may_merge=False)
        self._keep_exam_step(step, dropped)
        self._note_summary(next(iter(opened.facts)))
        self.version += 1
        return True

    def accept_and_go_on(self) -> AcqKey | None:
        """Enter: accept the proposed ROI and go on, as `going_on` says; None where it stays.

        It stays where there is nothing to accept yet (no proposal, and nothing placed), and at the
        end of an exam, whose result is to be seen before the next exam comes.
        """
        if self._current is None:
            return None
        going_on = self.going_on
        if going_on is GoOn.NEXT_EXAM:
            return self.next_not_done()
        if going_on is GoOn.ACCEPT:
            self.perform(AcceptRoi(self._current))
        if self.is_open(self._current):
            return None
        found = self._next_in_exam()
        if found is not None:
            self._go(found)
        else:
            self._seen_whole.add(self.exam_key_of(self._current))
            self.version += 1
        return found

    @property
    def can_undo(self) -> bool:
        return self.undo_step is not None

    @property
    def can_redo(self) -> bool:
        return self.redo_step is not None

    @property
    def undo_step(self) -> Step | None:
        """What `undo` would undo, in the current exam."""
        opened = self._current_opened
        return opened.history.last_done() if opened else None

    @property
    def redo_step(self) -> Step | None:
        """What `redo` would redo, in the current exam."""
        opened = self._current_opened
        return opened.history.first_undone() if opened else None

    def undo(self) -> AcqKey | None:
        """Take back the last step of the current exam and show where; None if there is none."""
        before = self._travel(self.undo_step, done=False)
        if _follow_each_other(self.undo_step, self.redo_step):
            before = self._travel(self.undo_step, done=False)
        return before

    def redo(self) -> AcqKey | None:
        """Do the last undone step of the current exam again and show where; None if there is none."""
        after = self._travel(self.redo_step, done=True)
        if _follow_each_other(self.undo_step, self.redo_step):
            after = self._travel(self.redo_step, done=True)
        return after

    def _note_step(self, command: Command, facts: Facts, before: Decision, after: Decision) -> None:
        history, name = self._opened.exam_of(facts.key).history, name_of(command)
        may_merge = isinstance(command, MoveRoi)
        extended = history.mergeable(facts.id, name) if may_merge else None
        dropped: tuple[int, ...] = ()
        if extended is not None:
            step = history.extend(extended, after)
        else:
            self._last_number += 1
            step = StepRecord(self._last_number, facts.id, name, before, after)
            dropped = history.add(step, may_merge=may_merge)
        if self.book and step.acquisition.sha256:
            self.book.put_step(step, dropped)

    def _keep_exam_step(self, step: ExamStepRecord, dropped: tuple[int, ...] = ()) -> None:
        """In the book, if it has the exam: one without a readable file is not in it."""
        facts = self._opened.by_key[step.exam_key].facts.values()
        if self.book and any(one.id.sha256 for one in facts):
            self.book.put_step(step, dropped)

    def _travel_details(self, step: ExamStepRecord, *, done: bool) -> AcqKey | None:
        opened = self._opened.by_key[step.exam_key]
        opened.details = step.after if done else step.before
        marked = opened.history.mark(step, done=done)
        assert isinstance(marked, ExamStepRecord)
        self._keep_exam_step(marked)
        self._note_summary(self._current)
        self.version += 1
        return self._current

    def _open_left(self, identity: AcquisitionId) -> Facts:
        """Open a frame that was left for another one: a step leads back to it."""
        raise NotImplementedError

    def _travel(self, step: Step | None, *, done: bool) -> AcqKey | None:
        if step is None or self._current_opened is None:
            return None
        if isinstance(step, ExamStepRecord):
            return self._travel_details(step, done=done)
        facts = self._current_opened.find(step.acquisition) or self._open_left(step.acquisition)
        key, facts.decision = facts.key, step.after if done else step.before
        marked = self._current_opened.history.mark(step, done=done)
        if self.book and step.acquisition.sha256:
            self.book.put_step(marked)
        self._mark(key)
        self._go(key)
        self._changed(key)
        return key


def _follow_each_other(first: Step | None, second: Step | None) -> bool:
    """Whether two steps are one act: a frame of a clip left for another one."""
    if first is None or second is None or second.number != first.number + 1:
        return False
    return (first.command, second.command) == ("leave_frame", "take_frame")
