"""A screen that is read otherwise today than when it was scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.domain.findings import Given, QBox, Unit
from dlre_gui.gui.session import AcqKey, Session, WantKind
from dlre_gui.gui.session.commands import AcceptRoi, ConfirmQBox, EditQBox, GiveScale
from dlre_gui.gui.session.stored import session_of
from dlre_gui.store.book import Book
from tests.gui.session.session_making import (
    PROPOSED,
    QBOX,
    Model,
    answer,
    answer_all,
    findings,
    info,
    look_into,
    opened,
    screen,
)

FOLDER = Path("/exams/P0001")
KEY = AcqKey(FOLDER / "0.png")
OTHER_SCALE = findings(Given(maximum=70.0))


def next_day(book: Book) -> Session:
    """The file was looked into again, nothing was read yet."""
    session = Session(book)
    session.use_model(Model())
    session.open_files([KEY.path])
    look_into(session, info(KEY.path))
    return session


def read_as(session: Session, found: object) -> None:
    session.record_read(KEY, screen(KEY.path, session.facts(KEY).id.sha256))
    session.record_analysed(KEY, found, PROPOSED, frozenset())  # type: ignore[arg-type]


def exam_key(session: Session) -> str:
    return session.exam_key_of(KEY)


def test_a_score_of_another_scale_counts_no_more_and_is_computed_again(book: Book) -> None:
    first = opened(FOLDER, 1, book)
    first.perform(AcceptRoi(KEY))
    session = next_day(book)
    assert session.acquisition(KEY).scores is not None
    read_as(session, OTHER_SCALE)
    assert session.acquisition(KEY).scores is None
    (want,) = session.wanted()
    assert want.kind is WantKind.SCORE
    stored = book.load_exam(exam_key(session))
    assert stored is not None
    assert stored.acquisitions[0].scores == ()
    assert session_of(stored, Model()).assessment(exam_key(session)).result.p_f4 is None
    answer(session, want)
    assert session.acquisition(KEY).scores is not None
    again = book.load_exam(exam_key(session))
    assert again is not None
    assert len(again.acquisitions[0].scores) == 1


def test_a_score_stays_where_only_the_qbox_is_read_otherwise(book: Book) -> None:
    opened(FOLDER, 1, book)
    session = next_day(book)
    read_as(session, findings(qbox=replace(QBOX, mean=19.4)))
    assert session.acquisition(KEY).scores is not None
    assert session.wanted() == ()
    stored = book.load_exam(exam_key(session))
    assert stored is not None
    assert len(stored.acquisitions[0].scores) == 1


@pytest.mark.parametrize("other", [replace(QBOX, mean=19.4), replace(QBOX, unit=Unit.M_PER_S)])
def test_values_that_were_found_right_are_doubtful_again_when_read_otherwise(book: Book, other: QBox) -> None:
    doubtful = frozenset({"mean"})
    first = opened(FOLDER, 1, book)
    read_as(first, findings(qbox=replace(QBOX, doubtful=doubtful)))
    first.perform(ConfirmQBox(KEY))
    assert first.acquisition(KEY).qbox.doubtful == frozenset()  # type: ignore[union-attr]
    session = next_day(book)
    assert session.acquisition(KEY).qbox.doubtful == frozenset()  # type: ignore[union-attr]
    read_as(session, findings(qbox=replace(other, doubtful=doubtful)))
    assert session.acquisition(KEY).qbox.doubtful == doubtful  # type: ignore[union-attr]


def test_a_typed_value_stays_right_whatever_is_read_below_it(book: Book) -> None:
    first = opened(FOLDER, 1, book)
    first.perform(EditQBox(KEY, "mean", 9.9))
    first.perform(ConfirmQBox(KEY))
    session = next_day(book)
    read_as(session, findings(qbox=replace(QBOX, mean=19.4, doubtful=frozenset({"sd"}))))
    qbox = session.acquisition(KEY).qbox
    assert qbox is not None
    assert (qbox.mean, qbox.doubtful) == (9.9, frozenset())


def test_undo_finds_the_score_of_another_given_again(book: Book) -> None:
    session = opened(FOLDER, 1, book)
    before = session.acquisition(KEY).scores
    session.perform(GiveScale(KEY, Given(maximum=70.0)))
    answer_all(session)
    session.undo()
    assert session.acquisition(KEY).scores == before
