"""Another model than the one that scored an exam, and files that it cannot score any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlre_gui.gui.session import Session
from dlre_gui.gui.session.commands import SetExcluded
from dlre_gui.gui.session.stored import session_of
from dlre_gui.store.book import Book
from dlre_gui.store.records import ExamSearch, StoredExam
from tests.gui.session.session_making import PROPOSED, Model, findings, opened, scores, screen

FOLDER = Path("/exams/P1")
KEY = str(FOLDER)
OTHER = Model(version="2", sha256="b" * 64)


def stored_in(book: Book) -> StoredExam:
    stored = book.load_exam(KEY)
    assert stored is not None
    return stored


def scored_by_the_other_model(book: Book, n_away: int) -> Session:
    """Next month: another model, and the last files are away."""
    stored = stored_in(book)
    session = Session(book)
    session.use_model(OTHER)
    away = stored.acquisitions[len(stored.acquisitions) - n_away :]
    session.open_stored(stored, frozenset(one.id for one in away))
    while wanted := session.wanted():
        want = wanted[0]
        session.record_read(want.key, screen(want.key.path, session.facts(want.key).id.sha256))
        session.record_analysed(want.key, findings(want.given), PROPOSED, frozenset(), given=want.given)
        if want.score:
            by_other = scores(0.9, OTHER)
            session.record_scored(want.key, PROPOSED, by_other, frozenset(), given=want.given)
    book.flush()
    return session


def stages_listed(book: Book) -> list[str]:
    book.flush()
    return [exam.stage for exam in book.find_exams(ExamSearch()).exams]


@pytest.mark.parametrize("n_away", [2, 4, 5])
def test_an_exam_of_the_book_is_never_a_mean_over_two_models(book: Book, n_away: int) -> None:
    before = opened(FOLDER, 5, book).assessment(KEY).result
    listed = stages_listed(book)
    scored_by_the_other_model(book, n_away)
    told = session_of(stored_in(book), OTHER)
    result = told.assessment(KEY).result
    shas = {one.scores.model_sha256 for one in told.exam(KEY).acquisitions if one.scores is not None}
    assert (shas, result.n_scored, result.p_f4) == ({Model().sha256}, 5, before.p_f4)
    assert result.stage is None, "the other model's thresholds say nothing about it"
    assert stages_listed(book) == listed, "the list goes on saying what all screens said"


def test_an_exam_that_the_other_model_scored_as_a_whole_is_its(book: Book) -> None:
    first = opened(FOLDER, 5, book)
    first.perform(SetExcluded(first.keys[2], True))  # which no later model scores
    scored_by_the_other_model(book, 0)
    result = session_of(stored_in(book), OTHER).assessment(KEY).result
    assert (result.n_scored, result.p_f4) == (4, 0.9)
    assert result.stage is not None
    assert stages_listed(book) == [result.stage]
