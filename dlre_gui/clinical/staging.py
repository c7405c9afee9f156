"""From three probabilities to a METAVIR stage."""

from __future__ import annotations

from collections.abc import Mapping

from dlre_gui.domain.exam import Task

STAGE_NONE = "F0-1"
STAGES = (STAGE_NONE, "F2", "F3", "F4")
"""What `stage_of` tells apart, from the mildest on."""

_STAGE_OF_TASK = {Task.GE_F2: "F2", Task.GE_F3: "F3", Task.F4: "F4"}


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
    """
    stage = STAGE_NONE
    for task, probability in ((Task.GE_F2, p_ge_f2), (Task.GE_F3, p_ge_f3), (Task.F4, p_f4)):
        if probability >= thresholds[task]:
            stage = _STAGE_OF_TASK[task]
    return stage


CONTRADICTION_ABOVE = 0.01
"""What rounding to whole percent can hide; three networks of their own agree no better."""


def probabilities_contradict(p_ge_f2: float, p_ge_f3: float, p_f4: float) -> bool:
    """Whether a severer stage is more probable than a milder one that includes it."""
    return p_f4 - p_ge_f3 > CONTRADICTION_ABOVE or p_ge_f3 - p_ge_f2 > CONTRADICTION_ABOVE
