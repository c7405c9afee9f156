"""One simulated screen with its truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation import furniture
from dlre_gui.simulation.bmode import draw_bmode
from dlre_gui.simulation.pen import Pen
from dlre_gui.simulation.qbox import measure, place_circle
from dlre_gui.simulation.stiffness import draw_field
from dlre_gui.simulation.styles.palettes import LEVELS, PALETTES, palette
from dlre_gui.simulation.tissue import draw_anatomy
from dlre_gui.simulation.truth import ScreenTruth
from dlre_gui.simulation.view import BoxSector, View, bounding, box_sector, part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dlre_gui.domain.findings import QBox
    from dlre_gui.simulation.acquisition import AcquisitionPlan
    from dlre_gui.simulation.patients import SimulatedPatient

REFERENCE_SIZE = (1440, 1080)
# Numbers of the random streams of a screen: one may change without moving the others.
_ANATOMY, _SPECKLE, _FIELD, _CIRCLE = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedScreen:
    """RGB uint8 of shape (height, width, 3), and what it truly shows."""

    pixels: NDArray[np.uint8]
    truth: ScreenTruth


def render(
    patient: SimulatedPatient,
    acquisition_index: int,
    size: tuple[int, int] = REFERENCE_SIZE,
    language: str | None = None,
    opacity_percent: int | None = None,
    scale_max_kpa: int | None = None,
    colours: str = "supersonic",
) -> SimulatedScreen:
    """Draw one acquisition of a patient.

    Parameters
    ----------
    size
        Width and height in px.
    language
        ``en`` or ``zh``; the hospital's if None.
    opacity_percent, scale_max_kpa
        Instead of the hospital's settings.
    colours
        Name of the colour map, one of `styles.palettes.PALETTES`.

    The same acquisition keeps its box, field and B-mode whatever is set.

    Raises
    ------
    ValueError
        If the size is below 640×480 or there is no such acquisition or colour map.
    """
    if size[0] < 640 or size[1] < 480:
        raise ValueError(f"a simulated screen is at least 640x480, not {size[0]}x{size[1]}")
    if not 0 <= acquisition_index < len(patient.acquisitions):
        raise ValueError(f"patient {patient.patient_id} has no acquisition {acquisition_index}")
    if colours not in PALETTES:
        raise ValueError(f"no colour map {colours!r}: one of {', '.join(PALETTES)}")
    opacity = (opacity_percent or patient.hospital.opacity_percent) / 100
    spoken = language or ("zh" if patient.hospital.chinese else "en")
    plan = patient.acquisitions[acquisition_index]
    return _Scene(patient, plan, size, opacity, scale_max_kpa, palette(colours)).screen(spoken)


def colour_table() -> NDArray[np.uint8]:
    """The scanner's colours, bottom to top, uint8 of shape (256, 3)."""
    return palette("supersonic")


class _Scene:
    """The parts of one screen while it is drawn."""

    def __init__(
        self,
        patient: SimulatedPatient,
        plan: AcquisitionPlan,
        size: tuple[int, int],
        opacity: float,
        scale_max: int | None,
        colours: NDArray[np.uint8],
    ) -> None:
        self.patient, self.plan, self.size, self.opacity = patient, plan, size, opacity
        self.scale_max, self.colours = scale_max or patient.scale_max_kpa, colours
        self.top, self.bottom = part(a.TOP_PANEL, size), part(a.BOTTOM_PANEL, size)
        self.view = View(self.top.w, self.top.h, plan.depth_mm)
        self.sector: BoxSector = box_sector(self.view, plan)
        mask = self.sector.mask(self.view)
        self.in_panel = bounding(mask)
        self.inside = mask[self.in_panel.slices]

    def screen(self, language: str) -> SimulatedScreen:
        field = draw_field(self._rng(_FIELD), self.plan.texture, self.plan, self.inside, self.view.px_per_mm)
        stiffness = np.where(self.inside & ~field.void, field.kpa, np.float32(np.nan))
        qbox = self._qbox(stiffness)
        image = Image.fromarray(self._pixels(stiffness))
        pen = Pen(image)
        panel_box, strip = self._furnish(pen, qbox, language)
        self._circle(image, qbox)
        truth = self._truth(stiffness, field.void, qbox, language, strip, panel_box)
        return SimulatedScreen(np.asarray(image), truth)

    def _rng(self, stream: int) -> np.random.Generator:
        return np.random.default_rng([self.patient.seed, self.patient.index, self.plan.index + 1, stream])

    def _qbox(self, stiffness: NDArray[np.float32]) -> QBox:
        corner, on_screen = (self.in_panel.x, self.in_panel.y), self._on_screen(self.top)
        circle = place_circle(
            self._rng(_CIRCLE), self.view, self.sector, corner, stiffness, self.plan.qbox_diameter_mm
        )
        diameter = 2 * circle[2] / self.view.px_per_mm
        return measure(stiffness, circle, (on_screen.x, on_screen.y), diameter)

    def _on_screen(self, panel: Box) -> Box:
        return self.in_panel.shifted(panel.x, panel.y)

    def _pixels(self, stiffness: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Black frame with both panels, overlay and outlines."""
        patient, plan = self.patient, self.plan
        anatomy = draw_anatomy(
            self._rng(_ANATOMY), patient.liver.capsule_mm, plan.texture, plan.depth_mm, self.sector
        )
        grey = draw_bmode(
            self._rng(_SPECKLE), self.view, anatomy, plan.gain_percent, patient.hospital.dynamic_range_db
        )
        bmode = np.repeat(np.rint(grey).astype(np.uint8)[:, :, None], 3, axis=2)
        tinted = bmode[:, :, 2].astype(np.int16) + a.CHROMA_BLUE * (bmode[:, :, 2] > 8)
        bmode[:, :, 2] = np.minimum(tinted, 255)
        frame = np.zeros((self.size[1], self.size[0], 3), dtype=np.uint8)
        frame[self.bottom.slices] = bmode
        frame[self.top.slices] = bmode
        box = frame[self._on_screen(self.top).slices]
        box[:] = overlaid(box, stiffness, self.opacity, self.scale_max, self.colours)
        edge = _edge(self.inside)
        for panel in (self.top, self.bottom):
            frame[self._on_screen(panel).slices][edge] = a.OUTLINE_COLOUR
        return frame

    def _furnish(self, pen: Pen, qbox: QBox, language: str) -> tuple[Box, Box]:
        furniture.draw_header(pen, self.patient, self.plan, language)
        furniture.draw_parameters(pen, self.patient, self.plan, round(100 * self.opacity))
        for panel in (self.top, self.bottom):
            furniture.draw_rulers(pen, panel, self.view, frozen=panel is self.bottom)
        strip = furniture.draw_colour_bar(pen, self.colours, self.scale_max)
        panel_box = furniture.draw_qbox_panel(pen, qbox, language, self.patient.hospital.panel)
        furniture.draw_footer(pen, language)
        return panel_box, strip

    def _circle(self, image: Image.Image, qbox: QBox) -> None:
        """The white circle, antialiased."""
        if qbox.circle is None:
            return
        box = self._on_screen(self.top)
        area = image.crop((box.x, box.y, box.right, box.bottom))
        alpha = _ring(self.inside.shape, qbox.circle.x - box.x, qbox.circle.y - box.y, qbox.circle.radius)
        mixed = np.asarray(area) * (1 - alpha[:, :, None]) + 250.0 * alpha[:, :, None]
        image.paste(Image.fromarray(np.rint(mixed).astype(np.uint8)), (box.x, box.y))

    def _truth(
        self,
        stiffness: NDArray[np.float32],
        void: NDArray[np.bool_],
        qbox: QBox,
        language: str,
        strip: Box,
        panel_box: Box,
    ) -> ScreenTruth:
        swe_box, marked = self._on_screen(self.top), _edge(self.inside)
        if qbox.circle is not None:
            x, y = qbox.circle.x - swe_box.x, qbox.circle.y - swe_box.y
            marked = marked | (_ring(self.inside.shape, x, y, qbox.circle.radius) > 0)
        outline = tuple((x + self.top.x, y + self.top.y) for x, y in self.sector.outline(self.view))
        header = part((0.0, 0.0, 1.0, a.HEADER_BOTTOM), self.size)
        return ScreenTruth(
            patient_id=self.patient.patient_id,
            acquisition=self.plan.index,
            stage=int(self.patient.stage),
            hospital=self.patient.hospital.letter,
            size=self.size,
            swe_box=swe_box,
            outline=outline,
            bottom_box=self._on_screen(self.bottom),
            colour_bar=strip,
            unit="kPa",
            scale_min=0.0,
            scale_max=float(self.scale_max),
            opacity=self.opacity,
            stiffness_kpa=stiffness,
            inside=self.inside,
            void=void,
            saturated=np.nan_to_num(stiffness) >= self.scale_max,
            marked=marked,
            qbox=qbox,
            language=language,
            layout={
                "header": header,
                "top_panel": self.top,
                "bottom_panel": self.bottom,
                "qbox_panel": panel_box,
            },
            regions=(self.top, swe_box, self.bottom),
            mm_per_px=1 / self.view.px_per_mm,
        )


def overlaid(
    bmode: NDArray[np.uint8],
    stiffness_kpa: NDArray[np.float32],
    opacity: float,
    scale_max: float,
    table: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    """B-mode with the colours of the stiffness over it where there is one (not NaN)."""
    known = np.isfinite(stiffness_kpa)
    level = np.clip(np.nan_to_num(stiffness_kpa) / scale_max, 0, 1) * (LEVELS - 1)
    colours = table[np.rint(level).astype(np.intp)].astype(np.float32)
    mixed = np.rint(opacity * colours + (1 - opacity) * bmode).astype(np.uint8)
    return np.where(known[:, :, None], mixed, bmode)


def _edge(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The region's outermost pixels."""
    padded = np.pad(inside, 1)
    inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return inside & ~inner


def _ring(shape: tuple[int, ...], x: float, y: float, radius: float) -> NDArray[np.float32]:
    """Cover, 0 to 1, of a circle's line by pixel."""
    columns, rows = np.arange(shape[1]) + 0.5 - x, np.arange(shape[0]) + 0.5 - y
    away = np.abs(np.hypot(columns[None, :], rows[:, None]) - radius)
    return np.asarray(np.clip(1.5 - away, 0, 1), dtype=np.float32)
