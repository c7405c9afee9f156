"""Stiffness over B-mode: the field in the bar's unit, its colours, outline and other maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.fields import smooth_noise
from dlre_gui.simulation.stiffness import draw_field
from dlre_gui.simulation.styles.chance import between
from dlre_gui.simulation.styles.palettes import LEVELS, palette

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from dlre_gui.simulation.styles.appearance import BarLook, BoxLook

BLOCK_MM = 0.8
SOFTEST = {"kPa": 1.5, "m/s": 0.7}  # no tissue under the probe is softer on average


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the shear waves were measured (`stiffness.Site`)."""

    mean_kpa: float
    void_share: float
    shadow: bool


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The field of the region's bounding rectangle: kPa, NaN where void or outside."""

    kpa: NDArray[np.float32]
    void: NDArray[np.bool_]


def speed(kpa: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shear-wave speed in m/s: c = sqrt(E / 3ρ), ρ = 1000 kg/m³."""
    return np.asarray(np.sqrt(kpa / np.float32(3.0)), dtype=np.float32)


def draw_stiffness(
    rng: Generator, box: BoxLook, bar: BarLook, inside: NDArray[np.bool_], px_per_mm: float
) -> Shown:
    """A field whose mean lies at the look's share of the scale."""
    mean = bar.minimum + box.level * (bar.maximum - bar.minimum)
    mean = max(mean, SOFTEST[bar.unit])
    spot = Spot(3 * mean**2 if bar.unit == "m/s" else mean, min(box.void, 0.86), box.shadow)
    texture = a.Texture(
        relative_sd=box.spread,
        correlation_mm=between(rng, 3.0, 9.0),
        nodularity=box.spread * between(rng, 0, 0.6),
        nodule_mm=between(rng, 5, 9),
        coarseness_db=1.0,
    )
    field = draw_field(rng, texture, spot, inside, px_per_mm)
    kpa = _blocks(field.kpa, max(2, round(BLOCK_MM * px_per_mm))) if box.blocky else field.kpa
    return Shown(np.where(inside & ~field.void, kpa, np.float32(np.nan)), field.void)


def _blocks(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    coarse = values[side // 2 :: side, side // 2 :: side]
    if not coarse.size:
        return values
    rows = np.minimum(np.arange(values.shape[0]) // side, coarse.shape[0] - 1)
    columns = np.minimum(np.arange(values.shape[1]) // side, coarse.shape[1] - 1)
    return np.asarray(coarse[rows[:, None], columns[None, :]])


def overlaid(
    bmode: NDArray[np.uint8], values: NDArray[np.float32], bar: BarLook, opacity: float
) -> NDArray[np.uint8]:
    """B-mode with the colours of `values` (in the bar's unit) over it where there is one."""
    share = (values - bar.minimum) / (bar.maximum - bar.minimum)
    return _mixed(bmode, share, palette(bar.palette, bar.steps), opacity)


def _mixed(
    bmode: NDArray[np.uint8], share: NDArray[np.float32], colours: NDArray[np.uint8], opacity: float
) -> NDArray[np.uint8]:
    known = np.isfinite(share)
    level = np.rint(np.clip(np.nan_to_num(share), 0, 1) * (LEVELS - 1)).astype(np.intp)
    weight = np.float32(opacity)
    mixed = weight * colours.astype(np.float32)[level] + (1 - weight) * bmode
    return np.where(known[:, :, None], np.rint(mixed).astype(np.uint8), bmode)


def with_quality(
    rng: Generator,
    bmode: NDArray[np.uint8],
    inside: NDArray[np.bool_],
    void: NDArray[np.bool_],
    name: str,
    opacity: float,
) -> NDArray[np.uint8]:
    """A map of the measurement's quality: high but near voids; no stiffness at all."""
    from scipy.ndimage import gaussian_filter

    bad = gaussian_filter(void.astype(np.float32), max(2.0, inside.shape[0] / 30))
    noise = _stretched(smooth_noise(rng, (24, 24), 2.0, 2.0), inside.shape)
    share = np.clip(0.9 - 1.6 * bad + 0.12 * noise, 0, 1)
    return _mixed(bmode, np.where(inside, share, np.float32(np.nan)), palette(name), opacity)


def with_wave_fronts(
    rng: Generator, bmode: NDArray[np.uint8], inside: NDArray[np.bool_], void: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Arrival-time contours of the shear waves, white lines that are disordered where it is void."""
    shape = inside.shape
    warp = _stretched(smooth_noise(rng, (24, 24), 3.0, 3.0), shape) * 0.06
    rough = _stretched(smooth_noise(rng, (48, 48), 1.0, 1.0), shape) * 0.25 * void
    across = np.linspace(0, 1, shape[1], dtype=np.float32)[None, :]
    phase = (across + warp + rough) * between(rng, 9, 18)
    lines = inside & (np.abs(phase - np.round(phase)) < 0.09)
    return np.where(lines[:, :, None], np.uint8(230), bmode)


def _stretched(grid: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    from PIL import Image

    resized = Image.fromarray(grid).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(resized, dtype=np.float32)


def edge_of(inside: NDArray[np.bool_], width: int) -> NDArray[np.bool_]:
    """The region's outermost pixels, `width` deep."""
    from scipy.ndimage import binary_erosion

    return np.asarray(inside & ~binary_erosion(inside, np.ones((3, 3), bool), iterations=max(1, width)))


def dashed(edge: NDArray[np.bool_], dash_px: int) -> NDArray[np.bool_]:
    """An edge with gaps as long as its dashes."""
    rows, columns = np.arange(edge.shape[0])[:, None], np.arange(edge.shape[1])[None, :]
    return np.asarray(edge & ((rows + columns) // max(2, dash_px) % 2 == 0))


def ring(shape: tuple[int, ...], x: float, y: float, radius: float, width: float) -> NDArray[np.float32]:
    """Cover, 0 to 1, of a circle's line by pixel."""
    columns, rows = np.arange(shape[1]) + 0.5 - x, np.arange(shape[0]) + 0.5 - y
    away = np.abs(np.hypot(columns[None, :], rows[:, None]) - radius)
    return np.asarray(np.clip(0.5 + width / 2 - away, 0, 1), dtype=np.float32)


def dashed_ring(cover: NDArray[np.float32], x: float, y: float, dashes: int) -> NDArray[np.float32]:
    """A circle's line with gaps."""
    columns, rows = np.arange(cover.shape[1]) + 0.5 - x, np.arange(cover.shape[0]) + 0.5 - y
    turn = np.arctan2(rows[:, None], np.broadcast_to(columns[None, :], cover.shape)) / (2 * np.pi)
    return np.asarray(cover * (np.floor(turn * 2 * dashes) % 2 == 0), dtype=np.float32)
