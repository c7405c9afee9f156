"""Every act of the user as a value: what it does to the decision on one acquisition.

A command is pure: `apply` turns the decision before into the one after, knowing what was read off the
screen. Undo restores the decision before, so it is exact whatever the command was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dlre_gui.domain.findings import QBOX_FIELDS, QBOX_UNITS, Given
from dlre_gui.domain.roi import Roi, RoiSource
from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.store.records import AnalysisRecord, Decision


@dataclass(frozen=True, slots=True)
class PlaceRoi:
    """One click: the ROI goes here (`domain.roi.place`)."""

    key: AcqKey
    roi: Roi

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, roi=replace(self.roi, source=RoiSource.PLACED))


@dataclass(frozen=True, slots=True)
class MoveRoi:
    """Drag or arrow key (`domain.roi.move`); moves in a row are undone in one step."""

    key: AcqKey
    roi: Roi

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, roi=replace(self.roi, source=RoiSource.PLACED))


@dataclass(frozen=True, slots=True)
class AcceptRoi:
    """The proposed ROI is right; without a proposal, or on a placed ROI, nothing changes."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        if before.roi is not None or read is None or read.proposed is None:
            return before
        return replace(before, roi=replace(read.proposed, source=RoiSource.ACCEPTED))


@dataclass(frozen=True, slots=True)
class EditQBox:
    """The Q-Box's `field` (of `QBOX_FIELDS`) is `value`, in the panel's unit; None: there is none.

    Stiffness values that were typed in another unit before are none any more.

    Raises
    ------
    ValueError
        For a field that a Q-Box does not have.
    """

    key: AcqKey
    field: str
    value: float | None

    def __post_init__(self) -> None:
        if self.field not in QBOX_FIELDS:
            raise ValueError(f"a Q-Box has no field {self.field!r}")

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        edits, unit = dict(before.qbox_edits), before.qbox_unit
        if self.field not in QBOX_UNITS:
            now = (read or AnalysisRecord()).qbox_unit.value
            edits = {name: value for name, value in edits.items() if name in QBOX_UNITS or unit in ("", now)}
            unit = now
        edits[self.field] = self.value
        return replace(before, qbox_edits=tuple(sorted(edits.items())), qbox_unit=unit)


@dataclass(frozen=True, slots=True)
class ConfirmQBox:
    """The Q-Box values, as read and edited, were looked at and are right."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        seen = read.qboxes[0] if read and read.qboxes else None
        return replace(before, qbox_confirmed=True, qbox_seen=seen)


@dataclass(frozen=True, slots=True)
class SetExcluded:
    """The acquisition does not count for the exam, or counts again."""

    key: AcqKey
    excluded: bool

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, excluded=self.excluded)


@dataclass(frozen=True, slots=True)
class GiveScale:
    """All that the user says about box, bar and scale, the scale being new; None takes it back."""

    key: AcqKey
    given: Given | None

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return _with_given(before, self.given)


@dataclass(frozen=True, slots=True)
class GiveBox:
    """As `GiveScale`, the SWE box being new; a ROI that was placed for another box goes."""

    key: AcqKey
    given: Given | None

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(_with_given(before, self.given), roi=None)


@dataclass(frozen=True, slots=True)
class GiveBar:
    """As `GiveScale`, the colour bar's place being new."""

    key: AcqKey
    given: Given | None

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return _with_given(before, self.given)


@dataclass(frozen=True, slots=True)
class DeclineCarried:
    """The scale that was carried over from another screen is not this one's."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, declines_carried=True)


def _with_given(before: Decision, given: Given | None) -> Decision:
    return replace(before, given=None if given == Given() else given)


@dataclass(frozen=True, slots=True)
class ScoreAsShown:
    """Score the screen's own colours, on the user's word (or back to the harmonised scale)."""

    key: AcqKey
    as_shown: bool = True

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, as_shown=self.as_shown)


@dataclass(frozen=True, slots=True)
class LeaveFrame:
    """This frame of a clip gives way to another one (`TakeFrame` follows)."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, excluded=True)


@dataclass(frozen=True, slots=True)
class TakeFrame:
    """This frame of a clip is an acquisition of the exam (it was out of it before)."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, excluded=False)


@dataclass(frozen=True, slots=True)
class LeaveReplaced:
    """Another file took this one's place: what was found on it stays, but does not count."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, excluded=True)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The file that was replaced is in its place again (it was out of the exam)."""

    key: AcqKey

    def apply(self, before: Decision, read: AnalysisRecord | None) -> Decision:
        return replace(before, excluded=False)


Command = (
    PlaceRoi
    | MoveRoi
    | AcceptRoi
    | EditQBox
    | ConfirmQBox
    | SetExcluded
    | GiveScale
    | GiveBox
    | GiveBar
    | DeclineCarried
    | ScoreAsShown
    | LeaveFrame
    | TakeFrame
    | LeaveReplaced
    | TakeBack
)


def name_of(command: Command) -> str:
    """The command's name in the exam book and in `messages` (``undo.<name>``)."""
    return _NAMES[type(command)]


_NAMES: dict[type[Command], str] = {
    PlaceRoi: "place_roi",
    MoveRoi: "move_roi",
    AcceptRoi: "accept_roi",
    EditQBox: "edit_qbox",
    ConfirmQBox: "confirm_qbox",
    SetExcluded: "set_excluded",
    GiveScale: "give_scale",
    GiveBox: "give_box",
    GiveBar: "give_bar",
    DeclineCarried: "decline_carried",
    ScoreAsShown: "score_as_shown",
    LeaveFrame: "leave_frame",
    TakeFrame: "take_frame",
    LeaveReplaced: "leave_replaced",
    TakeBack: "take_back",
}
