"""Whether a coloured area is an SWE box: filled with colour, over B-mode, in the bar's colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_shape import bar_colours
from dlre_gui.screen.chroma import hue_of
from dlre_gui.screen.outline import inside_of
from dlre_gui.screen.overlay import MIN_CHROMA, solid
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


def lies_in_b_mode(planes: Planes, shape: Shape) -> bool:
    """Whether the ring around a shape is grey and neither black, white nor flat throughout."""
    reach = max(6, round(_RING * planes.height))
    box = shape.box
    grown = Box(box.x - reach, box.y - reach, box.w + 2 * reach, box.h + 2 * reach)
    seen = grown.intersection(Box(0, 0, planes.width, planes.height))
    if seen is None:
        return False
    outside = ~inside_of(_grown(shape, 3), seen)
    chroma, low = planes.chroma[seen.slices][outside], planes.low[seen.slices][outside]
    if chroma.size < 50:
        return False
    tissue = (chroma <= MIN_CHROMA) & (low >= 8) & (low <= 235)
    return bool(tissue.mean() >= _MIN_TEXTURED and low[tissue].std() >= 4)


def _grown(shape: Shape, px: float) -> tuple[tuple[float, float], ...]:
    cx, cy = shape.box.centre
    fx, fy = 1 + 2 * px / shape.box.w, 1 + 2 * px / shape.box.h
    return tuple((cx + (x - cx) * fx, cy + (y - cy) * fy) for x, y in shape.outline)


def looks_like_elastogram(planes: Planes, shape: Shape) -> bool:
    """Whether a shape without a colour bar is filled smoothly with many hues.

    Colour Doppler fills its box in patches; power Doppler has few hues.
    """
    inside = inside_of(shape.outline, shape.box)
    chroma = planes.chroma[shape.box.slices]
    fill = float((chroma[inside] > MIN_CHROMA).mean())
    histogram = _hue_histogram(hue_of(coloured_px(planes, shape)), 12)
    n_hues = int((histogram >= 0.01 * histogram.sum()).sum())
    share = shape.box.area / (planes.width * planes.height)
    is_large = _MIN_AREA_WITHOUT_BAR <= share <= _MAX_AREA_WITHOUT_BAR and shape.explained >= _MIN_SHARP
    varies = bar_colours(planes, shape.box)[1] >= _MIN_ROW_SPREAD
    return is_large and varies and fill >= _MIN_FILL_WITHOUT_BAR and n_hues >= _MIN_HUE_BINS


def coloured_px(planes: Planes, shape: Shape) -> NDArray[np.uint8]:
    """Colours of a shape's px that are coloured all around: no lines; uint8, shape (n, 3)."""
    part = planes.cut(shape.box)
    wanted = solid(part.chroma > MIN_CHROMA) & inside_of(shape.outline, shape.box)
    return part.rgb[wanted]


def _hue_histogram(values: NDArray[np.float32], bins: int = 72) -> NDArray[np.float64]:
    histogram: NDArray[np.float64] = np.bincount(
        (values % 1.0 * bins).astype(np.int64).clip(0, bins - 1), minlength=bins
    ).astype(np.float64)
    return histogram
