"""The stiffness map: the screen's own colour bar inverted, alpha blending undone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.findings import ColourBar, StiffnessMap, SweBox, Unit, kpa_from_speed
from dlre_gui.screen.chroma import Floats, chroma_of
from dlre_gui.screen.ground import Ground, b_mode_around
from dlre_gui.screen.matching import Path, matched, path_of
from dlre_gui.screen.opacity import estimate_opacity, opacity_on_line, refined_opacity
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.overlay import MIN_CHROMA
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.signal import certain, filled, shrunk, widths_on
from dlre_gui.screen.smoothing import smoothed

_TOP = 0.985  # of the scale: saturated from here on
_SMOOTH = 0.7, 3  # SD and reach in px: the noise that compression makes in chroma
_SHOWN_AGREES = 0.12  # a stated opacity further off the pixels' is not this overlay's
_USUAL_B_MODE = 60.0  # grey level, where too little is seen of it
_TELLING_PX = 6000  # of the overlay, at most: enough for its opacity and the map's error
_CHROMA_ERROR = 1.0  # of a pixel's chroma after smoothing: rounding and compression


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
    inside = inside_of(swe_box.outline, swe_box.box)
    widths = widths_on(planes.height)
    a, b = (smoothed(plane, *_SMOOTH, beyond_edge=True) for plane in chroma_of(part.rgb))
    ground = b_mode_around(planes, swe_box.box)
    tint = ground.tint if ground else (0.0, 0.0)
    path = path_of(bar.colours)
    core = _some(np.flatnonzero(shrunk(inside & (part.chroma > MIN_CHROMA), widths.mixed)), _TELLING_PX)
    rgb = part.rgb[np.unravel_index(core, inside.shape)]
    opacity = _opacity(rgb, a.ravel()[core], b.ravel()[core], bar, path, ground, shown_opacity)
    if opacity is None:
        nothing = np.full(inside.shape, np.nan, dtype=np.float32)
        return StiffnessMap(nothing, inside, np.zeros_like(inside))
    shown = path.shown_at(opacity, tint)
    seen = matched(a, b, shown)
    level = ground.level if ground else _USUAL_B_MODE
    signal, void = certain(seen, part.low, inside, (level, (1 - opacity) * level), widths)
    fraction = filled(seen.place, signal, void, inside, widths)
    with np.errstate(invalid="ignore"):
        saturated = np.where(signal, seen.place, fraction) >= _TOP
    return StiffnessMap(
        _kpa(fraction, bar), inside, saturated & np.isfinite(fraction), opacity, _error(fraction, shown, bar)
    )


def _some(values: np.ndarray, at_most: int) -> np.ndarray:
    """Evenly many of some values."""
    return values[:: 1 + len(values) // at_most]


def _kpa(fraction: Floats, bar: ColourBar) -> Floats:
    value = bar.minimum + fraction * (bar.maximum - bar.minimum)
    kpa = value if bar.unit is Unit.KPA else np.float32(kpa_from_speed(1.0)) * value * value
    return kpa.astype(np.float32)


def _opacity(
    rgb: NDArray[np.uint8],
    a: Floats,
    b: Floats,
    bar: ColourBar,
    path: Path,
    ground: Ground | None,
    shown_opacity: Callable[[], float | None],
) -> float | None:
    told = estimate_opacity(rgb, bar.colours, path, ground)
    if told is None:
        return None
    tint = ground.tint if ground else (0.0, 0.0)
    if told.is_sure:
        return refined_opacity(a, b, path, told.value, tint)
    shown, found = shown_opacity(), opacity_on_line(a, b, path, told, tint)
    agrees = shown is not None and min(abs(shown - told.value), abs(shown - found)) <= _SHOWN_AGREES
    return shown if agrees else found


def _error(fraction: Floats, shown: Path, bar: ColourBar) -> float | None:
    """Typical error of a pixel in kPa: a step of the bar, and chroma's error on the bar's line.

    The median over the pixels of both added in squares; the bar's line is slow where its colours
    change little, the more so the less opaque the overlay is.
    """
    known = _some(fraction[np.isfinite(fraction)], _TELLING_PX)
    if not known.size:
        return None
    place = np.clip((known * len(shown.a)).astype(np.intp), 0, len(shown.a) - 1)
    off = np.hypot(_CHROMA_ERROR / np.maximum(shown.speed, 1.0), 0.5 / len(bar.colours))
    share = float(np.median(off[place]))
    if bar.unit is Unit.KPA:
        return share * (bar.maximum - bar.minimum)
    middle = bar.minimum + float(np.median(known)) * (bar.maximum - bar.minimum)
    return 2 * kpa_from_speed(1.0) * middle * share * (bar.maximum - bar.minimum)
