"""The scanner's picture while it is drawn: panels, overlay, outlines, circles, bar, panel of values."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles import furniture, overlay
from dlre_gui.simulation.styles.arrange import NoRoomError, arrange
from dlre_gui.simulation.styles.canvas import Canvas, around
from dlre_gui.simulation.styles.chance import between, chance, pick
from dlre_gui.simulation.styles.colour_bar import draw_bar, margins
from dlre_gui.simulation.styles.corners import free_corner
from dlre_gui.simulation.styles.echo import TINTS, draw_echo, tinted
from dlre_gui.simulation.styles.measure import measured, place_circles
from dlre_gui.simulation.styles.palettes import QUALITY_PALETTES
from dlre_gui.simulation.styles.panel import draw_panel, number, panel_text, widest
from dlre_gui.simulation.styles.place import draw_region, draw_sight
from dlre_gui.simulation.styles.quality_bar import draw_quality_bar
from dlre_gui.simulation.styles.ruler import draw_ruler
from dlre_gui.simulation.styles.truth import StyledTruth
from dlre_gui.simulation.styles.vendors import OUTLINE_COLOURS
from dlre_gui.simulation.view import bounding

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.domain.findings import QBox
    from dlre_gui.simulation.styles.appearance import Appearance

MIN_COLOURED = 0.98  # IoU of the coloured part's extent with the region: else it gets an outline


class Scene:
    """Decides where all stands and what is measured, then draws.

    Raises
    ------
    NoRoomError
        If the parts do not fit the frame.
    """

    def __init__(self, look: Appearance, rng: Generator) -> None:
        self.look, self.rng = look, rng
        self.canvas = Canvas(look.size, look.fonts, look.font_px, look.crisp)
        self.plan = arrange(rng, self.canvas, look)
        self.panel = self.plan.swe_panel
        self.sight = draw_sight(rng, look.box, self.panel)
        try:
            self.region = draw_region(rng, look.box, self.sight, look.size[1])
        except ValueError as problem:
            raise NoRoomError(str(problem)) from problem
        mask = self.region.mask(self.sight)
        if not mask.any():
            raise NoRoomError("no SWE box fits this panel")
        self.in_panel = bounding(mask)
        self.inside = mask[self.in_panel.slices]
        self.swe_box = self.in_panel.shifted(self.panel.x, self.panel.y)
        self.strip, self.qbox_corner = self._corners()
        self.field = overlay.draw_stiffness(rng, look.box, look.bar, self.inside, self.sight.px_per_mm)
        self.values = self.field.kpa if look.bar.unit == "kPa" else overlay.speed(self.field.kpa)
        self.outline = self._outline_colour()
        self.rings = place_circles(rng, look.panel.count, self.field.kpa, self.inside, self.sight.px_per_mm)
        self.marked = np.zeros(self.inside.shape, dtype=np.bool_)

    def _corners(self) -> tuple[Box, tuple[float, float] | None]:
        """Places in the panel's own corners for what stands there; clear of the SWE box."""
        look, canvas = self.look, self.canvas
        strip, corner, taken = self.plan.strip, self.plan.qbox_corner, [self.swe_box]
        if strip is None:
            space = margins(canvas, look.bar, look.comma)
            width = round(look.bar.width * canvas.unit)
            height = round(min(look.bar.height * canvas.unit, 0.55 * self.panel.h))
            size = (ceil(space.left + width + space.right), ceil(space.top + height + space.bottom))
            place = free_corner(self.panel, size, taken, prefer_right=not look.bar.labels_left)
            taken.append(place)
            strip = Box(round(place.x + space.left), round(place.y + space.top), width, height)
        if look.panel.count and corner is None:
            place = free_corner(self.panel, widest(look).size(canvas), taken, prefer_right=False)
            corner = (float(place.x), float(place.y))
        return strip, corner

    def _outline_colour(self) -> str:
        """The look's outline; one is drawn anyway where colour alone does not show the box."""
        if self.look.box.outline != "none":
            return self.look.box.outline
        coloured = np.isfinite(self.field.kpa)
        if not coloured.any():
            return "white"
        extent = bounding(coloured)
        share = extent.area / (self.inside.shape[0] * self.inside.shape[1])
        return "none" if share >= MIN_COLOURED else "white"

    def drawn(self) -> tuple[NDArray[np.uint8], StyledTruth]:
        """The finished frame and its truth, before any capture."""
        look, canvas, rng = self.look, self.canvas, self.rng
        furniture.draw_header(rng, canvas, look, self.plan.header)
        furniture.draw_footer(rng, canvas, look, self.plan.footer)
        quality = self._ultrasound()
        if self.plan.settings is not None:
            x, y, room = self.plan.settings
            furniture.draw_settings(rng, canvas, look, (x, y), room, self.sight.seen_mm)
        draw_bar(canvas, look.bar, self.strip, look.comma, look.text)
        qboxes, panel_box = self._qboxes()
        return np.asarray(canvas.image), self._truth(qboxes, panel_box, quality)

    def _ultrasound(self) -> bool:
        """Both panels with overlay, outlines, circles, rulers; whether a quality map was drawn."""
        look, rng = self.look, self.rng
        bmode = tinted(draw_echo(rng, self.sight), pick(rng, tuple(TINTS)))
        first = bmode.copy()
        part = first[self.in_panel.slices]
        part[:] = overlay.overlaid(part, self.values, look.bar, look.box.opacity)
        self._draw_outline(part, self.marked)
        self._draw_rings(part)
        self.canvas.paste(first, self.panel)
        quality = False
        if self.plan.other_panel is not None:
            quality = self._second(bmode)
        for panel in self._panels():
            if look.ruler:
                draw_ruler(rng, self.canvas, look, panel, self.sight)
        furniture.draw_marks(rng, self.canvas, look, self.panel, self._taken())
        self._number_rings()
        return quality

    def _taken(self) -> list[Box]:
        """What lies, or will lie, on the panel."""
        space = margins(self.canvas, self.look.bar, self.look.comma)
        reach = ceil(max(space.left, space.right, space.top, space.bottom))
        taken = [self.swe_box, around([self.strip], reach)]
        if self.qbox_corner is not None:
            x, y = (round(place) for place in self.qbox_corner)
            taken.append(Box(x, y, *widest(self.look).size(self.canvas)))
        return taken

    def _panels(self) -> list[Box]:
        other = self.plan.other_panel
        return [self.panel] if other is None else [self.panel, other]

    def _second(self, bmode: NDArray[np.uint8]) -> bool:
        """The other panel: plain B-mode, a quality map, or wave fronts."""
        look, rng, other = self.look, self.rng, self.plan.other_panel
        assert other is not None
        part = bmode[self.in_panel.slices]
        quality = look.second == "quality"
        if quality:
            name = pick(rng, tuple(QUALITY_PALETTES))
            share = between(rng, 0.4, 1.0)
            part[:] = overlay.with_quality(rng, part, self.inside, self.field.void, name, share)
        elif look.second == "propagation":
            part[:] = overlay.with_wave_fronts(rng, part, self.inside, self.field.void)
        if look.empty_outline or look.second != "bmode":
            self._draw_outline(part, None)
        height, width = min(other.h, bmode.shape[0]), min(other.w, bmode.shape[1])
        self.canvas.paste(np.ascontiguousarray(bmode[:height, :width]), other)
        if quality and chance(rng, 0.7):
            draw_quality_bar(rng, self.canvas, look, name, other, self._other_box())
        return quality

    def _other_box(self) -> Box:
        other = self.plan.other_panel or self.panel
        return self.in_panel.shifted(other.x, other.y)

    def _draw_outline(self, part: NDArray[np.uint8], marked: NDArray[np.bool_] | None) -> None:
        if self.outline == "none":
            return
        width = round(self.look.box.outline_px * self.look.scale)
        edge = overlay.edge_of(self.inside, width)
        if marked is not None:
            marked |= edge
        if self.outline.startswith("-"):
            edge = overlay.dashed(edge, max(3, round(7 * self.look.scale)))
        part[edge] = OUTLINE_COLOURS[self.outline.lstrip("-")]

    def _draw_rings(self, part: NDArray[np.uint8]) -> None:
        """The Q-Boxes' circles, antialiased, solid or dashed."""
        look = self.look.panel
        colour = np.array(OUTLINE_COLOURS[look.circle.lstrip("-")], dtype=np.float32)
        for x, y, radius in self.rings:
            cover = overlay.ring(part.shape[:2], x, y, radius, max(1.0, look.circle_px * self.look.scale))
            self.marked |= cover > 0
            if look.circle.startswith("-"):
                cover = overlay.dashed_ring(cover, x, y, max(8, round(radius / (4 * self.look.scale))))
            part[:] = np.rint(part * (1 - cover[:, :, None]) + colour * cover[:, :, None]).astype(np.uint8)

    def _number_rings(self) -> None:
        """1, 2, ... beside the circles where there are several."""
        if len(self.rings) < 2:
            return
        colour = OUTLINE_COLOURS[self.look.panel.circle.lstrip("-")]
        for index, (x, y, radius) in enumerate(self.rings):
            at = (self.swe_box.x + x + 0.75 * radius, self.swe_box.y + y - radius - 0.4 * self.canvas.font_px)
            box = self.canvas.text(*at, str(index + 1), colour, 0.85, bold=True)
            seen = around([box], 1).shifted(-self.swe_box.x, -self.swe_box.y)
            self.marked[max(0, seen.y) : max(0, seen.bottom), max(0, seen.x) : max(0, seen.right)] = True

    def _qboxes(self) -> tuple[tuple[QBox, ...], Box | None]:
        """What is measured, and its panel."""
        look, origin = self.look, (self.swe_box.x, self.swe_box.y)
        qboxes = tuple(
            measured(ring, self.field.kpa, look.panel, self.sight.px_per_mm, origin) for ring in self.rings
        )
        if not qboxes or self.qbox_corner is None:
            return (), None
        beside = [self._beside(qbox) for qbox in qboxes]
        text = panel_text(look, qboxes, beside)
        if look.panel.place == "beside":
            width, height = text.size(self.canvas)
            x, y = (round(place) for place in self.qbox_corner)
            self._shade(Box(x, y, width, height))
        return qboxes, draw_panel(self.canvas, text, self.qbox_corner, look)

    def _shade(self, box: Box) -> None:
        """Darken the picture under a panel that stands on it."""
        area = self.canvas.image.crop((box.x, box.y, box.right, box.bottom))
        self.canvas.image.paste(Image.eval(area, lambda level: level // 4), (box.x, box.y))

    def _beside(self, qbox: QBox) -> tuple[str, ...]:
        """Values that are none of the Q-Box's six: median, IQR/Med, depth, area."""
        look, rng = self.look, self.rng
        mean, decimals = qbox.mean or 0.0, look.panel.decimals
        radius_cm = (qbox.circle.radius if qbox.circle else 0.0) / self.sight.px_per_mm / 10
        texts = (
            f"{number(mean * between(rng, 0.93, 1.04), decimals, look.comma)} {look.panel.unit}",
            f"{round(between(rng, 3, 28))} %",
            f"{number(between(rng, 2, 7), 1, look.comma)} cm",
            f"{number(3.1416 * radius_cm**2, 2, look.comma)} cm²",
        )
        return tuple(texts[which] for which in look.panel.extra)

    def _truth(self, qboxes: tuple[QBox, ...], panel_box: Box | None, quality: bool) -> StyledTruth:
        look, other = self.look, self.plan.other_panel
        outline = tuple((x + self.panel.x, y + self.panel.y) for x, y in self.region.outline(self.sight))
        empty = other is not None and look.second == "bmode" and look.empty_outline and self.outline != "none"
        return StyledTruth(
            look=look,
            size=look.size,
            frame=Box(0, 0, *look.size),
            panels=tuple(self._panels()),
            swe_box=self.swe_box,
            outline=outline,
            outline_colour=self.outline,
            empty_box=self._other_box() if empty else None,
            quality_box=self._other_box() if quality else None,
            colour_bar=self.strip,
            bar_turned=look.bar.maximum_below,
            unit=look.bar.unit,
            scale_min=look.bar.minimum,
            scale_max=look.bar.maximum,
            saturating=look.bar.labels == "saturating",
            opacity=look.box.opacity,
            stiffness=self.values,
            inside=self.inside,
            void=self.field.void & self.inside,
            marked=self.marked,
            qboxes=qboxes,
            qbox_panel=panel_box,
            mm_per_px=1 / self.sight.px_per_mm,
            mm_shown="regions" if look.regions else look.ruler,
            regions=self._regions(),
        )

    def _regions(self) -> tuple[Box, ...]:
        """The header's regions: the panels; SuperSonic-like ones name the SWE box too."""
        if not self.look.regions:
            return ()
        panels = self._panels()
        if self.look.style.startswith("supersonic"):
            return (panels[0], self.swe_box, *panels[1:])
        return tuple(panels)
