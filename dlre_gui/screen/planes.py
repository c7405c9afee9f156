"""The screen as planes that every reader needs: brightest and darkest channel, chroma."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """A picture and what is derived from it once, all uint8, shape (h, w).

    Attributes
    ----------
    rgb
        The picture itself, shape (h, w, 3).
    low, high
        Darkest and brightest channel of each pixel.
    chroma
        ``high - low``: 0 for grey, whatever its brightness.
    """

    rgb: NDArray[np.uint8]
    low: NDArray[np.uint8]
    high: NDArray[np.uint8]
    chroma: NDArray[np.uint8]

    def cut(self, box: Box) -> Planes:
        """The same planes of a part of the picture (views, no copies)."""
        part = box.slices
        return Planes(self.rgb[part], self.low[part], self.high[part], self.chroma[part])

    @property
    def height(self) -> int:
        return int(self.low.shape[0])

    @property
    def width(self) -> int:
        return int(self.low.shape[1])


def planes_of(pixels: NDArray[np.uint8]) -> Planes:
    """Planes of an RGB picture, uint8, shape (h, w, 3)."""
    red, green, blue = (pixels[..., i] for i in range(3))
    high = np.maximum(np.maximum(red, green), blue)
    low = np.minimum(np.minimum(red, green), blue)
    return Planes(pixels, low, high, high - low)


def longest_run(flags: NDArray[np.bool_]) -> tuple[int, int]:
    """Half-open bounds of the longest run of True in a line; (0, 0) if there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.view(np.int8), [0]))))
    if not len(edges):
        return 0, 0
    starts, ends = edges[::2], edges[1::2]
    best = int(np.argmax(ends - starts))
    return int(starts[best]), int(ends[best])


def slid(plane: NDArray[np.uint8], size: int, extreme: np.ufunc) -> NDArray[np.uint8]:
    """Least or greatest value in the square window around each pixel, by doubling its side."""
    for axis in (0, 1):
        before = (size - 1) // 2 if extreme is np.minimum else size // 2
        widths = [(0, 0), (0, 0)]
        widths[axis] = (before, size - 1 - before)
        line = np.moveaxis(np.pad(plane, widths, mode="edge"), axis, 0)
        reached = 1
        while reached < size:
            step = min(reached, size - reached)
            line = extreme(line[:-step], line[step:])
            reached += step
        plane = np.moveaxis(line, 0, axis)
    return plane
