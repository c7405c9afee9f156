"""From three probabilities to a METAVIR stage."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dlre_gui.domain.exam import Task

STAGE_NONE = "F0-1"
STAGES = (STAGE_NONE, "F2", "F3", "F4")
"""What `stage_of` tells apart, from the mildest on."""


def stage_of(p_ge_f2: float, p_ge_f3: float, p_f4: float, thresholds: Mapping[Task, float]) -> str:
    """The highest stage whose probability reaches the model's operating threshold.

    Parameters
    ----------
    p_ge_f2, p_ge_f3, p_f4
        0 to 1.
    thresholds
        One for each task, 0 to 1; a probability equal to it is positive.

    Returns
    -------
    str
        ``F0-1``, ``F2``, ``F3`` or ``F4``. A milder task below its threshold does not take a
        higher stage back (see `probabilities_contradict`).

    Raises
    ------
    KeyError
        If a task has no threshold.
    ValueError
        If a probability is none.
    """
    if not all(0 <= p <= 1 for p in (p_ge_f2, p_ge_f3, p_f4)):
        raise ValueError(f"not probabilities: {p_ge_f2}, {p_ge_f3}, {p_f4}")
    stage = STAGE_NONE
    for task, probability in zip(Task, (p_ge_f2, p_ge_f3, p_f4), strict=True):
        if probability >= thresholds[task]:
            stage = task.first_stage.name
    return stage


CONTRADICTION_ABOVE = 0.08
"""Of one screen. Three networks of their own agree no better than each with itself: with the ROI placed
anew (clicks scattered by 8 px around the proposal, 40 simulated screens, bundled model 1.2) the
differences P(≥F3) - P(≥F2) and P(F4) - P(≥F3) scatter by 0.032 and 0.038; the limit is twice that (ours)."""


def probabilities_contradict(p_ge_f2: float, p_ge_f3: float, p_f4: float, n: int = 1) -> bool:
    """Whether a severer stage is more probable than a milder one that includes it, beyond chance.

    Parameters
    ----------
    n
        Screens whose mean the probabilities are; chance falls with its square root.
    """
    limit = CONTRADICTION_ABOVE / math.sqrt(n)
    return p_f4 - p_ge_f3 > limit or p_ge_f3 - p_ge_f2 > limit
