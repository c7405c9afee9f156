"""What the user gives for one screen: asked for, carried over to the others of its layout, undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import Findings, Given, Missing, QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.engine.messages import Refusal
from dlre_gui.gui.session import AcqKey, Session, Want, WantKind
from dlre_gui.gui.session.commands import DeclineCarried, EditQBox, GiveBox, GiveScale
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.resolve import window_state
from dlre_gui.gui.session.view_state import Mark, Tool
from dlre_gui.store.book import Book
from tests.gui.session.session_making import (
    FRAME,
    PROPOSED,
    QBOX,
    Model,
    answer,
    findings,
    info,
    opened,
    screen,
)

KEYS = [AcqKey(Path(f"/exam/{n}.png")) for n in range(3)]
SCALE = Given(unit=Unit.KPA, minimum=0.0, maximum=70.0)


def _read(session: Session, key: AcqKey, found: Findings, given: Given | None = None) -> None:
    session.record_read(key, screen(key.path))
    session.record_analysed(key, found, PROPOSED if found.swe_box else None, frozenset(), given=given)


def _without_scale(book: Book | None = None) -> Session:
    """Three screens of one layout, none with a readable scale."""
    session = Session(book)
    session.use_model(Model())
    session.open_files(key.path for key in KEYS)
    for key in KEYS:
        session.record_opened(info(key.path))
        _read(session, key, findings(scale=False))
        session.record_refused(key, "scale not readable", Refusal.SCALE_UNKNOWN)
    session.select(KEYS[0])
    return session


def _wanted(session: Session) -> set[Want]:
    return set(session.wanted(10))


def test_a_missing_scale_is_asked_for_in_one_line() -> None:
    asked = window_state(_without_scale()).asking
    assert (asked.missing, asked.hint) == (Missing.SCALE, message("hint.scale"))
    assert asked.tool is None


def test_a_missing_bar_is_asked_for_first() -> None:
    session = _without_scale()
    found = findings(scale=False)
    gone = Findings(frame=FRAME, swe_box=found.swe_box, missing=(Missing.COLOUR_BAR,))
    _read(session, KEYS[0], gone)
    asked = window_state(session).asking
    assert (asked.missing, asked.tool) == (Missing.COLOUR_BAR, Tool.BAR)


def test_a_scale_counts_for_the_other_screens_of_the_layout_too() -> None:
    session = _without_scale()
    session.perform(GiveScale(KEYS[0], SCALE))
    assert _wanted(session) == {Want(WantKind.OPEN, key, SCALE) for key in KEYS}
    for want in session.wanted(10):
        answer(session, want)
    assert all(session.acquisition(key).scores for key in KEYS)
    session.select(KEYS[1])
    asked = window_state(session).asking
    assert asked.carried
    assert asked.hint is not None
    assert dict(asked.hint.values) == {"name": "0.png", "minimum": "0", "maximum": "70", "unit": "kPa"}


def test_a_carried_scale_is_doubtful_until_it_was_found_right_on_the_screen() -> None:
    session = _without_scale()
    session.perform(GiveScale(KEYS[0], SCALE))
    for want in session.wanted(10):
        answer(session, want)
    assert [Flag.SCALE_DOUBTFUL in session.acquisition(key).flags for key in KEYS] == [False, True, True]
    session.perform(GiveScale(KEYS[1], session.facts(KEYS[1]).given))
    assert [Flag.SCALE_DOUBTFUL in session.acquisition(key).flags for key in KEYS] == [False, False, True]
    assert session.wanted() == ()


def test_a_value_typed_in_one_unit_is_none_in_another() -> None:
    session = opened(KEYS[0].path.parent, 1)
    in_metres = replace(findings(), qboxes=(replace(QBOX, unit=Unit.M_PER_S, doubtful=frozenset()),))
    session.record_analysed(KEYS[0], in_metres, PROPOSED, frozenset())
    session.perform(EditQBox(KEYS[0], "mean", 1.9))
    session.perform(EditQBox(KEYS[0], "diameter_mm", 15.0))
    assert _qbox(session) == (1.9, 15.0, Unit.M_PER_S)
    unread = replace(findings(), qboxes=())
    session.record_analysed(KEYS[0], unread, PROPOSED, frozenset())
    assert _qbox(session) == (None, 15.0, Unit.KPA)
    assert session.acquisition(KEYS[0]).qbox.doubtful == {"mean"}  # type: ignore[union-attr]
    assert session.assessment(session.exam_key_of(KEYS[0])).result.lsm_median_kpa is None
    session.perform(EditQBox(KEYS[0], "maximum", 12.5))
    assert _qbox(session) == (None, 15.0, Unit.KPA)
    session.perform(EditQBox(KEYS[0], "mean", 10.8))
    assert _qbox(session) == (10.8, 15.0, Unit.KPA)
    session.record_analysed(KEYS[0], in_metres, PROPOSED, frozenset())
    assert _qbox(session) == (QBOX.mean, 15.0, Unit.M_PER_S)


def _qbox(session: Session) -> tuple[float | None, float | None, Unit]:
    qbox = session.acquisition(KEYS[0]).qbox
    assert qbox is not None
    return qbox.mean, qbox.diameter_mm, qbox.unit


def test_undo_takes_the_scale_from_all_of_them() -> None:
    session = _without_scale()
    session.perform(GiveScale(KEYS[0], SCALE))
    session.undo()
    assert _wanted(session) == set()
    assert all(session.facts(key).given is None for key in KEYS)
    session.redo()
    assert all(session.facts(key).given == SCALE for key in KEYS)


def test_a_carried_scale_can_be_refused_on_one_screen_and_that_undone() -> None:
    session = _without_scale()
    session.perform(GiveScale(KEYS[0], SCALE))
    session.perform(DeclineCarried(KEYS[1]))
    assert [session.facts(key).given for key in KEYS] == [SCALE, None, SCALE]
    session.select(KEYS[1])
    session.undo()
    assert session.facts(KEYS[1]).given == SCALE


def test_an_own_scale_wins_over_a_carried_one() -> None:
    session = _without_scale()
    session.perform(GiveScale(KEYS[0], SCALE))
    own = Given(unit=Unit.KPA, minimum=0.0, maximum=30.0)
    session.perform(GiveScale(KEYS[2], own))
    assert session.facts(KEYS[2]).given == own


@pytest.mark.parametrize("other", ["size", "exam", "readable"])
def test_a_scale_is_not_carried_to(other: str) -> None:
    """Another layout, another exam, or a screen whose own scale was read."""
    session = _without_scale()
    path = Path("/other/9.png" if other == "exam" else "/exam/9.png")
    session.open_files([path])
    session.record_opened(info(path))
    shown = findings(scale=other == "readable")
    if other == "size":
        shown = Findings(frame=Box(0, 0, 720, 540), swe_box=shown.swe_box)
    _read(session, AcqKey(path), shown)
    session.perform(GiveScale(KEYS[0], SCALE))
    assert session.facts(AcqKey(path)).given is None


def test_a_drawn_box_is_offered_not_taken_on_the_next_screen_without_one() -> None:
    session = _without_scale()
    for key in KEYS[:2]:
        _read(session, key, Findings(frame=FRAME, reason="no SWE box", missing=(Missing.SWE_BOX,)))
    box = Box(500, 300, 200, 150)
    session.perform(GiveBox(KEYS[0], Given(swe_box=box)))
    session.select(KEYS[1])
    asked = window_state(session).asking
    assert (asked.missing, asked.tool, asked.offered_box) == (Missing.SWE_BOX, Tool.BOX, box)
    assert session.facts(KEYS[1]).given is None


def test_a_carried_scale_is_back_after_a_restart(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.sqlite")
    first = _without_scale(book)
    first.perform(GiveScale(KEYS[0], SCALE))
    for want in first.wanted(10):
        answer(first, want)
    scores = [first.acquisition(key).scores for key in KEYS]
    assert None not in scores
    exam = first.current_exam
    assert exam is not None
    book.flush()
    second = Session(book)
    second.use_model(Model())
    stored = book.load_exam(exam)
    assert stored is not None
    second.open_stored(stored)
    assert [second.facts(key).given for key in KEYS] == [SCALE] * 3
    assert [second.acquisition(key).scores for key in KEYS] == scores
    book.close()


def _clip(session: Session) -> AcqKey:
    path = Path("/exam/clip.dcm")
    session.open_files([path])
    key = session.record_opened(info(path, n_frames=60))
    session.use_model(Model())
    session.select(key)
    return key


def test_a_frame_takes_the_place_of_the_first_and_undo_brings_it_back() -> None:
    session = Session()
    key = _clip(session)
    taken = session.take_frame(key, 12)
    assert session.current == taken == AcqKey(key.path, 12)
    assert [session.acquisition(one).excluded for one in (key, taken)] == [True, False]
    session.undo()
    assert [session.acquisition(one).excluded for one in (key, taken)] == [False, True]
    assert session.current == key
    session.redo()
    assert [session.acquisition(one).excluded for one in (key, taken)] == [True, False]
    assert session.current == taken


def test_a_taken_frame_is_back_when_the_file_is_opened_again(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.sqlite")
    first = Session(book)
    key = _clip(first)
    first.take_frame(key, 12)
    exam = first.current_exam
    assert exam is not None
    book.flush()
    second = Session(book)
    second.open_files([key.path])
    second.record_opened(info(key.path, n_frames=60), book.load_exam(exam))
    counted = [one for one in second.keys if not second.acquisition(one).excluded]
    assert counted == [AcqKey(key.path, 12)]
    book.close()


@pytest.mark.parametrize("taken", [(12,), (12, 20), (12, 20, 12)])
def test_undo_and_redo_of_frames_after_a_restart_leave_one_frame_of_the_clip(
    tmp_path: Path, taken: tuple[int, ...]
) -> None:
    def counted(session: Session) -> list[int]:
        return [key.frame for key in session.keys if not session.acquisition(key).excluded]

    def later(book: Book) -> Session:
        session = Session(book)
        session.open_files([key.path])
        session.record_opened(info(key.path, n_frames=60), book.load_exam(exam))
        return session

    with Book(tmp_path / "book.sqlite") as book:
        first = Session(book)
        key = _clip(first)
        exam = first.exam_key_of(key)
        for frame in taken:
            assert first.current is not None
            first.take_frame(first.current, frame)
        steps = (0, *taken)
        for at in reversed(range(len(taken))):
            session = later(book)
            session.undo()
            assert counted(session) == [steps[at]]
            assert session.current == AcqKey(key.path, steps[at])
        for frame in taken:
            session = later(book)
            session.redo()
            assert counted(session) == [frame]
            assert session.current == AcqKey(key.path, frame)
        assert not session.can_redo


def test_a_value_that_stands_there_but_cannot_be_read_is_to_be_typed() -> None:
    session = Session()
    session.use_model(Model())
    session.open_files([KEYS[0].path])
    session.record_opened(info(KEYS[0].path))
    _read(session, KEYS[0], findings(qbox=QBox(mean=8.0, doubtful=frozenset({"sd"}))))
    marks = {field.name: field.mark for field in window_state(session).acquisition.fields}
    assert (marks["sd"], marks["si_percent"]) == (Mark.UNREADABLE, Mark.MISSING)


def test_a_scale_typed_before_the_bar_was_marked_is_said_to_be_taken() -> None:
    session = _without_scale()
    seen = findings(scale=False)
    gone = Findings(frame=FRAME, swe_box=seen.swe_box, missing=(Missing.COLOUR_BAR,))
    _read(session, KEYS[0], gone)
    assert window_state(session).asking.hint == message("hint.bar")
    session.perform(GiveScale(KEYS[0], SCALE))
    session.record_analysed(KEYS[0], gone, None, frozenset(), given=SCALE)
    asked = window_state(session).asking
    assert asked.hint == message("hint.bar_typed", minimum="0", maximum="70", unit="kPa")
    assert asked.tool is Tool.BAR
