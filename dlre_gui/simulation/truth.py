"""What a simulated screen truly shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dlre_gui.domain.findings import QBox
    from dlre_gui.domain.geometry import Box


@dataclass(frozen=True, slots=True, eq=False)
class ScreenTruth:
    """The truth of one screen; boxes and points are px of that screen.

    Attributes
    ----------
    size
        Width and height.
    swe_box, outline
        The region's bounding rectangle, and a polygon along its edge, clockwise.
    bottom_box
        Bounding rectangle of the empty outline in the bottom panel.
    colour_bar
        The coloured strip itself, without labels.
    unit, scale_min, scale_max
        Of the colour bar.
    opacity
        Of the overlay, 0 to 1.
    stiffness_kpa
        float32, shape (swe_box.h, swe_box.w): the map before the colour scale cuts it off; NaN where
        void or outside the region.
    inside, void, saturated, marked
        bool, same shape: the region; its pixels without signal; those at or above the scale's
        maximum; those covered by outline or circle.
    qbox
        The values as burned in, with the circle.
    language
        ``en`` or ``zh``.
    layout
        Boxes of the screen's parts by name: ``top_panel``, ``bottom_panel``, ``qbox_panel``, ``header``.
    regions
        The three DICOM ultrasound regions: top panel, SWE box, bottom panel.
    mm_per_px
        Of both panels.
    """

    patient_id: str
    acquisition: int
    stage: int
    hospital: str
    size: tuple[int, int]
    swe_box: Box
    outline: tuple[tuple[float, float], ...]
    bottom_box: Box
    colour_bar: Box
    unit: str
    scale_min: float
    scale_max: float
    opacity: float
    stiffness_kpa: NDArray[np.float32]
    inside: NDArray[np.bool_]
    void: NDArray[np.bool_]
    saturated: NDArray[np.bool_]
    marked: NDArray[np.bool_]
    qbox: QBox
    language: str
    layout: dict[str, Box]
    regions: tuple[Box, Box, Box]
    mm_per_px: float

    @property
    def void_fraction(self) -> float:
        """Share of the region without signal, 0 to 1."""
        return float(self.void[self.inside].mean())

    @property
    def saturated_fraction(self) -> float:
        """Share of the region at or above the scale's maximum, 0 to 1."""
        return float(self.saturated[self.inside].mean())

    @property
    def map_mean_kpa(self) -> float:
        """Mean of the map as shown (cut off at the scale's maximum), in kPa; NaN if all is void."""
        values = self.stiffness_kpa[np.isfinite(self.stiffness_kpa)]
        return (
            float(np.minimum(values, self.scale_max).mean(dtype=np.float64)) if values.size else float("nan")
        )

    def to_json(self) -> dict[str, Any]:
        """All but the arrays, in types that JSON knows; boxes as x, y, width, height."""
        q, circle = self.qbox, self.qbox.circle
        return {
            "simulated": True,
            "patient_id": self.patient_id,
            "acquisition": self.acquisition,
            "stage": self.stage,
            "hospital": self.hospital,
            "size": list(self.size),
            "swe_box": _box(self.swe_box),
            "outline": [[round(x, 2), round(y, 2)] for x, y in self.outline],
            "bottom_box": _box(self.bottom_box),
            "colour_bar": _box(self.colour_bar),
            "scale": {"unit": self.unit, "min": self.scale_min, "max": self.scale_max, "saturating": True},
            "opacity": self.opacity,
            "void_fraction": round(self.void_fraction, 6),
            "saturated_fraction": round(self.saturated_fraction, 6),
            "map_mean_kpa": None if np.isnan(self.map_mean_kpa) else round(self.map_mean_kpa, 4),
            "qbox": {
                "mean_kpa": q.mean,
                "min_kpa": q.minimum,
                "max_kpa": q.maximum,
                "sd_kpa": q.sd,
                "diameter_mm": q.diameter_mm,
                "si_percent": q.si_percent,
                "circle": [round(circle.x, 2), round(circle.y, 2), round(circle.radius, 2)]
                if circle
                else None,
            },
            "language": self.language,
            "layout": {name: _box(box) for name, box in self.layout.items()},
            "regions": [_box(box) for box in self.regions],
            "mm_per_px": round(self.mm_per_px, 6),
        }


def _box(box: Box) -> list[int]:
    return [box.x, box.y, box.w, box.h]
