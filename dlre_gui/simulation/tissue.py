"""Echo strength of the abdominal wall and the liver on the beam grid, in dB over liver."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.fields import smooth_noise

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.simulation.view import BoxSector


@dataclass(frozen=True, slots=True)
class Vessel:
    """A tube seen from its side or cut across; mm, x to the right of and y below the probe's centre."""

    x: float
    y: float
    length: float
    direction: float
    radius: float
    bright_wall: bool

    def distance(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
        """Distance in mm from the tube's axis, growing towards its thin end."""
        along_x, along_y = cos(self.direction), sin(self.direction)
        along = np.clip((x - self.x) * along_x + (y - self.y) * along_y, 0, self.length)
        bend = 0.05 * self.length * np.sin(np.pi * along / self.length)
        across_x, across_y = -along_y * bend, along_x * bend
        aside = np.hypot(x - self.x - along * along_x - across_x, y - self.y - along * along_y - across_y)
        taper = 0.6 * self.radius * (along / self.length) ** 2
        return np.asarray(aside + taper, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What lies under the probe. `diaphragm_mm` is None where it is not seen."""

    capsule_mm: float
    coarseness_db: float
    vessels: tuple[Vessel, ...]
    diaphragm_mm: float | None
    diaphragm_tilt_mm: float  # deeper by this much a radian to the right
    shadow: tuple[float, float] | None  # beam angle and half width, rad


def draw_anatomy(
    rng: Generator, capsule_mm: float, texture: a.Texture, depth_mm: float, box: BoxSector
) -> Anatomy:
    """Vessels of a liver; large ones keep clear of the box, as sonographers see to."""
    vessels = []
    for _ in range(int(rng.integers(6, 13))):
        vessel = _draw_vessel(rng, capsule_mm, depth_mm)
        if vessel.radius < 0.9 or not _touches(vessel, box):
            vessels.append(vessel)
    diaphragm = depth_mm * rng.uniform(*a.DIAPHRAGM_AT) if rng.random() < a.DIAPHRAGM_SHARE else None
    shadow = None
    if rng.random() < a.SHADOW_SHARE:
        shadow = (float(rng.uniform(*a.SHADOW_ANGLE) * rng.choice([-1, 1])), a.SHADOW_WIDTH)
    tilt = float(rng.normal(0, 22))
    return Anatomy(capsule_mm, texture.coarseness_db, tuple(vessels), diaphragm, tilt, shadow)


def _draw_vessel(rng: Generator, capsule_mm: float, depth_mm: float) -> Vessel:
    radius = float(
        np.clip(a.VESSEL_RADIUS_MM * np.exp(rng.normal(0.3, a.VESSEL_LOG_SD)), *a.VESSEL_RADIUS_RANGE_MM)
    )
    deepest = max(depth_mm - 5, capsule_mm + 20)
    depth, angle = rng.uniform(capsule_mm + 12, deepest), rng.uniform(-0.5, 0.5)
    r = a.PROBE_RADIUS_MM + depth
    length = radius * rng.uniform(*a.VESSEL_LENGTH_RADII)
    direction = rng.uniform(-0.9, 0.9) + (np.pi if rng.random() < 0.5 else 0)
    wall = bool(rng.random() < a.VESSEL_WALL_SHARE)
    return Vessel(r * sin(angle), r * cos(angle), float(length), float(direction), radius, wall)


def _touches(vessel: Vessel, box: BoxSector) -> bool:
    depth = np.linspace(box.near, box.far, 12, dtype=np.float32)[:, None] + a.PROBE_RADIUS_MM
    angle = np.linspace(box.left, box.right, 12, dtype=np.float32)[None, :]
    distance = vessel.distance(depth * np.sin(angle), depth * np.cos(angle))
    return bool(distance.min() < vessel.radius + 2.5)


def tissue_db(
    rng: Generator, anatomy: Anatomy, depth: NDArray[np.float32], angle: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Echo strength on the grid of `depth` (mm, column) and `angle` (rad, row)."""
    shape = (depth.shape[0], angle.shape[1])
    step_mm = float(depth[1, 0] - depth[0, 0])
    waves = _waves(rng, shape[1])
    level = _parenchyma(rng, anatomy.coarseness_db, shape, step_mm)
    x, y = (a.PROBE_RADIUS_MM + depth) * np.sin(angle), (a.PROBE_RADIUS_MM + depth) * np.cos(angle)
    for vessel in anatomy.vessels:
        level = _with_vessel(level, vessel, x, y)
    if anatomy.diaphragm_mm is not None:
        level = _with_diaphragm(level, depth, angle, anatomy.diaphragm_mm, anatomy.diaphragm_tilt_mm)
    level = _with_wall(rng, level, depth, anatomy.capsule_mm, waves)
    if anatomy.shadow is not None:
        level -= 14 * np.exp(-(((angle - anatomy.shadow[0]) / anatomy.shadow[1]) ** 2))
    return np.asarray(level, dtype=np.float32)


def _waves(rng: Generator, beams: int) -> NDArray[np.float32]:
    """Smooth ups and downs of the wall's layers over the beams, 3 of them, in mm."""
    return np.stack([smooth_noise(rng, (1, beams), 0.0, 34.0)[0] for _ in range(3)])


def _parenchyma(
    rng: Generator, coarseness_db: float, shape: tuple[int, int], step_mm: float
) -> NDArray[np.float32]:
    """Clumps that grow coarser with fibrosis, slow brightness changes, sparse small bright echoes."""
    clumps = coarseness_db * smooth_noise(rng, shape, 1.1 / step_mm, 5.0)
    slow = a.SLOW_ECHO_DB * smooth_noise(rng, shape, 9.0 / step_mm, 26.0)
    bright = smooth_noise(rng, shape, 0.45 / step_mm, 4.0)
    return np.asarray(clumps + slow + a.BRIGHT_ECHO_DB * np.maximum(bright - 2.3, 0) * 2, dtype=np.float32)


def _with_vessel(
    level: NDArray[np.float32], vessel: Vessel, x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    distance = vessel.distance(x, y)
    if vessel.bright_wall:
        level = level + a.VESSEL_WALL_DB * np.exp(-(((distance - vessel.radius - 0.5) / 0.6) ** 2))
    inside = 1 / (1 + np.exp(np.clip((distance - vessel.radius) / 0.15, -30, 30)))
    return np.asarray(level * (1 - inside) - 24 * inside, dtype=np.float32)


def _with_diaphragm(
    level: NDArray[np.float32],
    depth: NDArray[np.float32],
    angle: NDArray[np.float32],
    at_mm: float,
    tilt_mm: float,
) -> NDArray[np.float32]:
    line = at_mm - 26 * angle**2 + tilt_mm * angle
    strength = np.clip(17 - 30 * np.abs(angle - tilt_mm / 100), 3, 17)  # brightest where it lies across
    beyond = 1 / (1 + np.exp(np.clip(-(depth - line - 1.5) / 0.8, -30, 30)))
    bright = strength * np.exp(-(((depth - line) / 1.0) ** 2))
    return np.asarray(level * (1 - beyond) + bright - 7 * beyond, dtype=np.float32)


def _with_wall(
    rng: Generator,
    level: NDArray[np.float32],
    depth: NDArray[np.float32],
    capsule_mm: float,
    waves: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Skin, fat with septa, muscle with fascia, and the bright capsule over the liver."""
    step_mm = float(depth[1, 0] - depth[0, 0])
    capsule = capsule_mm + 0.7 * waves[0][None, :]
    muscle = 0.52 * capsule_mm + 0.6 * waves[1][None, :]
    stripes = smooth_noise(rng, (depth.shape[0], waves.shape[1]), 0.35 / step_mm, 30.0)
    fat = a.FAT_DB + a.FAT_STRIPES_DB * stripes
    muscles = a.MUSCLE_DB + a.MUSCLE_STRIPES_DB * stripes + 2 * waves[2][None, :]
    wall = np.where(depth < muscle, fat, muscles)
    wall = (
        wall
        + a.FASCIA_DB * np.exp(-(((depth - muscle) / 0.5) ** 2))
        + a.SKIN_DB * np.exp(-((depth / 1.3) ** 2))
    )
    liver = 1 / (1 + np.exp(np.clip(-(depth - capsule) / 0.25, -30, 30)))
    bright = a.CAPSULE_DB * np.exp(-(((depth - capsule) / 0.45) ** 2))
    return np.asarray(level * liver + wall * (1 - liver) + bright, dtype=np.float32)
