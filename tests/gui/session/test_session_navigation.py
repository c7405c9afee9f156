"""From one acquisition to the next by keyboard."""

from __future__ import annotations

from pathlib import Path

from dlre_gui.domain.roi import place
from dlre_gui.gui.session import AcqKey, Session
from dlre_gui.gui.session.commands import PlaceRoi, SetExcluded
from dlre_gui.gui.session.ids import GoOn
from tests.gui.session.session_making import FRAME, answer_all, info, opened

FOLDER = Path("/exams/P0001")
KEYS = tuple(AcqKey(FOLDER / f"{i}.png") for i in range(5))


def test_five_times_enter_does_an_exam() -> None:
    session = opened(FOLDER, 5)
    visited = [session.current, *(session.accept_and_go_on() for _ in range(5))]
    assert visited == [*KEYS, None]
    assert session.current == KEYS[4]
    assert not any(session.is_open(key) for key in KEYS)


def test_enter_skips_what_is_done_excluded_or_not_scorable() -> None:
    session = opened(FOLDER, 5)
    session.perform(PlaceRoi(KEYS[1], place(FRAME, 300, 300)))
    session.perform(SetExcluded(KEYS[2], True))
    session.record_failed(KEYS[3], "broken")
    assert session.accept_and_go_on() == KEYS[4]


def test_enter_goes_round_to_what_was_left_out() -> None:
    session = opened(FOLDER, 3)
    session.select(KEYS[2])
    assert session.accept_and_go_on() == KEYS[0]


def test_enter_stays_while_nothing_is_proposed_yet() -> None:
    session = Session()
    session.open_files(key.path for key in KEYS[:2])
    for key in KEYS[:2]:
        session.record_opened(info(key.path))
    assert session.accept_and_go_on() is None
    assert session.current == KEYS[0]
    assert not session.can_undo


def two_exams() -> tuple[Session, AcqKey]:
    session = opened(FOLDER, 2)
    session.open_files([Path("/exams/P0002/0.png")])
    answer_all(session)
    session.select(KEYS[0])
    return session, AcqKey(Path("/exams/P0002/0.png"))


def test_enter_shows_the_result_of_an_exam_before_it_goes_on_to_the_next() -> None:
    session, second = two_exams()
    ways = []
    while session.going_on is not GoOn.LIST:
        ways.append((session.going_on, session.accept_and_go_on()))
    assert ways == [
        (GoOn.ACCEPT, KEYS[1]),
        (GoOn.ACCEPT, None),
        (GoOn.NEXT_EXAM, second),
        (GoOn.ACCEPT, None),
    ]


def test_enter_stops_at_the_result_also_where_the_last_roi_was_placed_by_hand() -> None:
    session, second = two_exams()
    session.accept_and_go_on()
    session.perform(PlaceRoi(KEYS[1], place(FRAME, 300, 300)))
    assert session.going_on is GoOn.RESULT
    assert [session.accept_and_go_on(), session.accept_and_go_on()] == [None, second]


def test_an_exam_that_was_done_before_is_not_stopped_at_twice() -> None:
    session, second = two_exams()
    for _ in range(4):
        session.accept_and_go_on()
    session.undo()
    session.select_exam(session.exam_keys[0])
    assert session.going_on is GoOn.NEXT_EXAM
    assert session.accept_and_go_on() == second


def test_next_and_previous_stop_at_the_ends() -> None:
    session = opened(FOLDER, 2)
    assert [session.previous(), session.next(), session.next(), session.previous()] == [
        KEYS[0],
        KEYS[1],
        KEYS[1],
        KEYS[0],
    ]


def test_newly_opened_files_are_shown() -> None:
    session = opened(FOLDER, 2)
    session.open_files([Path("/exams/P0002/0.png"), Path("/exams/P0002/1.png")])
    answer_all(session)
    assert session.current == AcqKey(Path("/exams/P0002/0.png"))


def test_choosing_an_exam_goes_to_its_first_that_awaits_the_user() -> None:
    session = opened(FOLDER, 3)
    session.accept_and_go_on()
    session.open_files([Path("/exams/P0002/0.png")])
    answer_all(session)
    session.select_exam(session.exam_keys[0])
    assert session.current == KEYS[1]


def test_without_any_file_nothing_happens() -> None:
    session = Session()
    assert session.next() is None
    assert session.next_not_done() is None
    assert session.accept_and_go_on() is None
    assert session.undo() is None
    assert session.redo() is None
    assert session.wanted() == ()
