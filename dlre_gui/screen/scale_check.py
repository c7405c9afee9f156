"""Whether the values of a Q-Box speak against the scale that the bar's labels told."""

from __future__ import annotations

from dataclasses import replace

from dlre_gui.domain.findings import ColourBar, Given, QBox, StiffnessMap, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.certainty import SURE_BUT_CONTRADICTED
from dlre_gui.screen.colour_bar import BarReading, bar_of
from dlre_gui.screen.qbox_check import map_values, mean_told
from dlre_gui.screen.scale import FASTEST_M_PER_S

_OFF = 0.2  # of the map's mean in the circle: a Q-Box whose mean is farther off contradicts the scale
_OFF_OF_SCALE = 0.05
_SATURATED = 0.98  # of the scale
_SAME = 0.05  # of a Q-Box's mean that the map's is off it, at most, where it confirms the scale
_SAME_OF_SCALE = 0.006  # less is not to be seen in the bar's colours
_TELLING = 0.04  # of the scale: a lower mean tells little about where it ends


def in_unit_of(qboxes: tuple[QBox, ...], reading: BarReading | None, box: Box | None) -> ColourBar | None:
    """A bar whose numbers were read, but no unit, in the unit of the panel's values: doubtful.

    None where there is no such bar, or no panel, or values in both units.

    Parameters
    ----------
    box
        Of the bar, in px of the screen.
    """
    units = {qbox.unit for qbox in qboxes if qbox.mean is not None}
    if reading is None or box is None or reading.bar is not None or len(units) != 1:
        return None
    scale = reading.scale
    if scale.unit is not None or scale.other_unit or scale.upper is None:
        return None
    unit = units.pop()
    if unit is Unit.M_PER_S and max(scale.lower or 0.0, scale.upper) > FASTEST_M_PER_S:
        return None  # a bar in kPa beside values in m/s
    bar = bar_of(reading.shape, replace(scale, unit=unit, doubtful=True), Given())
    return replace(bar, box=box) if bar else None


def is_borne_out(bar: ColourBar, stiffness: StiffnessMap, box: Box, qboxes: tuple[QBox, ...]) -> bool:
    """Whether the map by a bar is what a Q-Box says in its circle; True where no circle is known."""
    told = [_contradicts(qbox, bar, stiffness, box) for qbox in qboxes]
    if told.count(False) > told.count(True) or all(qbox.circle is None for qbox in qboxes):
        return True
    return True not in told and any(_confirms(qbox, bar, stiffness, box) for qbox in qboxes)


def weighed(bar: ColourBar, stiffness: StiffnessMap, box: Box, qboxes: tuple[QBox, ...]) -> ColourBar:
    """The bar, doubtful if a Q-Box whose values agree with each other disagrees with the map.

    A bar that begins at 0 and was doubtful is so no longer where a mean is the map's in its circle.

    Parameters
    ----------
    stiffness
        By the bar's scale.
    box
        Of the map, in px of the screen as the Q-Boxes' circles.
    """
    if bar.source == "user":
        return bar
    told = [_contradicts(qbox, bar, stiffness, box) for qbox in qboxes]
    against, known = told.count(True), len([one for one in told if one is not None])
    if bar.doubtful:
        all_placed = all(qbox.circle is not None for qbox in qboxes)  # else circles were dealt out to fit
        confirmed = all_placed and any(_confirms(qbox, bar, stiffness, box) for qbox in qboxes)
        return replace(bar, doubtful=not (confirmed and bar.minimum == 0.0 and not against))
    return replace(bar, doubtful=True) if 2 * against > known else bar


def _confirms(qbox: QBox, bar: ColourBar, stiffness: StiffnessMap, box: Box) -> bool:
    """Whether the mean was read surely and is the map's in the circle."""
    if qbox.circle is None or qbox.mean is None or "mean" in qbox.doubtful:
        return False
    values = map_values(stiffness, box, qbox.circle)
    top = _in_kpa(bar.maximum, bar.unit)
    if not values.size or float(values.max()) >= _SATURATED * top:
        return False
    mean, seen = _in_kpa(qbox.mean, qbox.unit), mean_told(values, qbox.unit)
    return mean >= _TELLING * top and abs(mean - seen) <= max(_SAME * mean, _SAME_OF_SCALE * top)


def _contradicts(qbox: QBox, bar: ColourBar, stiffness: StiffnessMap, box: Box) -> bool | None:
    """Whether the mean is far off the map's in the circle; None where that tells nothing."""
    if qbox.circle is None or not _is_in_itself_right(qbox):
        return None
    values, (least, mean, most) = map_values(stiffness, box, qbox.circle), _values_in_kpa(qbox)
    top = _in_kpa(bar.maximum, bar.unit)
    if not values.size or float(values.max()) >= _SATURATED * top:
        return None
    if mean >= top:
        return True  # and yet none of the circle is as stiff
    if most >= _SATURATED * top:
        return None
    seen = mean_told(values, qbox.unit)
    return abs(mean - seen) > max(_OFF * seen, _OFF_OF_SCALE * top) and not least <= seen <= most


def _is_in_itself_right(qbox: QBox) -> bool:
    """Whether minimum, mean and maximum were read surely and rise."""
    known = dict(qbox.confidence)
    sure = all(known.get(field, 0.0) >= SURE_BUT_CONTRADICTED for field in ("minimum", "mean", "maximum"))
    return sure and (qbox.minimum or 0.0) <= (qbox.mean or 0.0) <= (qbox.maximum or 0.0)


def _values_in_kpa(qbox: QBox) -> tuple[float, float, float]:
    least, mean, most = (
        _in_kpa(value or 0.0, qbox.unit) for value in (qbox.minimum, qbox.mean, qbox.maximum)
    )
    return least, mean, most


def _in_kpa(value: float, unit: Unit) -> float:
    return value if unit is Unit.KPA else kpa_from_speed(value)
