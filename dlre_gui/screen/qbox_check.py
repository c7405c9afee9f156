"""Which values of a Q-Box contradict each other, the circle or the stiffness map."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from dlre_gui.domain.findings import QBox, StiffnessMap, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.qbox_words import PanelValue

_MIN_CONFIDENCE = 0.7
_ROUNDING = 0.11  # values are shown with one decimal
_MEAN_OFF = 0.15  # of the map's mean
_MEAN_OFF_OF_SCALE = 0.03
_EXTREME_OFF = 0.3  # of the scale
_DIAMETER_OFF = 0.08
_MIN_KNOWN = 0.3  # of the circle's pixels that the map must have


def map_values(stiffness: StiffnessMap, box: Box, circle: Circle) -> np.ndarray:
    """The map's values within a circle, in kPa; circle and box in the same px."""
    ys, xs = np.ogrid[box.y : box.bottom, box.x : box.right]
    within = np.hypot(xs + 0.5 - circle.x, ys + 0.5 - circle.y) <= circle.radius - 2
    values = stiffness.kpa[within]
    known = values[np.isfinite(values)]
    return known if known.size >= _MIN_KNOWN * max(1, values.size) else known[:0]


def doubtful_fields(
    qbox: QBox,
    shown: list[PanelValue],
    in_circle: np.ndarray,
    scale_max_kpa: float | None,
    mm_per_px: float | None,
) -> frozenset[str]:
    """Names of the fields of a Q-Box that a careful reader would not trust.

    Parameters
    ----------
    shown
        The panel's lines that the values are from.
    in_circle
        The stiffness map's values within the circle, kPa; empty if unknown.
    """
    doubts = {v.field for v in shown if v.confidence < _MIN_CONFIDENCE}
    doubts |= _odd_decimals(shown) | _disordered(qbox) | _impossible(qbox)
    if in_circle.size and scale_max_kpa:
        doubts |= _against_map(qbox, in_circle, scale_max_kpa)
    if qbox.diameter_mm is not None and qbox.circle is not None and mm_per_px:
        drawn = 2 * qbox.circle.radius * mm_per_px
        if abs(qbox.diameter_mm - drawn) > max(1.0, _DIAMETER_OFF * drawn):
            doubts.add("diameter_mm")
    return frozenset(doubts)


def _odd_decimals(shown: list[PanelValue]) -> set[str]:
    """Stiffness values with another number of decimals than most: a lost point."""
    ours = [v for v in shown if v.field in ("mean", "minimum", "maximum", "sd")]
    if len(ours) < 3:
        return set()
    usual = Counter(v.decimals for v in ours).most_common(1)[0][0]
    return {v.field for v in ours if v.decimals != usual}


def _disordered(qbox: QBox) -> set[str]:
    doubts: set[str] = set()
    for small, large in (("minimum", "mean"), ("mean", "maximum"), ("minimum", "maximum")):
        a, b = getattr(qbox, small), getattr(qbox, large)
        if a is not None and b is not None and a > b + 1e-9:
            doubts |= {small, large}
    return doubts


def _impossible(qbox: QBox) -> set[str]:
    doubts: set[str] = set()
    if qbox.sd is not None and qbox.minimum is not None and qbox.maximum is not None:
        spread = qbox.maximum - qbox.minimum
        if qbox.sd > spread / 2 + _ROUNDING or (spread > 0.5 and qbox.sd < spread / 40):
            doubts.add("sd")
    if qbox.si_percent is not None and not 0 <= qbox.si_percent <= 100:
        doubts.add("si_percent")
    if qbox.diameter_mm is not None and not 0.5 <= qbox.diameter_mm <= 80:
        doubts.add("diameter_mm")
    return doubts


def _against_map(qbox: QBox, in_circle: np.ndarray, scale_max_kpa: float) -> set[str]:
    """Fields that the map within the circle speaks against.

    Where the map saturates, the true values may lie above it.
    """
    values = _as_shown(qbox)
    saturates = float((in_circle >= 0.98 * scale_max_kpa).mean()) > 0.01
    mean = float(in_circle.mean())
    least, most = (float(p) for p in np.percentile(in_circle, (1, 99)))
    doubts: set[str] = set()
    reach = max(_MEAN_OFF * mean, _MEAN_OFF_OF_SCALE * scale_max_kpa)
    if values.mean is not None and not mean - reach <= values.mean <= (np.inf if saturates else mean + reach):
        doubts.add("mean")
    if values.minimum is not None and (
        abs(values.minimum - least) > _EXTREME_OFF * scale_max_kpa or values.minimum > mean + reach
    ):
        doubts.add("minimum")
    too_high = (
        not saturates and values.maximum is not None and values.maximum > most + _EXTREME_OFF * scale_max_kpa
    )
    if values.maximum is not None and (too_high or values.maximum < mean - reach):
        doubts.add("maximum")
    return doubts


def _as_shown(qbox: QBox) -> QBox:
    """The values in kPa, to set beside the map; the Q-Box itself keeps its unit."""
    if qbox.unit is Unit.KPA:
        return qbox
    mean, minimum, maximum = (
        None if value is None else kpa_from_speed(value) for value in (qbox.mean, qbox.minimum, qbox.maximum)
    )
    return replace(qbox, sd=None, mean=mean, minimum=minimum, maximum=maximum)
