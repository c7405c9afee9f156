"""The bar of a quality map: percent, a share, or words; never a stiffness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation.styles.arrange import NoRoomError
from dlre_gui.simulation.styles.chance import between, pick
from dlre_gui.simulation.styles.corners import free_corner
from dlre_gui.simulation.styles.palettes import LEVELS, palette
from dlre_gui.simulation.styles.words import LOW_HIGH

if TYPE_CHECKING:
    from numpy.random import Generator

    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.canvas import Canvas


def draw_quality_bar(
    rng: Generator, canvas: Canvas, look: Appearance, name: str, panel: Box, swe_box: Box
) -> None:
    """In a free corner of the map's panel; nothing where there is none."""
    low, high = pick(rng, (("0 %", "100 %"), ("0.0", "1.0"), LOW_HIGH[look.language], ("", "")))
    width = round(between(rng, 10, 22) * canvas.unit)
    height = round(between(rng, 90, 220) * canvas.unit)
    line = canvas.line_height()
    reach = max(canvas.width_of(low), canvas.width_of(high), width + 2)
    try:
        size = (round(reach) + 4, round(height + 2.4 * line))
        place = free_corner(panel, size, [swe_box], prefer_right=True)
    except NoRoomError:
        return
    strip = Box(round(place.centre[0] - width / 2), round(place.y + 1.2 * line), width, height)
    level = np.rint(np.linspace(LEVELS - 1, 0, height)).astype(int)
    rows = palette(name)[level]
    canvas.paste(np.ascontiguousarray(np.repeat(rows[:, None, :], width, axis=1)), strip)
    canvas.text(strip.centre[0], strip.y - 1.1 * line, high, look.text, anchor="m")
    canvas.text(strip.centre[0], strip.bottom + 0.05 * line, low, look.text, anchor="m")
