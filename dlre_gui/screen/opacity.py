"""How opaque the overlay is, told from its own pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.chroma import Floats, chroma_of

_DIRECTIONS = 180
_MIN_RADIUS = 18.0
_AMBIGUOUS = 0.12  # relative spread of the bar's chroma in one direction
_MIN_TELLING_PX = 120
_MIN_TELLING_SHARE = 0.05  # of the coloured pixels
_MIN_AGREEING = 0.5  # of the telling pixels with the most frequent opacity
_SLACK = 0.06
_MIN_KNOWN_PX = 20
_LEAST = 0.15


@dataclass(frozen=True, slots=True)
class Opacity:
    """An opacity told from pixels, 0 to 1.

    Attributes
    ----------
    value
        The estimate.
    is_sure
        False where the overlay's colours leave it open and only the B-mode around told it.
    at_least
        No overlay less opaque could show such strong colours.
    """

    value: float
    is_sure: bool
    at_least: float


def estimate_opacity(
    rgb: NDArray[np.uint8], colours: NDArray[np.uint8], b_mode_around: float | None
) -> Opacity | None:
    """Opacity of an overlay; None if it holds no colour.

    Where the bar has one chroma only in a direction of the chroma plane, a pixel of this direction
    tells the opacity by itself. Where too few do (an overlay all in the bar's blue), the
    B-mode that shines through, set against the B-mode around the box, tells it.

    Parameters
    ----------
    rgb
        Pixels of the overlay, uint8, shape (n, 3).
    colours
        The bar's, uint8, shape (m, 3).
    b_mode_around
        Median grey level of the B-mode next to the box; None if unknown.
    """
    radius, direction = _polar(rgb)
    least, most = _bar_radii(colours)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = radius / most[direction]
    known = (radius > _MIN_RADIUS) & np.isfinite(ratio)
    if known.sum() < _MIN_KNOWN_PX:
        return None
    at_least = min(1.0, max(_LEAST, float(np.percentile(ratio[known], 90)) - _SLACK))
    telling = known & (least[direction] >= (1 - _AMBIGUOUS) * most[direction])
    if telling.sum() >= max(_MIN_TELLING_PX, _MIN_TELLING_SHARE * known.sum()):
        value, agreeing = _mode(ratio[telling])
        if agreeing >= _MIN_AGREEING and value >= at_least - _SLACK:
            return Opacity(value, True, at_least)
    through = float(np.median(rgb[known].min(axis=1))) / b_mode_around if b_mode_around else 0.0
    return Opacity(min(1.0, max(at_least, 1 - through)), False, at_least)


def _polar(rgb: NDArray[np.uint8]) -> tuple[Floats, NDArray[np.int64]]:
    a, b = chroma_of(rgb)
    angle = np.arctan2(b, a) % (2 * np.pi)
    return np.hypot(a, b), (angle / (2 * np.pi) * _DIRECTIONS).astype(np.int64) % _DIRECTIONS


def _bar_radii(colours: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """Least and most chroma of the bar in each direction; NaN where it has none."""
    radius, direction = _polar(colours)
    least = np.full(_DIRECTIONS, np.inf, dtype=np.float32)
    most = np.zeros(_DIRECTIONS, dtype=np.float32)
    for shift in (-1, 0, 1):
        np.minimum.at(least, (direction + shift) % _DIRECTIONS, radius)
        np.maximum.at(most, (direction + shift) % _DIRECTIONS, radius)
    most[most == 0] = np.nan
    return least, most


def _mode(ratios: Floats) -> tuple[float, float]:
    """Where the ratios pile up, and the share of them that lie there."""
    counts, edges = np.histogram(ratios, bins=60, range=(0, 1.2))
    smoothed = np.convolve(counts, (1, 2, 3, 2, 1), mode="same")
    peak = float(edges[int(smoothed.argmax())] + edges[1] / 2)
    near = ratios[np.abs(ratios - peak) <= 0.07]
    value = float(np.median(near)) if near.size else peak
    return min(1.0, max(_LEAST, value)), near.size / ratios.size
