"""The undo history of one exam: steps that are done or undone.

Each step belongs to one acquisition and holds the decisions before and after it, or to the exam's
details. Only steps of acquisitions that are open take part; per acquisition the done steps always come
before the undone ones, so a step may be undone although later steps of other acquisitions stay.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

from dlre_gui.store.records import AcquisitionId, Decision, ExamStepRecord, StepRecord

Step = StepRecord | ExamStepRecord


class History:
    """Steps in the order they were done; of the acquisitions those in `is_open` take part."""

    def __init__(self, is_open: Container[AcquisitionId]) -> None:
        self._steps: list[Step] = []
        self._open = is_open
        self._merging = False

    def restore(self, steps: Iterable[Step]) -> None:
        """The steps of an earlier sitting, before those of this one."""
        self._steps = sorted((*steps, *self._steps), key=lambda step: step.number)
        self._merging = False

    def renumber(self, by: int) -> tuple[Step, ...]:
        """Count on from another number; the steps as they are now."""
        self._steps = [replace(step, number=step.number + by) for step in self._steps]
        return tuple(self._steps)

    def stop_merging(self) -> None:
        """The next move is a step of its own."""
        self._merging = False

    def last_done(self) -> Step | None:
        """What undo would undo."""
        return next((s for s in reversed(self._steps) if s.done and self._takes_part(s)), None)

    def first_undone(self) -> Step | None:
        """What redo would redo."""
        return next((s for s in self._steps if not s.done and self._takes_part(s)), None)

    def is_left_behind(self, acquisition: AcquisitionId) -> bool:
        """Whether its file was replaced by another one and is not back; asked once, not after each undo."""
        told = ("leave_replaced", "take_back")
        mine = (s for s in self._steps if isinstance(s, StepRecord) and s.acquisition == acquisition)
        return [step.command for step in mine if step.command in told][-1:] == ["leave_replaced"]

    def mergeable(self, acquisition: AcquisitionId, command: str) -> StepRecord | None:
        """The last step if a further `command` on the same acquisition belongs to it."""
        last = self.last_done()
        if not (self._merging and isinstance(last, StepRecord)) or self.first_undone() is not None:
            return None
        return last if (last.acquisition, last.command) == (acquisition, command) else None

    def add(self, step: Step, *, may_merge: bool) -> tuple[int, ...]:
        """Append a done step; what was undone is gone, its numbers are returned."""
        dropped = [s for s in self._steps if not s.done and self._takes_part(s)]
        self._steps = [s for s in self._steps if s not in dropped] + [step]
        self._merging = may_merge
        return tuple(s.number for s in dropped)

    def extend(self, step: StepRecord, after: Decision) -> StepRecord:
        """Let a step end in another decision (a move that went on)."""
        longer = replace(step, after=after)
        self._put(longer)
        return longer

    def mark(self, step: Step, *, done: bool) -> Step:
        """Undo or redo a step."""
        self._merging = False
        return self._put(replace(step, done=done))

    def _put(self, step: Step) -> Step:
        at = next(i for i, s in enumerate(self._steps) if s.number == step.number)
        self._steps[at] = step
        return step

    def _takes_part(self, step: Step) -> bool:
        """Steps on the exam's details always do."""
        return isinstance(step, ExamStepRecord) or step.acquisition in self._open
