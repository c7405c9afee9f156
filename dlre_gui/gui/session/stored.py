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

    The model counts only if the exam has scores of it: else the latest scores stand, without a stage,
    because another model's thresholds say nothing about them.
    """
    session = Session()
    if preferences is not None:
        session.prefer(preferences)
    session.open_stored(stored)
    known = {score.scores.model_sha256 for one in stored.acquisitions for score in one.scores}
    if model is not None and model.sha256 in known:
        session.use_model(model)
    return session
