"""Fitting of circles to the points of strokes."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from dlre_gui.screen.circle import _first_drawn, _refined, find_circles, missing_circles
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


def _map(height: int = 160, width: int = 200) -> np.ndarray:
    """Dark on the left, light on the right."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:, : width // 2], picture[:, width // 2 :] = (20, 60, 40), (235, 220, 200)
    return ndimage.gaussian_filter(picture, (0, 3, 0))


def _drawn(x: float, y: float, radius: float, dashes: int = 0) -> np.ndarray:
    picture = Image.fromarray(_map())
    around = (x - radius, y - radius, x + radius, y + radius)
    steps = np.arange(dashes) * 360 / dashes if dashes else [0.0]
    for start in steps:
        end = start + (180 / dashes if dashes else 360)
        ImageDraw.Draw(picture).arc(around, start, end, fill=(130, 150, 120), width=2)
    return np.asarray(picture)


@pytest.mark.parametrize(("x", "radius", "dashes"), [(60, 10, 8), (100, 25, 0)], ids=["dashed", "two-tone"])
def test_circle_less_clearly_drawn_is_found_where_the_panel_tells_of_it(
    x: float, radius: float, dashes: int
) -> None:
    """A small dashed one, and one that is brighter than half of its ground and darker than the other."""
    picture = _drawn(x, 80, radius, dashes)
    inside = np.ones(picture.shape[:2], dtype=np.bool_)
    assert find_circles(picture, inside) == []
    found = missing_circles(picture, inside, [], 1)
    assert len(found) == 1
    assert np.hypot(found[0].x - x, found[0].y - 80) <= 1.5
    assert abs(found[0].radius - radius) <= 1.5


def test_known_circle_is_not_found_again() -> None:
    picture = _drawn(60, 80, 10, 8)
    inside = np.ones(picture.shape[:2], dtype=np.bool_)
    known = missing_circles(picture, inside, [], 1)
    assert missing_circles(picture, inside, known, 3) == []
