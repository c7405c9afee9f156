"""How opaque the overlay is, told from its own pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.screen.chroma import Floats, chroma_of
from dlre_gui.screen.ground import Ground, darkest
from dlre_gui.screen.matching import Path, nearest

_DIRECTIONS = 180
_MIN_RADIUS = 18.0
_AMBIGUOUS = 0.22  # relative spread of the bar's chroma in one direction
_MIN_TELLING_PX = 120
_MIN_TELLING_SHARE = 0.05  # of the coloured pixels
_MIN_AGREEING = 0.5  # of the telling pixels with the most frequent opacity
_SLACK = 0.06
_MIN_KNOWN_PX = 20
_LEAST = 0.15
_MOST_REFINING_PX = 1000
_ROUNDS = 2
_LEAST_BRIGHTER = 0.3  # B-mode over the overlay's darkest channel: else it tells nothing
_REACH = 0.1  # how far refining may go
_MOST_ON_LINE_PX = 100
_TRIED = 44  # opacities
_AS_NEAR = 0.3  # of chroma farther off the line: as good, compression and rounding blur more
_OUTLIER = 12.0  # chroma: so far off the bar's line a pixel is something else


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
    rgb: NDArray[np.uint8], colours: NDArray[np.uint8], path: Path, ground: Ground | None
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
    path
        The bar's line.
    ground
        The B-mode next to the box; None if unknown.
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
        usual = (least + most)[direction[telling]] / 2
        value, agreeing = _mode(radius[telling] / usual)
        if agreeing >= _MIN_AGREEING and value >= at_least:
            return Opacity(value, True, at_least)
    value = _through(rgb[known], path, ground, at_least) if ground else 1.0
    return Opacity(min(1.0, max(at_least, value)), False, at_least)


def _through(rgb: NDArray[np.uint8], path: Path, ground: Ground, at_least: float) -> float:
    """The opacity at which as much B-mode shines through as there is around the box.

    The darkest channel of a pixel is that of the bar's colour, which the stiffness decides, times
    the opacity, and B-mode for the rest.
    """
    step = max(1, len(rgb) // _MOST_REFINING_PX)
    a, b = chroma_of(rgb[::step])
    low = darkest(rgb[::step]).astype(np.float32)
    opacity = max(at_least, 1 - float(np.median(low)) / ground.level)
    for _ in range(_ROUNDS):
        own = path.low[nearest(a, b, path.shown_at(min(1.0, opacity), ground.tint))]
        telling = ground.level - own > _LEAST_BRIGHTER * ground.level
        if not telling.any():
            break
        opacity = float(np.median((ground.level - low[telling]) / (ground.level - own[telling])))
        opacity = min(1.0, max(at_least, opacity))
    return opacity


def opacity_on_line(a: Floats, b: Floats, path: Path, told: Opacity, tint: tuple[float, float]) -> float:
    """The opacity at which the pixels lie nearest to the bar's line; of those as good the likeliest.

    Where an overlay shows a short piece of the bar, a wrong opacity moves this piece off the line: next to
    it, or beyond its end. Only a piece that points away from grey stays on it.

    Parameters
    ----------
    a, b
        Chroma of pixels that certainly show the overlay, float32, shape (n,).
    told
        What the B-mode around says, which decides among the opacities that fit.
    """
    step = max(1, len(a) // _MOST_ON_LINE_PX)
    a, b = a[::step], b[::step]
    tried = np.linspace(_LEAST, 1.0, _TRIED)
    off = np.array([_off_line(a, b, path.shown_at(opacity, tint)) for opacity in tried.tolist()])
    fitting = tried[off <= off.min() + _AS_NEAR]
    return float(np.clip(told.value, fitting[0], fitting[-1]))


def _off_line(a: Floats, b: Floats, shown: Path) -> float:
    """How far pixels lie off a line, usually."""
    place = nearest(a, b, shown)
    return float(np.median(np.hypot(a - shown.a[place], b - shown.b[place])))


def refined_opacity(a: Floats, b: Floats, path: Path, start: float, tint: tuple[float, float]) -> float:
    """The opacity at which the pixels lie on the bar's line, near `start`.

    How far a pixel lies off the line, measured across it, tells how wrong the opacity is; along
    the line it tells the stiffness. Least squares over the pixels, each weighing as much as its
    place on the line can tell.

    Parameters
    ----------
    a, b
        Chroma of pixels that certainly show the overlay, float32, shape (n,).
    path
        The bar's line at full opacity.
    """
    step = max(1, len(a) // _MOST_REFINING_PX)
    a, b, opacity = a[::step], b[::step], start
    for _ in range(_ROUNDS):
        shown = path.shown_at(opacity, tint)
        place = nearest(a, b, shown)
        off = np.stack([a - shown.a[place], b - shown.b[place]])
        own = np.stack([path.a[place] - tint[0], path.b[place] - tint[1]])
        along = _along(shown)[:, place]
        across = own - along * (own * along).sum(axis=0)
        counts = (np.hypot(*off) < _OUTLIER) & (place > 0) & (place < len(path.a) - 1)
        weight = float((across[:, counts] ** 2).sum())
        if weight <= 0:
            break
        opacity += float((off[:, counts] * across[:, counts]).sum()) / weight
        opacity = min(1.0, max(_LEAST, opacity, start - _REACH), start + _REACH)
    return opacity


def _along(shown: Path) -> NDArray[np.floating]:
    """Unit vectors along the line, shape (2, n)."""
    way = np.stack([np.gradient(shown.a), np.gradient(shown.b)])
    along: NDArray[np.floating] = way / np.maximum(np.hypot(*way), 1e-6)
    return along


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
