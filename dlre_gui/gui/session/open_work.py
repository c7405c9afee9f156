"""What is open, where each acquisition stands, and which one is shown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

from dlre_gui.clinical.assessment import MOST_ACQUISITIONS, Assessment, Yardstick, assess
from dlre_gui.clinical.cutoffs import CutoffTable, find_table
from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.exam import Acquisition, Exam
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.screen import readable_name, shown
from dlre_gui.gui.session.arriving import Arriving
from dlre_gui.gui.session.facts import Derived, Facts, awaits_user, known_of, want_of
from dlre_gui.gui.session.ids import AcqKey, GoOn, ModelInUse, Progress
from dlre_gui.gui.session.in_order import InOrder
from dlre_gui.gui.session.opened import OpenExam, OpenExams
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.store.book import Book
from dlre_gui.store.carry import carried
from dlre_gui.store.records import ExamRecord, ExamSummary


class OpenWork:
    """The open exams and the way through them; see `session.Session`."""

    def __init__(self, book: Book | None = None) -> None:
        self.book = book
        self.model: ModelInUse | None = None
        self._scores_of: str | None = None
        self.version = 0
        self.preferences = Preferences()
        self.unreadable: StoreError | None = None
        self._opened = OpenExams()
        self._arriving = Arriving()
        self._n_arrived = 0
        self.occupied: Callable[[], bool] = lambda: False
        self._show_next = self._is_unasked = False
        self._coming: AcqKey | None = None
        self._current: AcqKey | None = None
        self._listing: InOrder | None = None
        self._listing_of: tuple[str | None, Path | None] = None, None
        self._derived: dict[AcqKey, Derived] = {}
        self._last_number = book.last_number if book else 0
        self._seen_whole: set[str] = set()

    # What is open

    @property
    def exams(self) -> tuple[Exam, ...]:
        """The open exams, in the order of opening."""
        return tuple(self.exam(key) for key in self._opened.by_key)

    @property
    def exam_keys(self) -> tuple[str, ...]:
        """Keys of the open exams, in the order of opening."""
        return tuple(self._opened.by_key)

    def exam_title(self, exam_key: str) -> str:
        """Who it is, as far as known: name and ID, else the folder's name."""
        record = self._opened.by_key[exam_key].record
        who = [part for part in (readable_name(record.patient_name or ""), record.patient_id) if part]
        return " · ".join(map(shown, who)) or shown(record.folder.name)

    @property
    def keys(self) -> tuple[AcqKey, ...]:
        """Every open acquisition, exam by exam."""
        return self._opened.keys()

    @property
    def n_opening(self) -> int:
        """Files that were not looked into yet."""
        return len(self._arriving)

    @property
    def listed(self) -> tuple[AcqKey, ...]:
        """The acquisitions of the exam on display, and the files of their folder not looked into yet."""
        return self._in_order_of_opening().keys

    def place_of(self, key: AcqKey) -> int | None:
        """Where it is `listed`, from 0; None where it is not."""
        listing = self._in_order_of_opening()
        return listing.place(key) if key in listing else None

    @property
    def coming(self) -> AcqKey | None:
        """What the user went to, but is still to be looked into; it is shown as soon as it was."""
        return self._coming

    @property
    def current(self) -> AcqKey | None:
        """The acquisition on the canvas."""
        return self._current

    @property
    def current_exam(self) -> str | None:
        """Key of the exam on display."""
        return self.exam_key_of(self._current) if self._current else None

    def patient_id(self, exam_key: str) -> str | None:
        """Of an open exam, as far as known."""
        return self._opened.by_key[exam_key].record.patient_id

    def is_named_by_folder(self, exam_key: str) -> bool:
        """Whether an open exam is that of a folder, since its files do not say whose they are."""
        record = self._opened.by_key[exam_key].record
        return record.key == str(record.folder)

    def is_open_exam(self, exam_key: str) -> bool:
        """Whether an exam is open."""
        return exam_key in self._opened.by_key

    def has(self, key: AcqKey) -> bool:
        """Whether an acquisition is open."""
        return key in self._opened

    def n_awaiting(self, exam_key: str) -> int:
        """How many acquisitions of an open exam await the user."""
        return len(self._opened.by_key[exam_key].awaiting)

    def n_only_anothers(self, exam_key: str) -> int:
        """How many acquisitions of an open exam only another model scored, while their files are away."""
        facts = self._opened.by_key[exam_key].facts.values()
        return sum(one.is_only_anothers(self._model_sha256) for one in facts)

    def n_acquisitions(self, exam_key: str) -> int:
        return len(self._opened.by_key[exam_key].facts)

    def exam_key_of(self, key: AcqKey) -> str:
        """Key of the exam that an open acquisition belongs to."""
        return self._opened.exam_of(key).record.key

    def exam(self, exam_key: str) -> Exam:
        """One open exam; KeyError where it is not open."""
        opened = self._opened.by_key[exam_key]
        record = opened.record
        acquisitions = tuple(self.acquisition(key) for key in opened.facts)
        return Exam(record.key, record.patient_id, record.patient_name, record.study_uid, acquisitions)

    def taken(self, exam_key: str) -> tuple[ExamRecord, tuple[Facts, ...]]:
        """An open exam as it is now, for another thread; short, of thousands too."""
        opened = self._opened.by_key[exam_key]
        return opened.record, tuple(facts.copied() for facts in opened.facts.values())

    def keys_of(self, exam_key: str) -> tuple[AcqKey, ...]:
        """The acquisitions of an open exam."""
        return tuple(self._opened.by_key[exam_key].facts)

    def acquisition(self, key: AcqKey) -> Acquisition:
        """One open acquisition, edits and scores in place; KeyError where it is not open."""
        return self.derived(key).acquisition

    def facts(self, key: AcqKey) -> Facts:
        """All that is known of an open acquisition; read it, never change it."""
        return self._opened.facts(key)

    def progress(self, key: AcqKey) -> Progress:
        """Where an open acquisition stands."""
        return self.derived(key).progress

    def derived(self, key: AcqKey) -> Derived:
        """What follows from the facts of an open acquisition, until they change."""
        derived = self._derived.get(key)
        if derived is None:
            derived = self._derived[key] = Derived.of(self._opened.facts(key), self._model_sha256)
        return derived

    def details(self, exam_key: str) -> ExamDetails:
        """What was entered about an open exam."""
        return self._opened.by_key[exam_key].details

    def cutoffs_of(self, exam_key: str) -> CutoffTable | None:
        """The cut-off table that holds for an exam; None until the tables were read."""
        return find_table(self.preferences.tables, self.cutoffs_wanted(exam_key))

    def cutoffs_wanted(self, exam_key: str) -> str:
        """Id of the table that was chosen for an exam, which may be gone; empty: none was."""
        return self.details(exam_key).cutoffs or self.preferences.cutoffs

    def assessment(self, exam_key: str) -> Assessment | None:
        """All that an exam says; None for a folder too large to be one exam."""
        if len(self._opened.by_key[exam_key].facts) > MOST_ACQUISITIONS:
            return None
        thresholds = self.model.thresholds if self.model else {}
        yardstick = Yardstick(thresholds, self.cutoffs_of(exam_key), unit=self.preferences.unit)
        return assess(self.exam(exam_key), self.details(exam_key), yardstick)

    def prefer(self, preferences: Preferences) -> None:
        """Judge and tell exams in another way from now on."""
        self.preferences = preferences
        self.version += 1

    @property
    def _shows_next(self) -> bool:
        """Whether what comes next is shown; what came by itself, once the user is not `occupied`."""
        return self._show_next and not (self._is_unasked and self.occupied())

    # Going from one to the other

    def select(self, key: AcqKey) -> None:
        """Show an open acquisition, or a file not looked into yet, which is next then.

        An unknown key is ignored.
        """
        if key in self._opened:
            self._go(key)
        elif key in self._arriving:
            self._coming = key
            self.version += 1

    def select_exam(self, exam_key: str) -> None:
        """Show an exam, at its first acquisition that is not done."""
        exam = self._opened.by_key[exam_key]
        self._go(next((key for key in exam.facts if key in exam.awaiting), next(iter(exam.facts))))

    def next(self) -> AcqKey | None:
        """Go to the following acquisition, of the next exam after the last one of an exam."""
        return self._step(+1)

    def previous(self) -> AcqKey | None:
        """Go to the acquisition before."""
        return self._step(-1)

    def next_not_done(self) -> AcqKey | None:
        """Go to the next acquisition that awaits the user; None, and stay, where none does."""
        around = list(islice(self._opened.around(self._current, lambda exam: exam.awaiting), 2))
        found = next((key for key in around if key != self._current), next(iter(around), None))
        if found is not None:
            self._go(found)
        return found

    def is_open(self, key: AcqKey) -> bool:
        """Whether the acquisition awaits the user: no ROI accepted or placed yet, nothing in the way."""
        return key in self._opened and key in self._opened.exam_of(key).awaiting

    @property
    def going_on(self) -> GoOn:
        """What Enter does now."""
        if self._current is None or self.is_open(self._current):
            return GoOn.ACCEPT
        if self._next_in_exam() is not None:
            return GoOn.IN_EXAM
        if self.current_exam not in self._seen_whole:
            return GoOn.RESULT
        others = any(exam.awaiting for exam in self._opened.by_key.values())
        return GoOn.NEXT_EXAM if others or self.n_opening else GoOn.LIST

    # Inside

    def _next_in_exam(self) -> AcqKey | None:
        """The next acquisition of the current exam that awaits the user, round its end."""
        exam = self._current_opened
        if self._current is None or exam is None or not exam.awaiting:
            return None
        at = exam.place(self._current)
        others = chain(islice(exam.facts, at + 1, None), islice(exam.facts, at))
        return next((key for key in others if key in exam.awaiting), None)

    def _in_order_of_opening(self) -> InOrder:
        """See `listed`; made anew for another exam or folder only."""
        of = self.current_exam, self._arriving.folder(self._current)
        if self._listing is None or self._listing_of != of:
            waiting = self._arriving.beside(self._current)
            facts = self._current_opened.facts if self._current_opened else {}
            known = ((key, one.order) for key, one in facts.items())
            self._listing, self._listing_of = InOrder(chain(waiting.items(), known)), of
        return self._listing

    def _relist(self, key: AcqKey) -> None:
        """A file or an acquisition came, went, or became another's."""
        self.version += 1
        exam, waiting = self._current_opened, self._arriving.beside(self._current)
        if self._listing_of != (self.current_exam, self._arriving.folder(self._current)):
            self._listing = None
        if self._listing is None:
            return
        known = exam.facts.get(key) if exam is not None else None
        number = known.order if known is not None else waiting.get(key)
        if number is not None:
            self._listing.put(key, number)
        else:
            self._listing.drop(key)

    @property
    def _model_sha256(self) -> str | None:
        return self.model.sha256 if self.model else self._scores_of

    @property
    def _current_opened(self) -> OpenExam | None:
        return self._opened.exam_of(self._current) if self._current else None

    def _changed(self, key: AcqKey | None = None) -> None:
        if key is None:
            self._derived.clear()
            for each in self.keys:
                self._mark(each)
        else:
            self._mark(key)
            self._carry_over(key)
            self._note_summary(key)
        self.version += 1

    def _mark(self, key: AcqKey) -> None:
        """The facts of an acquisition are others: what it awaits, too."""
        self._derived.pop(key, None)
        facts = self._opened.find(key)
        if facts is None:
            return
        exam = self._opened.exam_of(key)
        _put(exam.awaiting, key, awaits_user(facts, self._model_sha256))
        _put(exam.wanting, key, want_of(facts, self._model_sha256) is not None)

    def _carry_over(self, key: AcqKey) -> None:
        """Let what was given for one screen count for the exam's others of its layout."""
        exam = self._opened.exam_of(key) if key in self._opened else None
        if exam is None or len(exam.facts) > MOST_ACQUISITIONS or not exam.gives:
            return
        found = carried(known_of(facts) for facts in exam.facts.values())
        for facts in exam.facts.values():
            now = found.get(facts.id)
            if facts.carried != now:
                facts.carried = now
                self._mark(facts.key)

    def _go(self, key: AcqKey) -> None:
        if key != self._current and self._current_opened:
            self._current_opened.history.stop_merging()
        another, self._current = self._enters_another_exam(key), key
        if another and not self.is_open(key) and self._next_in_exam() is None:
            self._seen_whole.add(self.exam_key_of(key))  # done before: its result is what is shown
        self._show_next = self._is_unasked = False
        self._coming = None
        self._note_summary(key)
        self.version += 1

    def _enters_another_exam(self, key: AcqKey) -> bool:
        return self._current is None or self.current_exam != self.exam_key_of(key)

    def _step(self, by: int) -> AcqKey | None:
        if self._current is None:
            return None
        listing = self._in_order_of_opening()
        at = listing.place(self._coming or self._current) + by
        if 0 <= at < len(listing.keys):
            self.select(listing.keys[at])
            return self._current
        exams = self.exam_keys
        beside = exams.index(self.exam_key_of(self._current)) + by
        if 0 <= beside < len(exams):
            keys = self.keys_of(exams[beside])
            self._go(keys[0] if by > 0 else keys[-1])
        return self._current

    def _note_summary(self, key: AcqKey | None) -> None:
        """Keep how far the exam is for the list of exams."""
        if self.book is None or self.model is None or key is None or key not in self._opened:
            return
        exam = self._opened.exam_of(key)
        if not any(facts.id.sha256 for facts in exam.facts.values()):
            return  # the book has no such exam
        if any(facts.is_out_of_reach(self._model_sha256) for facts in exam.facts.values()):
            return  # of what is left no stage is made that stands in the list for the whole exam
        summary = self._summary(exam, key)
        if summary != exam.summary:
            exam.summary = summary
            self.book.put_summary(exam.record.key, summary)

    def _summary(self, exam: OpenExam, key: AcqKey) -> ExamSummary:
        """How far the exam is now, after `key` changed."""
        found, before = self.assessment(exam.record.key), exam.summary or ExamSummary("")
        shown = exam.facts.get(self._current) if self._current else None
        stopped_at = shown.id if shown is not None and shown.id.sha256 else before.stopped_at
        if found is None:  # very many screens: no stage, and not all are looked at every time
            flagged = before.flagged or bool(self.acquisition(key).flags)
            return ExamSummary("", len(exam.awaiting), flagged, stopped_at)
        flagged = bool(found.result.flags) or any(self.acquisition(one).flags for one in exam.facts)
        n_open = len(exam.awaiting) or (0 if found.result.n_scored else exam.n_unconcluded)
        return ExamSummary(found.result.stage or "", n_open, flagged, stopped_at)


def _put(some: set[AcqKey], key: AcqKey, is_in: bool) -> None:
    if is_in:
        some.add(key)
    else:
        some.discard(key)
