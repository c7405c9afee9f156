"""Quality warnings with their texts."""

from __future__ import annotations

from dlre_gui.domain.exam import Flag
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.view_state import FlagState


def flag_states(flags: frozenset[Flag]) -> tuple[FlagState, ...]:
    """Flags with name and explanation, in the order of `Flag`."""
    return tuple(
        FlagState(flag, message(f"flag.{flag.value}"), message(f"flag.{flag.value}.why"))
        for flag in Flag
        if flag in flags
    )
