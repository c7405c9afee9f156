"""What the user decides: commands, undo and redo, each on disk when the call returns."""

from __future__ import annotations

from dlre_gui.gui.session.commands import AcceptRoi, Command, MoveRoi, name_of
from dlre_gui.gui.session.facts import Facts
from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.gui.session.open_work import OpenWork
from dlre_gui.store.records import Decision, StepRecord


class DecidedWork(OpenWork):
    """Open exams with their undo histories; see `session.Session`."""

    def perform(self, command: Command) -> bool:
        """Carry out a command; False where it changes nothing (and then it is no undo step)."""
        facts = self._opened.find(command.key)
        if facts is None:
            return False
        before, after = facts.decision, command.apply(facts.decision, facts.proposed)
        if after == before:
            return False
        facts.decision, facts.failure = after, facts.failure if not facts.read else ""
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
