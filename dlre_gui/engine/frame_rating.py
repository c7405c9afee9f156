"""How much signal a frame of a clip shows, measured with the box and the bar of another frame of it."""

from __future__ import annotations

import numpy as np

from dlre_gui.domain.findings import Findings, StiffnessMap
from dlre_gui.domain.screen import Screen
from dlre_gui.engine.messages import FrameRating
from dlre_gui.screen.same_place import stiffness_at


class FrameRater:
    """Rates frames one after the other.

    Parameters
    ----------
    findings
        Of one frame of the clip, with SWE box and colour bar.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._before: StiffnessMap | None = None

    def rate(self, screen: Screen) -> FrameRating:
        """The rating of the next frame."""
        shown = stiffness_at(screen, self._findings)
        before, self._before = self._before, shown
        return FrameRating(
            frame=screen.frame,
            signal=1.0 - shown.void_fraction,
            saturated=shown.saturated_fraction,
            mean_kpa=shown.mean_kpa,
            change_kpa=_change_kpa(before, shown),
        )


def _change_kpa(before: StiffnessMap | None, after: StiffnessMap) -> float | None:
    if before is None:
        return None
    change = np.abs(after.kpa - before.kpa)
    known = np.isfinite(change)
    return float(np.median(change[known])) if known.any() else None
