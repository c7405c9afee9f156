"""Pixels of thin strokes drawn over an overlay, each with the direction across its stroke."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.planes import slid

_MIN_CONTRAST = 32  # over the ground, grey levels
_MIN_DIRECTED = 0.3  # 0: a speck, 1: a straight line
_MOST = 3000  # points kept, drawn by chance

_AROUND = 2  # px on each side that a direction is taken from

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Places of stroke pixels, px, and unit normals; shape (n,) each."""

    x: Floats
    y: Floats
    normal_x: Floats
    normal_y: Floats

    def only(self, wanted: NDArray[np.bool_]) -> Strokes:
        return Strokes(self.x[wanted], self.y[wanted], self.normal_x[wanted], self.normal_y[wanted])

    def every(self, step: int) -> Strokes:
        """One in `step`, evenly over the region's rows."""
        return Strokes(self.x[::step], self.y[::step], self.normal_x[::step], self.normal_y[::step])


def strokes_of(rgb: NDArray[np.uint8], inside: NDArray[np.bool_], size: int, darker: bool = False) -> Strokes:
    """Pixels of strokes thinner than `size` px, in a picture, uint8, shape (h, w, 3), where `inside` is True.

    A stroke is brighter than the ground in one of the channels: so one of any colour stands out of
    most overlays of another. The ground is what is left after removing all that is thin.

    Parameters
    ----------
    darker
        Whether strokes that are darker in a channel are meant instead: green over yellow.
    """
    height = _height(255 - rgb if darker else rgb, size)
    line = (height >= _MIN_CONTRAST) & inside
    line[:3] = line[-3:] = False
    line[:, :3] = line[:, -3:] = False
    ys, xs = np.nonzero(line)
    if len(xs) > _MOST:
        kept = np.random.default_rng(0).choice(len(xs), _MOST, replace=False)
        kept.sort()
        ys, xs = ys[kept], xs[kept]
    angle, directed = _directions(height, ys, xs)
    x, y = xs.astype(np.float32) + np.float32(0.5), ys.astype(np.float32) + np.float32(0.5)
    found = Strokes(x, y, np.cos(angle), np.sin(angle))
    return found.only(directed >= _MIN_DIRECTED)


def joined(some: Strokes, others: Strokes) -> Strokes:
    """Both of two sets of strokes."""
    names = ("x", "y", "normal_x", "normal_y")
    return Strokes(*(np.concatenate([getattr(some, name), getattr(others, name)]) for name in names))


def _height(rgb: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """How much each pixel stands above the ground, in the channel where it does most."""
    highest = np.zeros(rgb.shape[:2], dtype=np.uint8)
    for channel in range(3):
        plane = np.ascontiguousarray(rgb[..., channel])
        ground = slid(slid(plane, size, np.minimum), size, np.maximum)
        np.maximum(highest, plane - np.minimum(ground, plane), out=highest)
    return highest


def _directions(
    height: NDArray[np.uint8], ys: NDArray[np.intp], xs: NDArray[np.intp]
) -> tuple[Floats, Floats]:
    """Direction of steepest change around places (structure tensor), and how clear it is, 0 to 1."""
    plane = height.astype(np.int16)
    right, down = np.zeros_like(plane), np.zeros_like(plane)
    right[:, 1:-1] = plane[:, 2:] - plane[:, :-2]
    down[1:-1] = plane[2:] - plane[:-2]
    offset = np.arange(-_AROUND, _AROUND + 1)
    around = (offset[:, None] * plane.shape[1] + offset).ravel()
    places = around[:, None] + (ys * plane.shape[1] + xs)
    gx, gy = (change.ravel().take(places).astype(np.float32) for change in (right, down))
    xx, yy, xy = (np.einsum("ij,ij->j", a, b) for a, b in ((gx, gx), (gy, gy), (gx, gy)))
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    directed = np.hypot(xx - yy, 2 * xy) / np.maximum(xx + yy, 1)
    return angle, directed
