"""A folder of thousands: listed at once, used while it is being read, stopped at will."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlre_gui.domain.roi import place
from dlre_gui.domain.screen import Header
from dlre_gui.gui.session import AcqKey, Session, Want, WantKind, open_work
from dlre_gui.gui.session.commands import PlaceRoi
from dlre_gui.gui.session.facts import Derived
from dlre_gui.gui.session.ids import GoOn
from dlre_gui.gui.session.in_order import InOrder
from dlre_gui.gui.session.messages import text
from dlre_gui.gui.session.resolve import window_state
from tests.gui.session.session_making import FRAME, Model, answer, info, opened

FOLDER = Path("/exams/many")
KEYS = tuple(AcqKey(FOLDER / f"{i:04}.png") for i in range(3000))


def begun(n_known: int, n: int = 3000) -> Session:
    """The first files of a folder were looked into."""
    session = Session()
    session.use_model(Model())
    session.open_files(key.path for key in KEYS[:n])
    for key in KEYS[:n_known]:
        session.record_opened(info(key.path))
    return session


def test_every_file_is_listed_before_it_was_looked_into() -> None:
    rows = window_state(begun(0)).rows
    assert rows is not None
    assert rows.keys == KEYS
    assert text(rows[2999].state) == "waiting to be looked into"
    rows = window_state(begun(2)).rows
    assert rows is not None
    assert rows.keys == KEYS
    assert [text(row.state) for row in rows[:3]] == ["to do", "to do", "waiting to be looked into"]


def test_files_of_other_folders_are_not_listed_with_the_exam() -> None:
    session = begun(1, 2)
    session.open_files([Path("/exams/other/0.png")])
    assert session.listed == KEYS[:2]


def test_a_waiting_file_the_user_goes_to_is_next_and_shown_when_it_was_looked_into() -> None:
    session = begun(1)
    session.select(KEYS[1500])
    assert (session.current, session.coming) == (KEYS[0], KEYS[1500])
    rows = window_state(session).rows
    assert rows is not None
    assert rows[1500].current
    assert session.wanted()[0] == Want(WantKind.INFO, KEYS[1500])
    session.record_opened(info(KEYS[1500].path))
    assert (session.current, session.coming) == (KEYS[1500], None)
    assert session.listed == KEYS


def test_one_that_turns_out_to_be_no_screen_leaves_the_user_where_he_was() -> None:
    session = begun(1)
    session.select(KEYS[3])
    session.drop_file(KEYS[3].path)
    assert (session.current, session.coming) == (KEYS[0], None)
    assert KEYS[3] not in session.listed


def test_next_goes_on_into_what_was_not_looked_into_yet_and_back() -> None:
    session = begun(2)
    ways = []
    for go in (session.next, session.next, session.next, session.previous, session.previous):
        go()
        ways.append(session.coming or session.current)
    assert ways == [KEYS[1], KEYS[2], KEYS[3], KEYS[2], KEYS[1]]


def test_stopping_keeps_what_was_looked_into_and_tells_the_rest() -> None:
    session = begun(5)
    session.select(KEYS[2000])
    left = session.stop_opening()
    assert left == tuple(key.path for key in KEYS[5:])
    assert (session.n_opening, session.coming, session.listed) == (0, None, KEYS[:5])
    assert all(want.kind is WantKind.OPEN for want in session.wanted())
    session.open_files(left, show=False)
    assert (session.current, session.listed) == (KEYS[0], KEYS)


def test_a_folder_is_no_exam_and_has_no_result() -> None:
    state = window_state(begun(101)).exam
    assert state.count is not None
    assert (
        text(state.count.text) == "101 screens, 0 done. So many are a folder, not an exam: no common result."
    )
    assert (state.stage, state.agrees) == ("—", "")


def test_only_rows_that_are_looked_at_are_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[AcqKey] = []
    decide = Derived.of
    monkeypatch.setattr(Derived, "of", lambda facts, sha: made.append(facts.key) or decide(facts, sha))
    session = begun(3000)
    made.clear()
    session.use_model(Model(version="2"))
    rows = window_state(session).rows
    assert rows is not None
    assert rows[2000].key == KEYS[2000]
    assert len(made) < 5


def test_what_awaits_the_user_is_known_without_looking_through_all() -> None:
    session = begun(3000)
    session.select(KEYS[0])
    for _ in range(3):
        answer(session, session.wanted()[0])
        session.perform(PlaceRoi(session.current or KEYS[0], place(FRAME, 300, 300)))
        session.next()
    [exam] = session.exam_keys
    assert session.n_awaiting(exam) == 2997
    assert session.next_not_done() == KEYS[4]
    assert session.going_on is GoOn.ACCEPT


def test_a_list_of_thousands_is_put_in_order_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with every file that is looked into, nor with every step through them."""
    made: list[InOrder] = []
    order = open_work.InOrder
    monkeypatch.setattr(open_work, "InOrder", lambda numbered: made.append(order(numbered)) or made[-1])
    session = begun(0)
    for at in range(200):
        session.record_opened(info(KEYS[at].path))
        session.next()
        assert session.listed == KEYS
    other = Header(patient_id="2", study_uid="1.2")
    session.record_opened(info(KEYS[300].path, other))
    session.drop_file(KEYS[301].path)
    session.record_failed(KEYS[302], "broken")
    assert session.listed == (*KEYS[:300], *KEYS[302:])
    assert session.place_of(KEYS[2999]) == 2997
    assert session.place_of(KEYS[301]) is None
    assert len(made) <= 2  # for the folder, then for the exam and the folder


def test_files_come_in_their_order_also_after_one_was_hurried() -> None:
    session = begun(0, 6)
    for key in (KEYS[4], KEYS[0], KEYS[5], KEYS[1], KEYS[3], KEYS[2]):
        session.record_opened(info(key.path))
    assert session.listed == session.keys == KEYS[:6]


def test_an_exam_of_usual_size_still_wants_its_files_before_its_other_screens() -> None:
    session = opened(FOLDER, 2)
    session.open_files([FOLDER / "9.png"], show=False)
    assert session.wanted() == (Want(WantKind.INFO, AcqKey(FOLDER / "9.png")),)
