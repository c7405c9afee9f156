"""Fitting of circles to the points of strokes."""

import numpy as np

from dlre_gui.screen.circle import _first_drawn, _refined
from dlre_gui.screen.strokes import Strokes


def on_circle(x: float, y: float, radius: float, n: int = 90) -> Strokes:
    angle = np.linspace(0, 2 * np.pi, n, endpoint=False)
    across = np.cos(angle), np.sin(angle)
    return Strokes(
        (x + radius * across[0]).astype(np.float32), (y + radius * across[1]).astype(np.float32), *across
    )


def test_rough_circles_are_fitted_each_to_the_points_near_it() -> None:
    one, other = on_circle(800.3, 40.7, 31.2), on_circle(120.5, 300.25, 12.6)
    both = Strokes(
        *(np.concatenate([getattr(s, a) for s in (one, other)]) for a in ("x", "y", "normal_x", "normal_y"))
    )
    rough = np.array([[801.0, 40.0, 30.5], [121.2, 300.0, 13.4], [500.0, 500.0, 20.0]])
    fitted = _refined(both, rough)
    assert np.abs(fitted[:2] - [[800.3, 40.7, 31.2], [120.5, 300.25, 12.6]]).max() < 1e-3
    assert np.allclose(fitted[2], rough[2])  # no points are near it
    found = _first_drawn(both, fitted[::-1])
    assert found is not None
    assert abs(found.x - 120.5) < 1e-3


def test_points_of_a_straight_line_are_no_circle() -> None:
    along = np.arange(60, dtype=np.float32)
    line = Strokes(along, np.full(60, 7, np.float32), np.zeros(60), np.ones(60))
    fitted = _refined(line, np.array([[30.0, 507.0, 500.0]]))
    assert np.isfinite(fitted).all()
    assert _first_drawn(line, fitted) is None
