"""Decide first, draw after: the session becomes one frozen state of the window."""

from __future__ import annotations

from dlre_gui.gui.session.asking import asking
from dlre_gui.gui.session.history import Step
from dlre_gui.gui.session.ids import GoOn
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.resolve_acquisition import acquisition_state, canvas_state
from dlre_gui.gui.session.resolve_exam import exam_state
from dlre_gui.gui.session.rows import Rows
from dlre_gui.gui.session.session import Session
from dlre_gui.gui.session.view_state import (
    AcquisitionState,
    Asking,
    CanvasState,
    ExamRowState,
    Message,
    WindowState,
)


def window_state(session: Session) -> WindowState:
    """What the window shows now. Pure: reads the session, changes nothing."""
    current = session.current
    undo, redo = session.undo_step, session.redo_step
    going_on = session.going_on
    return WindowState(
        exams=tuple(_exam_row(session, key) for key in session.exam_keys),
        rows=Rows(session),
        canvas=canvas_state(session, current) if current else _empty_canvas(session),
        asking=asking(session, current) if current else Asking(),
        acquisition=acquisition_state(session, current) if current else AcquisitionState(),
        exam=exam_state(session),
        banner=_banner(session),
        notice=_notice(session),
        n_opening=session.n_opening,
        can_undo=undo is not None,
        can_redo=redo is not None,
        undo=_step_message(undo),
        redo=_step_message(redo),
        going_on=message(f"go_on.{going_on.value}"),
        at_result=going_on in (GoOn.NEXT_EXAM, GoOn.LIST),
    )


def _exam_row(session: Session, exam_key: str) -> ExamRowState:
    n_acquisitions = session.n_acquisitions(exam_key)
    return ExamRowState(
        key=exam_key,
        title=session.exam_title(exam_key),
        n_done=n_acquisitions - session.n_awaiting(exam_key),
        n_acquisitions=n_acquisitions,
        current=exam_key == session.current_exam,
    )


def _empty_canvas(session: Session) -> CanvasState:
    if session.n_opening:
        return CanvasState(message=message("why.opening", n=session.n_opening))
    return CanvasState(message=message("why.nothing_open"))


def _banner(session: Session) -> tuple[Message, ...]:
    simulated = session.model is not None and session.model.simulated
    return (message("banner.research"), *([message("banner.simulated")] if simulated else []))


def _notice(session: Session) -> Message | None:
    book = session.book
    if session.unreadable is not None:
        return message("notice.unreadable", reason=session.unreadable)
    if book is not None and book.problem is not None:
        return message("notice.problem", reason=book.problem)
    if book is not None and book.unsaved_decisions:
        return message("notice.unsaved", n=book.unsaved_decisions)
    return _cutoffs_missing(session)


def _cutoffs_missing(session: Session) -> Message | None:
    """The LSM is staged by another table than the one that was chosen."""
    key = session.current_exam
    table = session.cutoffs_of(key) if key is not None else None
    wanted = session.cutoffs_wanted(key) if key is not None else ""
    if table is None or wanted in ("", table.id):
        return None
    return message("notice.cutoffs", wanted=wanted, table=table.title, table_zh=table.title_zh)


def _step_message(step: Step | None) -> Message | None:
    return message(f"undo.{step.command}") if step else None
