"""The annular sector: the shape that an SWE box has under a convex probe."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.sides import LUMA, Find, line_outside, outermost

_ARC_STEPS = 24
_RAYS = 64
Floats = NDArray[np.floating]
_DEPTHS = np.arange(-20, 21)  # px along a profile across a side; place 0 is in the middle


@dataclass(frozen=True, slots=True)
class Sector:
    """Between two arcs around an apex and two rays from it.

    Attributes
    ----------
    x, y
        The apex, px.
    near, far
        Radii of the arcs, px.
    low, high
        Angles of the left and right ray from straight down, radians, growing to the right.
    """

    x: float
    y: float
    near: float
    far: float
    low: float
    high: float

    def point(self, radius: float, angle: float) -> tuple[float, float]:
        return self.x + radius * math.sin(angle), self.y + radius * math.cos(angle)

    def outline(self) -> tuple[tuple[float, float], ...]:
        """Polygon along the sector, clockwise from its near left corner, px."""
        sweep = [float(angle) for angle in np.linspace(self.low, self.high, _ARC_STEPS + 1)]
        inner = [self.point(self.near, angle) for angle in sweep]
        return tuple(inner + [self.point(self.far, angle) for angle in reversed(sweep)])

    def bounds(self, within: Box) -> Box:
        """The smallest box of whole px around the sector: its pointed corners count."""
        xs, ys = zip(*self.outline(), strict=True)
        x0, y0 = max(within.x, round(min(xs))), max(within.y, round(min(ys)))
        x1, y1 = min(within.right, round(max(xs))), min(within.bottom, round(max(ys)))
        return Box(x0, y0, max(1, x1 - x0), max(1, y1 - y0))

    def shifted(self, dx: float, dy: float) -> Sector:
        return replace(self, x=self.x + dx, y=self.y + dy)


def refined(planes: Planes, sector: Sector, is_sharp: bool = False) -> Sector:
    """The sector with its arcs and rays moved by a few px to its outline or half its colour.

    Parameters
    ----------
    is_sharp
        Whether the colour is known to end at these sides: then only an outline just outside moves them.
    """
    find = line_outside if is_sharp else outermost
    angles = np.linspace(sector.low, sector.high, _RAYS + 2)[3:-3]
    near = sector.near + _moved(find, planes, *_arc(sector, angles, sector.near + 0.5), 1)
    far = sector.far + _moved(find, planes, *_arc(sector, angles, sector.far - 0.5), -1)
    radii = np.linspace(sector.near, sector.far, _RAYS + 2)[3:-3]
    middle = (sector.near + sector.far) / 2
    low = sector.low + _moved(find, planes, *_ray(sector, radii, sector.low, 1), 1) / middle
    high = sector.high + _moved(find, planes, *_ray(sector, radii, sector.high, -1), -1) / middle
    if far - near < 8 or (high - low) * middle < 8:
        return sector
    return replace(sector, near=near, far=far, low=low, high=high)


def _arc(sector: Sector, angles: Floats, radius: float) -> tuple[Floats, Floats]:
    """Places on profiles across an arc, x and y, shape (depths, profiles) each."""
    radii = radius + _DEPTHS[:, None]
    return sector.x + radii * np.sin(angles), sector.y + radii * np.cos(angles)


def _ray(sector: Sector, radii: Floats, angle: float, inward: int) -> tuple[Floats, Floats]:
    """The same across a ray, growing to the right."""
    aside = _DEPTHS[:, None] + 0.5 * inward
    xs = sector.x + radii * math.sin(angle) + aside * math.cos(angle)
    return xs, sector.y + radii * math.cos(angle) - aside * math.sin(angle)


def _moved(find: Find, planes: Planes, xs: Floats, ys: Floats, inward: int) -> int:
    """Where the side really lies on the mean profile across it, in px from where it was thought."""
    columns = np.clip(xs.astype(np.int64), 0, planes.width - 1)
    rows = np.clip(ys.astype(np.int64), 0, planes.height - 1)
    luma = (planes.rgb[rows, columns].astype(np.float32) @ LUMA).mean(axis=1)
    colour = planes.chroma[rows, columns].mean(axis=1)
    at = int(len(_DEPTHS) // 2)
    return find(luma, colour, at, inward) - at
