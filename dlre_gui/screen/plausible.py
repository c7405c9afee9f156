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
_MIN_TEXTURED = 0.35
_MIN_FILL_WITHOUT_BAR = 0.85
_MIN_HUE_BINS = 4  # of 12
_MIN_AREA_WITHOUT_BAR = 0.008  # of the frame
_MAX_AREA_WITHOUT_BAR = 0.3
_MIN_SHARP = 0.75  # of the rim on straight sides or arcs
_MIN_ROW_SPREAD = 8.0  # grey levels: less is a colour bar


def lies_in_b_mode(planes: Planes, box: Box) -> bool:
    """Whether the ring around an area is grey and neither black, white nor flat throughout."""
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
    return bool(tissue.mean() >= _MIN_TEXTURED and low[tissue].std() >= 4)


def _grown(box: Box, px: int) -> Box:
    return Box(box.x - px, box.y - px, box.w + 2 * px, box.h + 2 * px)


def looks_like_elastogram(planes: Planes, shape: Shape) -> bool:
    """Whether a shape without a colour bar is filled smoothly with many hues.

    Colour Doppler fills its box in patches; power Doppler has few hues.
    """
    inside = inside_of(shape.outline, shape.box)
    chroma = planes.chroma[shape.box.slices]
    fill = float((chroma[inside] > MIN_CHROMA).mean())
    histogram = _hue_histogram(hue_of(coloured_px(planes, shape.overlay)), 12)
    n_hues = int((histogram >= 0.01 * histogram.sum()).sum())
    share = shape.box.area / (planes.width * planes.height)
    is_large = _MIN_AREA_WITHOUT_BAR <= share <= _MAX_AREA_WITHOUT_BAR and shape.explained >= _MIN_SHARP
    varies = bar_colours(planes, shape.box)[1] >= _MIN_ROW_SPREAD
    return is_large and varies and fill >= _MIN_FILL_WITHOUT_BAR and n_hues >= _MIN_HUE_BINS


def coloured_px(planes: Planes, overlay: Overlay) -> NDArray[np.uint8]:
    """Colours of some of an area's px that are coloured all around: no lines; uint8, shape (n, 3)."""
    wanted = solid(overlay.mask[::2, ::2])
    return planes.rgb[overlay.box.slices][::2, ::2][wanted]


def _hue_histogram(values: NDArray[np.float32], bins: int = 72) -> NDArray[np.float64]:
    histogram: NDArray[np.float64] = np.bincount(
        (values % 1.0 * bins).astype(np.int64).clip(0, bins - 1), minlength=bins
    ).astype(np.float64)
    return histogram
