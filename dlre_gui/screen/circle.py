"""Circles drawn in white over the SWE box: the Q-Boxes' places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.geometry import Circle

_MAX_CIRCLES = 4
_TRIALS = 4000
_MAX_POINTS = 6000
_MIN_CONTRAST = 32  # of the darkest channel over its neighbourhood, grey levels
_MIN_RADIUS_PX = 5.0
_MIN_COVERAGE = 0.72  # of the circle's length
_MIN_LEAD = 0.4  # over rings a few px within and without
_ANGLES = np.linspace(0, 2 * np.pi, 72, endpoint=False)


def find_circles(low: NDArray[np.uint8], inside: NDArray[np.bool_]) -> list[Circle]:
    """Thin bright circles in a region, the best drawn one first.

    Over a coloured overlay the darkest channel is dim, a white line lifts it.

    Parameters
    ----------
    low
        Darkest channel, uint8, shape (h, w).
    inside
        bool, same shape: where to look.

    Returns
    -------
    list of Circle
        In px of `low`.
    """
    line = _thin_and_bright(low) & inside
    circles: list[Circle] = []
    while len(circles) < _MAX_CIRCLES:
        circle = _best_circle(line)
        if circle is None:
            break
        circles.append(circle)
        ys, xs = np.nonzero(line)
        near = np.abs(np.hypot(xs + 0.5 - circle.x, ys + 0.5 - circle.y) - circle.radius) <= 4
        line[ys[near], xs[near]] = False
    return circles


def _thin_and_bright(low: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Pixels brighter than the ground left after removing all that is thinner than 7 px."""
    from scipy import ndimage

    ground = ndimage.grey_opening(low, size=(7, 7))
    bright: NDArray[np.bool_] = (low.astype(np.int16) - ground) >= _MIN_CONTRAST
    return bright


def _best_circle(line: NDArray[np.bool_]) -> Circle | None:
    """The circle through three of the pixels that most of its length lies on line pixels."""
    ys, xs = np.nonzero(line)
    if len(xs) < 24:
        return None
    points = np.stack([xs + 0.5, ys + 0.5], axis=1)
    rng = np.random.default_rng(0)
    if len(points) > _MAX_POINTS:
        points = rng.choice(points, _MAX_POINTS, replace=False)
    centres, radii = _through_three(points[rng.integers(len(points), size=(_TRIALS, 3))])
    h, w = line.shape
    fits = (radii >= _MIN_RADIUS_PX) & (radii <= 0.6 * min(h, w))
    fits &= (centres[:, 0] > 0) & (centres[:, 0] < w) & (centres[:, 1] > 0) & (centres[:, 1] < h)
    if not fits.any():
        return None
    thick = _thickened(line)
    candidates = np.column_stack([centres[fits], radii[fits]])
    covered = _coverage(thick, candidates)
    best = _refined(points, candidates[int(np.argmax(covered))])
    return _accepted(thick, best)


def _accepted(thick: NDArray[np.bool_], circle: NDArray[np.float64]) -> Circle | None:
    apart = np.array([[0, 0, 0], [0, 0, -4.5], [0, 0, 4.5]])
    around = circle + apart
    on, within, without = _coverage(thick, around)
    if on < _MIN_COVERAGE or on - max(within, without) < _MIN_LEAD:
        return None
    return Circle(float(circle[0]), float(circle[1]), float(circle[2]))


def _thickened(line: NDArray[np.bool_]) -> NDArray[np.bool_]:
    from scipy import ndimage

    thick: NDArray[np.bool_] = ndimage.binary_dilation(line)
    return thick


def _coverage(thick: NDArray[np.bool_], circles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of each circle (x, y, radius) that lies on line pixels."""
    h, w = thick.shape
    xs = (circles[:, :1] + circles[:, 2:] * np.cos(_ANGLES)).astype(np.int64)
    ys = (circles[:, 1:2] + circles[:, 2:] * np.sin(_ANGLES)).astype(np.int64)
    shown = (xs >= 0) & (xs < w) & (ys >= 0) & (ys < h)
    covered: NDArray[np.float64] = (thick[ys.clip(0, h - 1), xs.clip(0, w - 1)] & shown).mean(axis=1)
    return covered


def _through_three(
    triples: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centres and radii of circles through three points each; radius NaN where they lie in line."""
    a, b, c = triples[:, 0], triples[:, 1], triples[:, 2]
    ab, ac = b - a, c - a
    cross = 2 * (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])
    cross = np.where(np.abs(cross) < 1e-6, np.nan, cross)
    ab2, ac2 = (ab**2).sum(axis=1), (ac**2).sum(axis=1)
    offset = np.stack(
        [(ac[:, 1] * ab2 - ab[:, 1] * ac2) / cross, (ab[:, 0] * ac2 - ac[:, 0] * ab2) / cross], axis=1
    )
    return a + offset, np.hypot(offset[:, 0], offset[:, 1])


def _refined(points: NDArray[np.float64], circle: NDArray[np.float64]) -> NDArray[np.float64]:
    """The circle fitted to the points near it by least squares."""
    for reach in (2.5, 1.8, 1.5):
        distance = np.hypot(points[:, 0] - circle[0], points[:, 1] - circle[1])
        near = points[np.abs(distance - circle[2]) <= reach]
        if len(near) < 12:
            break
        system = np.column_stack([2 * near, np.ones(len(near))])
        x, y, rest = np.linalg.lstsq(system, (near**2).sum(axis=1), rcond=None)[0]
        circle = np.array([x, y, np.sqrt(max(0.0, rest + x * x + y * y))])
    return circle
