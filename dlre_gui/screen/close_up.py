"""A closer look at a panel of values that lies over the edge of a B-mode picture.

On the whole screen text there cannot be told from the picture at little cost, and parts of it are lost.
But where some of a panel was read, its strokes are known to be thin and bright: all that is thinner and
about as bright is text too, whatever shines through the panel.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Box, around
from dlre_gui.screen.plane_text import PlaneText
from dlre_gui.screen.planes import slid
from dlre_gui.screen.screen_text import ScreenText
from dlre_gui.screen.text_lines import lines_in

_AROUND = 3.0  # row heights: a row that may be lost at a panel's edges
_ASIDE = 8.0
_NARROW = 1.2  # of a row's height: characters are narrower, or not so high
_TALLER = 1.7  # times the usual height of a row: characters
_LOWER = 0.55  # of it: rows
_LEVEL = 210  # of the text on the plane


def close_up(text: ScreenText, told: Sequence[Box]) -> PlaneText | None:
    """The text where some pieces stand, seen more closely; None where no picture is near.

    Parameters
    ----------
    told
        Pieces of the text, at least one, that belong to a panel.
    """
    height = sorted(piece.h for piece in told)[len(told) // 2]
    area = _grown(around(told), round(_ASIDE * height), round(_AROUND * height)).intersection(text.frame)
    if area is None or not text.is_near_picture(area):
        return None
    plane = _strokes(text.high[area.slices], round(_NARROW * height))
    for box in text.looked_past:
        hidden = box.intersection(area)
        if hidden is not None:
            plane[hidden.shifted(-area.x, -area.y).slices] = 0
    level = np.median([plane[piece.shifted(-area.x, -area.y).slices].max() for piece in told])
    bright = np.minimum(plane * (_LEVEL / max(float(level), 1.0)), 255).astype(np.uint8)
    lines = [line for line in lines_in(bright, round(_TALLER * height)) if line.h >= _LOWER * height]
    closer = PlaneText(bright, lines, (area.x, area.y), text.reader)
    closer.remember(text, lambda piece: not text.is_near_picture(piece))
    return closer


def _strokes(high: NDArray[np.uint8], widest_px: int) -> NDArray[np.uint8]:
    """How much brighter each pixel is than what is left when all that is narrow is taken away."""
    ground = slid(slid(high, widest_px, np.minimum), widest_px, np.maximum)
    return high - ground


def _grown(box: Box, aside: int, along: int) -> Box:
    return Box(box.x - aside, box.y - along, box.w + 2 * aside, box.h + 2 * along)
