"""The stiffness field in the SWE box and where the scanner has no signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.fields import smooth_noise

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

STEP_MM = 0.5
PAD_MM = 8.0


class Site(Protocol):
    """What the field depends on: an `AcquisitionPlan` has it."""

    @property
    def mean_kpa(self) -> float: ...
    @property
    def void_share(self) -> float: ...
    @property
    def shadow(self) -> bool: ...


@dataclass(frozen=True, slots=True, eq=False)
class StiffnessField:
    """kPa (float32) and missing signal (bool) of the box's bounding rectangle, (h, w) px."""

    kpa: NDArray[np.float32]
    void: NDArray[np.bool_]


def draw_field(
    rng: Generator,
    texture: a.Texture,
    plan: Site,
    inside: NDArray[np.bool_],
    px_per_mm: float,
) -> StiffnessField:
    """Draw the field on the scanner's coarse grid and bring it to the screen's pixels.

    Parameters
    ----------
    inside
        The box's pixels in its bounding rectangle.
    """
    shape = _grid_shape(inside.shape, px_per_mm)
    log_field = _log_field(rng, texture, shape)
    quality = _quality(rng, plan, shape)
    noisy = np.exp(-np.maximum(quality - np.quantile(quality, plan.void_share), 0) / a.NOISY_MARGIN)
    log_field += a.NOISY_LOG_SD * noisy * smooth_noise(rng, shape, 1.0, 1.0)
    log_kpa = _to_pixels(log_field, inside.shape, px_per_mm)
    pixel_quality = _to_pixels(quality, inside.shape, px_per_mm)
    void = inside & (pixel_quality < np.quantile(pixel_quality[inside], plan.void_share))
    kpa = np.clip(plan.mean_kpa * np.exp(log_kpa), *a.KPA_RANGE)
    return StiffnessField(kpa.astype(np.float32), void)


def _grid_shape(shape: tuple[int, ...], px_per_mm: float) -> tuple[int, int]:
    rows, columns = (int(np.ceil((n / px_per_mm + 2 * PAD_MM) / STEP_MM)) for n in shape)
    return rows, columns


def _log_field(rng: Generator, texture: a.Texture, shape: tuple[int, int]) -> NDArray[np.float32]:
    from scipy.ndimage import gaussian_filter

    sd = texture.correlation_mm / 2 / STEP_MM
    field = texture.relative_sd * smooth_noise(rng, shape, sd, sd * a.LATERAL_STRETCH)
    trend = rng.normal(0, a.DEPTH_TREND_SD) * np.linspace(-0.5, 0.5, shape[0], dtype=np.float32)
    field = field - texture.relative_sd**2 / 2 + trend[:, None]
    if texture.nodularity > 0:
        field = field + texture.nodularity * draw_nodules(rng, texture.nodule_mm, shape)
    smoothing = a.SCANNER_SMOOTHING_MM / STEP_MM
    return np.asarray(gaussian_filter(field, smoothing), dtype=np.float32)


def draw_nodules(rng: Generator, nodule_mm: float, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Cells of a random tessellation: each softer or stiffer, with stiff septa between; mean about 0."""
    from scipy.spatial import cKDTree

    count = max(4, round(shape[0] * shape[1] * STEP_MM**2 / nodule_mm**2))
    centres = rng.random((count, 2)) * np.array(shape)
    own = rng.normal(0, a.NODULE_SD, count).astype(np.float32)
    grid = np.stack(np.meshgrid(np.arange(shape[0]), np.arange(shape[1]), indexing="ij"), axis=-1)
    distance, nearest = cKDTree(centres).query(grid.reshape(-1, 2), k=2)
    septum = np.exp(-(((distance[:, 1] - distance[:, 0]) * STEP_MM / 1.2) ** 2))
    cells = own[nearest[:, 0]] * (1 - septum) + 1.2 * septum
    return np.asarray((cells - cells.mean()).reshape(shape), dtype=np.float32)


def _quality(rng: Generator, plan: Site, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Signal quality: falls with depth and towards the edges; a shadow takes one side away."""
    rows = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    sd = a.QUALITY_PATCH_MM / STEP_MM
    quality = smooth_noise(rng, shape, sd, sd) + a.QUALITY_GRAIN * smooth_noise(rng, shape, 1.0, 1.0)
    quality = quality - a.QUALITY_LOSS_DEEP * np.maximum(rows, 0) ** 2 * 2 - a.QUALITY_LOSS_SIDES * columns**4
    if plan.shadow:
        side = 1.0 if rng.random() < 0.5 else -1.0
        edge = 1 - 2 * plan.void_share
        quality = quality - a.SHADOWED_LOSS / (1 + np.exp(-(side * columns - edge) / 0.08))
    return np.asarray(quality, dtype=np.float32)


def _to_pixels(grid: NDArray[np.float32], shape: tuple[int, ...], px_per_mm: float) -> NDArray[np.float32]:
    from scipy.ndimage import map_coordinates

    rows, columns = (((np.arange(n) + 0.5) / px_per_mm + PAD_MM) / STEP_MM - 0.5 for n in shape)
    at = np.stack(np.meshgrid(rows, columns, indexing="ij")).astype(np.float32)
    return np.asarray(map_coordinates(grid, at, order=1, mode="nearest"), dtype=np.float32)
