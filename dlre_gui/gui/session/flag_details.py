"""Each warning of an acquisition with its figure, its limit, its source and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from dlre_gui.clinical.checks import Check, checks_of_acquisition
from dlre_gui.domain.exam import Acquisition, Flag
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import percent, whole
from dlre_gui.gui.session.view_state import Message

_ADVICE = {
    Flag.ROI_CUTS_BOX: "do.move_roi",
    Flag.SCALE_UNKNOWN: "do.type_scale",
    Flag.SCALE_DOUBTFUL: "do.type_scale",
    Flag.UNIT_M_PER_S: "do.set_kpa",
    Flag.VOID_HIGH: "do.measure_again",
    Flag.SATURATED_HIGH: "do.larger_scale",
    Flag.QBOX_MISSING: "do.type_qbox",
    Flag.QBOX_DOUBTFUL: "do.compare_qbox",
    Flag.QBOX_CONTRADICTS: "do.compare_qbox",
    Flag.QBOX_MIN_LOW: "do.move_qbox",
    Flag.SI_LOW: "do.measure_again",
    Flag.SD_HIGH: "do.move_qbox",
    Flag.SEVERAL_QBOXES: "do.one_qbox",
    Flag.SEVERAL_SCREENS: "do.one_screen",
    Flag.QBOX_SMALL: "do.larger_qbox",
    Flag.QBOX_OUTSIDE: "do.move_qbox",
    Flag.UNLIKE_TRAINING: "do.look_twice",
    Flag.NAME_DOUBTFUL: "do.compare_name",
}
_RATIOS = (Flag.VOID_HIGH, Flag.SATURATED_HIGH)


@dataclass(frozen=True, slots=True)
class FlagDetail:
    """A warning, explained.

    Attributes
    ----------
    figure
        Its figure and its limit; None for a warning without a number.
    source
        Where the limit comes from.
    advice
        What to do.
    """

    flag: Flag
    title: Message
    meaning: Message
    figure: Message | None
    source: Message | None
    advice: Message | None


def flag_details(acquisition: Acquisition) -> tuple[FlagDetail, ...]:
    """The warnings of an acquisition, in the order of `Flag`."""
    checks = {check.flag: check for check in checks_of_acquisition(acquisition)}
    return tuple(_detail(flag, checks.get(flag)) for flag in Flag if flag in acquisition.flags)


def _detail(flag: Flag, check: Check | None) -> FlagDetail:
    advice = _ADVICE.get(flag)
    return FlagDetail(
        flag,
        message(f"flag.{flag.value}"),
        message(f"flag.{flag.value}.why"),
        _figure(check) if check else None,
        message("detail.source", source=check.source) if check else None,
        message(advice) if advice else None,
    )


def _figure(check: Check) -> Message | None:
    if check.value is None or check.limit is None or check.comparison is None:
        return None
    show = percent if check.flag in _RATIOS else whole
    unit = "" if check.flag in _RATIOS else f" {check.unit}".rstrip()
    return message(
        "detail.figure" if check.confirmed else "detail.figure_unconfirmed",
        value=show(check.value, check.limit) + unit,
        limit=f"{check.comparison.value} {show(check.limit)}{unit}",
    )
