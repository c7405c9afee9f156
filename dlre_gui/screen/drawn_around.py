"""All that hangs together with a coloured area by lines drawn around it: coloured or white, dashed or not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.overlay import MIN_CHROMA, Overlay, halved
from dlre_gui.screen.planes import Planes, slid

_AROUND = 1.5  # of the colour's longer side is looked at on each side
_LEAST_AROUND = 0.14  # of the frame's height
_GAP = 16 / 1080  # of the frame's height: between two dashes
_SLACK_PX = 2  # more is a line
_WHITE = 200  # grey levels, in all channels: so bright lines are drawn


def drawn_around(planes: Planes, overlay: Overlay) -> Iterator[Overlay]:
    """An area with what reaches it of all that is coloured around it, and with what is white, too.

    Over gaps as between dashes, too. Nothing where an area stands alone; with what is white also where
    that lies on its own edge.
    """
    region = _region(planes, overlay.box)
    part, own = planes.cut(region), overlay.box.shifted(-region.x, -region.y)
    coloured = part.chroma > MIN_CHROMA
    coloured[own.slices] |= overlay.mask
    before = _grown(own, _SLACK_PX)
    white = part.low >= _WHITE
    seen = before.intersection(Box(0, 0, region.w, region.h)) or own
    for drawn, is_more in ((coloured, False), (coloured | white, bool(white[seen.slices].any()))):
        box, reached = _reached(halved(drawn), gap_on(planes.height) // 2, own, overlay.mask)
        if is_more or not before.contains(box):
            mask = reached.repeat(2, axis=0).repeat(2, axis=1)[: box.h, : box.w] & drawn[box.slices]
            yield Overlay(box.shifted(region.x, region.y), mask, overlay.solid_px)
        before = _grown(box, _SLACK_PX)


def gap_on(height: int) -> int:
    """Px between two dashes of a line, at most, on a frame of this height."""
    return round(_GAP * height)


def _region(planes: Planes, seen: Box) -> Box:
    px = round(max(_LEAST_AROUND * planes.height, _AROUND * max(seen.w, seen.h)))
    return _grown(seen, px).intersection(Box(0, 0, planes.width, planes.height)) or seen


def _grown(box: Box, px: int) -> Box:
    return Box(box.x - px, box.y - px, box.w + 2 * px, box.h + 2 * px)


def _reached(
    half: NDArray[np.bool_], gap_px: int, own: Box, seen: NDArray[np.bool_]
) -> tuple[Box, NDArray[np.bool_]]:
    """Bounds of what hangs together, over gaps, with an area seen in a box, and this part of the mask.

    Parameters
    ----------
    half, gap_px
        Of half the size.
    own, seen
        Of full size.
    """
    from scipy import ndimage

    labels, _ = ndimage.label(slid(half.view(np.uint8), gap_px, np.maximum))
    ys, xs = np.nonzero(seen[::4, ::4])
    rows, columns = (ys * 4 + own.y) // 2, (xs * 4 + own.x) // 2
    within = (rows < labels.shape[0]) & (columns < labels.shape[1])
    found = np.bincount(labels[rows[within], columns[within]]).argmax()
    y, x = ndimage.find_objects(labels, found)[-1]
    reached = half[y, x] & (labels[y, x] == found)
    tall, wide = np.flatnonzero(reached.any(axis=1)), np.flatnonzero(reached.any(axis=0))
    part = reached[tall[0] : tall[-1] + 1, wide[0] : wide[-1] + 1]
    box = Box(2 * int(x.start + wide[0]), 2 * int(y.start + tall[0]), 2 * part.shape[1], 2 * part.shape[0])
    return box, part
