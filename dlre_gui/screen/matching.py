"""Where along the bar each pixel's colour lies, matched in the chroma plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.chroma import Floats, resampled

_STEPS = 256  # places along the bar that a pixel can be matched to
_HUES = 120
_HUE_SLACK = 4
_SLOW = 40.0  # of chroma per scale: a bar that changes less tells nothing between its points
_MOST_MOVED = 0.02  # of the scale
_SAME = 0.15  # of chroma between neighbours on the bar: one colour
_LEAST_STEP = 5  # points of one colour: a step
_MOSTLY = 0.4  # of the points on steps: a bar of few steps
_LEAST_RADIUS = 12.0  # of chroma: a bar's greyish part is no colour
_AT_ONCE = 256  # points: a product of more is shared among threads, which takes longer, and leaves the cache
_CELL = 2.0  # of chroma: what lies in one cell is matched together
_HALF = 182  # cells: the chroma plane reaches from -361 to 361 in both coordinates


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The bar as a line through the chroma plane, from the minimum's end, evenly spaced.

    Attributes
    ----------
    a, b
        Chroma, float32, shape (n,).
    low
        Darkest channel, same shape.
    """

    a: Floats
    b: Floats
    low: Floats

    def shown_at(self, opacity: float, tint: tuple[float, float]) -> Path:
        """The line as an overlay of this opacity shows it over B-mode of this chroma."""
        rest = 1 - opacity
        a = self.a * opacity + np.float32(rest * tint[0])
        b = self.b * opacity + np.float32(rest * tint[1])
        return Path(a.astype(np.float32), b.astype(np.float32), self.low * np.float32(opacity))

    @property
    def speed(self) -> Floats:
        """Length of chroma passed per share of the scale, shape (n,)."""
        steps = np.hypot(np.gradient(self.a), np.gradient(self.b)) * len(self.a)
        speed: Floats = steps.astype(np.float32)
        return speed


def path_of(colours: NDArray[np.uint8]) -> Path:
    """The line of a bar's colours, uint8, shape (m, 3)."""
    dense = resampled(colours, _STEPS)
    a = (dense[:, 0] - dense[:, 1]) * np.float32(0.70710678)
    b = (dense[:, 0] + dense[:, 1] - 2 * dense[:, 2]) * np.float32(0.40824829)
    return Path(a, b, dense.min(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """What the colour of each pixel says, float32, shape (h, w).

    Attributes
    ----------
    place
        Where along the bar it lies, 0 to 1.
    cover
        How strong the colour is, as a share of the weakest that the bar has in its hue: below 1 a pixel
        is mixed with something grey or white; 0 in hues that the bar lacks.
    low
        Darkest channel of the overlay's own part of the pixel: what a pixel has beyond it shines
        through from below or is drawn over it.
    """

    place: Floats
    cover: Floats
    low: Floats


def matched(a: Floats, b: Floats, shown: Path) -> Matched:
    """Match pixels to a bar's line.

    Parameters
    ----------
    a, b
        Chroma of the pixels, float32, shape (h, w).
    shown
        The bar's line at the overlay's opacity.
    """
    rows, columns = (
        (plane * np.float32(1 / _CELL) + np.float32(_HALF + 0.5)).astype(np.int32) for plane in (a, b)
    )
    rows *= 2 * _HALF
    rows += columns
    cells = rows.astype(np.intp)
    table = np.zeros(4 * _HALF * _HALF, dtype=bool)
    table[cells] = True
    used = np.flatnonzero(table)
    used_a = ((used // (2 * _HALF) - _HALF) * _CELL).astype(np.float32)
    used_b = ((used % (2 * _HALF) - _HALF) * _CELL).astype(np.float32)
    index = np.zeros(len(table), dtype=np.intp)
    index[used] = _middles(shown)[nearest(used_a, used_b, shown)]
    cover = np.zeros(len(table), dtype=np.float32)
    cover[used] = np.hypot(used_a, used_b) / _weakest(shown)[_hue(used_a, used_b)]
    point = index.take(cells)
    return Matched(_between_points(a, b, shown, point), cover.take(cells), shown.low.take(point))


def _between_points(a: Floats, b: Floats, shown: Path, point: NDArray[np.intp]) -> Floats:
    """Places along the line, 0 to 1: those of its points, moved to where each pixel projects on it."""
    n = np.float32(len(shown.a))
    along = np.stack([np.gradient(shown.a), np.gradient(shown.b)]) * n / np.maximum(shown.speed, _SLOW) ** 2
    own = along[0] * shown.a + along[1] * shown.b  # of the points themselves
    moved: Floats = along[0].take(point)
    moved *= a
    across = along[1].take(point)
    across *= b
    moved += across
    moved -= own.take(point, out=across)
    np.clip(moved, -_MOST_MOVED, _MOST_MOVED, out=moved)
    middles = (np.arange(len(own), dtype=np.float32) + np.float32(0.5)) / n
    moved += middles.take(point, out=across)
    np.clip(moved, 0.0, 1.0, out=moved)
    return moved


def _middles(shown: Path) -> NDArray[np.intp]:
    """The index to take for each point of the line: its own, but on a bar of few steps the step's middle.

    Such a bar shows one colour for a range of stiffness; the short ways between two steps on it are
    only blurred.
    """
    n = len(shown.a)
    runs = np.cumsum(
        np.hypot(np.diff(shown.a, prepend=shown.a[0]), np.diff(shown.b, prepend=shown.b[0])) > _SAME
    )
    starts = np.searchsorted(runs, np.unique(runs))
    ends = np.append(starts[1:], n)
    steps = ends - starts >= _LEAST_STEP
    if (ends - starts)[steps].sum() < _MOSTLY * n:
        return np.arange(n)
    borders = (ends[steps][:-1] + starts[steps][1:]) / 2
    edges = np.concatenate(([0.0], borders, [float(n)]))
    step = np.searchsorted(borders, np.arange(n) + 0.5)
    middle: NDArray[np.intp] = ((edges[step] + edges[step + 1]) / 2).astype(np.intp)
    return middle


def _hue(a: Floats, b: Floats) -> NDArray[np.int64]:
    """Direction in the chroma plane, 0 to `_HUES` - 1."""
    turn = np.arctan2(b, a) % (2 * np.pi) / (2 * np.pi)
    hue: NDArray[np.int64] = (turn * _HUES).astype(np.int64) % _HUES
    return hue


def _weakest(shown: Path) -> Floats:
    """The line's least distance from grey in each hue, a few degrees around counted in; else infinite."""
    weakest = np.full(_HUES, np.inf, dtype=np.float32)
    hue, radius = _hue(shown.a, shown.b), np.hypot(shown.a, shown.b)
    np.minimum.at(weakest, hue, radius)
    for _ in range(_HUE_SLACK):
        around = np.minimum(np.roll(weakest, 1), np.roll(weakest, -1))
        weakest = np.where(np.isinf(weakest), around, weakest)
    return np.asarray(np.maximum(weakest, _LEAST_RADIUS), dtype=np.float32)


def nearest(a: Floats, b: Floats, shown: Path) -> NDArray[np.int64]:
    """Index of the nearest point of the line for each of n points, by |p|² - 2 p·q + |q|²."""
    points = np.stack([a, b, np.ones_like(a)], axis=1)
    line = np.stack([shown.a, shown.b, (shown.a * shown.a + shown.b * shown.b) * np.float32(-0.5)])
    found = np.empty(len(a), dtype=np.int64)
    for start in range(0, len(a), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        np.argmax(points[some] @ line, axis=1, out=found[some])
    return found
