"""Where exactly the sides of a rectangular SWE box lie.

Colour is stored coarsely in compressed pictures and bleeds over the sides; brightness is not. A
drawn outline stands out as a thin line in the brightness averaged along a side, where the
texture of the B-mode evens out. Without one, colour has fallen to half at the side.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.middle import median
from dlre_gui.screen.planes import Planes

REACH_PX = 3
_INNER_PX = 12
_NEXT_PX = (3, 7)  # within a side
_OUTER_PX = (4, 8)  # beyond it
_FULLY = 0.85  # of the chroma inside: part of the box
_FULL = 15.0  # of chroma: less is void
_AROUND_PX = 24  # of a side: all that is looked at
_LEAST = 0.25  # and of what is brighter or darker only, it is not the box
_OUTSIDE = 0.6  # of the chroma inside: beyond a side there is less
_MIN_STEP = 18.0  # grey levels between in and out
_MIN_LINE = 11.0  # grey levels over both neighbours
_MIN_THICK = 60.0  # and of a line that may be thick, over both sides of it
_LEAST_THICK = 3  # px
THICKEST_PX = 8
_FLAT = 0.75  # of a line's height: as bright it is all across
_BLUR_PX = 2  # and from there to half of it
_ENDS = 0.6  # of its height, that a pale line loses within 2 px
_DIP = 10.0  # grey levels: as much darker it may be between an outline and the box
Floats = NDArray[np.floating]
Find = Callable[[NDArray[np.float32], NDArray[np.floating], int, int], int]
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)


def refined(planes: Planes, box: Box, is_sharp: bool = False) -> Box:
    """The rectangle with each side moved by a few px to its outline or half its colour.

    Parameters
    ----------
    is_sharp
        Whether the colour is known to end at these sides: then only an outline just outside moves them.
    """
    if min(box.w, box.h) < 2 * _INNER_PX:
        return box
    whole = Box(0, 0, planes.width, planes.height)
    reach = _INNER_PX + 8
    around = (
        Box(box.x - reach, box.y - reach, box.w + 2 * reach, box.h + 2 * reach).intersection(whole) or whole
    )
    part, seen = planes.cut(around), box.shifted(-around.x, -around.y)
    rows, columns = slice(seen.y + 3, seen.bottom - 3), slice(seen.x + 3, seen.right - 3)
    x0, x1 = _ends(part.rgb[rows], part.chroma[rows], seen.x, seen.right, is_sharp)
    turned = part.rgb[:, columns].swapaxes(0, 1), part.chroma[:, columns].T
    y0, y1 = _ends(*turned, seen.y, seen.bottom, is_sharp)
    found = Box(x0, y0, x1 - x0, y1 - y0) if x1 - x0 > 4 and y1 - y0 > 4 else seen
    return found.shifted(around.x, around.y)


def _ends(
    rgb: NDArray[np.uint8], chroma: NDArray[np.uint8], start: int, end: int, is_sharp: bool
) -> tuple[int, int]:
    """Where the box begins and ends along the columns of a part of the picture."""
    find = line_outside if is_sharp else outermost
    luma, colour = np.zeros(rgb.shape[1], dtype=np.float32), np.zeros(rgb.shape[1], dtype=np.float32)
    for side in (start, end):
        near = slice(max(0, side - _AROUND_PX), side + _AROUND_PX)
        sums = np.einsum("ijk->jk", rgb[:, near], dtype=np.float32, casting="unsafe")
        luma[near] = sums @ LUMA / np.float32(len(rgb))
        colour[near] = chroma[:, near].mean(axis=0)
    return find(luma, colour, start, 1), find(luma, colour, end - 1, -1) + 1


def line_outside(luma: NDArray[np.float32], colour: NDArray[np.floating], at: int, inward: int) -> int:
    """The outer edge of a line drawn just outside a side at `at`, else `at`."""
    inner = _level(colour, at, inward, 6, _INNER_PX)
    places = [at - k * inward for k in range(REACH_PX) if 3 <= at - k * inward < len(luma) - 3]
    pale = _paleness(luma, colour, at, inward)
    drawn = [i for i in places if _is_line(luma, i) or _is_pale_line(pale, i, places, inward)]
    lines = [i for i in drawn if inner and colour[i - 3 * inward] < _OUTSIDE * inner]
    lines = [i for i in lines if not _stands_off(luma, i, at, inward)]
    return _beyond_thick_line(luma, lines[-1] if lines else at, inward)


def _paleness(luma: NDArray[np.float32], colour: NDArray[np.floating], at: int, inward: int) -> Floats:
    """How much brighter each place is than a mixture of what lies within and without a side, by its colour.

    A grey line next to a bright map stands out by this only.
    """
    outer, inner = _level(luma, at, -inward, *_OUTER_PX), _level(luma, at, inward, *_NEXT_PX)
    bare, full = _level(colour, at, -inward, *_OUTER_PX), _level(colour, at, inward, 6, _INNER_PX)
    if outer is None or inner is None or bare is None or full is None or full - bare < _FULL:
        return np.zeros(len(luma))
    share = np.clip((colour - bare) / (full - bare), 0, 1)
    pale: Floats = luma - (outer + share * (inner - outer))
    return pale


def _is_pale_line(pale: Floats, i: int, places: list[int], inward: int) -> bool:
    """Whether a place belongs to a pale line that ends outside of it: tissue grows pale bit by bit."""
    ends = pale[i] - pale[i - 2 * inward] >= _ENDS * pale[i]
    return bool(pale[i] >= max(_MIN_STEP, max(pale[k] for k in places) / 2) and ends)


def outermost(luma: NDArray[np.float32], colour: NDArray[np.floating], at: int, inward: int) -> int:
    """The outermost place of the box near `at` on a profile across one of its sides.

    Parameters
    ----------
    luma, colour
        Mean brightness and chroma by place.
    inward
        1 if the box lies towards larger places, else -1.
    """
    inner = _level(colour, at, inward, 6, _INNER_PX)
    if inner is None:
        return at
    near = [i for i in range(at - REACH_PX, at + REACH_PX + 1) if 3 <= i < len(luma) - 3]
    if inner < _FULL:  # void: what is drawn around it tells its side, if it is seen
        return max((i for i in near if _is_line(luma, i)), key=lambda i: _height(luma, i), default=at)
    lines = [i for i in near if _is_line(luma, i) and colour[i - 3 * inward] < _OUTSIDE * inner]
    lines = [i for i in lines if not _stands_off(luma, i, at, inward)]
    if lines:
        return _outer_edge(luma, max(lines, key=lambda i: _height(luma, i)), inward)
    pale = _paleness(luma, colour, at, inward)
    pales = [i for i in near if _is_pale_line(pale, i, near, inward) and not _stands_off(luma, i, at, inward)]
    lines = [i for i in pales if colour[i - 3 * inward] < _OUTSIDE * inner]
    if lines:
        return lines[0] if inward > 0 else lines[-1]
    stepped = [i for i in _beyond_step(luma, near, at, inward) if colour[i] >= _LEAST * inner]
    least = _FULLY if stepped else 0.5  # what bleeds over a side in compression is paler
    inside = stepped + [i for i in near if colour[i] >= least * inner]
    found = (min(inside) if inward > 0 else max(inside)) if inside else at
    return _beyond_thick_line(luma, found, inward)


def _stands_off(luma: NDArray[np.float32], i: int, at: int, inward: int) -> bool:
    """Whether it is darker between a line and the box than in both: an outline touches what is within."""
    between, inner = luma[i:at:inward], _level(luma, at, inward, *_NEXT_PX)
    if inner is None or not len(between):
        return False
    return bool(between.min() < min(inner, float(luma[i])) - _DIP)


def _outer_edge(luma: NDArray[np.float32], at: int, inward: int) -> int:
    """The outer edge of a line that is found at a place of it; of a thin one the place itself."""
    outer, inner = _level(luma, at, -inward, *_OUTER_PX), _level(luma, at, inward, *_OUTER_PX)
    if outer is None or inner is None:
        return at
    half, out = (luma[at] + max(outer, inner)) / 2, _beyond(luma, at, -inward, (luma[at] + outer) / 2)
    n_px = abs(_beyond(luma, at, inward, half) - _beyond(luma, at, -inward, half)) + 1
    if not _LEAST_THICK <= n_px < THICKEST_PX:
        is_two = luma[at - inward] >= luma[at] - (luma[at] - outer) * (1 - _FLAT)
        out = at - inward if is_two else at
    return _beyond_thick_line(luma, out, inward)


def _beyond(luma: NDArray[np.float32], at: int, step: int, level: float) -> int:
    """The last place from `at` on, in steps, that is as bright as a level."""
    while 0 <= at + step < len(luma) and luma[at + step] >= level:
        at += step
    return at


def _beyond_thick_line(luma: NDArray[np.float32], at: int, inward: int) -> int:
    """The outer edge of a bright thick line that begins within a few px of a place; else the place itself."""
    places = [at - k * inward for k in range(-1, REACH_PX + 1) if 0 <= at - k * inward < len(luma)]
    peak = max(places, key=lambda i: luma[i])
    outer, inner = (
        _level(luma, peak, -inward, THICKEST_PX, THICKEST_PX + 5),
        _level(luma, peak, inward, 5, 10),
    )
    if outer is None or inner is None or luma[peak] - max(outer, inner) < _MIN_THICK:
        return at
    edge = _beyond(luma, peak, -inward, (luma[peak] + outer) / 2)
    flat = _beyond(luma, peak, -inward, outer + _FLAT * (luma[peak] - outer))
    is_line = abs(edge - peak) < THICKEST_PX and abs(edge - flat) <= _BLUR_PX
    return (min(at, edge) if inward > 0 else max(at, edge)) if is_line else at


def _beyond_step(luma: NDArray[np.float32], near: list[int], at: int, inward: int) -> list[int]:
    """The places on the inner side of a clear step in brightness; empty if there is none."""
    outer, inner = _level(luma, at, -inward, *_OUTER_PX), _level(luma, at, inward, *_NEXT_PX)
    if outer is None or inner is None or abs(inner - outer) < _MIN_STEP:
        return []
    return [i for i in near if (luma[i] - outer) / (inner - outer) >= 0.4]


def _level(profile: NDArray[np.floating], at: int, step: int, start: int, end: int) -> float | None:
    """Median of the places `start` to `end` px from `at`; None beyond the profile's ends."""
    places = [at + step * k for k in range(start, end) if 0 <= at + step * k < len(profile)]
    return median(profile[places]) if places else None


def _height(luma: NDArray[np.float32], i: int) -> float:
    """How much brighter a place is than both sides of it."""
    return float(luma[i] - max(luma[i - 2], luma[i + 2]))


def _is_line(luma: NDArray[np.float32], i: int) -> bool:
    return _height(luma, i) >= _MIN_LINE
