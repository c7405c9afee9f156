"""Q-Boxes: where their circles lie, and the values as burned in."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Circle
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.qbox import inside_circle
from dlre_gui.simulation.styles.chance import between
from dlre_gui.simulation.styles.overlay import speed

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.simulation.styles.appearance import PanelLook

TRIES = 50
Ring = tuple[float, float, float]  # x, y, radius


def place_circles(
    rng: Generator, count: int, kpa: NDArray[np.float32], inside: NDArray[np.bool_], px_per_mm: float
) -> list[Ring]:
    """Up to `count` circles wholly in the region, apart from one another; px of its rectangle."""
    placed: list[Ring] = []
    largest = 0.48 * min(inside.shape) / (1 if count == 1 else 1.7)
    for _ in range(count):
        best, best_void = None, 2.0
        radius = min(between(rng, 4, 10) * px_per_mm, largest * between(rng, 0.6, 0.95))
        for attempt in range(TRIES):
            ring = _somewhere(rng, inside.shape, radius * 0.97**attempt)
            if not _fits(ring, inside, placed):
                continue
            void = float(np.isnan(kpa[inside_circle(kpa.shape, ring)]).mean())
            if void < best_void:
                best, best_void = ring, void
            if void < 0.02 or attempt > TRIES // 2:
                break
        if best is not None:
            placed.append(best)
    return placed


def _somewhere(rng: Generator, shape: tuple[int, ...], radius: float) -> Ring:
    reach = radius + 2
    x = between(rng, reach, max(reach, shape[1] - reach))
    return x, between(rng, reach, max(reach, shape[0] - reach)), radius


def _fits(ring: Ring, inside: NDArray[np.bool_], placed: list[Ring]) -> bool:
    x, y, radius = ring
    if any(np.hypot(x - ox, y - oy) < radius + other + 4 for ox, oy, other in placed):
        return False
    for step in range(24):
        column, row = x + (radius + 2) * cos(step * pi / 12), y + (radius + 2) * sin(step * pi / 12)
        if not (0 <= row < inside.shape[0] and 0 <= column < inside.shape[1]):
            return False
        if not inside[int(row), int(column)]:
            return False
    return True


def measured(
    ring: Ring, kpa: NDArray[np.float32], look: PanelLook, px_per_mm: float, origin: tuple[float, float]
) -> QBox:
    """The values in the panel's unit, rounded to its decimals, of the pixels with signal.

    Only the fields that the panel shows; not cut off at the scale's maximum. `origin` is the
    rectangle's corner on the frame.
    """
    x, y, radius = ring
    circle = Circle(x + origin[0], y + origin[1], radius)
    unit = Unit(look.unit)
    diameter = round(2 * radius / px_per_mm, 1) if "diameter_mm" in look.fields else None
    values = kpa[inside_circle(kpa.shape, ring)]
    known = values[np.isfinite(values)]
    if known.size == 0:
        return QBox(diameter_mm=diameter, unit=unit, circle=circle, source="simulated")
    shown = (known if unit is Unit.KPA else speed(known)).astype(np.float64)

    def written(name: str, value: float) -> float | None:
        return round(float(value), look.decimals) if name in look.fields else None

    stability = None
    if "si_percent" in look.fields:
        stability = _stability(1 - known.size / values.size, float(shown.std() / shown.mean()))
    return QBox(
        mean=written("mean", shown.mean()),
        minimum=written("minimum", shown.min()),
        maximum=written("maximum", shown.max()),
        sd=written("sd", shown.std()),
        diameter_mm=diameter,
        si_percent=stability,
        unit=unit,
        circle=circle,
        source="simulated",
    )


def _stability(void: float, variation: float) -> float:
    index = a.STABILITY_BASE - a.STABILITY_PER_VOID * void - a.STABILITY_PER_CV * variation
    return float(round(min(100.0, max(0.0, index))))
