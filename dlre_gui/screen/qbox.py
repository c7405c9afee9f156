"""The Q-Boxes: circles in the SWE box, and the values burned in beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dlre_gui.domain.findings import ColourBar, QBox, StiffnessMap, SweBox, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box, Circle, around
from dlre_gui.screen.circle import find_circles, missing_circles
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.panel_search import find_regions, read_again, values_in
from dlre_gui.screen.panel_value import PanelValue
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.qbox_check import (
    beside_each_other,
    checked,
    contradictions,
    is_diameter,
    map_values,
)
from dlre_gui.screen.qbox_choose import chosen
from dlre_gui.screen.screen_text import ScreenText

_MAX_QBOXES = 12  # a list of measurements is as long; the same as circles at most
_UNTOLD = 2.0  # misfit of a Q-Box without a circle, or where nothing tells


def read_qboxes(
    planes: Planes,
    swe_box: SweBox,
    bar: ColourBar | None,
    stiffness: StiffnessMap | None,
    mm_per_px: float | None,
    text: ScreenText,
) -> tuple[QBox, ...]:
    """The Q-Boxes of a frame, in the order of their panel; empty if it shows no values.

    Parameters
    ----------
    planes
        Of the screen.
    text
        The text of the screen.
    """
    box = swe_box.box
    inside = inside_of(swe_box.outline, box)
    found = find_circles(planes.cut(box).rgb, inside)
    circles = [Circle(c.x + box.x, c.y + box.y, c.radius) for c in found]
    beside = _Beside(bar, stiffness, box, mm_per_px)
    unit = bar.unit if bar else None
    regions = find_regions(text, bar, len(circles))

    def told() -> tuple[list[list[PanelValue]], list[QBox]]:
        found = [values_in(region, unit, bool(circles)) for region in regions]
        panels = [values for several in found for values in several][:_MAX_QBOXES]
        placed = _with_circles([_qbox(values, bar) for values in panels], circles, beside)
        panels = [_without_depth(v, q.circle, mm_per_px) for v, q in zip(panels, placed, strict=True)]
        return panels, _told(panels, placed, beside)

    panels, qboxes = told()
    if len(panels) > len(circles):
        more = missing_circles(planes.cut(box).rgb, inside, found, len(panels) - len(circles))
        circles += [Circle(c.x + box.x, c.y + box.y, c.radius) for c in more]
        panels, qboxes = told() if more else (panels, qboxes)
    doubted = {
        value.piece
        for qbox, values in zip(qboxes, panels, strict=True)
        for value in values
        if value.field in qbox.doubtful
    }
    if doubted:
        for region in regions:
            read_again(region, sorted(doubted))
        panels, qboxes = told()
    return tuple(_chosen(qbox, values, beside) for qbox, values in zip(qboxes, panels, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Beside:
    """What the values of a Q-Box are set beside."""

    bar: ColourBar | None
    stiffness: StiffnessMap | None
    box: Box
    mm_per_px: float | None
    _within: dict[Circle, np.ndarray] = field(default_factory=dict)

    @property
    def scale_max_kpa(self) -> float | None:
        if self.bar is None:
            return None
        return self.bar.maximum if self.bar.unit is Unit.KPA else kpa_from_speed(self.bar.maximum)

    def within(self, circle: Circle | None) -> np.ndarray:
        """The map's values in a circle, kPa; empty if unknown."""
        if self.stiffness is None or circle is None:
            return np.empty(0)
        if circle not in self._within:
            self._within[circle] = map_values(self.stiffness, self.box, circle)
        return self._within[circle]


def _told(panels: list[list[PanelValue]], placed: list[QBox], beside: _Beside) -> list[QBox]:
    shown = [
        replace(_qbox(values, beside.bar), circle=q.circle) for values, q in zip(panels, placed, strict=True)
    ]
    told = [
        checked(qbox, values, beside.within(qbox.circle), beside.scale_max_kpa, beside.mm_per_px)
        for qbox, values in zip(shown, panels, strict=True)
    ]
    return beside_each_other(told, panels)


def _without_depth(
    values: list[PanelValue], circle: Circle | None, mm_per_px: float | None
) -> list[PanelValue]:
    """The values without a length that may be a depth, unless it is the circle's diameter."""
    return [v for v in values if not v.is_maybe_depth or is_diameter(v.value, circle, mm_per_px)]


def _chosen(qbox: QBox, values: list[PanelValue], beside: _Beside) -> QBox:
    """A Q-Box with a number read otherwise where that fits all that is beside it."""
    within, scale_max, mm_per_px = beside.within(qbox.circle), beside.scale_max_kpa, beside.mm_per_px

    def of(shown: Sequence[PanelValue]) -> QBox:
        return replace(_qbox(list(shown), beside.bar), circle=qbox.circle)

    told = chosen(values, lambda v: contradictions(of(v), list(v), within, scale_max, mm_per_px))
    if told is values:
        return qbox
    new = checked(of(told), told, within, scale_max, mm_per_px)
    return replace(new, doubtful=new.doubtful | qbox.doubtful)  # it may be another one that is wrong


def _qbox(values: list[PanelValue], bar: ColourBar | None) -> QBox:
    units = Counter(v.unit for v in values if v.unit is not None)
    unit = units.most_common(1)[0][0] if units else bar.unit if bar else Unit.KPA
    panel = around([piece for v in values for piece in (v.label, v.piece)])
    return QBox(**{v.field: v.value for v in values}, unit=unit, panel=panel)  # type: ignore[arg-type]


def _with_circles(qboxes: list[QBox], circles: list[Circle], beside: _Beside) -> list[QBox]:
    """Each Q-Box with its circle: of all ways to deal them out, where values and circles fit best."""
    if not circles or not qboxes:
        return qboxes
    if len(qboxes) == 1 and len(circles) == 1:
        return [replace(qboxes[0], circle=circles[0])]
    from scipy.optimize import linear_sum_assignment

    dealt = [*circles, *[None] * max(0, len(qboxes) - len(circles))]
    costs = np.array([[_misfit(qbox, circle, beside) for circle in dealt] for qbox in qboxes])
    rows, columns = linear_sum_assignment(costs)
    if costs[rows, columns].sum() >= _UNTOLD * len(qboxes):
        return qboxes
    return [replace(qbox, circle=dealt[k]) for qbox, k in zip(qboxes, columns, strict=True)]


def _misfit(qbox: QBox, circle: Circle | None, beside: _Beside) -> float:
    """How far a Q-Box's values are off its circle's size and the map in it: mean of the shares."""
    if circle is None:
        return _UNTOLD
    off = []
    if beside.mm_per_px is not None and qbox.diameter_mm:
        off.append(abs(2 * circle.radius * beside.mm_per_px / qbox.diameter_mm - 1))
    seen = beside.within(circle)
    if seen.size and qbox.mean:
        seen = seen if qbox.unit is Unit.KPA else np.sqrt(seen / kpa_from_speed(1.0))
        told = (qbox.mean, seen.mean()), (qbox.minimum, seen.min()), (qbox.maximum, seen.max())
        off += [abs(float(shown) - value) / qbox.mean for value, shown in told if value is not None]
    return min(_UNTOLD, float(np.mean(off))) if off else _UNTOLD
