"""The stiffness map of another frame of a clip, with box and bar where they were."""

from __future__ import annotations

from dlre_gui.domain.errors import NotScorableError
from dlre_gui.domain.findings import Findings, StiffnessMap
from dlre_gui.domain.screen import Screen
from dlre_gui.screen.planes import planes_of
from dlre_gui.screen.stiffness import invert


def stiffness_at(screen: Screen, findings: Findings) -> StiffnessMap:
    """The map of `screen` under the SWE box and the colour bar of `findings`, which are not looked for again.

    Raises
    ------
    NotScorableError
        If `findings` have no SWE box or no scale, or the screen is smaller than the box's place.
    """
    swe_box, bar, known = findings.swe_box, findings.colour_bar, findings.stiffness
    if swe_box is None or bar is None or known is None or not screen.box.contains(swe_box.box):
        raise NotScorableError(
            screen.path,
            f"{screen.path}: frame {screen.frame + 1} cannot be measured without SWE box and scale.",
            "Give them first.",
        )
    return invert(planes_of(screen.pixels), swe_box, bar, lambda: known.opacity)
