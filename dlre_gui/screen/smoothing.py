"""Smoothing of planes by a Gaussian, as products with narrow bands: a fifth of the time of a filter."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BAND = 16  # rows or columns made by one product: few enough for products of small matrices to be fast


def smoothed(plane: Floats, sd: float, reach_px: int, beyond_edge: bool = False) -> Floats:
    """The plane, float32, shape (h, w), each pixel the weighted mean of those around it.

    Parameters
    ----------
    sd
        Of the weights, in px.
    reach_px
        How far away pixels count, along each axis.
    beyond_edge
        Whether the plane goes on beyond its edges with the values there; else it is 0 there.
    """
    h, w = plane.shape
    rows, columns = _BAND * -(-h // _BAND), _BAND * -(-w // _BAND)
    padded = np.zeros((rows + 2 * reach_px, columns + 2 * reach_px), dtype=np.float32)
    padded[reach_px : reach_px + h, reach_px : reach_px + w] = plane
    if beyond_edge:
        _go_on(padded, slice(reach_px, reach_px + h), slice(reach_px, reach_px + w))
    band, across = _bands(sd, reach_px)
    reached = len(across)
    down = np.empty((rows, padded.shape[1]), dtype=np.float32)
    for at in range(0, rows, _BAND):
        np.matmul(band, padded[at : at + reached], out=down[at : at + _BAND])
    made = np.empty((rows, columns), dtype=np.float32)
    for at in range(0, columns, _BAND):
        np.matmul(down[:, at : at + reached], across, out=made[:, at : at + _BAND])
    return made[:h, :w]


def _go_on(padded: Floats, rows: slice, columns: slice) -> None:
    """Fill what lies beyond some rows and columns with the values at their edges."""
    padded[: rows.start, columns] = padded[rows.start, columns]
    padded[rows.stop :, columns] = padded[rows.stop - 1, columns]
    padded[:, : columns.start] = padded[:, columns.start, None]
    padded[:, columns.stop :] = padded[:, columns.stop - 1, None]


@cache
def _bands(sd: float, reach_px: int) -> tuple[Floats, Floats]:
    """The weights of one product, shape (band, band + 2 reach), and the same transposed."""
    weights = np.exp(-0.5 * (np.arange(-reach_px, reach_px + 1) / sd) ** 2)
    band = np.zeros((_BAND, _BAND + 2 * reach_px), dtype=np.float32)
    for k in range(_BAND):
        band[k, k : k + len(weights)] = weights / weights.sum()
    return band, np.ascontiguousarray(band.T)
