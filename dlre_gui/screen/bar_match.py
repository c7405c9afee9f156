"""How well an area is an overlay in a bar's colours: chroma on the bar's path, shrunk by one opacity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.chroma import chroma_of, resampled

PIXELS = 300  # of the area are looked at
_PLACES = 64  # along the bar
_OPACITIES = np.linspace(0.25, 1.3, 22, dtype=np.float32)  # above 1: a photograph is darker at its rim
_NEAR = 14.0  # grey levels in the chroma plane: so much compression and tinted B-mode add
_FAR = 40.0


@dataclass(frozen=True, slots=True)
class Match:
    """An area set beside a bar.

    Attributes
    ----------
    share
        Of its pixels whose chroma lies near the bar's, 0 to 1.
    off
        Mean distance from the bar's path, grey levels; what is far off counts as `_FAR`.
    opacity
        That fits best; above 1 where the bar is shown darker than the area.
    spread
        How much of the bar the pixels show: SD of their places along it, 0 to 0.5.
    """

    share: float
    off: float
    opacity: float
    spread: float = 0.0

    @property
    def misfit(self) -> float:
        """How far off, as if the overlay were opaque."""
        return self.off / self.opacity


def match(
    rgb: NDArray[np.uint8], colours: NDArray[np.uint8], tint: tuple[float, float] = (0.0, 0.0)
) -> Match:
    """An area's coloured pixels, shape (n, 3), against a bar's colours, shape (m, 3), both uint8.

    Parameters
    ----------
    tint
        Chroma of the B-mode around: what shines through moves an overlay's colours by its share of it.
    """
    if not len(rgb):
        return Match(0.0, _FAR, 1.0)
    a, b = chroma_of(rgb[:: max(1, len(rgb) // PIXELS)])
    path = np.clip(np.rint(resampled(colours, _PLACES)), 0, 255).astype(np.uint8)
    path_a, path_b = chroma_of(path)
    tint_a, tint_b = np.float32(tint[0]), np.float32(tint[1])
    along = np.outer(path_a, a) + np.outer(path_b, b)  # |p - o·c|² = |p|² - 2·o·(p·c) + o²·|c|²
    length = (path_a * path_a + path_b * path_b)[:, None]
    across = (path_a * tint_a + path_b * tint_b)[:, None]
    through = np.maximum(1 - _OPACITIES, 0)[:, None]
    own = (a - through * tint_a) ** 2 + (b - through * tint_b) ** 2  # p without the tint that shines through
    lengths = [o * o * length + 2 * o * t * across for o, t in zip(_OPACITIES, through[:, 0], strict=True)]
    distances, scaled = np.empty_like(own), np.empty_like(along)
    for o, on_path, nearest in zip(_OPACITIES, lengths, distances, strict=True):
        np.subtract(on_path, np.multiply(along, 2 * o, out=scaled), out=scaled)
        np.minimum.reduce(scaled, axis=0, out=nearest)
    distances += own
    distances = np.sqrt(np.maximum(distances, 0)).clip(0, _FAR)
    best = int(distances.mean(axis=1).argmin())
    chosen = distances[best]
    opacity = _OPACITIES[best]
    places = (lengths[best] - 2 * opacity * along).argmin(axis=0)
    spread = float(places.std()) / _PLACES
    return Match(float((chosen <= _NEAR).mean()), float(chosen.mean()), float(opacity), spread)
