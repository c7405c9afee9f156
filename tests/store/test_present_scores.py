"""Which of the kept scores count after a screen was read otherwise: by the order they came, no clock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dlre_gui.store import rows
from dlre_gui.store.book import Book
from dlre_gui.store.exporting import export_exams
from dlre_gui.store.importing import import_exams
from dlre_gui.store.records import AnalysisRecord
from tests.store.book_making import ACQUISITION, ANALYSIS, EXAM, GIVEN, RECORD, SCORE

assert ANALYSIS.measured is not None
OTHER: AnalysisRecord = replace(ANALYSIS, measured=replace(ANALYSIS.measured, scale_max=70.0))
BY_OTHER = replace(SCORE, scores=replace(SCORE.scores, p_f4=0.9))


def present(book: Book) -> list[float]:
    stored = book.load_exam(EXAM.key)
    assert stored is not None
    return [score.scores.p_f4 for score in stored.acquisitions[0].scores]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the clock says, at the end of the list."""
    said = ["2026-01-05T10:00:00.000+00:00"]
    monkeypatch.setattr(rows, "now", lambda: said[-1])
    return said


def test_a_clock_that_was_set_back_brings_no_older_score_back(tmp_path: Path, clock: list[str]) -> None:
    with Book(tmp_path / "exams.sqlite") as book:
        book.put_acquisition(EXAM, ACQUISITION, RECORD)
        book.put_analysis(ACQUISITION, GIVEN, ANALYSIS)
        book.put_score(ACQUISITION, SCORE)
        assert present(book) == [SCORE.scores.p_f4]
        clock.append("2026-01-05T09:00:00.000+00:00")
        book.put_analysis(ACQUISITION, GIVEN, OTHER)
        assert present(book) == []
        book.put_score(ACQUISITION, BY_OTHER)
        assert present(book) == [0.9]


def test_scores_of_another_book_keep_their_readings_by_their_times(tmp_path: Path, clock: list[str]) -> None:
    with Book(tmp_path / "here.sqlite") as here:
        here.put_acquisition(EXAM, ACQUISITION, RECORD)
        for hour, read, score in ((10, ANALYSIS, SCORE), (11, OTHER, BY_OTHER)):
            clock.append(f"2026-01-05T{hour}:00:00.000+00:00")
            here.put_analysis(ACQUISITION, GIVEN, read)
            here.put_score(ACQUISITION, score)
            here.flush()
        export_exams(here, tmp_path / "one.dlre-exams")
        assert present(here) == [0.9]
    with Book(tmp_path / "there.sqlite") as there:
        import_exams(there, tmp_path / "one.dlre-exams")
        assert present(there) == [0.9]
