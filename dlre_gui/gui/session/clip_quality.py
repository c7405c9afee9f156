"""Which frame of a clip to take, from its ratings."""

from __future__ import annotations

from collections.abc import Iterable

from dlre_gui.engine.messages import FrameRating
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import one_decimal, percent
from dlre_gui.gui.session.view_state import Message

_AS_GOOD = 0.02
"""Signal within this share of the best counts as good; then the steadier frame is better. Ours."""


def usable(rating: FrameRating) -> float:
    """Share of the SWE box with a stiffness that is known: neither void nor at the scale's top."""
    return max(0.0, rating.signal - rating.saturated)


def best_frame(ratings: Iterable[FrameRating]) -> int | None:
    """The frame with the most usable signal, of equally good ones the steadiest; None without any."""
    rated = [rating for rating in ratings if usable(rating) > 0]
    if not rated:
        return None
    enough = max(usable(rating) for rating in rated) - _AS_GOOD
    good = [rating for rating in rated if usable(rating) >= enough]
    return min(good, key=lambda rating: (_change(rating), rating.frame)).frame


def frame_text(frame: int, n_frames: int, rating: FrameRating | None) -> Message:
    """What is known of a frame, for the line beside the scrubber."""
    if rating is None:
        return message("clip.frame", frame=frame + 1, n=n_frames)
    return message(
        "clip.rated",
        frame=frame + 1,
        n=n_frames,
        signal=percent(rating.signal),
        mean=one_decimal(rating.mean_kpa),
    )


def _change(rating: FrameRating) -> float:
    return float("inf") if rating.change_kpa is None else rating.change_kpa
