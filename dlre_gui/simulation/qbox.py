"""The Q-Box: where the sonographer puts the circle, and the values in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.findings import QBox, Unit
from dlre_gui.domain.geometry import Circle
from dlre_gui.simulation import assumptions as a

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.simulation.view import BoxSector, View


def place_circle(
    rng: Generator,
    view: View,
    box: BoxSector,
    origin: tuple[int, int],
    stiffness_kpa: NDArray[np.float32],
    diameter_mm: float,
) -> tuple[float, float, float]:
    """Centre and radius in px of the box's rectangle (whose corner is `origin` in the panel).

    Of some random places wholly in the box, the one with the fewest voids and the calmest map.
    """
    radius_mm = min(diameter_mm, box.far - box.near - 2 * a.QBOX_MARGIN_MM) / 2
    reach = radius_mm + a.QBOX_MARGIN_MM
    best, best_cost = (0.0, 0.0, 0.0), np.inf
    for _ in range(a.QBOX_TRIES):
        depth = rng.uniform(box.near + reach, max(box.near + reach, box.far - reach))
        side = reach / (a.PROBE_RADIUS_MM + depth)
        angle = rng.uniform(box.left + side, max(box.left + side, box.right - side))
        x, y = view.point(float(depth), float(angle))
        circle = (x - origin[0], y - origin[1], radius_mm * view.px_per_mm)
        values = stiffness_kpa[inside_circle(stiffness_kpa.shape, circle)]
        known = values[np.isfinite(values)]
        spread = float(known.std() / known.mean()) if known.size else 1.0
        cost = 4.0 * (1 - known.size / values.size) + spread
        if cost < best_cost:
            best, best_cost = circle, cost
    return best


def inside_circle(shape: tuple[int, ...], circle: tuple[float, float, float]) -> NDArray[np.bool_]:
    """Pixels whose centre lies in the circle."""
    x, y, radius = circle
    columns, rows = np.arange(shape[1]) + 0.5 - x, np.arange(shape[0]) + 0.5 - y
    return np.asarray(columns[None, :] ** 2 + rows[:, None] ** 2 <= radius**2)


def measure(
    stiffness_kpa: NDArray[np.float32],
    circle: tuple[float, float, float],
    origin: tuple[int, int],
    diameter_mm: float,
) -> QBox:
    """The values as burned in: one decimal in kPa, of the pixels with signal, not cut off at the scale."""
    values = stiffness_kpa[inside_circle(stiffness_kpa.shape, circle)]
    known = values[np.isfinite(values)].astype(np.float64)
    on_screen = Circle(circle[0] + origin[0], circle[1] + origin[1], circle[2])
    if known.size == 0:
        return QBox(diameter_mm=round(diameter_mm, 1), unit=Unit.KPA, circle=on_screen, source="simulated")
    void = 1 - known.size / values.size
    stability = (
        a.STABILITY_BASE - a.STABILITY_PER_VOID * void - a.STABILITY_PER_CV * known.std() / known.mean()
    )
    return QBox(
        mean=round(float(known.mean()), 1),
        minimum=round(float(known.min()), 1),
        maximum=round(float(known.max()), 1),
        sd=round(float(known.std()), 1),
        diameter_mm=round(diameter_mm, 1),
        si_percent=float(round(float(np.clip(stability, 0, 100)))),
        unit=Unit.KPA,
        circle=on_screen,
        source="simulated",
    )
