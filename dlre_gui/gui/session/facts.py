"""What the session knows of one acquisition, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dlre_gui.clinical.acquisition import with_flags
from dlre_gui.domain.exam import Acquisition, Flag, Status
from dlre_gui.domain.findings import QBOX_UNITS, Given, QBox, SweBox, Unit
from dlre_gui.domain.roi import OFF_BOX, Roi
from dlre_gui.engine.messages import Refusal
from dlre_gui.gui.session.ids import AcqKey, Progress, Want, WantKind, key_of
from dlre_gui.gui.session.view_state import RowState
from dlre_gui.store.carry import Carried, Known
from dlre_gui.store.records import AcquisitionId, AcquisitionRecord, AnalysisRecord, Decision, ScoreRecord

ScoreKey = tuple[int, int, int, Given | None, bool, str]


def score_key(record: ScoreRecord) -> ScoreKey:
    """What a score depends on: ROI, `Given`, harmonised or as shown, and the model's weights."""
    roi, scores = record.roi, record.scores
    return roi.x, roi.y, roi.side, record.given, scores.as_shown, scores.model_sha256


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a screen was not scored."""

    reason: str
    code: Refusal


_OFF_BOX = Refused(OFF_BOX, Refusal.OFF_BOX)


@dataclass(slots=True)
class Facts:
    """One acquisition of the session; changed by the session only.

    `analyses`, `refusals` and `scores` are kept for every choice the user tried, so that undo
    finds them again. `read` tells whether this session saw the screen itself, `analysed` under
    which `Given` it did; `missing`, that its file is not in its place; `former`, that another one of the
    exam lies there. Arrays are not kept: a folder of thousands must fit into memory.
    """

    id: AcquisitionId
    order: int
    record: AcquisitionRecord = field(default_factory=AcquisitionRecord)
    decision: Decision = field(default_factory=Decision)
    analyses: dict[Given | None, AnalysisRecord] = field(default_factory=dict)
    analysed: set[Given | None] = field(default_factory=set)
    scores: dict[ScoreKey, ScoreRecord] = field(default_factory=dict)
    refusals: dict[tuple[Given | None, bool], Refused] = field(default_factory=dict)
    carried: Carried | None = None
    failure: str = ""
    read: bool = False
    missing: bool = False
    former: bool = False

    @property
    def key(self) -> AcqKey:
        return key_of(self.id, former=self.former)

    @property
    def given(self) -> Given | None:
        """What counts as said by the user: for this screen, else carried over from another."""
        if self.decision.given is not None or self.carried is None:
            return self.decision.given
        return self.carried.given

    @property
    def analysis(self) -> AnalysisRecord | None:
        """What was read off the screen under the present `Given`."""
        return self.analyses.get(self.given)

    @property
    def proposed(self) -> Roi | None:
        return self.analysis.proposed if self.analysis else None

    @property
    def roi(self) -> Roi | None:
        """The ROI that counts: accepted or placed, else the proposal."""
        return self.decision.roi or self.proposed

    @property
    def refused(self) -> Refused | None:
        """Why there is no score under the present choices."""
        return _OFF_BOX if self.is_off_box else self.refusals.get((self.given, self.decision.as_shown))

    @property
    def is_scale_unknown(self) -> bool:
        """Whether there is no score because the scale could not be read."""
        return self.refused is not None and self.refused.code is Refusal.SCALE_UNKNOWN

    @property
    def is_off_box(self) -> bool:
        """Whether the present ROI does not lie on the SWE box; what was ever scored there does not count."""
        measured = self.analysis.measured if self.analysis else None
        swe_box, roi = measured.swe_box if measured else None, self.roi
        return roi is not None and swe_box is not None and not roi.lies_on(swe_box)

    @property
    def is_scale_carried(self) -> bool:
        """Whether the scale was said on another screen only."""
        return self.carried is not None and self.decision.given is None

    @property
    def is_qbox_confirmed(self) -> bool:
        """Whether the Q-Box values as they are read now were found right."""
        return self.decision.confirms(read_qbox(self))

    def copied(self) -> Facts:
        """As they are now; for another thread, while the session goes on."""
        return replace(
            self, analyses=dict(self.analyses), scores=dict(self.scores), refusals=dict(self.refusals)
        )

    def take_reading(self, given: Given | None, analysis: AnalysisRecord) -> bool:
        """What was read under `given`; False where nothing is new.

        What was scored on another picture of the box is none of this reading's (the book keeps it).
        """
        before = self.analyses.get(given)
        self.analysed.add(given)
        if before == analysis:
            return False
        self.analyses[given] = analysis
        if before is not None and not analysis.shows_as(before):
            self.scores = {key: score for key, score in self.scores.items() if score.given != given}
        return True

    def score(self, model_sha256: str | None) -> ScoreRecord | None:
        """The score of the present ROI and choices; by any model while none is loaded yet."""
        roi, decision = self.roi, self.decision
        if roi is None or self.is_off_box:
            return None
        wanted = (roi.x, roi.y, roi.side, self.given, decision.as_shown)
        if model_sha256 is not None:
            return self.scores.get((*wanted, model_sha256))
        return next((self.scores[k] for k in reversed(self.scores) if k[:5] == wanted), None)

    def is_out_of_reach(self, model_sha256: str | None) -> bool:
        """Whether the file is away and was scored, but not under the present choices by this model."""
        away = self.missing and not self.former
        return away and bool(self.scores) and self.score(model_sha256) is None

    def is_only_anothers(self, model_sha256: str | None) -> bool:
        """Whether the file is away and only another model has scored it: it counts in no result now."""
        away = self.missing and not self.former and not self.decision.excluded
        return away and self.score(model_sha256) is None and self.score(None) is not None


def known_of(facts: Facts) -> Known:
    """The acquisition as `store.carry` wants it."""
    return Known(facts.id, facts.record, facts.decision, facts.analyses.get(None))


def swe_box_of(facts: Facts) -> SweBox | None:
    """The SWE box with its outline, as it is drawn; after a restart from the book."""
    analysis = facts.analysis
    measured = analysis.measured if analysis else None
    if analysis is None or measured is None or measured.swe_box is None:
        return None
    return SweBox(measured.swe_box, analysis.outline, measured.swe_box_source or "")


def acquisition_of(facts: Facts, model_sha256: str | None) -> Acquisition:
    """The acquisition as the rest of the program knows it, user's edits in place."""
    analysis, score = facts.analysis, facts.score(model_sha256)
    acquisition = Acquisition(
        path=facts.id.path,
        frame=facts.id.frame,
        sha256=facts.id.sha256,
        width=facts.record.width,
        height=facts.record.height,
        decoder=facts.record.decoder,
        header=facts.record.header,
        status=_status(facts, score),
        reason=facts.failure or (facts.refused.reason if facts.refused else ""),
        measured=analysis.measured if analysis else None,
        roi=facts.roi,
        qbox=qbox_of(facts),
        scores=score.scores if score else None,
        excluded=facts.decision.excluded,
        flags=_engine_flags(facts, score),
    )
    return with_flags(acquisition)


def progress_of(facts: Facts, acquisition: Acquisition) -> Progress:
    """Where the acquisition stands; the first that holds."""
    if acquisition.excluded:
        return Progress.EXCLUDED
    if acquisition.status is Status.FAILED:
        return Progress.FAILED
    if acquisition.status is Status.REFUSED:
        return Progress.REFUSED
    if acquisition.scores is None:
        return Progress.TO_DO
    if facts.decision.roi is None:
        return Progress.SCORED
    return Progress.FLAGGED if acquisition.flags else Progress.DONE


def want_of(facts: Facts, model_sha256: str | None) -> Want | None:
    """What is still to be computed for the acquisition; None if nothing, or nothing can be."""
    if facts.failure or facts.missing:
        return None
    decision = facts.decision
    known = facts.score(model_sha256) is not None or facts.refused is not None
    score = not known and not decision.excluded
    if not facts.read or facts.given not in facts.analysed:
        return Want(WantKind.OPEN, facts.key, facts.given, decision.roi, decision.as_shown, score)
    if not score or facts.roi is None:
        return None
    return Want(WantKind.SCORE, facts.key, facts.given, facts.roi, decision.as_shown, sha256=facts.id.sha256)


def qbox_of(facts: Facts) -> QBox | None:
    """The first Q-Box as read, with the user's edits; None where there is neither."""
    analysis, decision, read = facts.analysis, facts.decision, read_qbox(facts)
    if read is None and not decision.qbox_edits:
        return None
    unit = (analysis or AnalysisRecord()).qbox_unit
    edits = typed_values(decision, unit)
    qbox = replace(read or QBox(unit=unit), **edits)  # type: ignore[arg-type]
    lost = dict(decision.qbox_edits).keys() - edits.keys()
    doubtful = frozenset(lost) if decision.confirms(read) else qbox.doubtful - edits.keys() | lost
    return replace(qbox, doubtful=doubtful, source="user" if edits or read is None else qbox.source)


def read_qbox(facts: Facts) -> QBox | None:
    """The first Q-Box as read."""
    return facts.analysis.qboxes[0] if facts.analysis and facts.analysis.qboxes else None


def typed_values(decision: Decision, unit: Unit) -> dict[str, float | None]:
    """The user's values that count on a screen of this unit: 1.9 typed as m/s is never 1.9 kPa."""
    is_other = decision.qbox_unit not in ("", unit.value)
    return {name: value for name, value in decision.qbox_edits if name in QBOX_UNITS or not is_other}


def _status(facts: Facts, score: ScoreRecord | None) -> Status:
    if facts.failure:
        return Status.FAILED
    if score is not None:
        return Status.SCORED
    return Status.REFUSED if facts.refused else Status.PENDING


def _engine_flags(facts: Facts, score: ScoreRecord | None) -> frozenset[Flag]:
    """The engine's flags, ``roi_cuts_box`` decided for the present ROI."""
    analysis, roi = facts.analysis, facts.roi
    flags = (analysis.flags if analysis else frozenset()) | (score.flags if score else frozenset())
    swe_box = analysis.measured.swe_box if analysis and analysis.measured else None
    cuts = roi is not None and swe_box is not None and not roi.holds(swe_box)
    flags = flags - {Flag.ROI_CUTS_BOX} | ({Flag.ROI_CUTS_BOX} if cuts else frozenset())
    return flags | {Flag.SCALE_DOUBTFUL} if facts.is_scale_carried else flags


def awaits_user(facts: Facts, model_sha256: str | None) -> bool:
    """Whether no ROI was accepted or placed yet, with nothing in the way of it."""
    decision = facts.decision
    if decision.roi is not None or decision.excluded or facts.failure:
        return False
    return not facts.refusals or facts.refused is None or facts.score(model_sha256) is not None


@dataclass(slots=True)
class Derived:
    """What follows from the facts of an acquisition.

    `row` is a place for the thumbnail's state (not current), which costs something to make.
    """

    acquisition: Acquisition
    progress: Progress
    n_frames: int
    row: RowState | None = None

    @classmethod
    def of(cls, facts: Facts, model_sha256: str | None) -> Derived:
        acquisition = acquisition_of(facts, model_sha256)
        progress = progress_of(facts, acquisition)
        return cls(acquisition, progress, facts.record.n_frames)
