"""What is missing on a screen and what the user can do about it: one line, one tool."""

from __future__ import annotations

from dlre_gui.domain.exam import Measured
from dlre_gui.domain.findings import Given, Missing
from dlre_gui.gui.session.facts import Facts, known_of
from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import whole
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.view_state import Asking, Message, Tool
from dlre_gui.store.carry import box_offered


def asking(session: Session, key: AcqKey) -> Asking:
    """What an acquisition lacks; nothing while it is being read, or where its file failed."""
    facts = session.facts(key)
    analysis = facts.analysis
    if facts.failure or analysis is None or analysis.measured is None or facts.decision.excluded:
        return Asking()
    missing = analysis.missing or _missing(analysis.measured)
    if Missing.SWE_BOX in missing:
        return _asking_for_box(session, facts)
    if missing:
        return _asking_for_scale(facts, missing[0])
    return _about_carried(facts) if facts.is_scale_carried else Asking()


def _missing(measured: Measured) -> tuple[Missing, ...]:
    """What is missing, from the figures alone (of a book that does not say it)."""
    if measured.swe_box is None:
        return (Missing.SWE_BOX,)
    return (Missing.SCALE,) if measured.scale_max is None else ()


def _asking_for_box(session: Session, facts: Facts) -> Asking:
    exam = session.exam_key_of(facts.key)
    others = [known_of(session.facts(other)) for other in session.keys_of(exam)]
    offer = box_offered(others, known_of(facts))
    if offer is None:
        return Asking(Missing.SWE_BOX, message("hint.box"), Tool.BOX)
    hint = message("hint.box_offered", name=offer[1].path.name)
    return Asking(Missing.SWE_BOX, hint, Tool.BOX, offered_box=offer[0])


def _asking_for_scale(facts: Facts, missing: Missing) -> Asking:
    if facts.decision.as_shown:
        return Asking(missing)
    if missing is Missing.COLOUR_BAR:
        return Asking(missing, _about_bar(facts.given), Tool.BAR)
    return Asking(missing, message("hint.scale"))


def _about_bar(given: Given | None) -> Message:
    """That the bar is to be marked; a scale that was typed already counts from then on."""
    if given is None or given.maximum is None:
        return message("hint.bar")
    ends = {"minimum": whole(given.minimum or 0.0), "maximum": whole(given.maximum)}
    return message("hint.bar_typed", **ends, unit=given.unit.value if given.unit else "")


def _about_carried(facts: Facts) -> Asking:
    measured = facts.analysis.measured if facts.analysis else None
    if facts.carried is None or measured is None:
        return Asking()
    hint = message(
        "hint.carried",
        name=facts.carried.source.path.name,
        minimum=whole(measured.scale_min),
        maximum=whole(measured.scale_max),
        unit=measured.scale_unit,
    )
    return Asking(hint=hint, carried=True)
