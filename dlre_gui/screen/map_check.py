"""Which of several maps the Q-Boxes speak of: their circles may be drawn on maps of something else too."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dlre_gui.domain.findings import ColourBar, Findings, QBox, StiffnessMap, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.certainty import SURE_BUT_CONTRADICTED
from dlre_gui.screen.qbox_check import map_values, mean_told

_CONFIRMED = 0.12  # of the mean that the map in the circle is off it, at most
_LEAST_OF_SCALE = 0.15  # a lower mean counts as so much: near 0 shares tell little
_RANGE = (1, 99)  # percentiles of the map's values


def likeliest(first: Findings, others: Iterable[Findings]) -> Findings:
    """The findings by the map that agrees with the Q-Boxes' means; the first unless another one does.

    Parameters
    ----------
    others
        By other areas of the screen; asked only where the means speak against the first.
    """
    if not first.qboxes or _agrees(first):
        return first
    return next(
        (other for other in others if _agrees(other) and _n_circles(other) >= _n_circles(first)), first
    )


def _n_circles(findings: Findings) -> int:
    """How many Q-Boxes are seen in the map: one that lacks them may hold their means by chance."""
    return sum(qbox.circle is not None for qbox in findings.qboxes)


def _agrees(findings: Findings) -> bool:
    """Whether there is a mean, and most of them are the map's in their circles."""
    bar, stiffness, swe_box = findings.colour_bar, findings.stiffness, findings.swe_box
    if bar is None or stiffness is None or swe_box is None:
        return False
    offs = [off for qbox in findings.qboxes if (off := _off(qbox, bar, stiffness, swe_box.box)) is not None]
    return bool(offs) and 2 * sum(off <= _CONFIRMED for off in offs) > len(offs)


def _off(qbox: QBox, bar: ColourBar, stiffness: StiffnessMap, box: Box) -> float | None:
    """How far the map is off a Q-Box's mean, as a share of it; None where that cannot be told.

    Where no circle is seen, all of the map counts: a mean is none of its values if it lies beyond them.
    """
    if qbox.mean is None or dict(qbox.confidence)["mean"] < SURE_BUT_CONTRADICTED:
        return None
    mean = qbox.mean if qbox.unit is Unit.KPA else kpa_from_speed(qbox.mean)
    if qbox.circle is None:
        known = stiffness.kpa[np.isfinite(stiffness.kpa)]
        least, most = np.percentile(known, _RANGE) if known.size else (mean, mean)
        off = max(float(least) - mean, mean - float(most), 0.0)
    else:
        values = map_values(stiffness, box, qbox.circle)
        if not values.size:
            return None
        off = abs(mean_told(values, qbox.unit) - mean)
    top = bar.maximum if bar.unit is Unit.KPA else kpa_from_speed(bar.maximum)
    return off / max(mean, _LEAST_OF_SCALE * top)
