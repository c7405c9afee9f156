"""How much each value of a Q-Box can be trusted: how surely it was read, and what speaks against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from dlre_gui.domain.findings import QBox, StiffnessMap, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.certainty import CONTRADICTED, DOUBTFUL
from dlre_gui.screen.panel_value import STIFF, PanelValue

_MEAN_OFF = 0.15  # of the map's mean
_MEAN_OFF_OF_SCALE = 0.03
_EXTREME_OFF = 0.3  # of the scale
_DIAMETER_OFF = 0.06
_DIAMETER_OFF_PX = 3.0
_ALIKE = 2  # values at least that show how many decimals are usual
_MIN_KNOWN = 0.3  # of the circle's pixels that the map must have
SMALL_PX = 9  # height of type
_READ_ONCE = 0.6  # trust at most, in what only one reader read in small type
_SMALL_POWER = 3
_SEEN_SPREAD = 3.0  # of the last digit: values so far apart have an SD that is not shown as 0
_LEAST_SI = 10.0  # %: what is stable by less is no measurement, and a digit is soon lost
_MOST = {Unit.KPA: 400.0, Unit.M_PER_S: 12.0}  # that scanners show


def map_values(stiffness: StiffnessMap, box: Box, circle: Circle) -> np.ndarray:
    """The map's values within a circle, in kPa; circle and box in the same px."""
    radius = max(circle.radius - 2, 0)
    left, top = int(circle.x - radius) - 1, int(circle.y - radius) - 1
    side = int(2 * radius) + 3
    part = Box(left, top, side, side).intersection(box)
    if part is None:
        return stiffness.kpa[:0].ravel()
    ys, xs = np.ogrid[part.y : part.bottom, part.x : part.right]
    within = np.hypot(xs + 0.5 - circle.x, ys + 0.5 - circle.y) <= circle.radius - 2
    values = stiffness.kpa[part.shifted(-box.x, -box.y).slices][within]
    known = values[np.isfinite(values)]
    return known if known.size >= _MIN_KNOWN * max(1, values.size) else known[:0]


def mean_told(values: np.ndarray, unit: Unit) -> float:
    """The mean of a map's values as a Q-Box in this unit tells it, in kPa.

    The mean of speeds is less than the speed of the mean modulus, by far where the values differ much.
    """
    if unit is Unit.KPA:
        return float(values.mean())
    return kpa_from_speed(float(np.sqrt(values / kpa_from_speed(1.0)).mean()))


def checked(
    qbox: QBox,
    shown: list[PanelValue],
    in_circle: np.ndarray,
    scale_max_kpa: float | None,
    mm_per_px: float | None,
) -> QBox:
    """The Q-Box with a confidence for each value, those named doubtful that a careful reader would not trust.

    A value's confidence is the certainty of its least certain character, halved for everything that
    contradicts it. A value that the panel names but that could not be read has none and is doubtful.

    Parameters
    ----------
    shown
        The panel's lines that the values are from.
    in_circle
        The stiffness map's values within the circle, kPa; empty if unknown.
    """
    times = contradictions(qbox, shown, in_circle, scale_max_kpa, mm_per_px)
    confidences = {v.field: _trust(v) * CONTRADICTED ** times[v.field] for v in shown}
    return replace(
        qbox,
        confidence=tuple((v.field, round(confidences[v.field], 4)) for v in shown if v.value is not None),
        doubtful=frozenset(field for field, sure in confidences.items() if sure < DOUBTFUL),
    )


def beside_each_other(qboxes: list[QBox], panels: list[list[PanelValue]]) -> list[QBox]:
    """The Q-Boxes of one screen, values doubtful that have fewer decimals than those of their name elsewhere.

    Digits behind the point were lost there.
    """
    counts = {v.field: Counter[int]() for values in panels for v in values}
    for value in (v for values in panels for v in values if v.value is not None):
        counts[value.field][value.decimals] += 1
    usual = {field: max((n, k) for k, n in told.items()) for field, told in counts.items() if told}
    odd = [{v.field for v in values if _lacks_decimals(v, *usual.get(v.field, (0, 0)))} for values in panels]
    return [_doubted(qbox, fields) for qbox, fields in zip(qboxes, odd, strict=True)]


def _lacks_decimals(value: PanelValue, n_usual: int, decimals: int) -> bool:
    return value.value is not None and n_usual >= _ALIKE and value.decimals < decimals


def _doubted(qbox: QBox, fields: set[str]) -> QBox:
    confidence = tuple((k, p * CONTRADICTED if k in fields else p) for k, p in qbox.confidence)
    return replace(qbox, doubtful=qbox.doubtful | fields, confidence=confidence)


def contradictions(
    qbox: QBox,
    shown: list[PanelValue],
    in_circle: np.ndarray,
    scale_max_kpa: float | None,
    mm_per_px: float | None,
) -> Counter[str]:
    """How often something speaks against each value of a Q-Box; parameters as of `checked`."""
    contradicted = [_odd_decimals(shown), _disordered(qbox), _impossible(qbox, shown)]
    if in_circle.size and scale_max_kpa:
        contradicted.append(_against_map(qbox, in_circle, scale_max_kpa))
    is_known = qbox.diameter_mm is not None and qbox.circle is not None and bool(mm_per_px)
    if is_known and not is_diameter(qbox.diameter_mm, qbox.circle, mm_per_px):
        contradicted.append({"diameter_mm"})
    return Counter(field for fields in contradicted for field in fields)


def is_diameter(value_mm: float | None, circle: Circle | None, mm_per_px: float | None) -> bool:
    """Whether a length is that across a circle; False where that is not known."""
    if value_mm is None or circle is None or not mm_per_px:
        return False
    drawn = 2 * circle.radius * mm_per_px
    return abs(value_mm - drawn) <= max(_DIAMETER_OFF_PX * mm_per_px, _DIAMETER_OFF * drawn)


def _trust(value: PanelValue) -> float:
    """The certainty of what was read; in very small type, where points and decimals are missed, less.

    There one reader is not enough.
    """
    if value.piece.h >= SMALL_PX:
        return value.certainty
    is_read_twice = value.word is not None and value.word.line is not None and value.word.line.second
    return min(value.certainty**_SMALL_POWER, 1.0 if is_read_twice else _READ_ONCE)


def _odd_decimals(shown: list[PanelValue]) -> set[str]:
    """Stiffness values with another number of decimals than most, or with none where others have some.

    A point was lost, or the number was cut off: so where it is even, those with fewer.
    """
    ours = [v for v in shown if v.field in STIFF and v.value is not None]
    counts = Counter(v.decimals for v in ours)
    told = counts if len(ours) > _ALIKE else dict.fromkeys(counts, 1)
    usual = max(told, key=lambda decimals: (told[decimals], decimals), default=0)
    return {v.field for v in ours if v.decimals != usual or (v.decimals == 0 and max(counts) > 0)}


def _disordered(qbox: QBox) -> set[str]:
    doubts: set[str] = set()
    for small, large in (("minimum", "mean"), ("mean", "maximum"), ("minimum", "maximum")):
        a, b = getattr(qbox, small), getattr(qbox, large)
        if a is not None and b is not None and a > b + 1e-9:
            doubts |= {small, large}
    return doubts


def _impossible(qbox: QBox, shown: list[PanelValue]) -> set[str]:
    """Fields out of any range; an SD beyond what minimum, mean and maximum allow.

    The variance is at most (max - mean) (mean - min) (Bhatia and Davis, Am Math Mon 2000;107:353-357).
    """
    rounding = 10.0 ** -max((v.decimals for v in shown if v.field in STIFF), default=1)
    doubts = {field for field in STIFF if (getattr(qbox, field) or 0.0) > _MOST[qbox.unit]}
    if qbox.sd is not None and qbox.minimum is not None and qbox.maximum is not None:
        spread = qbox.maximum - qbox.minimum
        most = spread / 2
        if qbox.mean is not None and qbox.minimum <= qbox.mean <= qbox.maximum:
            most = ((qbox.maximum - qbox.mean + rounding) * (qbox.mean - qbox.minimum + rounding)) ** 0.5
        if qbox.sd > most + rounding or (spread > 5 * rounding and qbox.sd + rounding < spread / 40):
            doubts.add("sd")
    if qbox.sd is not None and qbox.mean is not None and qbox.sd > qbox.mean:
        doubts.add("sd")
    if qbox.sd == 0 and _spread(qbox) > _SEEN_SPREAD * rounding:
        doubts.add("sd")
    if qbox.si_percent is not None and not _LEAST_SI <= qbox.si_percent <= 100:
        doubts.add("si_percent")
    if qbox.diameter_mm is not None and not 0.5 <= qbox.diameter_mm <= 80:
        doubts.add("diameter_mm")
    return doubts


def _spread(qbox: QBox) -> float:
    """Between the least and the greatest value known; 0 if there is one only."""
    known = [value for value in (qbox.minimum, qbox.mean, qbox.maximum) if value is not None]
    return max(known) - min(known) if known else 0.0


def _against_map(qbox: QBox, in_circle: np.ndarray, scale_max_kpa: float) -> set[str]:
    """Fields that the map within the circle speaks against.

    Where the map saturates, the true values may lie above it.
    """
    values = _as_shown(qbox)
    saturates = float((in_circle >= 0.98 * scale_max_kpa).mean()) > 0.01
    mean = mean_told(in_circle, qbox.unit)
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
