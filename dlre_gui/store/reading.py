"""Which of the kept scores are of the reading that counts.

A screen may be read otherwise today than it was: by a newer version of the program, above all. What
was scored on another picture of its box stays in the book, and is no result of the present reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dlre_gui.domain.findings import Given
from dlre_gui.store.records import AnalysisRecord, ScoreRecord


@dataclass(frozen=True, slots=True)
class Written:
    """When a row came: the clock's word, and its place among all rows of the book, which no clock can change.

    Attributes
    ----------
    at
        UTC, ISO 8601.
    number
        Of its entry in the audit trail.
    together
        It came with others whose order among each other is their clock's only: from another book, or from one
        that had no trail.
    """

    at: str
    number: int
    together: bool

    def is_before(self, other: Written) -> bool:
        if self.together and other.together:
            return self.at <= other.at
        return self.number < other.number


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of what was read off a screen."""

    given: Given | None
    analysis: AnalysisRecord
    written: Written


def last_of_each_given(
    readings: Iterable[tuple[Given | None, AnalysisRecord]],
) -> dict[Given | None, AnalysisRecord]:
    """What counts: of several readings under the same `Given`, oldest first, the last."""
    return dict(readings)


def present_scores(
    readings: Sequence[Reading], scores: Sequence[tuple[ScoreRecord, Written]]
) -> tuple[ScoreRecord, ...]:
    """Those that were computed on what is read now: the reading in force then gives the same picture."""
    return tuple(score for score, written in scores if _is_present(readings, score, written))


def _is_present(readings: Sequence[Reading], score: ScoreRecord, written: Written) -> bool:
    own = [one for one in readings if one.given == score.given]
    if not own:
        return True
    before = [one for one in own if one.written.is_before(written)] or own[:1]
    return own[-1].analysis.shows_as(before[-1].analysis)
