"""The open exams and their acquisitions, in the order they were opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from dlre_gui.domain.exam import exam_key
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.screen import Header
from dlre_gui.gui.session.facts import Facts
from dlre_gui.gui.session.history import History
from dlre_gui.gui.session.ids import AcqKey, key_of
from dlre_gui.gui.session.in_order import InOrder
from dlre_gui.store.records import (
    AcquisitionId,
    ExamRecord,
    ExamSummary,
    StoredAcquisition,
    StoredExam,
)


@dataclass(slots=True)
class OpenExam:
    """An exam of the session: its acquisitions by key, what the book knew of it, its history.

    Attributes
    ----------
    awaiting, wanting
        Acquisitions that await the user, and those of which something is still to be computed.
    """

    record: ExamRecord
    facts: dict[AcqKey, Facts] = field(default_factory=dict)
    stored: dict[AcquisitionId, StoredAcquisition] = field(default_factory=dict)
    history: History = field(init=False)
    summary: ExamSummary | None = None
    remembered: bool = False
    details: ExamDetails = field(default_factory=ExamDetails)
    awaiting: set[AcqKey] = field(default_factory=set)
    wanting: set[AcqKey] = field(default_factory=set)
    _files: frozenset[tuple[Path, str]] = frozenset()
    _by_path: dict[Path, list[StoredAcquisition]] = field(default_factory=dict)
    _order: InOrder = field(default_factory=InOrder)

    def __post_init__(self) -> None:
        self.history = History(self)

    def __contains__(self, identity: object) -> bool:
        """Whether an acquisition is open, or a frame that was left is one step away from it."""
        if not isinstance(identity, AcquisitionId):
            return False
        return self.find(identity) is not None or self.frame_beside(identity) is not None

    def find(self, identity: AcquisitionId) -> Facts | None:
        """The facts of an acquisition, wherever its file is; None where it is not open."""
        keys = (key_of(identity, former=former) for former in (False, True))
        some = (self.facts.get(key) for key in keys)
        return next((facts for facts in some if facts is not None and facts.id == identity), None)

    def frame_beside(self, identity: AcquisitionId) -> Facts | None:
        """An open frame of the same file, as the book knows it; None where there is none."""
        if identity not in self.stored:
            return None
        same = (one.id for one in self._by_path[identity.path] if one.id.sha256 == identity.sha256)
        return next((facts for facts in map(self.find, same) if facts is not None), None)

    def place(self, key: AcqKey) -> int:
        """Where an open acquisition stands in the exam, from 0."""
        return self._order.place(key)

    def had_file(self, path: Path, sha256: str) -> bool:
        """Whether the book knows this file as one of the exam."""
        return (path, sha256) in self._files

    def frames_taken(self, first: AcquisitionId) -> list[int]:
        """Frames of the same file, other than `first`, that the user took before."""
        return sorted(
            one.id.frame
            for one in self._by_path.get(first.path, ())
            if one.id.sha256 == first.sha256 and one.id.frame != first.frame and not one.decision.excluded
        )

    def formers(self, now: AcquisitionId) -> list[StoredAcquisition]:
        """What was found on files that lay where this one lies now."""
        found = self._by_path.get(now.path, ())
        return [one for one in found if one.id.sha256 != now.sha256 and one.analyses]

    @property
    def gives(self) -> bool:
        """Whether something was given for one of its screens, or still is carried over."""
        return any(facts.decision.given or facts.carried for facts in self.facts.values())

    @property
    def n_unconcluded(self) -> int:
        """What is left to do of an exam without a score: all that counts, until somebody concludes."""
        if self.details.conclusion is not None:
            return 0
        return sum(not facts.decision.excluded for facts in self.facts.values())

    def remember(self, stored: StoredExam | None) -> None:
        """Take over what the book knows of the exam; its steps only once."""
        if stored is None:
            return
        if not self.remembered:
            self.history.restore((*stored.steps, *stored.exam_steps))
            self.details = stored.details
        self.remembered = True
        self.stored = {acquisition.id: acquisition for acquisition in stored.acquisitions}
        self._files = frozenset((one.path, one.sha256) for one in self.stored)
        self._by_path = {}
        for one in stored.acquisitions:
            self._by_path.setdefault(one.id.path, []).append(one)

    def insert(self, facts: Facts) -> None:
        """Add or replace an acquisition, keeping the order of opening."""
        self._order.put(facts.key, facts.order)
        self.facts[facts.key] = facts
        for key in self._order.after(facts.key):
            self.facts[key] = self.facts.pop(key)

    def remove(self, key: AcqKey) -> None:
        self._order.drop(key)
        del self.facts[key]
        self.awaiting.discard(key)
        self.wanting.discard(key)


def exam_record(path: Path, header: Header) -> ExamRecord:
    """What names the exam of a file."""
    return ExamRecord(
        key=exam_key(header, path),
        folder=path.absolute().parent,
        patient_id=header.patient_id,
        patient_name=header.patient_name,
        study_uid=header.study_uid,
    )


class OpenExams:
    """All open exams. An acquisition is in exactly one."""

    def __init__(self) -> None:
        self.by_key: dict[str, OpenExam] = {}
        self._exam_of: dict[AcqKey, str] = {}

    def __contains__(self, key: AcqKey) -> bool:
        return key in self._exam_of

    def keys(self) -> tuple[AcqKey, ...]:
        """Every acquisition, exam by exam."""
        return tuple(key for exam in self.by_key.values() for key in exam.facts)

    @property
    def first(self) -> AcqKey | None:
        """The first acquisition of the first exam."""
        return next((key for exam in self.by_key.values() for key in exam.facts), None)

    def around(self, key: AcqKey | None, chosen: Callable[[OpenExam], set[AcqKey]]) -> Iterator[AcqKey]:
        """The chosen acquisitions of every exam, from `key` (None: the first) on, round the end."""
        for exam, start, stop in self._parts(key):
            some = chosen(exam)
            if some:
                yield from (one for one in islice(exam.facts, start, stop) if one in some)

    def _parts(self, key: AcqKey | None) -> Iterator[tuple[OpenExam, int, int | None]]:
        exams = list(self.by_key.values())
        if key is None:
            yield from ((exam, 0, None) for exam in exams)
            return
        at, own = list(self.by_key).index(self._exam_of[key]), self.exam_of(key)
        place = own.place(key)
        yield own, place, None
        yield from ((exam, 0, None) for exam in exams[at + 1 :] + exams[:at])
        yield own, 0, place

    def exam_of(self, key: AcqKey) -> OpenExam:
        """The exam of an open acquisition; KeyError where it is not open."""
        return self.by_key[self._exam_of[key]]

    def facts(self, key: AcqKey) -> Facts:
        """The facts of an open acquisition; KeyError where it is not open."""
        return self.exam_of(key).facts[key]

    def find(self, key: AcqKey) -> Facts | None:
        return self.facts(key) if key in self else None

    def insert(self, exam: OpenExam, facts: Facts) -> None:
        """Add an acquisition, or replace the one of the same file and frame."""
        self.remove(facts.key)
        self.by_key.setdefault(exam.record.key, exam)
        exam.insert(facts)
        self._exam_of[facts.key] = exam.record.key

    def remove(self, key: AcqKey) -> None:
        """Take an acquisition out; an exam without any is closed."""
        if key not in self:
            return
        exam = self.exam_of(key)
        exam.remove(key)
        del self._exam_of[key]
        if not exam.facts:
            del self.by_key[exam.record.key]

    def close(self, exam_key_: str) -> None:
        exam = self.by_key.pop(exam_key_, None)
        for key in exam.facts if exam else ():
            del self._exam_of[key]
