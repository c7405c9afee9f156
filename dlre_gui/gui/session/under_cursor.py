"""The stiffness under the cursor."""

from __future__ import annotations

import math

from dlre_gui.domain.findings import Findings, Unit
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import one_decimal, two_decimals, whole
from dlre_gui.gui.session.view_state import Message


def stiffness_under(findings: Findings, x: float, y: float) -> Message | None:
    """What the map says at (x, y) px of the screen; None outside the SWE box or without a map."""
    swe_box, shown, bar = findings.swe_box, findings.stiffness, findings.colour_bar
    if swe_box is None or shown is None or bar is None or not swe_box.box.contains_point(x, y):
        return None
    at = math.floor(y) - swe_box.box.y, math.floor(x) - swe_box.box.x
    if not shown.inside[at]:
        return None
    kpa = float(shown.kpa[at])
    if not math.isfinite(kpa):
        return message("hover.void")
    if shown.saturated[at]:
        return message("hover.saturated", kpa=whole(round(_top_kpa(bar.unit, bar.maximum), 1)))
    if bar.unit is Unit.KPA:
        return message("hover.kpa", kpa=one_decimal(kpa))
    return message("hover.converted", kpa=one_decimal(kpa), speed=two_decimals(math.sqrt(kpa / 3.0)))


def _top_kpa(unit: Unit, maximum: float) -> float:
    return maximum if unit is Unit.KPA else 3.0 * maximum * maximum
