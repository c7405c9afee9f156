"""The screen as planes that every reader needs: brightest and darkest channel, chroma."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.colour_cast import lower_to_untinted, tint_of

_STRIP = 32  # rows worked on at once: they stay in the processor's cache
_MOST_IN_BYTE = 255  # so many flags can be counted in bytes, which is the fast way


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
        ``high - low``: 0 for grey, whatever its brightness, and next to it for tinted B-mode.
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
    low, high, chroma = (np.empty(pixels.shape[:2], dtype=np.uint8) for _ in range(3))
    tint = tint_of(pixels)
    for start in range(0, pixels.shape[0], _STRIP):
        rows = slice(start, start + _STRIP)
        red, green, blue = (np.ascontiguousarray(pixels[rows, :, i]) for i in range(3))
        np.maximum(np.maximum(red, green), blue, out=high[rows])
        np.minimum(np.minimum(red, green), blue, out=low[rows])
        np.subtract(high[rows], low[rows], out=chroma[rows])
        if tint is not None:
            lower_to_untinted(chroma[rows], tint, red, green, blue)
    return Planes(pixels, low, high, chroma)


def longest_run(flags: NDArray[np.bool_]) -> tuple[int, int]:
    """Half-open bounds of the longest run of True in a line; (0, 0) if there is none."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.view(np.int8), [0]))))
    if not len(edges):
        return 0, 0
    starts, ends = edges[::2], edges[1::2]
    best = int(np.argmax(ends - starts))
    return int(starts[best]), int(ends[best])


def share(flags: NDArray[np.bool_], axis: int) -> NDArray[np.float64]:
    """How much is True along an axis, as ``mean`` tells, in a fraction of its time."""
    lines = flags.view(np.uint8)
    if axis == 1:
        counts = np.bitwise_count(np.packbits(lines, axis=1)).sum(axis=1, dtype=np.uint32)
    else:
        counts = np.zeros(flags.shape[1], dtype=np.uint32)
        for start in range(0, len(lines), _MOST_IN_BYTE):
            counts += lines[start : start + _MOST_IN_BYTE].sum(axis=0, dtype=np.uint8)
    found: NDArray[np.float64] = counts / flags.shape[axis]
    return found


def slid(plane: NDArray[np.uint8], size: int, extreme: np.ufunc) -> NDArray[np.uint8]:
    """Least or greatest value in the square window around each pixel, by doubling its side."""
    h, w = plane.shape
    before = (size - 1) // 2 if extreme is np.minimum else size // 2
    made = np.full((h + size - 1, w + size - 1), 255 if extreme is np.minimum else 0, dtype=np.uint8)
    made[before : before + h, before : before + w] = plane
    steps: list[int] = []
    while sum(steps) < size - 1:
        steps.append(min(sum(steps) + 1, size - 1 - sum(steps)))
    for step in steps:
        made = extreme(made[:-step], made[step:])
    for step in steps:
        made = extreme(made[:, :-step], made[:, step:])
    return made
