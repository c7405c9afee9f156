"""Criteria of a trustworthy measurement, as data, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Box
from dlre_gui.domain.limits import SATURATED_HIGH_ABOVE, VOID_HIGH_ABOVE


class Comparison(StrEnum):
    """How a value violates a limit."""

    BELOW = "<"
    AT_MOST = "≤"
    ABOVE = ">"

    def holds(self, value: float, limit: float) -> bool:
        match self:
            case Comparison.BELOW:
                return value < limit
            case Comparison.AT_MOST:
                return value <= limit
            case Comparison.ABOVE:
                return value > limit


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rule: the flag is raised where ``value comparison limit`` holds.

    Attributes
    ----------
    unit
        Of value and limit; empty for a count or a ratio.
    confirmed
        False where the limit is commonly stated but was not confirmed against its source.
    """

    flag: Flag
    comparison: Comparison
    limit: float
    unit: str
    source: str
    confirmed: bool = True

    def is_violated(self, value: float | None) -> bool:
        """Whether a known value raises the flag; an unknown one never does."""
        return value is not None and self.comparison.holds(value, self.limit)


SI = Criterion(
    Flag.SI_LOW,
    Comparison.BELOW,
    90.0,
    "%",
    "stability index ≥ 90 % (Aixplorer)",
)
SD = Criterion(
    Flag.SD_HIGH,
    Comparison.ABOVE,
    1.4,
    "kPa",
    "PLOS ONE 2017, 0175747: goes with discordance between observers",
)
MINIMUM = Criterion(Flag.QBOX_MIN_LOW, Comparison.AT_MOST, 0.2, "kPa", "Q-Box minimum ≤ 0.2 kPa: unreliable")
DIAMETER = Criterion(
    Flag.QBOX_SMALL,
    Comparison.BELOW,
    10.0,
    "mm",
    "Gut 2019;68:729 used 20 mm; the limit of half of that is ours",
)
VOID = Criterion(
    Flag.VOID_HIGH,
    Comparison.ABOVE,
    VOID_HIGH_ABOVE,
    "",
    "failure is little or no signal in the box; the limit of a third is ours",
)
SATURATED = Criterion(
    Flag.SATURATED_HIGH,
    Comparison.ABOVE,
    SATURATED_HIGH_ABOVE,
    "",
    "beyond the scale's top the stiffness is unknown; the limit is ours",
)
IQR_KPA = Criterion(
    Flag.IQR_HIGH,
    Comparison.ABOVE,
    0.30,
    "",
    "IQR/median ≤ 30 % in kPa",
)
IQR_M_PER_S = Criterion(
    Flag.IQR_HIGH,
    Comparison.ABOVE,
    0.15,
    "",
    "IQR/median ≤ 15 % in m/s",
    confirmed=False,
)
ACQUISITIONS = Criterion(Flag.FEW_ACQUISITIONS, Comparison.BELOW, 3, "", "≥ 3 measurements (EFSUMB)")
MEASUREMENTS = Criterion(Flag.FEW_LSM, Comparison.BELOW, 3, "", "≥ 3 measurements (EFSUMB)")


def iqr_criterion(unit: Unit) -> Criterion:
    """What IQR/median must not exceed, for values in this unit."""
    return IQR_M_PER_S if unit is Unit.M_PER_S else IQR_KPA


RECOMMENDED_ACQUISITIONS = 5
"""The papers' figures still rise from three to five (Gut 2019;68:729)."""

CRITERIA = (SI, SD, MINIMUM, DIAMETER, VOID, SATURATED, IQR_KPA, IQR_M_PER_S, ACQUISITIONS, MEASUREMENTS)

QBOX_FLAGS = frozenset(
    {
        Flag.QBOX_MISSING,
        Flag.QBOX_DOUBTFUL,
        Flag.QBOX_CONTRADICTS,
        Flag.QBOX_MIN_LOW,
        Flag.SI_LOW,
        Flag.SD_HIGH,
        Flag.QBOX_SMALL,
        Flag.QBOX_OUTSIDE,
    }
)
"""Those that follow from the Q-Box."""


def qbox_flags(qbox: QBox | None) -> frozenset[Flag]:
    """Warnings about one Q-Box.

    A Q-Box without a mean counts as missing. Limits in kPa are never applied to a panel in m/s,
    which is flagged by its unit.
    """
    if qbox is None:
        return frozenset({Flag.QBOX_MISSING})
    values = ((SI, qbox.si_percent), (SD, qbox.sd_kpa), (MINIMUM, qbox.min_kpa), (DIAMETER, qbox.diameter_mm))
    flags = {criterion.flag for criterion, value in values if criterion.is_violated(value)}
    if qbox.mean is None:
        flags.add(Flag.QBOX_MISSING)
    if qbox.doubtful:
        flags.add(Flag.QBOX_DOUBTFUL)
    if _contradicts_itself(qbox):
        flags.add(Flag.QBOX_CONTRADICTS)
    if qbox.unit is Unit.M_PER_S:
        flags.add(Flag.UNIT_M_PER_S)
    return frozenset(flags)


_EDGE_PX = 2.0
"""How far a circle that was found may lie over the box's edge: half a line's width or so."""


def qbox_is_outside(qbox: QBox | None, swe_box: Box | None) -> bool:
    """Whether part of the Q-Box circle lies outside the SWE box's bounding rectangle."""
    if qbox is None or qbox.circle is None or swe_box is None:
        return False
    circle, room = qbox.circle, qbox.circle.radius - _EDGE_PX
    return (
        circle.x - room < swe_box.x
        or circle.y - room < swe_box.y
        or circle.x + room > swe_box.right
        or circle.y + room > swe_box.bottom
    )


def _contradicts_itself(qbox: QBox) -> bool:
    """Whether the known ones of minimum, mean and maximum are out of order, read or typed."""
    known = [value for value in (qbox.minimum, qbox.mean, qbox.maximum) if value is not None]
    return known != sorted(known)
