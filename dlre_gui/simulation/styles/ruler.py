"""The depth ruler beside a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlre_gui.simulation.styles.chance import chance, pick

if TYPE_CHECKING:
    from numpy.random import Generator

    from dlre_gui.domain.geometry import Box
    from dlre_gui.simulation.styles.appearance import Appearance
    from dlre_gui.simulation.styles.canvas import Canvas
    from dlre_gui.simulation.styles.sight import Sight

MIN_NUMBER_GAP = 1.7  # font px between numbers


def draw_ruler(rng: Generator, canvas: Canvas, look: Appearance, panel: Box, sight: Sight) -> None:
    """Ticks a cm (longer every 5), half ticks perhaps, numbers perhaps."""
    per_cm = sight.px_per_mm * 10
    sign = -1 if look.ruler_left else 1
    edge = panel.x - 1 if look.ruler_left else panel.right
    halves, decimals = chance(rng, 0.4), pick(rng, (0, 0, 1))
    step = next(n for n in (1, 2, 5, 10) if n * per_cm >= MIN_NUMBER_GAP * canvas.font_px)
    zero = panel.y + sight.top
    shows_zero = chance(rng, 0.6)
    for half in range(int(sight.seen_mm / 5 + 1e-6) + 1):
        centimetres, y = half / 2, zero + half * per_cm / 2
        whole = half % 2 == 0
        if not whole and not halves:
            continue
        length = (5 if whole else 3) + (4 if whole and centimetres % 5 == 0 else 0)
        canvas.line([(edge, y), (edge + sign * length * canvas.unit, y)], look.text, 1.2)
        if look.ruler == "numbers" and whole and centimetres % step == 0 and (half or shows_zero):
            at = edge + sign * 13 * canvas.unit
            label = f"{centimetres:.{decimals}f}"
            canvas.text(at, y - 0.62 * canvas.font_px, label, look.text, 0.9, anchor="r" if sign < 0 else "l")
