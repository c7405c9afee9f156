"""The list of acquisitions: a row is decided when it is looked at, for there may be thousands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from dlre_gui.gui.session.facts import Derived
from dlre_gui.gui.session.flag_states import flag_states
from dlre_gui.gui.session.ids import AcqKey, Progress
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.resolve_acquisition import title_of
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.view_state import Message, RowState


class Rows(Sequence[RowState]):
    """The rows of the exam on display, with the files of its folder that were not looked into yet.

    Attributes
    ----------
    keys
        Of every row.
    marked, marked_at
        Of the current row, the one come to last, and its place; None where it is not listed.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.keys = session.listed
        self.marked = session.coming or session.current
        self.marked_at = session.place_of(self.marked) if self.marked else None

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> RowState: ...
    @overload
    def __getitem__(self, at: slice) -> list[RowState]: ...

    def __getitem__(self, at: int | slice) -> RowState | list[RowState]:
        if isinstance(at, slice):
            return [self.row(key) for key in self.keys[at]]
        return self.row(self.keys[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self.keys == other.keys and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def row(self, key: AcqKey) -> RowState:
        """The row of an acquisition, or of a file not looked into yet."""
        current = key == self.marked
        if not self._session.has(key):
            return _waiting_row(key, current=current)
        derived = self._session.derived(key)
        if derived.row is None:
            derived.row = _new_row(key, derived)
        return replace(derived.row, current=True) if current else derived.row


def _waiting_row(key: AcqKey, *, current: bool) -> RowState:
    tooltip = (message("row.path", path=key.path),)
    said = message("row.waiting")
    return RowState(key, key.path.name, Progress.TO_DO, said, tooltip, flagged=False, current=current)


def _new_row(key: AcqKey, derived: Derived) -> RowState:
    acquisition, progress = derived.acquisition, derived.progress
    return RowState(
        key=key,
        title=title_of(key, derived.n_frames),
        progress=progress,
        state=message("row.replaced" if key.former else f"progress.{progress.value}"),
        tooltip=_tooltip(key, derived),
        flagged=bool(acquisition.flags) and not acquisition.excluded,
        current=False,
    )


def _tooltip(key: AcqKey, derived: Derived) -> tuple[Message, ...]:
    lines = [message("row.path", path=key.path)]
    if derived.n_frames > 1:
        lines.append(message("row.frame", frame=key.frame + 1, n_frames=derived.n_frames))
    if derived.acquisition.reason:
        lines.append(message("row.reason", reason=derived.acquisition.reason))
    lines.extend(flag.title for flag in flag_states(derived.acquisition.flags))
    return tuple(lines)
