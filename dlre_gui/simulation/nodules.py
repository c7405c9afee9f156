"""Thyroid-like nodules in B-mode, benign or malignant: the task that a source model learns.

The second paper's source model had learnt ultrasound of the thyroid. What makes a nodule suspicious is as in
the usual lexicons (ACR TI-RADS: Tessler, J Am Coll Radiol 2017;14:587): dark, taller than wide, an irregular
margin, small bright spots; cysts and a dark rim speak against it. How often is **our assumption**, so that
the kinds overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation.fields import smooth_noise

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Field = NDArray[np.float32]

SIDE_PX = 250
_SPECKLE_PX = (1.3, 2.4)  # SD of the point spread along and across the beams
_SPECKLE_DB = 3.6  # SD; of speckle after compounding
_WAVES = 7  # lobes of a margin, at most
_GREY_AT_0_DB, _GREY_PER_DB = 105.0, 4.2


@dataclass(frozen=True, slots=True)
class Nodule:
    """One nodule in its patch.

    Attributes
    ----------
    x, y, width, height
        Centre and diameters, px.
    margin
        Relative SD of the radius around the margin; 0 is an ellipse.
    echo_db
        Against the gland.
    cyst_share
        Of its area, without echoes.
    halo
        Whether it has a dark rim.
    spots
        Number of small bright spots.
    """

    malignant: bool
    x: float
    y: float
    width: float
    height: float
    margin: float
    echo_db: float
    cyst_share: float
    halo: bool
    spots: int


def draw_nodule(rng: Generator, malignant: bool) -> Nodule:
    """A nodule of that kind: every sign is likelier in one kind, none certain."""
    size = float(np.clip(90 * np.exp(rng.normal(0, 0.30)), 40, 160))
    tall = float(np.exp(rng.normal(0.10 if malignant else -0.22, 0.20)))
    cystic = rng.random() < (0.06 if malignant else 0.40)
    return Nodule(
        malignant=malignant,
        x=float(rng.uniform(85, 165)),
        y=float(rng.uniform(90, 160)),
        width=size / tall**0.5,
        height=size * tall**0.5,
        margin=float(np.clip(rng.normal(0.14 if malignant else 0.05, 0.05), 0, 0.35)),
        echo_db=float(rng.normal(-9.0 if malignant else -4.0, 3.0)),
        cyst_share=float(rng.uniform(0.1, 0.6)) if cystic else 0.0,
        halo=bool(rng.random() < (0.12 if malignant else 0.45)),
        spots=int(rng.poisson(7.0)) if rng.random() < (0.55 if malignant else 0.15) else 0,
    )


def nodule_patch(seed: int, index: int) -> tuple[NDArray[np.uint8], bool]:
    """Patch `index` of a seed, uint8 (250, 250, 3) in grey, and whether its nodule is malignant."""
    rng = np.random.default_rng([seed, index])
    nodule = draw_nodule(rng, bool(rng.random() < 0.5))
    return render_nodule(rng, nodule), nodule.malignant


def render_nodule(rng: Generator, nodule: Nodule) -> NDArray[np.uint8]:
    """Gland, muscle above it, the nodule, speckle, attenuation."""
    shape = (SIDE_PX, SIDE_PX)
    rows = np.arange(SIDE_PX, dtype=np.float32)[:, None]
    level = 1.2 * smooth_noise(rng, shape, 9.0, 14.0) - rng.uniform(0.0, 0.04) * rows
    muscle = rng.uniform(20, 70) + 6 * smooth_noise(rng, (1, SIDE_PX), 0.0, 40.0)
    level = np.where(rows < muscle, level - 7 + 3 * smooth_noise(rng, shape, 1.5, 30.0), level)
    level = _with_nodule(rng, level, nodule)
    grey = _GREY_AT_0_DB + rng.normal(0, 12) + _GREY_PER_DB * (level + _speckle(rng))
    values = np.clip(np.rint(grey), 0, 255).astype(np.uint8)
    return np.repeat(values[:, :, None], 3, axis=2)


def _with_nodule(rng: Generator, level: Field, nodule: Nodule) -> Field:
    away = _from_margin(rng, nodule)
    inside = 1 / (1 + np.exp(np.clip(away / 1.5, -30, 30)))
    own = nodule.echo_db + (1.5 + 8 * nodule.margin) * smooth_noise(rng, level.shape, 4.0, 5.0)
    if nodule.cyst_share > 0:
        blobs = smooth_noise(rng, level.shape, 9.0, 9.0)
        own = np.where(blobs < np.quantile(blobs, nodule.cyst_share), -28.0, own)
    level = level * (1 - inside) + own * inside
    if nodule.halo:
        level = level - 7 * np.exp(-(((away - 2.5) / 2.2) ** 2))
    for _ in range(nodule.spots):
        level = _with_spot(rng, level, nodule)
    return np.asarray(level + _behind(nodule), dtype=np.float32)


def _from_margin(rng: Generator, nodule: Nodule) -> Field:
    """Distance from the margin in px, about; negative inside."""
    rows, columns = np.indices((SIDE_PX, SIDE_PX), dtype=np.float32) + 0.5
    across, down = (columns - nodule.x) / (nodule.width / 2), (rows - nodule.y) / (nodule.height / 2)
    angle = np.arctan2(down, across)
    radius = np.ones_like(angle)
    for lobes in range(2, _WAVES + 1):
        radius += rng.normal(0, nodule.margin / np.sqrt(_WAVES - 1)) * np.cos(
            lobes * angle + rng.uniform(0, 6.28)
        )
    return np.asarray((np.hypot(across, down) - radius) * min(nodule.width, nodule.height) / 2)


def _with_spot(rng: Generator, level: Field, nodule: Nodule) -> Field:
    angle, share = rng.uniform(0, 6.28), 0.75 * np.sqrt(rng.random())
    x = nodule.x + share * np.cos(angle) * nodule.width / 2
    y = nodule.y + share * np.sin(angle) * nodule.height / 2
    rows, columns = np.indices(level.shape, dtype=np.float32)
    return np.asarray(level + 17 * np.exp(-(((columns - x) / 1.8) ** 2) - ((rows - y) / 1.3) ** 2))


def _behind(nodule: Nodule) -> Field:
    """Brighter behind a cyst, darker behind what absorbs."""
    rows, columns = np.indices((SIDE_PX, SIDE_PX), dtype=np.float32)
    column = np.exp(-(((columns - nodule.x) / (0.4 * nodule.width)) ** 2))
    change = 8 * nodule.cyst_share + (0.25 * nodule.echo_db if nodule.cyst_share == 0 else 0.0)
    return np.asarray(np.where(rows > nodule.y + nodule.height / 2, change * column, 0.0), dtype=np.float32)


def _speckle(rng: Generator) -> Field:
    from scipy.ndimage import gaussian_filter

    noise = rng.standard_normal((2, SIDE_PX, SIDE_PX), dtype=np.float32)
    real, imaginary = (gaussian_filter(part, _SPECKLE_PX) for part in noise)
    decibels = 20 * np.log10(np.hypot(real, imaginary) + 1e-6)
    spread = float(decibels.std()) or 1.0
    return np.asarray((decibels - decibels.mean()) * (_SPECKLE_DB / spread), dtype=np.float32)
