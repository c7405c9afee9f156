"""The median of few values, and of those around each pixel."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=np.generic)


def median(values: NDArray[np.floating]) -> float:
    """As ``np.median`` of some values, at least one, in a fifth of its time where they are few."""
    ranked, middle = np.sort(values), len(values) // 2
    return float(ranked[middle] if len(values) % 2 else (ranked[middle - 1] + ranked[middle]) / 2)


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
