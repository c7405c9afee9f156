"""A mostly void SWE box by the outline drawn around it: a rectangle, or a sector about the B-mode's apex."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.drawn_lines import Lines, four_lines, ridges
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.sector import Sector

_AROUND = 0.7  # of the colour's size is looked at on each side
_LEAST_AROUND = 0.14  # of the frame's height
_FAR_AROUND = 0.25  # and for a rectangle, which is looked for in less time
_LINE = 2.5 / 1080  # thickness of a line, of the frame's height
_LIT = 6  # grey levels: what is darker is no B-mode
_MOSTLY_LIT = 0.5  # of a row or column of a panel's picture
_DARK_PX = 6  # so many rows or columns without are its end
_TRIM = 0.4  # percent of the colour may lie outside in the sector's coordinates
_SMOOTH_PX = 2  # an apex is known to a few px only


def framed_rectangle(planes: Planes, seen: Box) -> tuple[Box, float] | None:
    """The rectangle drawn around the colour seen, with how well it is drawn, 0 to 1."""
    region = _lit(planes, seen, _region(planes, seen, _FAR_AROUND))
    width = _width(planes)
    wider = _grown(planes, region, width + 2, width + 2)
    part, own = planes.cut(wider), region.shifted(-wider.x, -wider.y).slices  # a line may lie at its end
    upright, level = (
        (ridges(part.low, width, k) | ridges(part.chroma, width, k))[own].copy() for k in (1, 0)
    )
    inside = (seen.intersection(region) or seen).shifted(-region.x, -region.y)
    lines = four_lines(upright, level, (inside.x, inside.y, inside.right, inside.bottom))
    if lines is None:
        return None
    box = Box(lines.left, lines.top, lines.right - lines.left, lines.bottom - lines.top)
    return box.shifted(region.x, region.y), lines.covered


def framed_sector(
    planes: Planes, seen: Box, mask: NDArray[np.bool_], apex: tuple[float, float]
) -> tuple[Sector, float] | None:
    """The sector about an apex drawn around the colour seen, with how well it is drawn, 0 to 1.

    In polar coordinates a sector is a rectangle.
    """
    region = _region(planes, seen, _LEAST_AROUND)
    ys, xs = np.nonzero(mask[::2, ::2])
    radius, angle = _polar(xs * 2.0 + seen.x + 0.5, ys * 2.0 + seen.y + 0.5, apex)
    grid = _Grid.around(region, apex, float(np.median(radius)))
    low, chroma = grid.sampled(planes.low, planes.chroma)
    width = _width(planes)
    upright, level = (_widened(ridges(low, width, k) | ridges(chroma, width, k), k) for k in (1, 0))
    columns, rows = grid.places(
        np.percentile(radius, (_TRIM, 100 - _TRIM)), np.percentile(angle, (_TRIM, 100 - _TRIM))
    )
    lines = four_lines(upright, level, (columns[0], rows[0], columns[1], rows[1]))
    return None if lines is None else (grid.sector(lines, apex), lines.covered)


def _region(planes: Planes, seen: Box, least: float) -> Box:
    reach = least * planes.height
    return _grown(planes, seen, round(max(reach, _AROUND * seen.w)), round(max(reach, _AROUND * seen.h)))


def _grown(planes: Planes, box: Box, dx: int, dy: int) -> Box:
    whole = Box(0, 0, planes.width, planes.height)
    return Box(box.x - dx, box.y - dy, box.w + 2 * dx, box.h + 2 * dy).intersection(whole) or whole


def _lit(planes: Planes, seen: Box, region: Box) -> Box:
    """The part of a region around the colour seen that goes on without black: its panel's picture."""
    rows, columns = slice(seen.y, seen.bottom), slice(seen.x, seen.right)
    across = (planes.high[rows, region.x : region.right] >= _LIT).mean(axis=0)
    down = (planes.high[region.y : region.bottom, columns] >= _LIT).mean(axis=1)
    x0, x1 = _run(across >= _MOSTLY_LIT, seen.x - region.x, seen.right - region.x)
    y0, y1 = _run(down >= _MOSTLY_LIT, seen.y - region.y, seen.bottom - region.y)
    return Box(region.x + x0, region.y + y0, x1 - x0, y1 - y0)


def _run(lit: NDArray[np.bool_], start: int, end: int) -> tuple[int, int]:
    """From where to where lines go on being lit, around some of them; a few dark ones do not count."""
    dark = np.convolve(~lit, np.ones(_DARK_PX), mode="valid") >= _DARK_PX  # from this line on
    before, after = np.flatnonzero(dark[:start]), np.flatnonzero(dark[end:])
    return (int(before[-1]) + _DARK_PX if before.size else 0), (
        int(after[0]) + end if after.size else len(lit)
    )


def _width(planes: Planes) -> int:
    return max(2, round(_LINE * planes.height))


def _polar(xs: np.ndarray, ys: np.ndarray, apex: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    return np.hypot(xs - apex[0], ys - apex[1]), np.arctan2(xs - apex[0], ys - apex[1])


def _widened(lines: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    wide = lines.copy()
    seen, made = (lines, wide) if axis == 0 else (lines.T, wide.T)
    for shift in range(1, _SMOOTH_PX + 1):
        made[shift:] |= seen[:-shift]
        made[:-shift] |= seen[shift:]
    return wide


class _Grid:
    """Polar coordinates about an apex: a row a px of radius, a column a px of arc at the middle."""

    def __init__(
        self,
        apex: tuple[float, float],
        radii: tuple[float, float],
        angles: tuple[float, float],
        middle: float,
    ) -> None:
        self._apex = apex
        self._first_radius = math.floor(radii[0])
        self._first_angle = angles[0]
        self._step = 1.0 / middle
        self.radii = np.arange(self._first_radius, math.ceil(radii[1])) + 0.5
        self.angles = np.arange(angles[0], angles[1], self._step)

    @classmethod
    def around(cls, region: Box, apex: tuple[float, float], middle: float) -> _Grid:
        """A grid over all of a region below the apex."""
        xs = np.array([region.x, region.right, region.x, region.right], dtype=float)
        ys = np.array([region.y, region.y, region.bottom, region.bottom], dtype=float)
        radius, angle = _polar(xs, np.maximum(ys, apex[1] + 1), apex)
        near = max(1.0, region.y - apex[1])
        return cls(apex, (near, float(radius.max())), (float(angle.min()), float(angle.max())), middle)

    def sampled(self, *planes: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
        """Planes of one shape at the grid's points, 0 outside of them."""
        h, w = planes[0].shape
        xs = (self._apex[0] + self.radii[:, None] * np.sin(self.angles)).astype(np.int32)
        ys = (self._apex[1] + self.radii[:, None] * np.cos(self.angles)).astype(np.int32)
        is_outside = (xs.view(np.uint32) >= w) | (ys.view(np.uint32) >= h)  # below 0, too
        places = ys * w + xs
        places[is_outside] = h * w
        return [np.append(plane, np.uint8(0))[places] for plane in planes]

    def places(self, radii: np.ndarray, angles: np.ndarray) -> tuple[tuple[int, int], tuple[int, int]]:
        """Columns and rows, half-open, of angles and radii."""
        columns = ((angles - self._first_angle) / self._step).clip(0, len(self.angles) - 1)
        rows = (radii - self._first_radius).clip(0, len(self.radii) - 1)
        return (int(columns[0]), int(columns[1]) + 1), (int(rows[0]), int(rows[1]) + 1)

    def sector(self, lines: Lines, apex: tuple[float, float]) -> Sector:
        low = self._first_angle + lines.left * self._step
        high = self._first_angle + lines.right * self._step
        return Sector(*apex, self._first_radius + lines.top, self._first_radius + lines.bottom, low, high)
