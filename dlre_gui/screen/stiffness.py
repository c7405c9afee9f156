"""The stiffness map: the screen's own colour bar inverted, alpha blending undone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.findings import ColourBar, StiffnessMap, SweBox, Unit, kpa_from_speed
from dlre_gui.domain.geometry import Box
from dlre_gui.screen.chroma import Floats, chroma_of, resampled
from dlre_gui.screen.opacity import estimate_opacity
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.overlay import MIN_CHROMA
from dlre_gui.screen.planes import Planes

_STEPS = 256  # places along the bar that a pixel can be matched to
_TOP = 0.985  # of the scale: saturated from here on
_VOID = 0.5  # of the bar's least chroma: below it there is no overlay
_SMOOTH_PX = 0.7
_HALF = 361  # the chroma plane reaches from -360 to 360 in both coordinates


def invert(
    planes: Planes, swe_box: SweBox, bar: ColourBar, shown_opacity: Callable[[], float | None]
) -> StiffnessMap:
    """Stiffness per pixel of the SWE box.

    Parameters
    ----------
    planes
        Of the whole screen.
    bar
        Its colours define the scale; a scale in m/s is converted by E = 3ρc².
    shown_opacity
        Reads the opacity that the screen states; asked only where the pixels leave it open.
    """
    part = planes.cut(swe_box.box)
    inside = _without_rim(inside_of(swe_box.outline, swe_box.box), 2 if planes.height >= 1000 else 1)
    a, b = (_smoothed(plane) for plane in chroma_of(part.rgb))
    opacity = _opacity(planes, part.rgb[inside], swe_box.box, bar, shown_opacity)
    if opacity is None:
        nothing = np.full(inside.shape, np.nan, dtype=np.float32)
        return StiffnessMap(nothing, inside, np.zeros_like(inside), None)
    fraction = _matched(a, b, resampled(bar.colours, _STEPS) * np.float32(opacity))
    fraction[~inside] = np.nan
    value = bar.minimum + fraction * (bar.maximum - bar.minimum)
    kpa = value if bar.unit is Unit.KPA else np.float32(kpa_from_speed(1.0)) * value * value
    with np.errstate(invalid="ignore"):
        saturated = fraction >= _TOP
    return StiffnessMap(kpa.astype(np.float32), inside, saturated, opacity)


def _opacity(
    planes: Planes,
    rgb: NDArray[np.uint8],
    box: Box,
    bar: ColourBar,
    shown_opacity: Callable[[], float | None],
) -> float | None:
    told = estimate_opacity(rgb, bar.colours, _b_mode_around(planes, box))
    if told is None or told.is_sure:
        return told.value if told else None
    shown = shown_opacity()
    return shown if shown is not None and shown >= told.at_least else told.value


def _without_rim(inside: NDArray[np.bool_], px: int) -> NDArray[np.bool_]:
    """The region without its drawn outline."""
    from scipy import ndimage

    eroded: NDArray[np.bool_] = ndimage.binary_erosion(inside, np.ones((3, 3), bool), iterations=px)
    return eroded


def _smoothed(plane: Floats) -> Floats:
    """The plane without the chroma noise of compression."""
    from scipy import ndimage

    smoothed: Floats = ndimage.gaussian_filter(plane, _SMOOTH_PX, mode="nearest")
    return smoothed


def _b_mode_around(planes: Planes, box: Box) -> float | None:
    """Median grey level of the B-mode in a ring around the box."""
    grown = Box(box.x - 24, box.y - 24, box.w + 48, box.h + 48)
    seen = grown.intersection(Box(0, 0, planes.width, planes.height)) or box
    part = planes.cut(seen)
    ring = np.ones(part.low.shape, dtype=bool)
    ring[box.y - seen.y - 3 : box.bottom - seen.y + 3, box.x - seen.x - 3 : box.right - seen.x + 3] = False
    grey = part.low[ring & (part.chroma < MIN_CHROMA) & (part.low > 4)]
    return float(np.median(grey)) if grey.size >= 50 else None


def _matched(a: Floats, b: Floats, blended: Floats) -> Floats:
    """Where along the bar each pixel lies, 0 to 1; NaN where it has no colour.

    Parameters
    ----------
    a, b
        Chroma of the pixels, shape (h, w).
    blended
        Colours of the bar times opacity, shape (n, 3), evenly spaced.
    """
    path_a = (blended[:, 0] - blended[:, 1]) * np.float32(0.70710678)
    path_b = (blended[:, 0] + blended[:, 1] - 2 * blended[:, 2]) * np.float32(0.40824829)
    cells = (np.rint(a).astype(np.int32) + _HALF) * (2 * _HALF) + np.rint(b).astype(np.int32) + _HALF
    table = np.zeros(4 * _HALF * _HALF, dtype=np.float32)
    table[cells.ravel()] = 1
    used = np.flatnonzero(table)
    used_a = (used // (2 * _HALF) - _HALF).astype(np.float32)
    used_b = (used % (2 * _HALF) - _HALF).astype(np.float32)
    nearest = _nearest(used_a, used_b, path_a, path_b)
    place = (nearest + np.float32(0.5)) / np.float32(len(blended))
    place[np.hypot(used_a, used_b) < _VOID * float(np.hypot(path_a, path_b).min())] = np.nan
    table[used] = place
    matched: Floats = table[cells]
    return matched


def _nearest(a: Floats, b: Floats, path_a: Floats, path_b: Floats) -> NDArray[np.int64]:
    """Index of the nearest point of the path for each point, by |p|² - 2 p·q + |q|²."""
    scores = np.outer(a, path_a)
    scores += np.outer(b, path_b)
    scores -= (path_a * path_a + path_b * path_b) / 2
    nearest: NDArray[np.int64] = scores.argmax(axis=1)
    return nearest
