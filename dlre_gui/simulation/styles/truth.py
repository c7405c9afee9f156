"""What a screen of `styles` truly shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlre_gui.domain.findings import QBox
    from dlre_gui.domain.geometry import Box
    from dlre_gui.simulation.styles.appearance import Appearance


@dataclass(frozen=True, slots=True, eq=False)
class StyledTruth:
    """The truth of one screen; boxes and points are px of the finished picture.

    Attributes
    ----------
    look
        Every choice of its drawing: style, layout, language, opacity, bar, panel, capture.
    size
        Width and height of the picture.
    frame
        The scanner's picture within it.
    panels
        Of the ultrasound; the first holds the SWE box.
    swe_box, outline
        The region's bounding rectangle, and a polygon along its edge, clockwise.
    outline_colour
        A name, ``-`` in front where dashed; ``none``.
    empty_box
        Bounding rectangle of the outline repeated in the other panel, without colour; None without.
    quality_box
        Bounding rectangle of a quality map in the other panel; None without.
    colour_bar
        The coloured strip itself, without labels and border; `bar_turned` if its maximum is below.
    unit, scale_min, scale_max, saturating
        Of the colour bar.
    opacity
        Of the overlay, 0 to 1.
    stiffness
        float32, shape (swe_box.h, swe_box.w), in `unit`: before the scale cuts it off; NaN where
        void or outside the region.
    inside, void, marked
        bool, same shape: the region; its pixels without signal; those touched by outline, circle,
        number or, after rescaling, by a neighbour across an edge.
    qboxes
        The values as burned in, in the panel's order, with their circles.
    qbox_panel
        The panel's box; None without Q-Box.
    mm_per_px
        Of the panels.
    mm_shown
        How a reader may know it: ``regions``, ``numbers``, ``ticks`` or empty. The depth stated among
        the settings is the picture's (to a cm or a mm), and alone tells nothing.
    regions
        DICOM regions with their own mm per px, as the header would carry them.
    """

    look: Appearance
    size: tuple[int, int]
    frame: Box
    panels: tuple[Box, ...]
    swe_box: Box
    outline: tuple[tuple[float, float], ...]
    outline_colour: str
    empty_box: Box | None
    quality_box: Box | None
    colour_bar: Box
    bar_turned: bool
    unit: str
    scale_min: float
    scale_max: float
    saturating: bool
    opacity: float
    stiffness: NDArray[np.float32]
    inside: NDArray[np.bool_]
    void: NDArray[np.bool_]
    marked: NDArray[np.bool_]
    qboxes: tuple[QBox, ...]
    qbox_panel: Box | None
    mm_per_px: float
    mm_shown: str
    regions: tuple[Box, ...]

    @property
    def void_fraction(self) -> float:
        """Share of the region without signal, 0 to 1."""
        return float(self.void[self.inside].mean())

    def to_json(self) -> dict[str, Any]:
        """All but the arrays, in types that JSON knows; boxes as x, y, width, height."""
        return {
            "simulated": True,
            "look": self.look.to_json(),
            "size": list(self.size),
            "frame": _box(self.frame),
            "panels": [_box(panel) for panel in self.panels],
            "swe_box": _box(self.swe_box),
            "outline": [[round(x, 2), round(y, 2)] for x, y in self.outline],
            "outline_colour": self.outline_colour,
            "empty_box": _box(self.empty_box),
            "quality_box": _box(self.quality_box),
            "colour_bar": {"box": _box(self.colour_bar), "maximum_below": self.bar_turned},
            "scale": {
                "unit": self.unit,
                "min": self.scale_min,
                "max": self.scale_max,
                "saturating": self.saturating,
            },
            "opacity": self.opacity,
            "void_fraction": round(self.void_fraction, 6),
            "qboxes": [_qbox(qbox) for qbox in self.qboxes],
            "qbox_panel": _box(self.qbox_panel),
            "mm_per_px": round(self.mm_per_px, 6),
            "mm_shown": self.mm_shown,
            "regions": [_box(box) for box in self.regions],
        }


def _box(box: Box | None) -> list[int] | None:
    return None if box is None else [box.x, box.y, box.w, box.h]


def _qbox(qbox: QBox) -> dict[str, Any]:
    circle = qbox.circle
    return {
        "mean": qbox.mean,
        "min": qbox.minimum,
        "max": qbox.maximum,
        "sd": qbox.sd,
        "unit": str(qbox.unit),
        "diameter_mm": qbox.diameter_mm,
        "si_percent": qbox.si_percent,
        "circle": circle and [round(circle.x, 2), round(circle.y, 2), round(circle.radius, 2)],
    }
