"""Medians and percentiles in a part of numpy's time: of few values, of bytes, of those around each pixel."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=np.generic)


def median(values: NDArray[np.floating]) -> float:
    """As ``np.median`` of some values, at least one, in a fifth of its time where they are few."""
    ranked, middle = np.sort(values), len(values) // 2
    return float(ranked[middle] if len(values) % 2 else (ranked[middle - 1] + ranked[middle]) / 2)


def medians(rows: NDArray[np.integer]) -> NDArray[np.float64]:
    """As ``np.median`` along the last axis, of whole numbers of up to three bytes; NaN of none."""
    ranked, n = _ranked(rows), rows.shape[-1]
    if not n:
        return np.full(rows.shape[:-1], np.nan)
    found: NDArray[np.float64] = (ranked[..., (n - 1) // 2] + ranked[..., n // 2]) / 2
    return found


def percentiles(rows: NDArray[np.uint8], percent: float) -> NDArray[np.float64]:
    """As ``np.percentile`` along the last axis, of bytes."""
    ranked, (place, rest) = _ranked(rows), _place(rows.shape[-1], percent)
    low, high = (ranked[..., at].astype(np.float64) for at in place)
    return _between(low, high, rest)


def percentile(plane: NDArray[np.uint8], percent: float) -> float:
    """As ``np.percentile`` of all bytes of a plane."""
    upto = np.bincount(plane.ravel(), minlength=256).cumsum()
    place, rest = _place(plane.size, percent)
    low, high = upto.searchsorted(place, side="right").astype(np.float64)
    return float(_between(low, high, rest))


def _ranked(rows: NDArray[np.integer]) -> NDArray[np.int32]:
    return np.sort(rows.astype(np.int32), axis=-1)  # bytes, or a partition, take many times as long


def _place(n: int, percent: float) -> tuple[tuple[int, int], float]:
    """The two of `n` ranks that a percentile lies between, and how far it is from the first to the second."""
    at = (n - 1) * (percent / 100)
    return (int(at), min(int(at) + 1, n - 1)), at - int(at)


def _between(low: NDArray[np.float64], high: NDArray[np.float64], rest: float) -> NDArray[np.float64]:
    return high - (high - low) * (1 - rest) if rest >= 0.5 else low + (high - low) * rest


def median_around(plane: NDArray[Value]) -> NDArray[Value]:
    """Median of the 3×3 values around each one, those at the edges counted twice beyond them; shape kept.

    Each row of three is ranked; of the nine the middle one is the median of the highest of the lowest, the
    middle of the middle and the lowest of the highest (Smith, Implementing median filters, XCell 1996;23:16).
    """
    padded = np.pad(plane, 1, mode="edge")
    one, two, three = padded[:, :-2], padded[:, 1:-1], padded[:, 2:]
    low, high = np.minimum(one, two), np.maximum(one, two)
    middle = np.maximum(low, np.minimum(high, three))
    low, high = np.minimum(low, three), np.maximum(high, three)
    return _middle_of(
        np.maximum(np.maximum(low[:-2], low[1:-1]), low[2:]),
        _middle_of(middle[:-2], middle[1:-1], middle[2:]),
        np.minimum(np.minimum(high[:-2], high[1:-1]), high[2:]),
    )


def _middle_of(one: NDArray[Value], two: NDArray[Value], three: NDArray[Value]) -> NDArray[Value]:
    middle: NDArray[Value] = np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))
    return middle
