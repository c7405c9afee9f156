"""Whether a coloured area is an SWE box: filled with colour, over B-mode, in the bar's colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_shape import bar_colours
from dlre_gui.screen.chroma import hue_of
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.overlay import MIN_CHROMA, Overlay, solid
from dlre_gui.screen.planes import Planes
from dlre_gui.screen.swe_box import Shape

_RING = 0.02  # of the frame's height
_MIN_TEXTURED = 0.35  # of what is not black around an area: a box may touch its picture's sides
_LEAST_TEXTURED = 0.2  # of all around it
_VARIES, _MOSTLY_VARIES = 4.0, 2.0  # grey levels of the ring: SD, and between its quartiles
_SOME = 7  # one px in so many
_MIN_FILL_WITHOUT_BAR = 0.85
_MIN_AREA_WITHOUT_BAR = 0.008  # of the frame
_MAX_AREA_WITHOUT_BAR = 0.3
_MIN_SHARP = 0.75  # of the rim on straight sides or arcs
_MIN_ROW_SPREAD = 8.0  # grey levels: less is a colour bar, if it is
_SLENDER = 0.3  # of its length as wide
_PAINTED = 1.0  # grey levels between the quartiles, at most
_HUES = 36
_USED = 0.006  # of an area's px have a hue that it shows
_GAP = 5  # hues that an area's colours may lack between two it shows
_BEATEN = 0.02  # of the frame's height: hue hardly changes on this way
_JUMP = 0.14  # of the colour circle
_MAX_JUMPS = 0.06  # of the px
_LAG = 1 / 360  # of the frame's height: grains of speckle are about as large
_SPECKLED = 0.042  # usual change of brightness from grain to grain: smoother pictures are not B-mode
_SEVERAL = 4  # grains
_GRAINED = (1, 0.32), (2, 0.38)  # px for a grain, in lags, and its share of the change over several
_FILLED = 0.95  # of the px between an area's ends
_SOLID = 0.3  # of an area is colour all around: letters and lines hardly have any
_ENOUGH_PX = 50
_DARK = 20  # grey levels: changes in what is darker tell little


def lies_in_b_mode(planes: Planes, box: Box) -> bool:
    """Whether the ring around an area is grey and neither black, white nor mostly flat."""
    reach = max(6, round(_RING * planes.height))
    whole = Box(0, 0, planes.width, planes.height)
    seen = _grown(box, reach).intersection(whole)
    inner = _grown(box, 3).intersection(whole)
    if seen is None or inner is None:
        return False
    outside = np.ones((seen.h, seen.w), dtype=bool)
    outside[inner.shifted(-seen.x, -seen.y).slices] = False
    chroma, low = planes.chroma[seen.slices][outside], planes.low[seen.slices][outside]
    if chroma.size < 50:
        return False
    tissue = (chroma <= MIN_CHROMA) & (low >= 8) & (low <= 235)
    levels, n_lit = low[tissue], np.count_nonzero(low >= 8)
    if levels.size < max(_MIN_TEXTURED * n_lit, _LEAST_TEXTURED * low.size) or levels.std() < _VARIES:
        return False
    ranked = np.sort(levels[::_SOME])
    return bool(ranked[len(ranked) * 3 // 4] - ranked[len(ranked) // 4] >= _MOSTLY_VARIES)


def _grown(box: Box, px: int) -> Box:
    return Box(box.x - px, box.y - px, box.w + 2 * px, box.h + 2 * px)


def is_speckled(planes: Planes, box: Box) -> bool:
    """Whether what lies around an area varies from grain to grain as ultrasound does."""
    lag = max(2, round(_LAG * planes.height))
    here, before = _beside(planes, box, round(_RING * planes.height), lag)
    if not here.size:
        return False
    return float(np.median(np.abs(here - before) / np.maximum(here, _DARK))) >= _SPECKLED


def has_grain(planes: Planes, box: Box) -> bool:
    """Whether what lies around an area changes about as much over a grain as over several.

    Ultrasound's speckle does, over a few px more where it was enlarged; organs of other pictures, and
    blobs of grey, change steadily. True where too little is seen.
    """
    lag, reach = max(2, round(_LAG * planes.height)), round(2 * _RING * planes.height)
    return any(_changes_at_once(planes, box, reach, times * lag, least) for times, least in _GRAINED)


def _changes_at_once(planes: Planes, box: Box, reach: int, lag: int, least: float) -> bool:
    here, before = _beside(planes, box, reach, lag)
    far, from_there = _beside(planes, box, reach, _SEVERAL * lag)
    if min(here.size, far.size) < _ENOUGH_PX:
        return True
    over_several = float(np.abs(far - from_there).mean())
    return float(np.abs(here - before).mean()) >= least * over_several


def _beside(planes: Planes, box: Box, reach: int, lag: int) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Levels of grey px around an area, and of those `lag` px to the left of each."""
    seen = _grown(box, max(6, reach)).intersection(Box(0, 0, planes.width, planes.height)) or box
    high = planes.high[seen.slices].astype(np.int16)
    tissue = (planes.chroma[seen.slices] <= MIN_CHROMA) & (high >= _DARK // 2) & (high <= 245)
    inner = _grown(box, 3).intersection(seen)
    if inner is not None:
        tissue[inner.shifted(-seen.x, -seen.y).slices] = False
    both = tissue[:, lag:] & tissue[:, :-lag]
    return high[:, lag:][both], high[:, :-lag][both]


def is_filled(overlay: Overlay) -> bool:
    """Whether an area has no gaps in any direction: next to all between its ends is coloured."""
    mask = overlay.mask
    spans = [
        float(
            (lines.shape[1] - lines.argmax(axis=1) - lines[:, ::-1].argmax(axis=1))[lines.any(axis=1)].sum()
        )
        for lines in (mask, mask.T)
    ]
    return bool(mask.sum() >= _FILLED * max(spans))


def is_lettering(overlay: Overlay) -> bool:
    """Whether an area is lines and letters, as a panel of coloured text is, and no map."""
    return bool(overlay.solid_px < _SOLID * overlay.mask.sum())


def looks_like_elastogram(planes: Planes, shape: Shape) -> bool:
    """Whether a shape without a scale is plainly one: filled, sharp, its colours neighbours of each other.

    Colour Doppler fills its box in patches, and its two colours have none between them.
    """
    inside = inside_of(shape.outline, shape.box)
    chroma = planes.chroma[shape.box.slices]
    share = shape.box.area / (planes.width * planes.height)
    is_large = _MIN_AREA_WITHOUT_BAR <= share <= _MAX_AREA_WITHOUT_BAR and shape.explained >= _MIN_SHARP
    if not is_large or float((chroma[inside] > MIN_CHROMA).mean()) < _MIN_FILL_WITHOUT_BAR:
        return False
    slender = min(shape.box.w, shape.box.h) < _SLENDER * max(shape.box.w, shape.box.h)
    if slender and bar_colours(planes, shape.box)[1] < _MIN_ROW_SPREAD:
        return False
    colours = coloured_px(planes, shape.overlay)
    if not _is_varied(colours):
        return False
    return _are_neighbours(hue_of(colours)) and _changes_slowly(planes, shape)


def _is_varied(colours: NDArray[np.uint8]) -> bool:
    """Whether colours, shape (n, 3), are not next to all the same, as those of a window's areas are."""
    if not len(colours):
        return False
    lower, upper = np.percentile(colours, (25, 75), axis=0)
    return float((upper - lower).max()) > _PAINTED


def _are_neighbours(hues: NDArray[np.float32]) -> bool:
    """Whether hues fill one part of the colour circle, without a gap."""
    counts = np.bincount((hues % 1.0 * _HUES).astype(np.int64).clip(0, _HUES - 1), minlength=_HUES)
    used = np.flatnonzero(counts >= max(1.0, _USED * counts.sum()))
    gaps = np.diff(np.append(used, used[:1] + _HUES)) if used.size else np.empty(0)
    return bool(used.size) and bool(np.sort(gaps)[:-1].max(initial=0) <= _GAP)


def n_hues(planes: Planes, box: Box) -> int:
    """How many twelfths of the colour circle the colours in a box have."""
    rgb = planes.rgb[box.slices][planes.chroma[box.slices] > MIN_CHROMA]
    counts = np.bincount((hue_of(rgb) * 12).astype(np.int64).clip(0, 11), minlength=12)
    return int((counts >= max(1, 0.03 * counts.sum())).sum())


def _changes_slowly(planes: Planes, shape: Shape) -> bool:
    """Whether the hue changes little from place to place."""
    step = max(2, round(_BEATEN * planes.height / 4))
    rgb = planes.rgb[shape.box.slices][::step, ::step]
    hue, strong = hue_of(rgb), planes.chroma[shape.box.slices][::step, ::step] > MIN_CHROMA
    away = np.abs(hue[:, 1:] - hue[:, :-1])
    both = strong[:, 1:] & strong[:, :-1]
    jumps = np.minimum(away, 1 - away)[both] > _JUMP
    return bool(jumps.size) and float(jumps.mean()) <= _MAX_JUMPS


def coloured_px(planes: Planes, overlay: Overlay, about: int | None = None) -> NDArray[np.uint8]:
    """Colours of some of an area's px that are coloured all around: no lines; uint8, shape (n, 3).

    Parameters
    ----------
    about
        How many, evenly among all of them; less than twice as many come.
    """
    for step in (2, 1):
        wanted = solid(overlay.mask[::step, ::step])
        if wanted.any():
            break
    places = np.flatnonzero(wanted)
    kept = places if about is None else places[:: max(1, len(places) // about)]
    return planes.rgb[overlay.box.slices][::step, ::step][np.unravel_index(kept, wanted.shape)]
