"""What a screen shows: SWE box, colour bar, stiffness map, Q-Boxes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box, Circle

TISSUE_DENSITY_KG_PER_M3 = 1000.0


class Unit(StrEnum):
    """Unit of a colour bar or of a Q-Box panel."""

    KPA = "kPa"
    M_PER_S = "m/s"


def kpa_from_speed(speed_m_per_s: float) -> float:
    """Young's modulus in kPa from shear-wave speed in m/s: E = 3ρc², ρ = 1000 kg/m³."""
    return 3.0 * TISSUE_DENSITY_KG_PER_M3 * speed_m_per_s**2 / 1000.0


@dataclass(frozen=True, slots=True)
class SweBox:
    """The colour-coded stiffness region.

    Attributes
    ----------
    box
        Bounding rectangle in px of the screen.
    outline
        Corners of the region in px, clockwise, closed implicitly: the four corners of a
        rectangle, or a polygon along an annular sector.
    source
        ``dicom_region``, ``colour`` or ``user``.
    """

    box: Box
    outline: tuple[tuple[float, float], ...]
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class ColourBar:
    """The scale beside the SWE box.

    Attributes
    ----------
    box
        In px of the screen.
    colours
        RGB, uint8, shape (n, 3), from the minimum's end to the maximum's, read off this screen.
    unit, minimum, maximum
        The scale as its labels say, in `unit`.
    saturating
        Whether the top label is of the form "≥40 kPa".
    doubtful
        Whether labels and ticks disagree or were read with low confidence.
    source
        ``read`` or ``user``.
    """

    box: Box
    colours: NDArray[np.uint8]
    unit: Unit
    minimum: float
    maximum: float
    saturating: bool = False
    doubtful: bool = False
    source: str = "read"


@dataclass(frozen=True, slots=True, eq=False)
class StiffnessMap:
    """Stiffness per pixel of the SWE box's bounding rectangle.

    Attributes
    ----------
    kpa
        float32, shape (box.h, box.w), in kPa; NaN where void or outside the region. Under lines drawn
        over the box it is that of the surroundings. From a bar in m/s it is converted by E = 3ρc².
    inside
        bool, same shape: pixels of the region (all of a rectangle, the sector of a convex probe).
    saturated
        bool, same shape: pixels at the top of the scale.
    opacity
        Of the overlay, 0 to 1, as estimated or read; None if it could not be told.
    typical_error_kpa
        What a pixel's stiffness is typically off by, in kPa: from the bar's steps and from how much
        colour changes along it at this opacity. None where nothing is known.
    """

    kpa: NDArray[np.float32]
    inside: NDArray[np.bool_]
    saturated: NDArray[np.bool_]
    opacity: float | None = None
    typical_error_kpa: float | None = None

    @property
    def void_fraction(self) -> float:
        """Share of the region's pixels without a stiffness, 0 to 1."""
        return float(np.isnan(self.kpa[self.inside]).mean()) if self.inside.any() else 1.0

    @property
    def saturated_fraction(self) -> float:
        """Share of the region's pixels at the top of the scale, 0 to 1."""
        return float(self.saturated[self.inside].mean()) if self.inside.any() else 0.0

    @property
    def mean_kpa(self) -> float | None:
        """Mean over the region's pixels with a stiffness, in kPa; None if there is none."""
        values = self.kpa[self.inside & np.isfinite(self.kpa)]
        return float(values.mean(dtype=np.float64)) if values.size else None


QBOX_FIELDS = ("mean", "minimum", "maximum", "sd", "diameter_mm", "si_percent")
QBOX_UNITS = {"diameter_mm": "mm", "si_percent": "%"}
"""Of the fields that are no stiffness."""


@dataclass(frozen=True, slots=True)
class QBox:
    """The circle the sonographer placed and the values burned in beside it.

    Values are as shown, in `unit`; None where the panel does not show them or they could not
    be read. They are never converted here: the ``*_kpa`` properties are None for a panel in m/s.

    Attributes
    ----------
    mean, minimum, maximum, sd
        In `unit`.
    diameter_mm
        Diameter of the circle, mm.
    si_percent
        Stability index, 0 to 100.
    circle
        Where it lies on the screen, in px; None if not found.
    source
        ``ocr`` or ``user``.
    doubtful
        Names of the fields (of `QBOX_FIELDS`) that were read with low confidence or contradict
        each other or the stiffness map; also of values that the panel names but that could not be read.
    panel
        Where the values stand on the screen, in px; None if they were not read off it.
    confidence
        For each value read, its field and how far it can be trusted, 0 to 1.
    """

    mean: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    sd: float | None = None
    diameter_mm: float | None = None
    si_percent: float | None = None
    unit: Unit = Unit.KPA
    circle: Circle | None = None
    source: str = "ocr"
    doubtful: frozenset[str] = frozenset()
    panel: Box | None = None
    confidence: tuple[tuple[str, float], ...] = ()

    def unit_of(self, field: str) -> str:
        """The unit of one of `QBOX_FIELDS`."""
        return QBOX_UNITS.get(field, self.unit.value)

    def _kpa(self, value: float | None) -> float | None:
        return value if self.unit is Unit.KPA else None

    @property
    def mean_kpa(self) -> float | None:
        return self._kpa(self.mean)

    @property
    def min_kpa(self) -> float | None:
        return self._kpa(self.minimum)

    @property
    def max_kpa(self) -> float | None:
        return self._kpa(self.maximum)

    @property
    def sd_kpa(self) -> float | None:
        return self._kpa(self.sd)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says where reading failed or erred; None means: read it.

    Attributes
    ----------
    bar_ends
        Two points on the colour bar, px of the screen: at its minimum, then at its maximum.
    """

    swe_box: Box | None = None
    bar_box: Box | None = None
    bar_ends: tuple[tuple[float, float], tuple[float, float]] | None = None
    unit: Unit | None = None
    minimum: float | None = None
    maximum: float | None = None


class Missing(StrEnum):
    """What a screen needs that was not found on it; the user may give it."""

    SWE_BOX = "swe_box"
    COLOUR_BAR = "colour_bar"
    SCALE = "scale"


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """All that could be read off a screen.

    Attributes
    ----------
    frame
        The scanner's picture within the screen (the whole screen unless it lies in a window).
    swe_box
        None if the screen shows no SWE box; then nothing else is there either, but `reason`.
    colour_bar, stiffness
        None if the scale could not be read.
    qboxes
        In the order of the panel; empty if none was found.
    mm_per_px
        From the ultrasound region or the depth ruler; None if unknown.
    reason
        Why the screen cannot be scored ("no SWE box: ..."); empty if it can.
    bar_box
        Where a colour bar stands, px of the screen, also if its scale could not be read.
    missing
        What was not found: a bar's shape (`COLOUR_BAR`), or its maximum or unit (`SCALE`).
    several_screens
        Whether several screens stand in the picture; all the rest is of one of them, the one in `frame`.
    """

    frame: Box
    swe_box: SweBox | None = None
    colour_bar: ColourBar | None = None
    stiffness: StiffnessMap | None = None
    qboxes: tuple[QBox, ...] = ()
    mm_per_px: float | None = None
    reason: str = ""
    bar_box: Box | None = None
    missing: tuple[Missing, ...] = ()
    several_screens: bool = False
