"""Undo and redo restore exactly what was there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlre_gui.domain.exam import Acquisition
from dlre_gui.domain.roi import RoiSource, move, place
from dlre_gui.gui.session import AcqKey, Progress, Session
from dlre_gui.gui.session.commands import (
    AcceptRoi,
    Command,
    ConfirmQBox,
    EditQBox,
    MoveRoi,
    PlaceRoi,
    SetExcluded,
)
from dlre_gui.gui.session.resolve import window_state
from tests.gui.session.drawn_commands import FOLDER, KEYS, some_command
from tests.gui.session.session_making import FRAME, PROPOSED, answer_all, opened, scores_for


def state(session: Session) -> tuple[Acquisition, ...]:
    """Everything that counts for the exam's result."""
    return tuple(session.acquisition(key) for key in KEYS)


def undo_all(session: Session) -> int:
    n = 0
    while session.undo() is not None:
        n += 1
    return n


def redo_all(session: Session) -> int:
    n = 0
    while session.redo() is not None:
        n += 1
    return n


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(some_command, st.booleans()), max_size=15))
def test_any_sequence_undone_gives_the_first_state_and_redone_the_last(
    acts: list[tuple[Command, bool]],
) -> None:
    session = opened(FOLDER)
    first = state(session)
    for command, engine_is_quick in acts:
        session.perform(command)
        if engine_is_quick:
            answer_all(session)
    answer_all(session)
    last = state(session)
    n = undo_all(session)
    assert state(session) == first
    assert session.wanted() == ()  # every score of the first state is still known
    assert redo_all(session) == n
    assert state(session) == last
    assert session.wanted() == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(some_command | st.sampled_from(["undo", "redo"]), max_size=25))
def test_undo_after_redo_and_redo_after_undo_come_back(acts: list[Command | str]) -> None:
    session = opened(FOLDER)
    for act in acts:
        if act == "undo":
            session.undo()
        elif act == "redo":
            session.redo()
        elif not isinstance(act, str):
            session.perform(act)
    answer_all(session)
    before = state(session)
    if session.undo() is not None:
        session.redo()
        assert state(session) == before
    if session.redo() is not None:
        session.undo()
        assert state(session) == before


def test_moves_in_a_row_are_one_step() -> None:
    session = opened(FOLDER)
    roi = PROPOSED
    for _ in range(5):
        roi = move(FRAME, roi, 1, 0)
        session.perform(MoveRoi(KEYS[0], roi))
    assert session.acquisition(KEYS[0]).roi == roi
    session.undo()
    assert session.acquisition(KEYS[0]).roi == PROPOSED
    assert not session.can_undo
    session.redo()
    assert session.acquisition(KEYS[0]).roi == roi


@pytest.mark.parametrize("between", ["another command", "going away", "undo and redo", "another screen"])
def test_moves_with_something_between_are_two_steps(between: str) -> None:
    session = opened(FOLDER)
    once, twice = move(FRAME, PROPOSED, 1, 0), move(FRAME, PROPOSED, 2, 0)
    session.perform(MoveRoi(KEYS[0], once))
    match between:
        case "another command":
            session.perform(ConfirmQBox(KEYS[0]))
        case "going away":
            session.select(KEYS[1])
            session.select(KEYS[0])
        case "undo and redo":
            session.undo()
            session.redo()
        case "another screen":
            session.perform(MoveRoi(KEYS[1], once))
    session.perform(MoveRoi(KEYS[0], twice))
    session.undo()
    assert session.acquisition(KEYS[0]).roi == once


def test_a_new_command_ends_what_could_be_redone() -> None:
    session = opened(FOLDER)
    session.perform(AcceptRoi(KEYS[0]))
    session.undo()
    session.perform(SetExcluded(KEYS[1], True))
    assert not session.can_redo


def test_a_command_that_changes_nothing_is_no_step() -> None:
    session = opened(FOLDER)
    assert not session.perform(SetExcluded(KEYS[0], False))
    assert session.perform(AcceptRoi(KEYS[0]))
    assert not session.perform(AcceptRoi(KEYS[0]))
    session.undo()
    assert not session.can_undo


def test_undo_shows_where_it_happened() -> None:
    session = opened(FOLDER)
    session.perform(SetExcluded(KEYS[2], True))
    session.select(KEYS[0])
    assert session.undo() == KEYS[2]
    assert session.current == KEYS[2]


def test_undo_never_touches_the_exam_that_is_not_shown() -> None:
    session = opened(FOLDER)
    session.perform(AcceptRoi(KEYS[0]))
    session.open_files([Path("/exams/P0002/0.png")])
    answer_all(session)
    assert session.current == AcqKey(Path("/exams/P0002/0.png"))
    assert session.undo() is None
    assert session.progress(KEYS[0]) is Progress.FLAGGED  # accepted still, with a doubtful maximum


def test_place_then_undo_needs_no_new_score() -> None:
    session = opened(FOLDER)
    elsewhere = place(FRAME, 650, 350)
    session.perform(PlaceRoi(KEYS[0], elsewhere))
    assert session.acquisition(KEYS[0]).scores is None
    assert [want.roi for want in session.wanted()] == [elsewhere]
    session.undo()
    assert session.wanted() == ()
    assert session.acquisition(KEYS[0]).scores == scores_for(PROPOSED, None, False)


def test_accepting_keeps_the_place_and_the_score() -> None:
    session = opened(FOLDER)
    before = session.acquisition(KEYS[0])
    session.perform(AcceptRoi(KEYS[0]))
    after = session.acquisition(KEYS[0])
    assert after.roi is not None
    assert after.roi.source is RoiSource.ACCEPTED
    assert after.roi.box == PROPOSED.box
    assert after.scores == before.scores


def test_the_window_says_what_undo_would_undo() -> None:
    session = opened(FOLDER)
    session.perform(EditQBox(KEYS[0], "mean", 8.0))
    shown = window_state(session)
    assert shown.undo is not None
    assert (shown.undo.code, shown.can_undo, shown.can_redo) == ("undo.edit_qbox", True, False)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="thickness"):
        EditQBox(KEYS[0], "thickness", 1.0)
