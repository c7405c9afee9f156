"""The chroma plane: colours without their grey part, so that B-mode under an overlay drops out.

A pixel of the overlay is ``o·C(v) + (1 - o)·g·(1, 1, 1)``: opacity o, bar colour C at stiffness v,
B-mode g. Its projection onto the plane across the grey axis is ``o·c(v)``, whatever g is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def chroma_of(rgb: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """Orthonormal coordinates in the chroma plane of colours, uint8, shape (..., 3)."""
    red, green, blue = (rgb[..., i].astype(np.float32) for i in range(3))
    return (red - green) * np.float32(0.70710678), (red + green - 2 * blue) * np.float32(0.40824829)


def hue_of(rgb: NDArray[np.uint8]) -> Floats:
    """Angle in the chroma plane as a share of the circle, 0 to 1."""
    a, b = chroma_of(rgb)
    hue: Floats = (np.arctan2(b, a) / np.float32(2 * np.pi) % np.float32(1)).astype(np.float32)
    return hue


def resampled(colours: NDArray[np.uint8], n: int) -> NDArray[np.float32]:
    """A bar's colours at n places evenly along it, float32, shape (n, 3)."""
    centres = (np.arange(len(colours)) + 0.5) / len(colours)
    places = (np.arange(n) + 0.5) / n
    channels = [np.interp(places, centres, colours[:, i]) for i in range(3)]
    return np.stack(channels, axis=1).astype(np.float32)
