"""Places inside a panel, in its corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles.arrange import NoRoomError

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 6


def free_corner(panel: Box, size: tuple[int, int], taken: Sequence[Box], prefer_right: bool) -> Box:
    """A place of this size in a corner of the panel that touches nothing taken.

    Raises
    ------
    NoRoomError
        If no corner is free.
    """
    width, height = size
    left, right = panel.x + MARGIN, panel.right - width - MARGIN
    top, bottom = panel.y + MARGIN, panel.bottom - height - MARGIN
    columns = (right, left) if prefer_right else (left, right)
    for y in (top, bottom):
        for x in columns:
            place = Box(x, y, width, height)
            if place.intersection(panel) != place:
                continue  # what is wider than the panel would hide the bar beside it, or leave the picture
            grown = Box(x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN)
            if all(grown.intersection(box) is None for box in taken):
                return place
    raise NoRoomError("no corner of the panel is free")
