"""Where colour lies over B-mode: the candidates for the SWE box, as masks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.components import components_with, linked
from dlre_gui.screen.planes import Planes, longest_run, slid

MIN_CHROMA = 30
_JOIN = 0.012  # of the frame's height: islands of colour this near belong together
_SPREAD = 0.35  # of the strongest chroma close by
_LOST = 0.015  # of the colour is near stronger one: an outline may be drawn around it
_HALF = 0.5  # and of the strongest area's
_SPREAD_PX = 13  # as far as compression spreads it
_MIN_SOLID = 0.0001  # of the frame's area
_THIN = 4  # one px in so many tells what is lit
_LIT = 6  # grey levels: what is darker is no B-mode
_MIN_LIT = 0.75  # of the px around an island on B-mode
_GROUND_STEP = 12
_KIND = 8  # grey levels: colours so near are of one kind
_KINDS = 256 // _KIND
_SURROUNDS = 0.95  # of the picture's width and height: farther out is its edge
_SURROUNDING = 3  # edges reached
_AT_EDGE_PX = 3  # of the picture, and along
_ALONG = 0.5  # of it: no box lies so
_MIN_GROUND = 0.12  # of the picture
_MOST_GROUNDS = 16  # kinds of colour, the most frequent ones: black and greys may be some
_BAND = 0.7  # of a row is of one colour: a header
_LEAST_BAND = 2  # such rows among those looked at
_OF_GROUND = 20  # grey levels, in all channels: so near a colour is the ground's, blurred or not
_THIN_LINE = 8 / 1080  # of the frame's height: lines and strokes of letters are as thick at most
_OUTLINED = 0.4  # of a side's length: as much as dashes cover
_AT_ONCE = 200  # islands set beside all others
_DARK_GAP = 16  # grey levels: less is the ground between two panels
_MOSTLY_DARK = 0.05  # of a line's px are brighter there
_GOES_ON = 0.5  # of an area's height above and below it: the gap is as long as the panels
_LEAST_GAP_PX = 2
_PART_OF_TWO = 0.1  # of the coloured px, on either side
_SPECK_PX = 6  # of what is looked at, of the half-size picture mostly: less is one

Island = tuple[Box, int]  # bounds, and px that are colour all around


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A coloured area.

    Attributes
    ----------
    box
        Bounds in px of the frame.
    mask
        bool, shape (box.h, box.w): coloured pixels that belong to it.
    solid_px
        How many px are colour all around, i.e. no thin line, letter or speck.
    """

    box: Box
    mask: NDArray[np.bool_]
    solid_px: int


def find_overlays(planes: Planes, without: list[Box], finely: bool = False) -> list[Overlay]:
    """Coloured areas of a frame, the largest solid one first.

    Parameters
    ----------
    without
        Boxes to look past: colour bars.
    finely
        Whether areas half as thick are wanted, too.
    """
    coloured = planes.chroma > MIN_CHROMA
    ground = _coloured_ground(planes)
    if ground is not None:
        alike = _is_near(planes.high, int(ground.max())) & _is_near(planes.low, int(ground.min()))
        places = np.flatnonzero(coloured & alike)  # all others are far from the ground's colour
        colours = planes.rgb[np.unravel_index(places, coloured.shape)].astype(np.int16)
        off = np.abs(colours - ground)
        coloured.ravel()[places] = np.maximum(np.maximum(off[:, 0], off[:, 1]), off[:, 2]) > _OF_GROUND
    for box in without:
        grown = Box(box.x - 3, box.y - 3, box.w + 6, box.h + 6)
        seen = grown.intersection(Box(0, 0, planes.width, planes.height))
        if seen is not None:
            coloured[seen.slices] = False
    looked_at, scale = (coloured, 1) if finely else (halved(coloured), 2)
    islands = _within(planes, _on_picture(planes, _islands(looked_at, scale)))
    groups = _joined(islands, max(2, round(_JOIN * planes.height / 2)))
    least = _MIN_SOLID * planes.width * planes.height
    large = [part for group in groups if group[1] >= least for part in _in_panels(planes, group, islands)]
    found = [overlay_in(planes, box, solid_px) for box, solid_px in large]
    return sorted((o for o in found if o is not None), key=lambda o: -o.solid_px)


def _coloured_ground(planes: Planes) -> NDArray[np.int16] | None:
    """The flat colour that much of the picture, or a band across it, is painted with, RGB; None if grey."""
    thin = planes.rgb[::_GROUND_STEP, ::_GROUND_STEP]
    red, green, blue = (thin[..., k].astype(np.uint16) // _KIND for k in range(3))
    keys = (red * _KINDS + green) * _KINDS + blue
    counts = np.bincount(keys.ravel())
    shown = np.flatnonzero(counts)
    most = shown[np.argsort(-counts[shown], kind="stable")[:_MOST_GROUNDS]]
    for place, key in enumerate(most.tolist()):
        kinds = key // _KINDS**2, key // _KINDS % _KINDS, key % _KINDS
        if _KIND * (max(kinds) - min(kinds) + 1) - 1 <= MIN_CHROMA // 2:
            continue  # a grey
        alike = keys == key
        ground: NDArray[np.int16] = np.median(thin[alike], axis=0).astype(np.int16)
        if int(ground.max() - ground.min()) > MIN_CHROMA // 2:
            is_band = int((alike.mean(axis=1) >= _BAND).sum()) >= _LEAST_BAND
            is_most = place == 0 and counts[key] >= _MIN_GROUND * keys.size
            return ground if is_band or is_most else None
    return None


def _is_near(plane: NDArray[np.uint8], level: int) -> NDArray[np.bool_]:
    """Where a plane is within the reach of a ground's colour of a level; what is below wraps around."""
    least, most = max(0, level - _OF_GROUND), min(255, level + _OF_GROUND)
    near: NDArray[np.bool_] = plane - np.uint8(least) <= np.uint8(most - least)
    return near


def halved(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Half-size mask: True where any of the 2×2 px is."""
    h, w = mask.shape[0] // 2 * 2, mask.shape[1] // 2 * 2
    rows = np.ascontiguousarray(mask[0:h:2, :w] | mask[1:h:2, :w])
    pairs: NDArray[np.bool_] = rows.view(np.uint16) != 0
    return pairs


def solid(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels whose 5×5 neighbourhood is all in the mask; the mask is at least as large."""
    rows = mask[:-4] & mask[1:-3] & mask[2:-2] & mask[3:-1] & mask[4:]
    inner = rows[:, :-4] & rows[:, 1:-3] & rows[:, 2:-2] & rows[:, 3:-1] & rows[:, 4:]
    return np.pad(inner, 2)


def _islands(mask: NDArray[np.bool_], scale: int) -> list[Island]:
    """Bounds and solid px, in full size, of each connected area of a mask on a scale that is no speck."""
    bounds, px, solid_px = components_with(mask, solid(mask))
    kept = px >= _SPECK_PX
    return [
        (Box(x0, y0, x1 - x0, y1 - y0), scale * scale * px)
        for (x0, y0, x1, y1), px in zip((scale * bounds[kept]).tolist(), solid_px[kept].tolist(), strict=True)
    ]


def _on_picture(planes: Planes, islands: list[Island]) -> list[Island]:
    """The islands without coloured text on black: beside a box it would count as a part of its outline."""
    lit = planes.high[::_THIN, ::_THIN] >= _LIT
    return [one for one in islands if one[1] > 0 or _lit_around(lit, one[0]) >= _MIN_LIT]


def _lit_around(lit: NDArray[np.bool_], box: Box) -> float:
    """The share of what is lit, thinned, in a box and around it."""
    rows = slice(max(0, box.y // _THIN - 1), box.bottom // _THIN + 2)
    part = lit[rows, max(0, box.x // _THIN - 1) : box.right // _THIN + 2]
    return np.count_nonzero(part) / max(1, part.size)


def _within(planes: Planes, islands: list[Island]) -> list[Island]:
    """The islands without a coloured wall, desktop or window around others, which would join them.

    It reaches three of the picture's edges, or one along much of it: where its colour pales to grey it ends.
    """
    return [one for one in islands if not _is_around(one[0], planes.width, planes.height)]


def _is_around(box: Box, width: int, height: int) -> bool:
    across = (box.x, width - box.right, width, box.h / height)
    down = (box.y, height - box.bottom, height, box.w / width)
    n_reached, is_along = 0, False
    for before, after, size, long in (across, down):
        n_reached += sum(left <= (1 - _SURROUNDS) * size for left in (before, after))
        is_along |= min(before, after) <= _AT_EDGE_PX and long >= _ALONG
    return n_reached >= _SURROUNDING or is_along


def _joined(islands: list[Island], reach: int) -> list[Island]:
    """Islands merged with those near them; what holds no solid colour only joins what does."""
    grown = _merged([i for i in islands if i[1] > 0], reach)
    specks = np.array([(b.x, b.y, b.right, b.bottom) for b, px in islands if px == 0]).reshape(-1, 4)
    while len(specks):
        taken = np.zeros(len(specks), dtype=bool)
        for k, (box, solid_px) in enumerate(grown):
            near = ~taken & _are_near(specks, box, reach)
            if near.any():
                x0, y0 = np.minimum(specks[near, :2].min(axis=0), (box.x, box.y)).tolist()
                x1, y1 = np.maximum(specks[near, 2:].max(axis=0), (box.right, box.bottom)).tolist()
                grown[k] = (Box(x0, y0, x1 - x0, y1 - y0), solid_px)
                taken |= near
        if not taken.any():
            break
        specks = specks[~taken]
        grown = _merged(grown, reach)
    return grown


def _in_panels(planes: Planes, group: Island, islands: list[Island]) -> list[Island]:
    """An area cut in two where it reaches over the dark gap between two panels."""
    box, solid_px = group
    for parts in (_beside_gap(planes, box), _about_level_gap(planes, box)):
        told = [(part, sum(px for b, px in islands if part.contains_point(*b.centre))) for part in parts]
        if told and min(px for _, px in told) >= _PART_OF_TWO * solid_px:
            return told
    return [group]


def _beside_gap(planes: Planes, box: Box) -> tuple[Box, ...]:
    """The parts left and right of dark columns that go on above and below a box; none without any."""
    more = round(_GOES_ON * box.h)
    rows = slice(max(0, box.y - more), box.bottom + more, 2)
    at = _gap_in((planes.high[rows, box.x : box.right] >= _DARK_GAP).mean(axis=0))
    if at is None:
        return ()
    first, last = at
    return Box(box.x, box.y, first, box.h), Box(box.x + last, box.y, box.w - last, box.h)


def _about_level_gap(planes: Planes, box: Box) -> tuple[Box, ...]:
    """The parts above and below dark rows that go on at both sides of a box; none without any."""
    more = round(_GOES_ON * box.w)
    columns = slice(max(0, box.x - more), box.right + more, 2)
    at = _gap_in((planes.high[box.y : box.bottom, columns] >= _DARK_GAP).mean(axis=1))
    if at is None:
        return ()
    first, last = at
    return Box(box.x, box.y, box.w, first), Box(box.x, box.y + last, box.w, box.h - last)


def _gap_in(lit: NDArray[np.floating]) -> tuple[int, int] | None:
    """Where the longest run of dark lines begins and ends; None unless there is one of some px."""
    first, last = longest_run(lit <= _MOSTLY_DARK)
    return (first, last) if last - first >= _LEAST_GAP_PX and first > 0 and last < len(lit) else None


def _are_near(bounds: NDArray[np.int64], box: Box, reach: int) -> NDArray[np.bool_]:
    """Which of some bounds (left, top, right, bottom) are near a box."""
    aside = np.maximum(bounds[:, 0], box.x) - np.minimum(bounds[:, 2], box.right)
    along = np.maximum(bounds[:, 1], box.y) - np.minimum(bounds[:, 3], box.bottom)
    near: NDArray[np.bool_] = (aside <= reach) & (along <= reach)
    return near


def _merged(islands: list[Island], reach: int) -> list[Island]:
    """Islands merged until no two are near each other."""
    bounds = np.array([(b.x, b.y, b.right, b.bottom) for b, _ in islands], dtype=np.int64).reshape(-1, 4)
    solid_px = np.array([px for _, px in islands], dtype=np.int64)
    while len(bounds) > 1:
        group = linked(len(bounds), *_near_pairs(bounds, reach))
        if int(group.max()) + 1 == len(bounds):
            break
        order = np.argsort(group, kind="stable")
        first = np.flatnonzero(np.diff(group[order], prepend=-1))
        low = np.minimum.reduceat(bounds[order, :2], first)
        high = np.maximum.reduceat(bounds[order, 2:], first)
        bounds, solid_px = np.hstack([low, high]), np.add.reduceat(solid_px[order], first)
    boxes = [Box(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in bounds.tolist()]
    return list(zip(boxes, solid_px.tolist(), strict=True))


def _near_pairs(bounds: NDArray[np.int64], reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of some bounds (left, top, right, bottom) are near which others, some at a time."""
    pairs = []
    for start in range(0, len(bounds), _AT_ONCE):
        some = bounds[start : start + _AT_ONCE, None]
        apart = np.maximum(some[..., :2], bounds[:, :2]) - np.minimum(some[..., 2:], bounds[:, 2:])
        one, other = np.nonzero((apart <= reach).all(axis=2))
        pairs.append((one[one + start < other] + start, other[one + start < other]))
    return np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs])


def _union(a: Box, b: Box) -> Box:
    x, y = min(a.x, b.x), min(a.y, b.y)
    return Box(x, y, max(a.right, b.right) - x, max(a.bottom, b.bottom) - y)


def overlay_in(planes: Planes, box: Box, solid_px: int) -> Overlay | None:
    """The colour in a box, trimmed to rows and columns that hold more than a speck of it.

    Compression spreads strong colours over what is around them: so more is asked of a pixel near them.
    """
    chroma = planes.chroma[box.slices]
    coloured = chroma > MIN_CHROMA
    if not coloured.any():
        return None
    part = coloured & (chroma > _SPREAD * slid(chroma, _SPREAD_PX, np.maximum))
    if np.count_nonzero(part) <= (1 - _LOST) * np.count_nonzero(coloured):
        part |= _in_areas(chroma, _thicker_than_lines(planes.height))
    return _trimmed(box, part, solid_px)


def _in_areas(chroma: NDArray[np.uint8], size: int) -> NDArray[np.bool_]:
    """Pixels of areas of colour, wider than `size`, that are pale beside thin lines only: at an outline."""
    plane = np.pad(chroma, size)
    areas = slid(slid(plane, size, np.minimum), size, np.maximum)
    strong = areas > _HALF * slid(areas, _SPREAD_PX, np.maximum)
    found: NDArray[np.bool_] = ((areas > MIN_CHROMA) & strong)[size:-size, size:-size]
    return found


def _trimmed(box: Box, part: NDArray[np.bool_], solid_px: int) -> Overlay | None:
    """Colour in a box, trimmed to rows and columns that hold more than a speck of it."""
    rows = np.flatnonzero(part.sum(axis=1) >= max(3, 0.02 * box.w))
    columns = np.flatnonzero(part.sum(axis=0) >= max(3, 0.02 * box.h))
    if not rows.size or not columns.size:
        return None
    y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    return Overlay(Box(box.x + x0, box.y + y0, x1 - x0, y1 - y0), part[y0:y1, x0:x1], solid_px)


def without_thin(overlay: Overlay, height: int) -> Overlay | None:
    """An area without its lines and letters, on a frame of this height; None if nothing is left."""
    size = _thicker_than_lines(height)
    plane = np.pad(overlay.mask, size).view(np.uint8)
    opened = slid(slid(plane, size, np.minimum), size, np.maximum)
    mask = np.ascontiguousarray(opened[size:-size, size:-size]).view(np.bool_)
    return _trimmed(overlay.box, mask, overlay.solid_px)


def _thicker_than_lines(height: int) -> int:
    """Px that lines and strokes of letters are thinner than, on a frame of this height; odd."""
    return 2 * max(2, round(_THIN_LINE * height / 2)) + 1


def has_line_beyond(overlay: Overlay, inner: Box) -> bool:
    """Whether a row or column of an area beyond an inner box is coloured along much of it: an outline's."""
    box = inner.shifted(-overlay.box.x, -overlay.box.y)
    mask = overlay.mask
    across, down = mask[box.y : box.bottom].mean(axis=0), mask[:, box.x : box.right].mean(axis=1)
    beyond = across[: box.x], across[box.right :], down[: box.y], down[box.bottom :]
    return max(float(line.max(initial=0)) for line in beyond) >= _OUTLINED


def gap(a: Box, b: Box) -> int:
    """Px between two boxes along the axis where they are farther apart; below 0 where they overlap."""
    return max(max(a.x, b.x) - min(a.right, b.right), max(a.y, b.y) - min(a.bottom, b.bottom))


def in_two_panels(planes: Planes, one: Box, other: Box) -> bool:
    """Whether the dark gap between two panels parts two areas."""
    box = _union(one, other)
    cuts = (_beside_gap(planes, box), _about_level_gap(planes, box))
    return any(
        parts and parts[0].contains_point(*one.centre) != parts[0].contains_point(*other.centre)
        for parts in cuts
    )


def linked_to(boxes: list[Box], overlays: list[Overlay], reach: float) -> list[Overlay]:
    """The areas near some boxes, and those near such areas, and so on."""
    reached, linked, left = list(boxes), [], list(overlays)
    while near := [one for one in left if any(gap(one.box, box) <= reach for box in reached)]:
        linked += near
        reached = [one.box for one in near]
        left = [one for one in left if one not in near]
    return linked


def united(planes: Planes, overlays: list[Overlay]) -> Overlay | None:
    """All the colour in the bounds of several overlays."""
    box = overlays[0].box
    for overlay in overlays[1:]:
        box = _union(box, overlay.box)
    return overlay_in(planes, box, sum(overlay.solid_px for overlay in overlays))
