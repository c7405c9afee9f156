"""Where things lie: the screen's layout and the convex probe's geometry in a panel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation import assumptions as a

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dlre_gui.simulation.acquisition import AcquisitionPlan

HALF_ANGLE = radians(a.PROBE_HALF_ANGLE_DEG)
SAG_MM = a.PROBE_RADIUS_MM * (1 - cos(HALF_ANGLE))


@dataclass(frozen=True, slots=True)
class View:
    """A B-mode sector in a panel of `width` by `height` px.

    `px_per_mm` is its scale; the probe's centre of curvature lies at (`apex_x`, `apex_y`) px of the panel;
    `depth_mm` is shown below the middle of the probe's face.
    """

    width: int
    height: int
    depth_mm: float

    @property
    def px_per_mm(self) -> float:
        return self.height / (self.depth_mm + SAG_MM)

    @property
    def apex_x(self) -> float:
        return self.width / 2

    @property
    def face_y(self) -> float:
        """Row of depth 0 below the middle of the probe."""
        return SAG_MM * self.px_per_mm

    @property
    def apex_y(self) -> float:
        return self.face_y - a.PROBE_RADIUS_MM * self.px_per_mm

    def point(self, depth_mm: float, angle: float) -> tuple[float, float]:
        """Px of the panel at a depth along the beam of this angle (rad, 0 = straight down)."""
        r = (a.PROBE_RADIUS_MM + depth_mm) * self.px_per_mm
        return self.apex_x + r * sin(angle), self.apex_y + r * cos(angle)


@lru_cache(maxsize=4)
def polar_maps(view: View) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Depth in mm and beam angle in rad of every pixel's centre, each (height, width); not to be changed."""
    x = (np.arange(view.width, dtype=np.float32) + 0.5 - view.apex_x) / view.px_per_mm
    y = (np.arange(view.height, dtype=np.float32) + 0.5 - view.apex_y) / view.px_per_mm
    depth = np.hypot(x[None, :], y[:, None]) - a.PROBE_RADIUS_MM
    angle = np.arctan2(np.broadcast_to(x[None, :], depth.shape), y[:, None])
    return depth.astype(np.float32), angle.astype(np.float32)


@dataclass(frozen=True, slots=True)
class BoxSector:
    """The SWE box: depths `near` to `far` mm, beams `left` to `right` rad."""

    near: float
    far: float
    left: float
    right: float

    def mask(self, view: View) -> NDArray[np.bool_]:
        """Its pixels in the panel, (height, width)."""
        depth, angle = polar_maps(view)
        inside = (depth >= self.near) & (depth < self.far)
        return inside & (angle >= self.left) & (angle < self.right)

    def outline(self, view: View, steps: int = 12) -> list[tuple[float, float]]:
        """A polygon along its edge, clockwise from the top left, px of the panel."""
        angles = np.linspace(self.left, self.right, steps + 1).tolist()
        top = [view.point(self.near, angle) for angle in angles]
        return top + [view.point(self.far, angle) for angle in reversed(angles)]


def box_sector(view: View, plan: AcquisitionPlan) -> BoxSector:
    """The planned box, made narrower and lower where the 250 px ROI could not hold it."""
    largest_mm = a.BOX_MAX_SIDE_PX * panel_scale(view) / view.px_per_mm
    near = plan.box_depth_mm
    height = min(plan.box_height_mm, largest_mm - 4.0)
    middle = a.PROBE_RADIUS_MM + near + height / 2
    width = min(plan.box_width_mm, (largest_mm - 2.0) * middle / (middle + height / 2))
    half = width / middle / 2
    limit = HALF_ANGLE - half - 0.03
    centre = min(max(radians(plan.box_angle_deg), -limit), limit)
    return BoxSector(near, near + height, centre - half, centre + half)


def panel_scale(view: View) -> float:
    """Frame height over 1080, from the panel's height."""
    _, y0, _, y1 = a.TOP_PANEL
    return view.height / (y1 - y0) / a.REFERENCE_HEIGHT_PX


def part(fractions: tuple[float, float, float, float], size: tuple[int, int]) -> Box:
    """A part of the frame given in fractions, in px."""
    (x0, y0, x1, y1), (width, height) = fractions, size
    left, top = round(x0 * width), round(y0 * height)
    return Box(left, top, round(x1 * width) - left, round((y1 - y0) * height))


def bounding(mask: NDArray[np.bool_]) -> Box:
    """The smallest box around the mask's pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    x, y = int(columns[0]), int(rows[0])
    return Box(x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1)
