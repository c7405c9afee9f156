"""How a panel shows the body: convex or linear probe, scale, and the SWE box in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, sin
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """A probe's picture in a panel of `width` by `height` px.

    `half` is half the probe's opening: rad of a convex probe of `radius_mm`, mm of a linear one
    (`radius_mm` 0). `top` is the row of the face's middle; `depth_mm` is shown below it.
    """

    width: int
    height: int
    px_per_mm: float
    depth_mm: float
    radius_mm: float
    half: float
    top: float

    @property
    def convex(self) -> bool:
        return self.radius_mm > 0

    @property
    def seen_mm(self) -> float:
        """Depth of the deepest px: the panel's bottom may cut the picture off."""
        return min(self.depth_mm, (self.height - self.top) / self.px_per_mm)

    def point(self, depth_mm: float, lateral: float) -> Point:
        """Px of the panel at a depth along a beam (rad or mm from the middle)."""
        if not self.convex:
            return self.width / 2 + lateral * self.px_per_mm, self.top + depth_mm * self.px_per_mm
        r = (self.radius_mm + depth_mm) * self.px_per_mm
        apex = self.top - self.radius_mm * self.px_per_mm
        return self.width / 2 + r * sin(lateral), apex + r * cos(lateral)

    def beam(self, x: float, y: float) -> Point:
        """Depth in mm and lateral of a px."""
        across, down = (x - self.width / 2) / self.px_per_mm, (y - self.top) / self.px_per_mm
        if not self.convex:
            return down, across
        down += self.radius_mm
        return float(np.hypot(across, down)) - self.radius_mm, float(np.arctan2(across, down))

    def shows(self, x: float, y: float) -> bool:
        """Whether the picture covers this px of the panel."""
        depth, lateral = self.beam(x, y)
        inside = 0 <= x <= self.width and 0 <= y <= self.height
        return inside and 0 <= depth <= self.depth_mm + 1e-6 and abs(lateral) <= self.half + 1e-6


@lru_cache(maxsize=2)
def beam_maps(sight: Sight) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Depth in mm, lateral, and whether it is shown, of every px's centre; not to be changed."""
    x = (np.arange(sight.width, dtype=np.float32) + 0.5 - sight.width / 2) / sight.px_per_mm
    y = (np.arange(sight.height, dtype=np.float32) + 0.5 - sight.top) / sight.px_per_mm
    shape = (sight.height, sight.width)
    if sight.convex:
        down = y + np.float32(sight.radius_mm)
        depth = np.hypot(x[None, :], down[:, None]) - np.float32(sight.radius_mm)
        lateral = np.arctan2(np.broadcast_to(x[None, :], shape), down[:, None])
    else:
        depth, lateral = np.broadcast_to(y[:, None], shape), np.broadcast_to(x[None, :], shape)
    shown = (depth >= 0) & (depth <= sight.depth_mm) & (np.abs(lateral) <= sight.half)
    return depth, lateral, shown


@dataclass(frozen=True, slots=True)
class Region:
    """The SWE box in a sight.

    A sector lies between depths `near` and `far` mm and beams `left` to `right`; a rectangle between
    those rows and columns of the panel, px.
    """

    sector: bool
    near: float
    far: float
    left: float
    right: float

    def mask(self, sight: Sight) -> NDArray[np.bool_]:
        """Its pixels in the panel, (height, width)."""
        if self.sector:
            depth, lateral, _ = beam_maps(sight)
            inside = (depth >= self.near) & (depth < self.far)
            return np.asarray(inside & (lateral >= self.left) & (lateral < self.right))
        mask = np.zeros((sight.height, sight.width), dtype=np.bool_)
        mask[round(self.near) : round(self.far), round(self.left) : round(self.right)] = True
        return mask

    def outline(self, sight: Sight, steps: int = 12) -> list[Point]:
        """A polygon along its edge, clockwise from the top left, px of the panel."""
        if not self.sector:
            x0, x1, y0, y1 = round(self.left), round(self.right), round(self.near), round(self.far)
            return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        angles = np.linspace(self.left, self.right, steps + 1).tolist()
        top = [sight.point(self.near, angle) for angle in angles]
        return top + [sight.point(self.far, angle) for angle in reversed(angles)]

    def is_shown(self, sight: Sight) -> bool:
        """Whether the whole region lies in the picture."""
        return all(sight.shows(x, y) for x, y in self.outline(sight))
