"""Which of the kept scores are of the reading that counts.

A screen may be read otherwise today than it was: by a newer version of the program, above all. What
was scored on another picture of its box stays in the book, and is no result of the present reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dlre_gui.domain.findings import Given
from dlre_gui.store.records import AnalysisRecord, ScoreRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of what was read off a screen, with its time (UTC, ISO 8601)."""

    given: Given | None
    analysis: AnalysisRecord
    at: str


def last_of_each_given(readings: Sequence[Reading]) -> dict[Given | None, AnalysisRecord]:
    """What counts: of several readings under the same `Given`, oldest first, the last."""
    return {one.given: one.analysis for one in readings}


def present_scores(readings: Sequence[Reading], scores: Sequence[ScoreRecord]) -> tuple[ScoreRecord, ...]:
    """Those that were computed on what is read now: the reading in force then gives the same picture."""
    return tuple(score for score in scores if _is_present(readings, score))


def _is_present(readings: Sequence[Reading], score: ScoreRecord) -> bool:
    own = [one for one in readings if one.given == score.given]
    if not own:
        return True
    before = [one for one in own if one.at <= score.at] or own[:1]
    return own[-1].analysis.shows_as(before[-1].analysis)
