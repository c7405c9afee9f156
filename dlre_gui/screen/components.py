"""Bounds of connected areas: by runs of pixels, since areas of text are few and small."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def bounds_of_components(
    mask: NDArray[np.bool_], bridge_px: int = 0, barred: tuple[Ints, Ints] | None = None
) -> Ints:
    """Bounds of each 8-connected area of a mask.

    Parameters
    ----------
    mask
        bool, shape (h, w).
    bridge_px
        Rows without a pixel that an area may be broken by and is still one: strokes, slanted ones too,
        may fade there.
    barred
        Rows and columns of some of the mask's pixels: areas with such a pixel are left out.

    Returns
    -------
    ndarray
        int64, shape (n, 4): left, top, right, bottom, half-open.
    """
    starts, ends, stride = _runs(mask)
    if not len(starts):
        return np.empty((0, 4), dtype=np.int64)
    area = _areas(starts, ends, stride, bridge_px)
    if barred is not None and len(barred[0]):
        is_barred = np.zeros(len(starts), dtype=np.bool_)
        is_barred[area[_runs_with(barred, starts, stride)]] = True
        kept = ~is_barred[area]
        starts, ends, area = starts[kept], ends[kept], area[kept]
        if not len(starts):
            return np.empty((0, 4), dtype=np.int64)
    return _bounds(starts, ends, area, stride)


def components_with(mask: NDArray[np.bool_], part: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Bounds of each 8-connected area of a mask, its px, and how many of them are in `part` of the mask.

    Returns
    -------
    tuple of ndarray
        int64, shapes (n, 4), as of `bounds_of_components`, (n,) and (n,).
    """
    starts, ends, stride = _runs(mask)
    if not len(starts):
        return np.empty((0, 4), dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    area = _areas(starts, ends, stride, 0)
    n = int(area.max()) + 1
    part_starts, part_ends, _ = _runs(part, stride)
    holder = area[np.searchsorted(starts, part_starts, side="right") - 1]
    px = np.bincount(area, weights=ends - starts, minlength=n).astype(np.int64)
    part_px = np.bincount(holder, weights=part_ends - part_starts, minlength=n).astype(np.int64)
    return _bounds(starts, ends, area, stride), px, part_px


def _bounds(starts: Ints, ends: Ints, area: Ints, stride: int) -> Ints:
    """Left, top, right, bottom of each area, half-open, by the runs that belong to it."""
    order = np.argsort(area, kind="stable")
    first = np.flatnonzero(np.diff(area[order], prepend=-1))
    rows = starts // stride
    left = np.minimum.reduceat((starts - rows * stride)[order], first)
    right = np.maximum.reduceat((ends - rows * stride)[order], first)
    top = np.minimum.reduceat(rows[order], first)
    bottom = np.maximum.reduceat(rows[order], first) + 1
    return np.stack([left, top, right, bottom], axis=1)


def _runs(mask: NDArray[np.bool_], stride: int | None = None) -> tuple[Ints, Ints, int]:
    """Flat half-open bounds of the horizontal runs, and the length of a row whose last column is empty.

    Parameters
    ----------
    stride
        The length of a row where it is known: that of a mask which holds this one.
    """
    h, w = mask.shape
    if stride is None:
        stride = w + 1 if w == 0 or mask[:, -1].any() else w
    if stride > w:
        padded = np.zeros((h, stride), dtype=np.bool_)
        padded[:, :w] = mask
        mask = padded
    flat = mask.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if flat[0]:
        edges = np.concatenate(([0], edges))
    return edges[::2], edges[1::2], stride


def _runs_with(pixels: tuple[Ints, Ints], starts: Ints, stride: int) -> Ints:
    """The runs that some pixels belong to."""
    rows, columns = pixels
    runs: Ints = np.searchsorted(starts, rows * stride + columns, side="right") - 1
    return runs


def _areas(starts: Ints, ends: Ints, stride: int, bridge_px: int) -> Ints:
    """The number of the area that each run belongs to."""
    rows_apart = range(1, bridge_px + 2)
    links = [_touching(starts, ends, stride * rows) for rows in rows_apart]
    above, below = (np.concatenate([link[side] for link in links]) for side in (0, 1))
    return linked(len(starts), above, below)


def linked(n: int, a: Ints, b: Ints) -> Ints:
    """The group that each of `n` things belongs to, when thing ``a[k]`` hangs together with ``b[k]``.

    Groups are numbered in the order of their first things. Each round hangs the first things of linked
    groups on earlier ones and then every thing on the first of its group: two groups and more become
    half as many at least.
    """
    first = np.arange(n)
    while True:
        one, other = first[a], first[b]
        apart = one != other
        if not apart.any():
            break
        a, b, one, other = a[apart], b[apart], one[apart], other[apart]
        np.minimum.at(first, np.maximum(one, other), np.minimum(one, other))
        first = _followed(first)
    return (np.cumsum(first == np.arange(n)) - 1)[first]


def _followed(first: Ints) -> Ints:
    """Where the ways end that lead from each thing to another until one leads to itself."""
    while True:
        further = first[first]
        if np.array_equal(further, first):
            return first
        first = further


def _touching(starts: Ints, ends: Ints, down: int) -> tuple[Ints, Ints]:
    """Pairs of runs that touch, if by a corner, when the first is moved `down` px of the flat picture."""
    low = np.searchsorted(ends, starts + down - 1, side="right")
    high = np.searchsorted(starts, ends + down + 1, side="left")
    n = np.maximum(high - low, 0)
    above = np.repeat(np.arange(len(starts)), n)
    within = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    return above, np.repeat(low, n) + within
