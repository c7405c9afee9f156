"""Exams of the book as exams, without opening them in the window."""

from __future__ import annotations

from dlre_gui.gui.session.ids import ModelInUse
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.session.session import Session
from dlre_gui.store.records import StoredExam


def session_of(
    stored: StoredExam, model: ModelInUse | None, preferences: Preferences | None = None
) -> Session:
    """A session of its own with this one exam, as it was left; it writes nothing.

    One model counts, for all screens alike: the one in use if all that were scored have a score of it. Else
    that of the most screens, the later one of two, and without a stage, because another model's thresholds
    say nothing about its probabilities.
    """
    session = Session()
    if preferences is not None:
        session.prefer(preferences)
    session.open_stored(stored)
    counting = (one for one in stored.acquisitions if one.scores and not one.decision.excluded)
    scored = [[score.scores.model_sha256 for score in one.scores] for one in counting]
    if model is not None and scored and all(model.sha256 in by for by in scored):
        session.use_model(model)
    elif scored:
        session.take_scores_of(_of_most(scored))
    return session


def _of_most(scored: list[list[str]]) -> str:
    """The model that scored the most screens, of several the one that came last."""
    in_order = list(dict.fromkeys(sha256 for by in scored for sha256 in by))
    return max(in_order, key=lambda sha256: (sum(sha256 in by for by in scored), in_order.index(sha256)))
