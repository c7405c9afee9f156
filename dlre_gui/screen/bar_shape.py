"""What makes a bar a bar: a tall narrow strip on an uncoloured ground whose colour is the same along
each row and runs one way through the hues along its length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.bar_ends import with_pale_ends
from dlre_gui.screen.chroma import hue_of
from dlre_gui.screen.middle import medians
from dlre_gui.screen.planes import Planes, longest_run, share
from dlre_gui.screen.strips import find_strips

_MIN_CHROMA = 48
_MIN_HEIGHT = 0.06  # of the frame's height
_MAX_WIDTH = 0.06  # of the frame's width
_MIN_SLENDERNESS = 3.0
_MAX_ROW_SPREAD = 16.0  # grey levels
_MIN_HUES = 0.25  # of the colour circle
_MIN_MONOTONE = 0.9
_LEAST_HUES = 0.06  # of the colour circle, of a bar that grows from dark to bright, and
_MIN_BRIGHTER = 110.0  # grey levels from its one end to the other
_HALVES = 0.3  # of a half's length: the dark middle, and how the halves differ
_MIN_WHOLE = 0.97  # coloured px of a strip that is no bar
_MOSTLY = 0.6  # of a bar's column or row is coloured
_BESIDE_PX = 3
_MAX_BESIDE = 0.5  # of the rows just beside a bar may be coloured


@dataclass(frozen=True, slots=True, eq=False)
class BarShape:
    """A colour bar before its labels are read.

    Attributes
    ----------
    box
        In px of the picture searched.
    colours
        RGB, uint8, shape (n, 3), from the lower end to the upper end as shown.
    is_like_flow
        Whether it runs from dark to bright in few hues, as bars of blood flow do that have no numbers.
    """

    box: Box
    colours: NDArray[np.uint8]
    is_like_flow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The colour bars of a picture, the tallest first, and other strips: a quality map's bar, say."""

    bars: list[BarShape]
    others: list[BarShape]


def find_bars(planes: Planes) -> Bars:
    """All strips of a picture whose colour is the same along each row."""
    coloured = planes.chroma > _MIN_CHROMA
    found = Bars([], [])
    widest = round(_MAX_WIDTH * planes.width)
    strips = find_strips(coloured, round(_MIN_HEIGHT * planes.height), widest)
    for box in _apart(_whole(coloured, strip, widest) for strip in strips):
        if box.w < 4 or box.h < _MIN_SLENDERNESS * box.w or not _stands_free(coloured, box):
            continue
        colours, spread = bar_colours(planes, box)
        if spread > _MAX_ROW_SPREAD:
            continue
        ended = with_pale_ends(planes, box)
        reaching = colours if ended == box else bar_colours(planes, ended)[0]
        in_hues = _runs_one_way(colours)
        if in_hues or _grows_brighter(reaching):
            found.bars.append(BarShape(ended, reaching, not in_hues))
        elif coloured[box.slices].mean() >= _MIN_WHOLE:
            found.others.append(BarShape(box, colours))
    whole = [
        bar for bar in found.bars if not any(_is_half(bar, other) for other in found.bars + found.others)
    ]
    halves = [bar for bar in found.bars if bar not in whole]
    return Bars(sorted(whole, key=lambda bar: -bar.box.h), found.others + halves)


def _is_half(bar: BarShape, other: BarShape) -> bool:
    """Whether a bar goes on in another one behind a dark middle: colours of blood flow."""
    a, b = bar.box, other.box
    in_line = abs(a.x - b.x) <= 2 and abs(a.right - b.right) <= 2 and abs(a.h - b.h) <= _HALVES * a.h
    gap = max(a.y, b.y) - min(a.bottom, b.bottom)
    return other is not bar and in_line and gap <= _HALVES * a.h


def bar_colours(planes: Planes, box: Box) -> tuple[NDArray[np.uint8], float]:
    """Colours from the lower end up, shape (h, 3), and their median spread along rows.

    The outer fifth on either side is left out: there the bar blends into its surroundings.
    """
    margin = max(1, round(box.w * 0.2)) if box.w > 4 else 0
    inner = planes.rgb[box.y : box.bottom, box.x + margin : box.right - margin].astype(np.int16)
    rows = medians(inner.transpose(0, 2, 1))
    spread = float(np.median(np.abs(inner - rows[:, None, :]).mean(axis=(1, 2))))
    return np.ascontiguousarray(_smooth(rows)[::-1]), spread


def _smooth(rows: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The rows without compression noise; ends that blend into the ground are mended."""
    from scipy import ndimage

    rows = rows.copy()
    chroma = rows.max(axis=1) - rows.min(axis=1)
    for outer, inner in ((0, 2), (1, 2), (-1, -3), (-2, -3)):
        if len(rows) > 8 and chroma[outer] < 0.85 * chroma[inner]:
            rows[outer] = rows[inner]
    smoothed = ndimage.gaussian_filter1d(rows, 1.0, axis=0, mode="nearest") if len(rows) > 60 else rows
    rounded: NDArray[np.uint8] = np.clip(np.rint(smoothed), 0, 255).astype(np.uint8)
    return rounded


def _runs_one_way(colours: NDArray[np.uint8]) -> bool:
    chroma = colours.max(axis=1).astype(np.int16) - colours.min(axis=1)
    path = np.unwrap(hue_of(colours[chroma > _MIN_CHROMA // 2]), period=1.0)
    if len(path) < 8 or abs(path[-1] - path[0]) < _MIN_HUES:
        return False
    steps = np.diff(path)
    return bool(
        abs(steps.sum()) >= _MIN_MONOTONE * np.abs(steps).sum() or _correlation(path) >= _MIN_MONOTONE + 0.06
    )


def _grows_brighter(colours: NDArray[np.uint8]) -> bool:
    """Whether a bar runs from dark to bright and through some hues on the way: black, red, yellow, white."""
    level = colours.mean(axis=1)
    steps = np.diff(level)
    brighter = abs(float(steps.sum()))
    if brighter < max(_MIN_BRIGHTER, _MIN_MONOTONE * float(np.abs(steps).sum())):
        return False
    chroma = colours.max(axis=1).astype(np.int16) - colours.min(axis=1)
    path = np.unwrap(hue_of(colours[chroma > _MIN_CHROMA]), period=1.0)
    return len(path) >= 8 and float(abs(path[-1] - path[0])) >= _LEAST_HUES


def _correlation(path: NDArray[np.floating]) -> float:
    return float(abs(np.corrcoef(path, np.arange(len(path)))[0, 1]))


def _solid_part(coloured: NDArray[np.bool_], around: Box) -> Box | None:
    """`around` without thin ticks and stray pixels at its sides; None if it is not solid."""
    part = coloured[around.slices]
    left, right = longest_run(share(part, 0) > _MOSTLY)
    if right - left < 3:
        return None
    top, bottom = longest_run(share(part[:, left:right], 1) > _MOSTLY)
    if bottom - top < 8 or part[top:bottom, left:right].mean() < 0.85:
        return None
    return Box(around.x + left, around.y + top, right - left, bottom - top)


def _whole(coloured: NDArray[np.bool_], strip: Box, widest: int) -> Box | None:
    """The solid part of a strip with the columns beside it that belong to it.

    Coloured letters above or below a bar make some of its columns longer: then a strip has the others only.
    """
    box = _solid_part(coloured, strip)
    if box is None:
        return None
    first = max(0, box.x - widest - 1)
    full = share(coloured[box.y : box.bottom, first : box.right + widest + 1], 0) > _MOSTLY
    left, right = box.x - first, box.right - first
    while left > 0 and full[left - 1] and right - left <= widest:
        left -= 1
    while right < len(full) and full[right] and right - left <= widest:
        right += 1
    return Box(first + left, box.y, right - left, box.h)


def _apart(boxes: Iterable[Box | None]) -> list[Box]:
    """The longest of boxes that have px in common."""
    kept: list[Box] = []
    for box in sorted((one for one in boxes if one is not None), key=lambda one: -one.h):
        if all(box.intersection(other) is None for other in kept):
            kept.append(box)
    return kept


def _stands_free(coloured: NDArray[np.bool_], box: Box) -> bool:
    """Whether the ground at both sides of a bar is uncoloured: else it is part of a larger picture."""
    sides = max(0, box.x - _BESIDE_PX), min(coloured.shape[1], box.right + _BESIDE_PX) - 1
    return bool(coloured[box.y : box.bottom, list(sides)].mean(axis=0).max() <= _MAX_BESIDE)
