"""Where the probe looks and where the SWE box lies in the panel."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING

from dlre_gui.simulation.styles.chance import between, chance
from dlre_gui.simulation.styles.sight import Region, Sight

if TYPE_CHECKING:
    from numpy.random import Generator

    from dlre_gui.domain.geometry import Box
    from dlre_gui.simulation.styles.appearance import BoxLook

TRIES, SHRINK = 60, 0.96
DEEPEST_MM = 200.0
MIN_SIDE = 0.085  # of the frame's height: a smaller box is of no use to a person


def draw_sight(rng: Generator, look: BoxLook, panel: Box) -> Sight:
    """A convex probe on the abdomen or a linear one, scaled to the panel."""
    if not look.convex:
        half, depth = between(rng, 19, 26), between(rng, 30, 60)
        across = panel.w / (2 * half) * between(rng, 1.0, 1.15)
        if chance(rng, 0.6):
            depth = max(depth, min(85.0, panel.h / across))  # down to the panel's bottom
        per_mm = min(panel.h / depth, across)
        return Sight(panel.w, panel.h, per_mm, min(depth, panel.h / per_mm), 0.0, half, 0.0)
    radius, half, depth = between(rng, 40, 65), radians(between(rng, 28, 37)), between(rng, 80, 150)
    sag = radius * (1 - cos(half))
    width = 2 * (radius + depth) * sin(half)
    per_mm = min(panel.h / (depth + sag), panel.w / width * between(rng, 1.0, 1.8))
    limit = depth if chance(rng, 0.5) else DEEPEST_MM
    shown = min(limit, panel.h / per_mm)
    return Sight(panel.w, panel.h, per_mm, shown, radius, half, sag * per_mm)


def draw_region(rng: Generator, look: BoxLook, sight: Sight, frame_height: int) -> Region:
    """The box, wholly in the picture; smaller with every failing try.

    Raises
    ------
    ValueError
        If no box of a useful size fits.
    """
    size = 1.0
    for _ in range(TRIES):
        region = _sector(rng, look, sight, size) if look.sector else _rectangle(rng, look, sight, size)
        xs, ys = zip(*region.outline(sight), strict=True)
        if min(max(xs) - min(xs), max(ys) - min(ys)) < MIN_SIDE * frame_height:
            size = max(size, 1.0) * 1.1 if size >= 1 else size
        elif region.is_shown(sight):
            return region
        size *= SHRINK
    raise ValueError("no SWE box fits this panel")


def _sector(rng: Generator, look: BoxLook, sight: Sight, size: float) -> Region:
    height = look.height * sight.depth_mm * size
    near = between(rng, 0.12, 0.9) * (sight.depth_mm - height)
    middle = sight.radius_mm + near + height / 2
    half = min(look.width * height / middle / 2, sight.half)
    centre = between(rng, -0.5, 0.5) * (sight.half - half)
    if look.touches in ("left", "right"):
        centre = (sight.half - half) * (1 if look.touches == "right" else -1)
    if look.touches == "bottom":
        near = sight.depth_mm - height
    return Region(True, near, near + height, centre - half, centre + half)


def _rectangle(rng: Generator, look: BoxLook, sight: Sight, size: float) -> Region:
    bottom = min(sight.height, sight.top + sight.depth_mm * sight.px_per_mm)
    tall = bottom - sight.top
    height = look.height * (1.3 if not sight.convex else 1.0) * tall * size
    width = height * look.width
    near = sight.top + between(rng, 0.1, 0.9) * (tall - height)
    reach = min(sight.half * sight.px_per_mm if not sight.convex else sight.width / 2, sight.width / 2)
    left = sight.width / 2 + between(rng, -0.8, 0.8) * max(0.0, reach - width / 2) - width / 2
    if look.touches in ("left", "right") and not sight.convex:
        left = sight.width / 2 + (reach - width if look.touches == "right" else -reach)
    if look.touches == "top" and not sight.convex:
        near = sight.top
    if look.touches == "bottom":
        near = bottom - height
    return Region(False, near, near + height, left, left + width)
